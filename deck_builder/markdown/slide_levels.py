"""Which headings start slides, where nobody says it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from deck_builder.markdown.node import Node, NodeKind

STARTS: tuple[NodeKind, ...] = ("heading", "rule", "include")
"""The kinds of nodes that start a slide."""
_FALLBACK_LEVEL = 1
_UNSEEN: tuple[NodeKind, ...] = ("abbreviation", "comment")
_NO_CONTENT: tuple[NodeKind, ...] = (*STARTS, *_UNSEEN)


def infer_slide_level(nodes: Sequence[Node]) -> int:
    """Return the highest heading level that is followed directly by content, as pandoc does; the
    lowest level when no heading is. Comments and notes do not count."""
    visible = [node for node in nodes if not is_silent(node)]
    levels = [
        node.level
        for node, following in pairwise(visible)
        if node.kind == "heading" and following.kind not in _NO_CONTENT
    ]
    return min(levels, default=max((node.level for node in visible), default=0) or _FALLBACK_LEVEL)


def is_notes(node: Node) -> bool:
    """Whether `node` is a `::: notes` div."""
    return node.kind == "div" and "notes" in node.attributes.classes


def is_silent(node: Node) -> bool:
    """Whether a node is on no slide."""
    return node.kind in _UNSEEN or is_notes(node)
