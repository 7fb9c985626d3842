"""Comments in HTML, and the HTML between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.markdown.node import Node

# HTML Living Standard, section 13.1.6; CommonMark, "Raw HTML".
_COMMENT = late(r"<!--(?:-?>|(.*?)-->)", re.DOTALL)
_BEGIN, _END = "<!--", "-->"
_LINE_BREAK = late(r"<br\s*/?>", re.IGNORECASE)
_LITERAL = late(r"<(?:script|pre|style|textarea)\b", re.IGNORECASE)


def inline_node(html: str, span: Span) -> Node:
    """Return the node of one piece of HTML in a line: a break, a comment or `html`."""
    if _LINE_BREAK().fullmatch(html):
        return Node("break", span=span)
    comment = _COMMENT().fullmatch(html)
    if comment is None:
        return Node("html", text=html, span=span)
    return Node("comment", text=_inner(comment), span=span)


def block_nodes(html: str, span: Span) -> Iterator[Node]:
    """Yield a block of HTML as comments and the HTML between them."""
    if _LITERAL().match(html.lstrip()):
        yield from _between(html, span)
        return
    cursor = span.start
    position = 0
    for comment in _COMMENT().finditer(html):
        yield from _between(html[position : comment.start()], span)
        position = comment.end()
        place = span
        if cursor >= 0:
            # A comment in a list or a quote has lost its margin, and may not be found.
            cursor = span.source.text.find(comment[0], cursor, span.end)
            if cursor >= 0:
                place = Span(span.source, cursor, cursor + len(comment[0]))
                cursor = place.end
        yield Node("comment", text=_inner(comment), span=place)
    begin = unclosed_at(html)
    if begin < 0:
        yield from _between(html[position:], span)
        return
    yield from _between(html[position:begin], span)
    yield Node("comment", text=html[begin + len(_BEGIN) :].strip(), span=span)


def unclosed_at(html: str) -> int:
    """Return where the comment begins that nothing closes in a block which begins with a comment;
    -1 without any."""
    is_commented = html.lstrip().startswith(_BEGIN)
    return html.find(_BEGIN, html.rfind(_END) + 1) if is_commented else -1


def _inner(comment: re.Match[str]) -> str:
    return (comment[1] or "").strip()


def _between(html: str, span: Span) -> Iterator[Node]:
    if html.strip():
        yield Node("html", text=html.strip("\n"), span=span)
