"""Equations below each other: read one by one, and cut apart where a slide is too small."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.formulas.equations import equations_of
from deck_builder.formulas.parse import fault_of
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import FormulaFrame

CASES = {
    r"\begin{align}a&=b\\c&=d\end{align}": ("a&=b", "c&=d"),
    r"\begin{equation}\begin{split}a&=b\\[2pt]&=d\end{split}\end{equation}": ("a&=b", "&=d"),
    r"\begin{gather*}{a\\b}\\\begin{pmatrix}c\\d\end{pmatrix}\\\end{gather*}": (
        r"{a\\b}",
        r"\begin{pmatrix}c\\d\end{pmatrix}",
    ),
    r"\begin{aligned}[t]a\\[b]\end{aligned}": ("a", "[b]"),
    r"\begin{pmatrix}a\\b\end{pmatrix}": (),
    r"\begin{align}a\\b\end{align}=c": (),
    r"a\\b": (),
}
_ROW = r"&= \frac{\frac{a}{b}+\frac{c}{d}}{\frac{e}{f}}"


@pytest.mark.parametrize("latex", CASES)
def test_equations(latex: str) -> None:
    assert equations_of(latex)[1] == CASES[latex]


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{align}[2S+1]&=3\end{align}",
        "\\begin{align}\n[2S_{1}+1]+[2S_{2}+1]&=3 \\\\\n&=4\n\\end{align}",
        r"\begin{pmatrix}[a]&b\end{pmatrix}",
    ],
)
def test_a_bracket_at_the_beginning_is_no_option(latex: str) -> None:
    assert fault_of(latex) == ""


def test_too_many_equations_continue_on_the_next_slide(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    rows = " \\\\\n".join([f"x_{{{number}}} {_ROW}" for number in range(14)])
    text = f"# A\n\n## B\n\n$$\n\\begin{{align}}\n{rows}\n\\end{{align}}\n$$\n"
    path.write_text(text, encoding="utf-8")
    built = lay_out_deck(path, Options())
    assert not [one for one in built.diagnostics if one.severity.value == "error"]
    frames = [
        shape.latex
        for slide in built.value.slides
        for shape in slide.shapes
        if isinstance(shape, FormulaFrame)
    ]
    assert len(frames) > 1
    found = [row.split("&")[0].strip() for one in frames for row in equations_of(one)[1]]
    assert found == [f"x_{{{number}}}" for number in range(14)]
