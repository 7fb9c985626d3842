"""Tables in the cells of tables, which PowerPoint does not have: their cells become cells of the
outer table, whose others cover as many rows and columns as are beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.markdown import Node, holds_inline
from deck_builder.markdown.spans import PlacedCell, placed_cells


class _Inner(Struct, frozen=True):
    """What stands in a cell, as a table of its own: a table in it, or something beside that."""

    cells: tuple[PlacedCell, ...]
    rows: int
    columns: int


def without_nested(table: Node) -> Node:
    """Return a table with no other table in its cells."""
    if not any(_tables(cell) for row in table.children for cell in row.children):
        return table
    if len(table.children) == 1 and len(table.children[0].children) == 1:
        only = table.children[0].children[0]
        if len(only.children) == 1:
            return without_nested(only.children[0])
    placed = [cell for row in placed_cells(table.children) for cell in row]
    inside = [tuple(_inner(cell.node)) for cell in placed]
    heights = [1] * len(table.children)
    widths = [1] * max(cell.column + cell.columns for cell in placed)
    for cell, parts in zip(placed, inside, strict=True):
        _widen(heights, cell.row, cell.rows, sum(part.rows for part in parts))
        _widen(widths, cell.column, cell.columns, max(part.columns for part in parts))
    tops, lefts = list(accumulate(heights, initial=0)), list(accumulate(widths, initial=0))
    found: list[PlacedCell] = []
    for cell, parts in zip(placed, inside, strict=True):
        bottom, right = tops[cell.row + cell.rows], lefts[cell.column + cell.columns]
        found += _moved(parts, tops[cell.row], lefts[cell.column], bottom, right)
    return replace(table, children=tuple(_rows(table.children, heights, found)))


def _tables(cell: Node) -> bool:
    return not holds_inline(cell) and any(child.kind == "table" for child in cell.children)


def _widen(sizes: list[int], first: int, count: int, least: int) -> None:
    """Let the last of some rows or columns be so many that there are `least`."""
    sizes[first + count - 1] += max(0, least - sum(sizes[first : first + count]))


def _inner(cell: Node) -> Iterator[_Inner]:
    """The tables in a cell, and what is before, between and after them."""
    pending: list[Node] = []
    parts = (*cell.children, None) if _tables(cell) else (None,)
    is_first = True
    for child in parts:
        if child is not None and child.kind != "table":
            pending.append(child)
            continue
        if pending or (child is None and is_first):
            content = tuple(pending) if _tables(cell) else cell.children
            yield _Inner((PlacedCell(replace(cell, children=content), 0, 0),), 1, 1)
            pending, is_first = [], False
        if child is not None and child.children:
            inner = without_nested(child)
            cells = tuple(_headed(inner.children))
            columns = max((one.column + one.columns for one in cells), default=1)
            yield _Inner(cells, len(inner.children), columns)
            is_first = False


def _headed(rows: Sequence[Node]) -> Iterator[PlacedCell]:
    """The cells of an inner table, those of its header as headings."""
    for row, cells in zip(rows, placed_cells(rows), strict=True):
        for cell in cells:
            node = replace(cell.node, header=True) if row.header else cell.node
            yield replace(cell, node=node)


def _moved(
    parts: Sequence[_Inner], top: int, left: int, bottom: int, right: int
) -> Iterator[PlacedCell]:
    """The cells of `parts`, one under the other, as cells of the outer table; those at an edge
    reach up to it."""
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        for cell in part.cells:
            down, across = cell.rows, cell.columns
            if is_last and cell.row + cell.rows == part.rows:
                down = bottom - top - cell.row
            if cell.column + cell.columns == part.columns:
                across = right - left - cell.column
            yield PlacedCell(cell.node, top + cell.row, left + cell.column, down, across)
        top += part.rows


def _rows(rows: Sequence[Node], heights: Sequence[int], cells: Sequence[PlacedCell]) -> list[Node]:
    found: list[list[Node]] = [[] for _ in range(sum(heights))]
    for cell in sorted(cells, key=lambda cell: cell.column):
        found[cell.row].append(replace(cell.node, rows=cell.rows, columns=cell.columns))
    owners = [row for row, height in zip(rows, heights, strict=True) for _ in range(height)]
    return [
        replace(owner, children=tuple(nodes)) for owner, nodes in zip(owners, found, strict=True)
    ]
