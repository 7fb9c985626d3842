"""Conditions that stand inside a block and are for the whole of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.markdown.node import NO_ATTRIBUTES, Attributes, Node, walk

_CALLOUT = re.compile(r"\s*\[!\w+\]\s*")
_CAPTION = re.compile(r"(?:Table)?:\s")


def lift_from_callout(nodes: list[Node]) -> Attributes:
    """Return the condition on the first line of a callout, `[!NOTE] {audience=…}`, and remove it
    from the `nodes` of the quote."""
    if not nodes or nodes[0].kind != "paragraph" or not nodes[0].children:
        return NO_ATTRIBUTES
    first = nodes[0]
    line, *rest = first.children
    if line.kind == "span" and _is_label(line.children):
        nodes[0] = replace(first, children=(*line.children, *rest))
        return line.attributes
    if first.attributes.pairs and _is_label(first.children):
        nodes[0] = replace(first, attributes=NO_ATTRIBUTES)
        return first.attributes
    return NO_ATTRIBUTES


def is_condition(cell: Node, row: str) -> bool:
    """Whether a `row` is a line under a table with nothing but conditions, those of its `cell`."""
    return "|" not in row and not cell.children and bool(cell.attributes.pairs)


def _is_label(nodes: Sequence[Node]) -> bool:
    return len(nodes) == 1 and _CALLOUT.fullmatch(nodes[0].text) is not None


def hold_for_data(nodes: list[Node], text: str, condition: Attributes) -> None:
    """Let the `condition` of a caption with this `text` hold also for the table or chart above it,
    the last of `nodes`."""
    if not (condition.pairs and nodes and nodes[-1].kind in ("table", "code")):
        return
    if _CAPTION.match(text):
        above = nodes[-1]
        pairs = (*above.attributes.pairs, *condition.pairs)
        nodes[-1] = replace(above, attributes=replace(above.attributes, pairs=pairs))


def with_held_tables(node: Node) -> Node:
    """Return `node` with the conditions of captions above tables also on the tables."""
    if not node.children or not any(_is_captioning(child) for child in walk((node,))):
        return node
    children: list[Node] = []
    for child in node.children:
        child = with_held_tables(child)
        above = children[-1] if children else None
        if child.kind == "table" and above is not None and _is_captioning(above):
            pairs = (*child.attributes.pairs, *above.attributes.pairs)
            span = child.attributes.span or above.attributes.span
            attributes = replace(child.attributes, pairs=pairs, span=span)
            child = replace(child, attributes=attributes)
        children.append(child)
    return replace(node, children=tuple(children))


def _is_captioning(node: Node) -> bool:
    """Whether a node is a caption with a condition."""
    if node.kind != "paragraph" or not node.attributes.pairs or not node.children:
        return False
    first = node.children[0]
    return first.kind == "text" and _CAPTION.match(first.text) is not None
