"""Conditions that stand inside a block and are for the whole of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.markdown.node import NO_ATTRIBUTES, Attributes, Node

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
