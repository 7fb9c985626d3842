"""Code coloured by Pygments."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.base.limits import CODE_COLORS
from deck_builder.base.source import Span
from deck_builder.text.runs import Run

_TAB_SIZE = 4
# Longer code, or code with a longer line, stays in one colour: some languages are read in a time
# that grows with the square of the length.
_LONGEST_COLORED = 50_000
_LONGEST_LINE = 5_000
# The first ancestor of a Pygments token type that is listed gives its palette colour.
_COLORS = {
    "Token.Keyword": "keyword",
    "Token.Operator.Word": "keyword",
    "Token.Literal.String": "string",
    "Token.Literal.Number": "number",
    "Token.Comment": "comment",
    "Token.Name.Function": "function",
    "Token.Name.Class": "function",
    "Token.Name.Decorator": "function",
    "Token.Name.Builtin": "name",
    "Token.Name.Tag": "keyword",
    "Token.Name.Attribute": "name",
}

Line = tuple[Run, ...]
"""A line of code, each of its runs in one colour."""


def colored_lines(text: str, language: str, span: Span | None) -> tuple[Line, ...]:
    """Return the lines of a text, which stands at `span`, in the colours of its language; in one
    when that is not known. Raises LimitError when there is too much code in the talk."""
    return tuple(_colored(text.expandtabs(_TAB_SIZE).rstrip("\n"), language, span))


def _colored(text: str, language: str, span: Span | None) -> Iterator[Line]:
    line: list[Run] = []
    for color, piece in _tokens(text, language, span):
        head, *more = piece.split("\n")
        _append(line, head, color)
        for part in more:
            yield tuple(line)
            line = []
            _append(line, part, color)
    yield tuple(line)


def is_language(name: str) -> bool:
    """Return whether there is a programming language called so."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        get_lexer_by_name(name)
    except ClassNotFound:
        return False
    return True


def _append(line: list[Run], text: str, color: str) -> None:
    if not text:
        return
    if line and line[-1].color == color:
        line[-1] = replace(line[-1], text=line[-1].text + text)
    else:
        line.append(Run(text, color=color))


def _tokens(text: str, language: str, span: Span | None) -> Iterator[tuple[str, str]]:
    if not language or _is_too_long(text):
        yield "", text
        return
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        yield "", text
        return
    CODE_COLORS.count(len(text), span=span)
    # Some lexers drop a last line that has no end.
    tokens = [(_color(str(kind)), piece) for kind, piece in lexer.get_tokens(text + "\n")]
    if "".join(piece for _, piece in tokens) != text + "\n":
        yield "", text
        return
    color, last = tokens.pop()
    yield from tokens
    yield color, last.removesuffix("\n")


def _is_too_long(text: str) -> bool:
    if len(text) <= _LONGEST_LINE:
        return False
    return len(text) > _LONGEST_COLORED or max(map(len, text.split("\n"))) > _LONGEST_LINE


def _color(kind: str) -> str:
    while kind:
        if kind in _COLORS:
            return _COLORS[kind]
        kind = kind.rpartition(".")[0]
    return ""
