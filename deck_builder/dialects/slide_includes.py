"""Slides that include the slides of other files."""

from __future__ import annotations

from collections.abc import Sequence

from deck_builder.dialects.model import Part
from deck_builder.dialects.tree import held_below, with_held
from deck_builder.markdown import Node


def without_includes(part: Part, nodes: Sequence[Node]) -> tuple[Part, ...]:
    """Return a slide of `nodes`, and behind it the slides of the files that they include, with the
    conditions that are for these."""
    included = [
        one
        for at, node in enumerate(nodes)
        if node.kind == "include"
        for one in with_held((node,), held_below(nodes[:at]))
    ]
    part.nodes = [node for node in nodes if node.kind != "include"]
    if not included:
        return (part,)
    others = Part(included, held=part.held, span=included[0].span, is_included=True)
    return (part, others) if part.nodes or part.notes else (others,)
