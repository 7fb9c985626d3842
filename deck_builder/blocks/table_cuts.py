"""Where tables are cut: the cells of both parts when some of them cover several places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.blocks.frames import split_text
from deck_builder.blocks.table_cells import (
    COVERED,
    PictureCell,
    Row,
    Rows,
    has_text,
    without_pictures,
)
from deck_builder.blocks.table_sizes import CELL_PADDING, air, pictures_height, sides_of
from deck_builder.shapes import Cell, TableFrame
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph
from deck_builder.theme.model import Theme


def even_groups(columns: int, count: int) -> list[list[int]]:
    """Share the columns among `count` groups that all begin with the first one."""
    others = columns - 1
    ends = [1 + others * number // count for number in range(count + 1)]
    return [[0, *range(start, end)] for start, end in pairwise(ends)]


def picked(rows: Rows, columns: Sequence[int]) -> Rows:
    """Return `rows` with only these columns; a cell over several is in each part that has one of
    them."""
    if not any(cell.columns > 1 for row in rows for cell in row):
        return tuple(tuple(row[index] for index in columns) for row in rows)
    owners = _owners(rows)
    found: list[list[Cell]] = [[] for _ in rows]
    for number, cells in enumerate(found):
        for index in columns:
            row, column = owners[number][index]
            kept = [one for one in columns if owners[number][one] == (row, column)]
            is_origin = row == number and index == kept[0]
            cell = replace(rows[row][column], columns=len(kept)) if is_origin else COVERED
            cells.append(cell)
    return tuple(map(tuple, found))


def _owners(rows: Rows) -> list[list[tuple[int, int]]]:
    """The row and column of the cell that is in each place."""
    owners = [[(number, at) for at in range(len(row))] for number, row in enumerate(rows)]
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            for below in range(number, number + cell.rows) if cell.is_merged else ():
                owners[below][at : at + cell.columns] = [(number, at)] * cell.columns
    return owners


def without_bare_lines(frame: TableFrame) -> TableFrame:
    """Return a table without the rows and columns in which no cell begins, which are left where it
    was cut: LibreOffice does not draw them. Those before them are so much larger."""
    if not any(cell.is_merged for row in frame.rows for cell in row):
        return frame
    begun = [
        (number, at)
        for number, row in enumerate(frame.rows)
        for at, cell in enumerate(row)
        if not cell.is_covered
    ]
    rows, columns = sorted({row for row, _ in begun}), sorted({column for _, column in begun})
    if len(rows) == len(frame.rows) and len(columns) == len(frame.widths):
        return frame
    kept = (
        tuple(
            replace(
                cell,
                rows=_count(rows, number, cell.rows),
                columns=_count(columns, at, cell.columns),
            )
            for at, cell in enumerate(frame.rows[number])
            if at in columns
        )
        for number in rows
    )
    return replace(
        frame,
        rows=tuple(kept),
        heights=_joined(frame.heights, rows),
        widths=_joined(frame.widths, columns),
        header_rows=_count(rows, 0, frame.header_rows),
    )


def _count(kept: Sequence[int], first: int, count: int) -> int:
    """How many of `count` rows or columns from the `first` on are kept."""
    return bisect_left(kept, first + count) - bisect_left(kept, first)


def _joined(sizes: Sequence[int], kept: Sequence[int]) -> tuple[int, ...]:
    """The sizes of the rows or columns that are kept, with those of the ones after them."""
    ends = (*kept[1:], len(sizes))
    return tuple(sum(sizes[begin:end]) for begin, end in zip(kept, ends, strict=True))


def crossed(rows: Rows) -> set[int]:
    """Return the numbers of the rows into which a cell reaches from above."""
    return {
        below
        for number, row in enumerate(rows)
        for cell in row
        for below in range(number + 1, number + cell.rows)
    }


def cut_rows(rows: Rows, count: int, frame: TableFrame, theme: Theme) -> tuple[Rows, Rows]:
    """Cut after `count` rows. A cell that reaches over the cut is in both parts: all its text where
    there is room for it, else as much as there is room for, and then the rest."""
    above, below = [list(row) for row in rows[:count]], [list(row) for row in rows[count:]]
    first = len(frame.rows) - len(rows)
    for number, row in enumerate(rows[:count]):
        for at, cell in enumerate(row):
            rest = number + cell.rows - count
            if rest <= 0:
                continue
            room = sum(frame.heights[first + number : first + count])
            box = Box(
                0, 0, _inner_width(frame, at, cell), room - 2 * (CELL_PADDING + air(frame.style))
            )
            head, tail = split_cell(cell, box, frame, theme, is_repeated=True)
            above[number][at] = replace(head, rows=cell.rows - rest)
            below[0][at] = replace(tail, rows=rest)
    return tuple(map(tuple, above)), tuple(map(tuple, below))


def cut_first_row(
    rows: Rows, room: int, frame: TableFrame, theme: Theme, picture: int
) -> tuple[Row, Row] | None:
    """Cut the first of `rows` so that the text of each cell goes on in a row below; None when
    nothing fits or nothing is left."""
    above: list[Cell] = []
    below: list[Cell] = []
    for at, cell in enumerate(rows[0]):
        width = _inner_width(frame, at, cell)
        box = Box(0, 0, width, room - pictures_height(cell, width, theme, picture))
        head, tail = split_cell(cell, box, frame, theme)
        above.append(replace(head, rows=1))
        below.append(tail)
    # Cells that were split before may be empty.
    if not any(map(_has_content, above)) or not any(map(has_text, below)):
        return None
    return tuple(above), tuple(below)


def _has_content(cell: Cell) -> bool:
    return has_text(cell) or isinstance(cell, PictureCell)


def _inner_width(frame: TableFrame, at: int, cell: Cell) -> int:
    return sum(frame.widths[at : at + cell.columns]) - sides_of(cell)


def split_cell(
    cell: Cell, box: Box, frame: TableFrame, theme: Theme, *, is_repeated: bool = False
) -> tuple[Cell, Cell]:
    """Cut the text of a cell so that the first part fits into `box`; one that fits as a whole may
    be repeated. Pictures stay in the first part."""
    if measure(cell.paragraphs, box.width, frame.style, theme.fonts).height <= box.height:
        if is_repeated:
            return cell, cell
        return cell, replace(without_pictures(cell), paragraphs=(Paragraph(()),))
    parts = split_text(cell.paragraphs, box, theme, frame.style)
    if parts is None:
        return replace(without_pictures(cell), paragraphs=()), cell
    rest = replace(without_pictures(cell), paragraphs=parts[1])
    return replace(cell, paragraphs=parts[0]), rest
