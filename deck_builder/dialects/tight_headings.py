"""Headings without a blank behind their signs: `#Words`."""

from __future__ import annotations

import re

from msgspec.structs import replace

from deck_builder.dialects.tree import is_held, lines_of
from deck_builder.markdown import Node

_TIGHT = re.compile(r"#{1,6}(?=[^\s#])")
_BREAK = (Node("soft_break"),)


def title_in(node: Node) -> tuple[Node, ...]:
    """Return a heading without a blank, as remark takes it, and the lines below it; none for any
    other paragraph."""
    line, *others = lines_of(node.children)
    if is_held(node) and others:
        return ()
    held = node.attributes
    if len(line) == 1 and line[0].kind == "span" and is_held(line[0]):
        # The condition at the end of the line is for what is below it, too.
        held, line = line[0].attributes, list(line[0].children)
    first = line[0] if line else None
    if first is None or first.kind != "text" or first.span is None:
        return ()
    found = _TIGHT.match(first.text)
    if found is None or not first.span.text.startswith("#"):
        return ()
    words = (replace(first, text=first.text[found.end() :]), *line[1:])
    heading = Node("heading", words, attributes=held, level=found.end(), span=node.span)
    below = [child for other in others for child in (*_BREAK, *other)][1:]
    return (heading, replace(node, children=tuple(below))) if below else (heading,)
