"""Parts of a slide that come with a click of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from deck_builder.dialects.tree import OURS, our_div, with_class
from deck_builder.markdown import LISTS, Node

FRAGMENT = f"{OURS}fragment"
"""The class of what comes with a click."""
_NUMBERED = re.compile(r"\d{1,9}\)")


def is_fragment(node: Node) -> bool:
    """Whether a node is marked to come with a click."""
    return FRAGMENT in node.attributes.classes


def marked(node: Node) -> Node:
    """Return a node marked to come with a click."""
    return node if is_fragment(node) else with_class(node, "fragment")


def with_fragments(nodes: Sequence[Node]) -> list[Node]:
    """Return `nodes` with what is marked in divs that come with a click, and lists cut where items
    are marked and others are not."""
    return [one for node in nodes for one in _with_fragments(node)]


def _with_fragments(node: Node) -> Iterator[Node]:
    if node.kind in LISTS and any(map(is_fragment, node.children)):
        number = node.start
        for is_marked, group in groupby(node.children, is_fragment):
            items = tuple(map(unmarked, group))
            part = replace(node, children=items, start=number, span=items[0].span)
            number += len(items)
            yield our_div((part,), "incremental") if is_marked else part
    elif node.kind == "heading" and is_fragment(node):
        # A title is there from the beginning.
        yield unmarked(node)
    elif node.kind != "div" and is_fragment(node):
        yield our_div((unmarked(node),), "fragment")
    elif node.kind in ("div", "quote", "item", "definition") and node.children:
        yield replace(node, children=tuple(with_fragments(node.children)))
    else:
        yield node


def unmarked(node: Node) -> Node:
    """Return a node without the mark to come with a click."""
    own = node.attributes
    classes = tuple(one for one in own.classes if one != FRAGMENT)
    return replace(node, attributes=replace(own, classes=classes))


def comes_by_items(node: Node, bullet: str) -> bool:
    """Whether the items of a list come one by one, by the sign before the first: a `bullet`, or a
    number with a bracket."""
    text = node.span.text.lstrip() if node.span else ""
    if node.kind == "bullet_list":
        return text.startswith(bullet)
    return node.kind == "ordered_list" and bool(_NUMBERED.match(text))
