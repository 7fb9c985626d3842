"""Tables: columns as wide as their content needs, and rows that continue on the next slide."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, pairwise
from operator import sub
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.base.units import EMU_PER_POINT, Box, emu
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import split_text
from deck_builder.blocks.group import Group
from deck_builder.markdown import Node
from deck_builder.shapes import Cell, TableFrame
from deck_builder.text.fit import full_width, longest_word, measure
from deck_builder.text.runs import Alignment, Paragraph, Run, plain_text, runs_of
from deck_builder.theme.model import TextStyle, Theme

CELL_MARGIN = emu(7.2)
CELL_PADDING = emu(3.6)
_SLACK = 1.03
_STEP = 0.5
_FEWEST_COLUMNS = 4
_NUMBER = re.compile(
    r"[-+−–]?[\d.,'\u00a0\u2009\u202f ]*\d[\d.,]*\s*(%|‰|×|x|[€$£¥]|[a-zA-Z]{1,3})?|[-–—]"
)

Row = tuple[Cell, ...]


class Table(Block, frozen=True, dict=True):
    """A table of rows with as many cells each; `header` is empty when it has none.

    `columns` are the column widths in EMU that the parts of a table cut in two have in common.
    """

    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    columns: tuple[int, ...] = ()
    span: Span | None = None

    @cached_property
    def _known(self) -> _Known:
        return _Known()

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A GFM table."""
        if node.kind != "table":
            return None
        count = max((len(row.children) for row in node.children), default=0)
        header = tuple(_row(row, count) for row in node.children if row.header)
        rows = tuple(_row(row, count) for row in node.children if not row.header)
        declared = [cell.align for row in node.children[:1] for cell in row.children]
        return cls(*_numbers_right(header, rows, declared), span=node.span)

    def wanted_sizes(self, width: int, theme: Theme) -> Mapping[str, float]:
        """The largest size in which no word is torn."""
        return {"table": self._style(width, theme).level(0).size}

    def is_unwrapped(self, width: int, theme: Theme) -> bool:
        """Whether all columns have the width of their longest text."""
        style = theme.styles["table"]
        full = self._ems(style, theme).full
        return not self.columns and sum(_cell_width(em, style) for em in full) <= width

    def _style(self, width: int, theme: Theme) -> TextStyle:
        style = theme.styles["table"]
        if self._is_part_in(width):
            return style
        while style.level(0).size > style.floor and sum(self._words(style, theme)) > width:
            style = style.at_most(max(style.floor, style.level(0).size - _STEP))
        return style

    def _is_part_in(self, width: int) -> bool:
        """Whether it is part of a table whose columns are decided."""
        return bool(self.columns) and sum(self.columns) == width

    def place(self, box: Box, theme: Theme) -> Placed:
        """As wide as the box, in the largest size in which no word is torn."""
        style = self._style(box.width, theme)
        columns = self._columns(box.width, style, theme)
        heights = self._heights(columns, style, theme)
        frame = TableFrame(
            Box(box.x, box.y, sum(columns), sum(heights)),
            columns,
            heights,
            self.header + self.rows,
            style,
            header_rows=len(self.header),
            alt=self._summary(),
        )
        height = sum(heights)
        if self._has_too_many_columns(box.width, theme):
            # No box is high enough, so that it is split.
            height = max(height, box.height + 1)
        return Placed((frame,), height)

    def _heights(self, columns: tuple[int, ...], style: TextStyle, theme: Theme) -> tuple[int, ...]:
        """The heights of all rows, which the parts of a split table take over."""
        key = (columns, style, theme.fonts)
        if key not in self._known.heights:
            self._known.heights[key] = tuple(
                _row_height(row, columns, style, theme) for row in self._measured_rows()
            )
        return self._known.heights[key]

    def _measured_rows(self) -> tuple[Row, ...]:
        return tuple(_bold(row) for row in self.header) + self.rows

    def _columns(self, width: int, style: TextStyle, theme: Theme) -> tuple[int, ...]:
        """Column widths that tear no word if possible: those of the texts when all have room, else
        those of the longest words and a share of the rest."""
        if self._is_part_in(width):
            return self.columns
        least = self._words(style, theme)
        if sum(least) > width:
            least = _compressed(least, width)
            return _spread(least, width, least)
        texts = [_cell_width(em, style) for em in self._ems(style, theme).full]
        full = list(map(max, least, texts))
        if sum(full) <= width:
            return _spread(full, width, full)
        return _spread(least, width, list(map(sub, full, least)))

    def _words(self, style: TextStyle, theme: Theme) -> list[int]:
        """The width of each column's longest word."""
        return [_cell_width(em, style) for em in self._ems(style, theme).words]

    def _ems(self, style: TextStyle, theme: Theme) -> _Ems:
        """The columns' widths in em, which are measured once."""
        key = (style.font, style.bold, style.italic, theme.fonts)
        if key not in self._known.ems:
            columns = [
                tuple(paragraph for cell in column for paragraph in cell.paragraphs)
                for column in zip(*self._measured_rows(), strict=True)
            ]
            em = style.level(0).size * EMU_PER_POINT
            self._known.ems[key] = _Ems(
                tuple(longest_word(column, style, theme.fonts) / em for column in columns),
                tuple(full_width(column, style, theme.fonts) / em for column in columns),
            )
        return self._known.ems[key]

    def _has_too_many_columns(self, width: int, theme: Theme) -> bool:
        """Whether its words would be torn even in the smallest size, and fewer columns help."""
        return not self._is_part_in(width) and len(self._column_groups(width, theme)) > 1

    def _column_groups(self, width: int, theme: Theme) -> list[list[int]]:
        """The columns of each slide, the first on all of them."""
        smallest = theme.styles["table"].at_most(theme.styles["table"].floor)
        # A word that would take more of the slide is torn.
        least = [min(word, width // _FEWEST_COLUMNS) for word in self._words(smallest, theme)]
        if sum(least) <= width:
            return [list(range(len(least)))]
        room = width - least[0]
        count = -(-sum(least[1:]) // room)
        while count < len(least):
            groups = _even_groups(len(least), count)
            if all(sum(least[index] for index in group[1:]) <= room for group in groups):
                return groups
            count += 1
        return _even_groups(len(least), count)

    def _summary(self) -> str:
        names = [plain_text(cell.paragraphs) for row in self.header[:1] for cell in row]
        return ", ".join(filter(None, names))

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Between columns when they are too many, the first repeated; else between rows, the header
        repeated, and inside a row only when it is higher than the box."""
        if self._has_too_many_columns(box.width, theme):
            return self._split_columns(box, theme)
        placed = self.place(box, theme)
        frame = placed.shapes[0]
        assert isinstance(frame, TableFrame)
        head = len(self.header)
        bottoms = list(accumulate(frame.heights))[head:]
        count = bisect_right(bottoms, box.height)
        if count == len(self.rows):
            return None
        if count == len(self.rows) - 1 and count > 1:
            # A lonely last row takes another with it.
            count -= 1
        whole = replace(self, columns=frame.widths)
        if count == 0:
            return whole._split_row(box, frame, theme)
        below = replace(whole, rows=self.rows[count:])
        heights = frame.heights[:head] + frame.heights[head + count :]
        below._known.heights[frame.widths, frame.style, theme.fonts] = heights
        return replace(whole, rows=self.rows[:count]), below

    def _split_columns(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        first, *others = (
            replace(self, header=_picked(self.header, group), rows=_picked(self.rows, group))
            for group in self._column_groups(box.width, theme)
        )
        if first.place(box, theme).height <= box.height:
            return first, others[0] if len(others) == 1 else Group(tuple(others), self.span)
        cut = first.split(box, theme)
        return cut and (cut[0], Group((cut[1], *others), self.span))

    def _split_row(self, box: Box, frame: TableFrame, theme: Theme) -> tuple[Block, Block] | None:
        room = box.height - sum(frame.heights[: len(self.header)])
        room -= 2 * (CELL_PADDING + _air(frame.style))
        above, below = [], []
        for cell, width in zip(self.rows[0], frame.widths, strict=True):
            head, tail = _split_cell(cell, Box(0, 0, width - 2 * CELL_MARGIN, room), frame, theme)
            above.append(head)
            below.append(tail)
        # Cells that were split before may be empty.
        if not any(map(_has_text, above)) or not any(map(_has_text, below)):
            return None
        rest = (tuple(below), *self.rows[1:])
        return replace(self, rows=(tuple(above),)), replace(self, rows=rest)

    def plain(self) -> str:
        """Its cells, a row a line."""
        return "\n".join(
            " ".join(plain_text(cell.paragraphs) for cell in row) for row in self.header + self.rows
        )


class _Ems(Struct, frozen=True):
    """The width of each column's longest word and longest text, in em."""

    words: tuple[float, ...]
    full: tuple[float, ...]


class _Known(Struct, frozen=True):
    """Measurements of a table."""

    ems: dict[tuple[object, ...], _Ems] = field(default_factory=dict)
    heights: dict[tuple[object, ...], tuple[int, ...]] = field(default_factory=dict)


def _even_groups(columns: int, count: int) -> list[list[int]]:
    """Share the columns among `count` groups that all begin with the first one."""
    others = columns - 1
    ends = [1 + others * number // count for number in range(count + 1)]
    return [[0, *range(start, end)] for start, end in pairwise(ends)]


def _picked(rows: tuple[Row, ...], columns: Sequence[int]) -> tuple[Row, ...]:
    return tuple(tuple(row[index] for index in columns) for row in rows)


def table_of(header: Sequence[str], rows: Iterable[Sequence[str]], span: Span | None) -> Table:
    """Return a table of plain texts; each row has as many as the header."""
    cells = tuple(_texts(row, span) for row in rows)
    return Table(*_numbers_right((_texts(header, span),), cells), span=span)


def _texts(row: Sequence[str], span: Span | None) -> Row:
    return tuple(Cell((Paragraph((Run(text),) if text else (), span=span),)) for text in row)


def _row(node: Node, count: int) -> Row:
    cells = [
        Cell((Paragraph(runs_of(cell.children), span=cell.span),), _ALIGNMENTS[cell.align])
        for cell in node.children
    ]
    return tuple(cells + [Cell((Paragraph(()),))] * (count - len(cells)))


_ALIGNMENTS = {
    "": None,
    "left": Alignment.LEFT,
    "center": Alignment.CENTER,
    "right": Alignment.RIGHT,
}


def _numbers_right(
    header: tuple[Row, ...], rows: tuple[Row, ...], declared: Sequence[str] = ()
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return `header` and `rows` with each column aligned right that has nothing but numbers in
    `rows`, and no alignment `declared`."""
    columns = set()
    for index, column in enumerate(zip(*rows, strict=True)):
        texts = [plain_text(cell.paragraphs).strip() for cell in column]
        is_numeric = any(texts) and all(_NUMBER.fullmatch(text) for text in texts if text)
        if is_numeric and not any(declared[index : index + 1]):
            columns.add(index)
    if not columns:
        return header, rows
    return _aligned_right(header, columns), _aligned_right(rows, columns)


def _aligned_right(rows: tuple[Row, ...], columns: Set[int]) -> tuple[Row, ...]:
    return tuple(
        tuple(
            replace(cell, alignment=Alignment.RIGHT) if index in columns else cell
            for index, cell in enumerate(row)
        )
        for row in rows
    )


def _bold(row: Row) -> Row:
    """A row as headers are set, whatever its runs say."""
    return tuple(replace(cell, paragraphs=tuple(map(_heading, cell.paragraphs))) for cell in row)


def _heading(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=tuple(replace(run, bold=True) for run in paragraph.runs))


def _cell_width(em: float, style: TextStyle) -> int:
    return int(em * _SLACK * style.level(0).size * EMU_PER_POINT) + 2 * CELL_MARGIN


def _spread(base: Sequence[int], width: int, shares: Sequence[int]) -> tuple[int, ...]:
    """Share what `base` leaves of `width` among the columns; the last one takes the remainder."""
    total, room = sum(shares) or 1, width - sum(base)
    widths = [low + room * share // total for low, share in zip(base, shares, strict=True)]
    return (*widths[:-1], width - sum(widths[:-1])) if widths else ()


def _compressed(widths: Sequence[int], room: int) -> list[int]:
    """Return `widths` with the widest made equal, so that all go into `room`."""
    left, most = room, 0
    for count, width in zip(range(len(widths), 0, -1), sorted(widths), strict=True):
        most = left // count
        if width > most:
            break
        left -= width
    return [min(width, most) for width in widths]


def _row_height(row: Row, widths: Sequence[int], style: TextStyle, theme: Theme) -> int:
    inner = (
        measure(cell.paragraphs, width - 2 * CELL_MARGIN, style, theme.fonts).height
        for cell, width in zip(row, widths, strict=True)
    )
    return max(inner, default=0) + 2 * (CELL_PADDING + _air(style))


def _air(style: TextStyle) -> int:
    """A row's room above and below its text beyond the cell's own margins: for a table, that is
    what the style's space between paragraphs means."""
    return emu(style.level(0).space_before)


def _has_text(cell: Cell) -> bool:
    return any(paragraph.text for paragraph in cell.paragraphs)


def _split_cell(cell: Cell, box: Box, frame: TableFrame, theme: Theme) -> tuple[Cell, Cell]:
    if measure(cell.paragraphs, box.width, frame.style, theme.fonts).height <= box.height:
        return cell, replace(cell, paragraphs=(Paragraph(()),))
    parts = split_text(cell.paragraphs, box, theme, frame.style)
    if parts is None:
        return replace(cell, paragraphs=()), cell
    return replace(cell, paragraphs=parts[0]), replace(cell, paragraphs=parts[1])
