"""Conditions that stand inside a block and are for the whole of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.markdown.node import BREAKS, NO_ATTRIBUTES, Attributes, Node, walk

_CALLOUT = late(r"\s*\[!\w+\]\s*")
CAPTION = re.compile(r"(?:Table)?:\s")
"""How the caption of a table begins."""


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
    return len(nodes) == 1 and _CALLOUT().fullmatch(nodes[0].text) is not None


def hold_for_data(nodes: list[Node], text: str, condition: Attributes) -> None:
    """Let the `condition` of a caption with this `text` hold also for the table or chart above it,
    the last of `nodes`."""
    if not (condition.pairs and nodes and is_of_data(nodes[-1])):
        return
    if CAPTION.match(text):
        above = nodes[-1]
        pairs = (*above.attributes.pairs, *condition.pairs)
        nodes[-1] = replace(above, attributes=replace(above.attributes, pairs=pairs))


def is_of_data(node: Node) -> bool:
    """Whether a node is a table, or code that may be a chart: a caption may be under it."""
    return node.kind in ("table", "code")


def with_held_tables(node: Node) -> Node:
    """Return `node` with the conditions of captions above tables also on the tables."""
    if not node.children or not any(_is_captioning(child) for child in walk((node,))):
        return node
    children: list[Node] = []
    for child in node.children:
        child = with_held_tables(child)
        above = children[-1] if children else None
        if above is not None:
            if child.kind == "table":
                child = _held(child, _condition_of_caption(above))
            elif is_of_data(above):
                children[-1] = _held(above, _condition_of_caption(child, first_line=True))
        children.append(child)
    return replace(node, children=tuple(children))


def _held(node: Node, condition: Attributes) -> Node:
    """A table or chart with the condition of its caption, too."""
    if not condition.pairs:
        return node
    known = node.attributes
    pairs, span = (*known.pairs, *condition.pairs), known.span or condition.span
    return replace(node, attributes=replace(known, pairs=pairs, span=span))


def _is_captioning(node: Node) -> bool:
    """Whether a node is a caption with a condition."""
    return bool(_condition_of_caption(node).pairs)


def _condition_of_caption(node: Node, *, first_line: bool = False) -> Attributes:
    """The condition of a caption, or that of its first line; none of what is no caption. What
    begins as one in a later line counts, too: it may have been meant for the table below."""
    if node.kind != "paragraph" or not node.children:
        return NO_ATTRIBUTES
    starts = [0, *(at for at, child in enumerate(node.children, 1) if child.kind in BREAKS)]
    lines = [
        node.children[at] for at in starts[: 1 if first_line else None] if at < len(node.children)
    ]
    found = [line for line in lines if CAPTION.match(_beginning(line))]
    if not found:
        return NO_ATTRIBUTES
    whole = NO_ATTRIBUTES if first_line else node.attributes
    pairs = (*whole.pairs, *(pair for line in found for pair in line.attributes.pairs))
    return replace(found[0].attributes, pairs=pairs) if pairs else NO_ATTRIBUTES


def _beginning(line: Node) -> str:
    first = line.children[0] if line.kind == "span" and line.children else line
    return first.text if first.kind == "text" else ""
