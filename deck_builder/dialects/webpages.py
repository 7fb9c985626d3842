"""Divs of web pages that stand side by side, and targets as a web server has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from deck_builder.base.numerals import whole_number
from deck_builder.dialects.tags import WRAPPED
from deck_builder.dialects.tree import OURS, columns, is_held, mapped, our_div, with_pairs
from deck_builder.markdown import Node

_COUNT = re.compile(r"(?:^|-)cols?-(\d+|\[.*\])$")
_BESIDE = (
    *("columns", "cols", "row", "flex", "two-columns", "twocolumn", "two-column", "multicolumn"),
    *("container", "grid", "r-hstack", "split", "multicols", "columns-2", "columns-3", "mc"),
)
_DOWN = ("flex-col", "flex-column", "r-vstack", "r-stack")
_ONE_BY_ONE = (f"{OURS}incremental",)
_SOME = 2
_MOST = 5


def as_grids(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return `nodes` with divs whose classes put their parts side by side as columns."""
    return mapped(nodes, _as_grid)


def _as_grid(node: Node) -> Node | tuple[Node, ...]:
    if node.kind != "div" or is_held(node):
        return node
    classes = node.attributes.classes
    if any(one in _DOWN for one in classes):
        return node
    counts = [found[1] for one in classes if (found := _COUNT.search(one))]
    if not counts and not any(one in _BESIDE for one in classes):
        return node
    children, marks = node.children, _marks(node)
    comes = len(children) == 1 and _marks(children[0]) == _ONE_BY_ONE and not is_held(children[0])
    if comes:
        children = children[0].children
    cells = list(_cells(children))
    if len(cells) < _SOME:
        return node
    count = (whole_number(counts[0]) if counts else None) or 0
    if counts and not count:
        count = counts[0].count("_") + 1
    count = count or (len(cells) if len(cells) <= _MOST else 0)
    # One piece after the other, without any around them, is a text and no row.
    has_parts = any(_is_part(child) for child in children)
    if not 1 < count <= _MOST or (not counts and not has_parts):
        return node
    rows = [columns(cells[at : at + count]) for at in range(0, len(cells), count)]
    if comes:
        # What comes one by one in a grid is its cells, here a row of them at a time.
        rows = [our_div((row,), "fragment") for row in rows]
    if not marks:
        return tuple(rows)
    inside = our_div(rows)
    return replace(inside, attributes=replace(inside.attributes, classes=marks))


def _marks(node: Node) -> tuple[str, ...]:
    """The classes of a div that say how it comes."""
    return tuple(one for one in node.attributes.classes if one.startswith(OURS))


def _cells(children: Sequence[Node]) -> Iterator[Sequence[Node]]:
    for child in children:
        if child.kind == "comment":
            continue
        yield (child,) if is_held(child) or not _is_part(child) else child.children


def _is_part(node: Node) -> bool:
    return node.kind == "div" and WRAPPED in node.attributes.classes


def with_targets(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return `nodes` with pictures whose targets begin at the top of a web server as files."""

    def change(node: Node) -> Node:
        if node.kind != "image":
            return node
        target = node.target
        if target.startswith("/") and not target.startswith("//"):
            node = replace(node, target=target.lstrip("/"))
        poster = node.attributes.get("poster") or ""
        return with_pairs(node, poster=poster.lstrip("/")) if poster.startswith("/") else node

    return mapped(nodes, change)
