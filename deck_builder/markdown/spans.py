"""Where the cells of a table are when some of them cover several columns or rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.markdown.node import Node

_MOST_COVERED = 200_000


class PlacedCell(Struct, frozen=True):
    """A `cell` of a table: its first row and column, counted from 0, and how many it covers."""

    node: Node
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def covered_rows(self) -> range:
        """The numbers of its rows."""
        return range(self.row, self.row + self.rows)

    @property
    def covered_columns(self) -> range:
        """The numbers of its columns."""
        return range(self.column, self.column + self.columns)


def has_spans(rows: Iterable[Node]) -> bool:
    """Return whether a cell of `rows` covers more than its place."""
    return any(cell.columns > 1 or cell.rows > 1 for row in rows for cell in row.children)


def count_cells(rows: Sequence[Node]) -> int:
    """Return how many cells a table of `rows` has, with the places that cells cover; columns and
    rows in which no cell begins do not count, unless there are too many to look at."""
    wide = max((sum(cell.columns for cell in row.children) for row in rows), default=0)
    covered = sum(cell.columns for row in rows for cell in row.children)
    if not has_spans(rows):
        return wide * len(rows)
    if covered > _MOST_COVERED:
        return max(wide * len(rows), covered)
    cells = [one for row in placed_cells(rows) for one in row]
    return len({one.column for one in cells}) * len({one.row for one in cells})


def placed_cells(rows: Sequence[Node]) -> tuple[tuple[PlacedCell, ...], ...]:
    """Return the cells of `rows`, each in the first column that is free in its row. A cell covers
    no rows that there are not, and no place that another one covers."""
    until: list[int] = []
    placed: list[tuple[PlacedCell, ...]] = []
    for number, row in enumerate(rows):
        column = 0
        cells: list[PlacedCell] = []
        for node in row.children:
            while column < len(until) and until[column] > number:
                column += 1
            down = max(1, min(node.rows, len(rows) - number))
            across = 1
            while across < node.columns and not _is_taken(until, column + across, number):
                across += 1
            until += [0] * (column + across - len(until))
            until[column : column + across] = [number + down] * across
            cells.append(PlacedCell(node, number, column, down, across))
            column += across
        placed.append(tuple(cells))
    return tuple(placed)


def _is_taken(until: Sequence[int], column: int, row: int) -> bool:
    return column < len(until) and until[column] > row


def without_places(
    cells: Iterable[PlacedCell], rows: Iterable[int], columns: Iterable[int]
) -> tuple[PlacedCell, ...]:
    """Return `cells` in a table without these `rows` and `columns`. One that begins there is not
    shown: what it covers of the others is left empty."""
    gone_rows, gone_columns = frozenset(rows), frozenset(columns)
    kept: list[PlacedCell] = []
    for cell in cells:
        down = [row for row in cell.covered_rows if row not in gone_rows]
        across = [column for column in cell.covered_columns if column not in gone_columns]
        if not down or not across:
            continue
        node = cell.node
        if cell.row in gone_rows or cell.column in gone_columns:
            node = Node("cell", align=node.align, valign=node.valign, span=node.span)
        node = replace(node, rows=len(down), columns=len(across))
        kept.append(PlacedCell(node, down[0], across[0], len(down), len(across)))
    return tuple(kept)
