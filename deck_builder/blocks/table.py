"""Tables: columns as wide as their content asks, rows that continue on the next slide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import split_text
from deck_builder.fit import full_width, longest_word, measure
from deck_builder.markdown import Node
from deck_builder.shapes import Cell, TableFrame
from deck_builder.source import Span
from deck_builder.text import Alignment, Paragraph, plain_text, runs_of
from deck_builder.theme import TextStyle, Theme
from deck_builder.units import Box, emu

CELL_MARGIN = emu(7.2)
CELL_PADDING = emu(3.6)
_SLACK = 1.03
_STEP = 0.5
_NUMBER = re.compile(
    r"[-+−–]?[\d.,'\u00a0\u2009\u202f ]*\d[\d.,]*\s*(%|‰|×|x|[€$£¥]|[a-zA-Z]{1,3})?|[-–—]"
)

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table of rows with as many cells each; `header` is empty when it has none.

    `columns` are the column widths in EMU that the parts of a table cut in two have in common.
    """

    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    columns: tuple[int, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A GFM table."""
        if node.kind != "table":
            return None
        count = max((len(row.children) for row in node.children), default=0)
        header = tuple(_row(row, count) for row in node.children if row.header)
        rows = tuple(_row(row, count) for row in node.children if not row.header)
        aligned = _numbers_right(node, rows, count)
        return cls(_aligned(header, aligned), _aligned(rows, aligned), span=node.span)

    def wanted_sizes(self, width: int, theme: Theme) -> Mapping[str, float]:
        """The largest size in which no word is broken."""
        return {"table": self._style(width, theme).level(0).size}

    def _style(self, width: int, theme: Theme) -> TextStyle:
        style = theme.styles["table"]
        while style.level(0).size > style.floor and sum(self._words(style, theme)) > width:
            style = style.at_most(max(style.floor, style.level(0).size - _STEP))
        return style

    def place(self, box: Box, theme: Theme) -> Placed:
        """As wide as the box, in the largest size in which no word is broken."""
        style = self._style(box.width, theme)
        columns = self._columns(box.width, style, theme)
        heights = tuple(_row_height(row, columns, style, theme) for row in self._measured_rows())
        frame = TableFrame(
            Box(box.x, box.y, sum(columns), sum(heights)),
            columns,
            heights,
            self.header + self.rows,
            style,
            header_rows=len(self.header),
            alt=self._summary(),
        )
        return Placed((frame,), sum(heights))

    def _measured_rows(self) -> tuple[Row, ...]:
        return tuple(_bold(row) for row in self.header) + self.rows

    def _columns(self, width: int, style: TextStyle, theme: Theme) -> tuple[int, ...]:
        """Column widths that break no word if that can be: the width of the texts when all have
        room, else that of the longest words and a share of the rest."""
        if self.columns and sum(self.columns) == width:
            return self.columns
        least = self._words(style, theme)
        if sum(least) > width:
            return _spread(_squeezed(least, width), 0, least)
        full = [
            max(low, *(_full(row[index], style, theme) for row in self._measured_rows()))
            for index, low in enumerate(least)
        ]
        if sum(full) <= width:
            return _spread(full, width - sum(full), full)
        wanted = [wide - low for wide, low in zip(full, least, strict=True)]
        return _spread(least, width - sum(least), wanted)

    def _words(self, style: TextStyle, theme: Theme) -> list[int]:
        """The width of each column's longest word."""
        rows = self._measured_rows()
        return [
            max((_word(row[index], style, theme) for row in rows), default=0)
            for index in range(len(rows[0]) if rows else 0)
        ]

    def _summary(self) -> str:
        if not self.header:
            return ""
        names = (plain_text(cell.paragraphs) for cell in self.header[0])
        return ", ".join(name for name in names if name)

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Between rows, the header repeated; inside a row only when it is higher than the box."""
        placed = self.place(box, theme)
        frame = placed.shapes[0]
        assert isinstance(frame, TableFrame)
        room = box.height - sum(frame.heights[: len(self.header)])
        kept = 0
        for height in frame.heights[len(self.header) :]:
            room -= height
            if room < 0:
                break
            kept += 1
        if kept and kept == len(self.rows) - 1 and kept > 1:
            # A lonely last row takes another with it.
            kept -= 1
        if kept >= len(self.rows):
            return None
        whole = replace(self, columns=frame.widths)
        if kept == 0:
            return whole._split_row(box, frame, theme)
        return replace(whole, rows=self.rows[:kept]), replace(whole, rows=self.rows[kept:])

    def _split_row(self, box: Box, frame: TableFrame, theme: Theme) -> tuple[Block, Block] | None:
        room = box.height - sum(frame.heights[: len(self.header)])
        room -= 2 * (CELL_PADDING + _air(frame.style))
        above, below = [], []
        for cell, width in zip(self.rows[0], frame.widths, strict=True):
            head, tail = _split_cell(cell, Box(0, 0, width - 2 * CELL_MARGIN, room), frame, theme)
            above.append(head)
            below.append(tail)
        if not any(cell.paragraphs for cell in above) or tuple(above) == self.rows[0]:
            return None
        rest = (tuple(below), *self.rows[1:])
        return replace(self, rows=(tuple(above),)), replace(self, rows=rest)

    def plain(self) -> str:
        """Its cells, a row a line."""
        return "\n".join(
            " ".join(plain_text(cell.paragraphs) for cell in row) for row in self.header + self.rows
        )


def _row(node: Node, count: int) -> Row:
    cells = [
        Cell((Paragraph(runs_of(cell.children), span=cell.span),), _ALIGNMENTS[cell.align])
        for cell in node.children
    ]
    return tuple(cells + [Cell((Paragraph(()),))] * (count - len(cells)))


_ALIGNMENTS = {
    "": Alignment.LEFT,
    "left": Alignment.LEFT,
    "center": Alignment.CENTER,
    "right": Alignment.RIGHT,
}


def _numbers_right(node: Node, rows: Sequence[Row], count: int) -> tuple[Alignment | None, ...]:
    """RIGHT for each column whose alignment is open and whose cells are all numbers."""
    declared = [cell.align for cell in node.children[0].children] if node.children else []
    aligned: list[Alignment | None] = []
    for index in range(count):
        texts = [plain_text(row[index].paragraphs).strip() for row in rows]
        numeric = any(texts) and all(_NUMBER.fullmatch(text) for text in texts if text)
        is_open = index >= len(declared) or not declared[index]
        aligned.append(Alignment.RIGHT if is_open and numeric else None)
    return tuple(aligned)


def _aligned(rows: tuple[Row, ...], aligned: Sequence[Alignment | None]) -> tuple[Row, ...]:
    return tuple(
        tuple(
            replace(cell, alignment=side) if side else cell
            for cell, side in zip(row, aligned, strict=True)
        )
        for row in rows
    )


def _bold(row: Row) -> Row:
    return tuple(
        replace(
            cell,
            paragraphs=tuple(
                replace(paragraph, runs=tuple(replace(run, bold=True) for run in paragraph.runs))
                for paragraph in cell.paragraphs
            ),
        )
        for cell in row
    )


def _word(cell: Cell, style: TextStyle, theme: Theme) -> int:
    return int(longest_word(cell.paragraphs, style, theme.fonts) * _SLACK) + 2 * CELL_MARGIN


def _full(cell: Cell, style: TextStyle, theme: Theme) -> int:
    return int(full_width(cell.paragraphs, style, theme.fonts) * _SLACK) + 2 * CELL_MARGIN


def _spread(base: Sequence[int], room: int, shares: Sequence[int]) -> tuple[int, ...]:
    """Share `room` out on top of `base`; the last column takes what rounding leaves."""
    total = sum(shares) or 1
    widths = [low + room * share // total for low, share in zip(base, shares, strict=True)]
    if widths:
        widths[-1] += sum(base) + room - sum(widths)
    return tuple(widths)


def _squeezed(widths: Sequence[int], room: int) -> list[int]:
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


def _split_cell(cell: Cell, box: Box, frame: TableFrame, theme: Theme) -> tuple[Cell, Cell]:
    if measure(cell.paragraphs, box.width, frame.style, theme.fonts).height <= box.height:
        return cell, replace(cell, paragraphs=(Paragraph(()),))
    parts = split_text(cell.paragraphs, box, theme, frame.style)
    if parts is None:
        return replace(cell, paragraphs=()), cell
    return replace(cell, paragraphs=parts[0]), replace(cell, paragraphs=parts[1])
