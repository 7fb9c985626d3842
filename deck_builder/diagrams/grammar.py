"""Grammars for diagrams, read by lark, and its errors as ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import UnexpectedCharacters, UnexpectedToken, VisitError

from deck_builder.base.limits import DIAGRAM_DEPTH
from deck_builder.base.source import Span
from deck_builder.diagrams.fence import DiagramError

_SHOWN = 30
_NESTING = re.compile(
    r'"[^"]*"|(?P<opening>\{|^[ \t]*subgraph\b)|(?P<closing>\}|^[ \t]*end\b)', re.MULTILINE
)


@lru_cache(maxsize=32)
def _parser(grammar: str) -> Lark:
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=True)


class ToLines(Transformer[Token, Any]):
    """Makes plain tuples of lark's tree, of a grammar whose `start` has a `line` for each line and
    `SEP` between them."""

    def start(self, children: list[Any]) -> list[Any]:
        """Return the lines."""
        return [one for one in children if not is_separator(one)]

    def line(self, children: list[Any]) -> Any:
        """Return what the line is."""
        return children[0]


def is_separator(one: Any) -> bool:
    """Whether one of lark's children only stands between lines."""
    return isinstance(one, Token) and one.type == "SEP"


def parse(
    grammar: str,
    text: str,
    transformer: Transformer[Token, Any],
    names: Mapping[str, str],
    span: Span | None = None,
    nesting: re.Pattern[str] = _NESTING,
) -> Any:
    """Return what `transformer` makes of `text`, read by a grammar of lark. Raises DiagramError
    with the place of what cannot be read; `names` are what messages call the grammar's terminals,
    by their names there. Raises LimitError, with the place `span`, for frames that are nested too
    deeply: `nesting` finds the `opening` and the `closing` of each."""
    _check_depth(text, span, nesting)
    try:
        tree = _parser(grammar).parse(text)
    except UnexpectedInput as error:
        raise _as_ours(error, text, names) from error
    try:
        return transformer.transform(tree)
    except VisitError as error:
        if isinstance(error.orig_exc, DiagramError):
            raise error.orig_exc from error
        raise


def _check_depth(text: str, span: Span | None, nesting: re.Pattern[str]) -> None:
    """Raise LimitError for a text with frames nested too deeply."""
    depth = deepest = 0
    for found in nesting.finditer(text):
        if found["opening"]:
            depth += 1
        elif found["closing"]:
            depth = max(0, depth - 1)
        deepest = max(deepest, depth)
    # A text may be in two braces.
    DIAGRAM_DEPTH.check(max(0, deepest - 2), "the diagram", span)


def _as_ours(error: UnexpectedInput, text: str, names: Mapping[str, str]) -> DiagramError:
    at = error.pos_in_stream
    if at is None or at < 0:
        at = len(text.rstrip())
    found = _word_at(text, at)
    expected: set[str] = set()
    if isinstance(error, UnexpectedToken):
        expected = set(error.accepts or error.expected)
    elif isinstance(error, UnexpectedCharacters):
        expected = set(error.allowed or ())
    wanted = sorted({names[name] for name in expected if name in names})
    fault = f"‘{found}’ is not expected here" if found else "it ends too early"
    hint = f"expected is {_listed(wanted)}" if wanted else ""
    return DiagramError(fault, min(at, max(0, len(text) - 1)), max(1, len(found)), hint)


def _word_at(text: str, at: int) -> str:
    rest = text[at:].split("\n", 1)[0]
    if not rest.strip():
        return "the end of the line" if text[at:].strip() else ""
    word = rest.split(None, 1)[0] if not rest[0].isspace() else rest.strip().split(None, 1)[0]
    return word[:_SHOWN]


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} or {words[-1]}"
