"""Signs that count as markup where the author can hardly have meant it: products, names of Python,
paths of Windows and variables of a shell, which are shown without some of their signs."""

from __future__ import annotations

from collections.abc import Sequence

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.markdown import Node

MISREAD = Problem(
    "read-as-markup",
    Severity.WARNING,
    "{signs} in ‘{written}’ count as markup, and are not shown",
    "{how}",
)

# A number, a name of one letter, or what stands in parentheses, right before and after a star. In
# scripts without blanks between words, one letter may be a word.
_LETTER = "[A-Za-z\u00c0-\u052f]"
_BEFORE_STAR = late(rf"(?:(?<![^\W_])(?:\d[\d.,]*|{_LETTER})|\))\Z")
_AFTER_STAR = late(rf"\d|{_LETTER}(?![^\W_])|\(")
# The special names of Python that are talked about; others only before what shows them to be names.
_SPECIAL = frozenset(
    ("all", "call", "class", "dict", "doc", "enter", "eq", "exit", "file", "future", "getattr")
    + ("getitem", "hash", "init", "iter", "len", "main", "name", "new", "next", "post_init")
    + ("pycache", "repr", "setattr", "slots", "str", "version")
)
_AFTER_NAME = late(r"\.\w|\(")
# Not ‘a:\*b\*’, where the author shows two signs.
_PATH = late(
    r"(?<![\w\\])(?:[A-Za-z]:(?!(\\[*_$`])\S*\1)\\(?!\\)|\\\\(?=[\w.-]{1,63}\\\w))[^\s\\]*"
    r"(?:\\[^\s\\]+)*"
)
_ESCAPE = late(r"\\[!-/:-@\[-`{-~]")
_SHELL = late(r"[A-Z][A-Z0-9_]+[^\w\s\\{}^+=<>*]*")
# Not the ending of a plural, as in the lines $AB$s, or of an ordinal number.
_AFTER_SHELL = late(r"(?!(?:e?s|n?th)\b)[^\W\d]")
_PRICE = late(r"\d+(?:[.,]\d+)*[,;]?[ ][A-Za-z]{3}")


def report_misread(nodes: Sequence[Node], found: Collector) -> None:
    """Report what is hardly meant as markup among `nodes`, the children of a paragraph, a heading
    or a cell, and in them."""
    for at, node in enumerate(nodes):
        span = node.span
        if span is None:
            continue
        match node.kind:
            case "text":
                if "\\" in span.text:
                    _report_path(span, found)
            case "emphasis" | "strong" | "math":
                before = nodes[at - 1] if at else None
                after = nodes[at + 1] if at + 1 < len(nodes) else None
                _report_marks(node, span, _text(before), _text(after), found)
        report_misread(node.children, found)


def _report_marks(node: Node, span: Span, before: str, after: str, found: Collector) -> None:
    """Report a `node` at `span` between texts when its marks are hardly meant."""
    written = span.text
    if node.kind == "emphasis" and written.startswith("*"):
        if _BEFORE_STAR().search(before) and _AFTER_STAR().match(after):
            how = "for a product, write × or a formula; a star is written \\*"
            found.report(MISREAD, span, signs="the stars", written=written, how=how)
    elif node.kind == "strong" and written.startswith("__"):
        name = "".join(map(_text, node.children))
        if name in _SPECIAL or (name.isidentifier() and _AFTER_NAME().match(after)):
            how = "write it as code, between backticks, or with ** for strong text"
            found.report(MISREAD, span, signs="the underscores", written=written, how=how)
    elif node.kind == "math" and written.startswith("$") and not written.startswith("$$"):
        is_shell = _SHELL().fullmatch(node.text) and _AFTER_SHELL().match(after)
        if is_shell or _PRICE().match(node.text):
            how = "write \\$ for a dollar; code stands between backticks"
            found.report(MISREAD, span, signs="the dollars", written=written, how=how)


def _report_path(span: Span, found: Collector) -> None:
    for path in _PATH().finditer(span.text):
        if path[0].startswith("\\\\") or _ESCAPE().search(path[0]):
            how = "write it as code, between backticks: elsewhere a backslash hides before a sign"
            place = span.at(path.start(), len(path[0]))
            found.report(MISREAD, place, signs="backslashes", written=path[0], how=how)


def _text(node: Node | None) -> str:
    return node.text if node is not None and node.kind == "text" else ""
