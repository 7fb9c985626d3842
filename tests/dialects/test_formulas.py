"""Formulas are read alike in all dialects: no sign of a dialect is looked for inside of them."""

from __future__ import annotations

import pytest

from deck_builder.base.source import Source
from deck_builder.dialects.model import Dialect
from deck_builder.dialects.reading import Reader
from deck_builder.dialects.registry import DIALECTS
from deck_builder.markdown import Node, parse_markdown, walk

FORMULAS = (
    r"a_{1}=1,\ a_{n+1}=\frac{x_{n}}{y_{n}}",
    r"\{ a_{n} \}",
    r"{{a}}^{2}+b^{{c+d}}",
    r"x^{*}_{k}{.y}",
    r"f:a{b}:c{d}",
    r"(x){a}_{b}",
    r"[[x]]_{1}",
    r"{++a++}{--b--}",
    r"\url{a}",
    r"\begin{pmatrix} x_{1} \\ y_{1} \end{pmatrix}",
    r"{1|2}",
    r"\mathbf{x}.a[b]",
)
PLACES = {
    "in a line": "# T\n\nwords ${}$ and more\n",
    "in a title": "# T ${}$\n\nwords\n",
    "in an item": "# T\n\n- words ${}$\n",
    "in two lines": "# T\n\n$$\n{}\n$$\n",
    "in one line": "# T\n\n$${}$$\n",
}


def _formulas(nodes: tuple[Node, ...]) -> list[str]:
    return [one.text.strip() for one in walk(nodes) if one.kind in ("math", "math_block")]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.name)
def test_formulas_are_those_of_our_own_format(dialect: Dialect, place: str) -> None:
    # Slidev has marks in braces only where the settings say so.
    head = "---\nmdc: true\n---\n\n" if dialect.name == "slidev" else ""
    for formula in FORMULAS:
        text = PLACES[place].replace("{}", formula)
        own = _formulas((parse_markdown(Source("talk.md", text)).value,))
        reader = Reader(dialect)
        read = reader.read(Source("talk.md", head + text)).value
        assert own == [formula]
        assert _formulas((read.document,)) == own
