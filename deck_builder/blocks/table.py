"""Tables: columns as wide as their content needs, and rows that continue on the next slide."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from operator import sub
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Span
from deck_builder.base.units import EMU_PER_POINT, Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.group import Group
from deck_builder.blocks.table_cells import (
    PictureCell,
    Row,
    Rows,
    bold,
    grid_of,
    grid_of_texts,
    legible,
    resolved_cell,
    with_bold_headings,
    without_pictures,
)
from deck_builder.blocks.table_cuts import (
    crossed,
    cut_first_row,
    cut_rows,
    even_groups,
    picked,
    without_bare_lines,
)
from deck_builder.blocks.table_emphasis import NOTHING_TO_STRESS, UNCLEAR_BEST, stressed
from deck_builder.blocks.table_sizes import (
    CELL_MARGIN,
    CELL_PADDING,
    air,
    cell_width,
    column_widths,
    compressed,
    flush_sides,
    leads,
    listed,
    picture_limit,
    picture_widths,
    placed_pictures,
    row_heights,
    shown_width,
    spread,
    with_sides,
)
from deck_builder.markdown import Node
from deck_builder.shapes import Cell, TableFrame
from deck_builder.text.fit import full_width, longest_word
from deck_builder.text.runs import Paragraph, plain_text
from deck_builder.theme.model import Theme
from deck_builder.theme.text_style import TextStyle

__all__ = ["CELL_MARGIN", "CELL_PADDING", "Table", "table_of"]

_STEP = 0.5
_FEWEST_COLUMNS = 4


class Table(Block, frozen=True, dict=True):
    """A table of rows with as many cells each; `header` is empty when it has none.

    `columns` are the column widths in EMU that the parts of a table cut in two have in common in a
    `room` of this width, `picture` is how high pictures in it may be, `flush` whether its text
    stands at the edges, empty to find out. By its `classes` values are stressed.
    """

    header: Rows
    rows: Rows
    columns: tuple[int, ...] = ()
    room: int = 0
    picture: int = 0
    flush: tuple[bool, ...] = ()
    classes: tuple[str, ...] = ()
    span: Span | None = None

    @cached_property
    def _known(self) -> _Known:
        return _Known()

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A table of any kind."""
        if node.kind != "table":
            return None
        return cls(*grid_of(node, reader), span=node.span)

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Read the pictures in its cells."""
        if not self._has_pictures:
            return self
        header, rows = (
            tuple(tuple(resolved_cell(cell, assets, found) for cell in row) for row in part)
            for part in (self.header, self.rows)
        )
        return replace(self, header=header, rows=rows)

    @cached_property
    def _has_pictures(self) -> bool:
        return any(isinstance(cell, PictureCell) for row in self.header + self.rows for cell in row)

    def stressed(self, title: str, language: str, found: Collector) -> Table:
        """Return the table with what the `title` of its slide names and its classes ask for."""
        made = stressed(self.header, self.rows, title, self.classes, language)
        if made.unclear:
            found.report(UNCLEAR_BEST, self.span)
        if made.idle:
            found.report(NOTHING_TO_STRESS, self.span, name=made.idle)
        return self if made.rows == self.rows else replace(self, rows=made.rows)

    def wanted_sizes(self, width: int, theme: Theme) -> Mapping[str, float]:
        """The largest size in which no word is torn."""
        return {"table": self._style(width, theme).level(0).size}

    def _look(self, theme: Theme) -> TextStyle:
        """The style of its text, with room for the marks of lists where there are any."""
        style = theme.styles["table"]
        return listed(style) if self._has_lists else style

    @cached_property
    def _has_lists(self) -> bool:
        return any(one.bullet for row in self.rows for cell in row for one in cell.paragraphs)

    def _style(self, width: int, theme: Theme) -> TextStyle:
        style = self._look(theme)
        if self._is_part_in(width):
            return style
        while style.level(0).size > style.floor and sum(self._words(style, theme)) > width:
            style = style.at_most(max(style.floor, style.level(0).size - _STEP))
        return style

    def _is_part_in(self, width: int) -> bool:
        """Whether it is part of a table whose columns are decided."""
        return bool(self.columns) and self.room == width

    def place(self, box: Box, theme: Theme) -> Placed:
        """As wide as the box, or less where that is enough, in the largest size in which no word is
        torn."""
        frame = self._frame(box, theme)
        height = frame.box.height
        if self._has_too_many_columns(box.width, theme):
            # No box is high enough, so that it is split.
            height = max(height, box.height + 1)
        if not self._has_pictures:
            return Placed((without_bare_lines(frame),), height)
        shown = replace(frame, rows=tuple(tuple(map(without_pictures, row)) for row in frame.rows))
        pictures = placed_pictures(frame, theme, self._picture(theme))
        return Placed((without_bare_lines(shown), *pictures), height)

    def _frame(self, box: Box, theme: Theme) -> TableFrame:
        """The table with a cell, a width and a height for each place."""
        style = self._style(box.width, theme)
        columns = self._columns(box.width, style, theme)
        heights = self._heights(columns, style, theme)
        return TableFrame(
            Box(box.x, box.y, sum(columns), sum(heights)),
            columns,
            heights,
            self._begun((*legible(self.header, theme), *self.rows), style, theme),
            style,
            header_rows=len(self.header),
            has_row_headers=bool(self.rows) and all(_is_headed(row) for row in self.rows),
            alt=self._summary(),
        )

    def _begun(self, rows: Rows, style: TextStyle, theme: Theme) -> Rows:
        """The rows with the distance that text keeps from numbers before it, and at the edges."""
        sides = self._sides(style, theme)
        return with_sides(rows, sides) if any(map(any, sides)) else rows

    def _sides(self, style: TextStyle, theme: Theme) -> tuple[tuple[int, int], ...]:
        """How much more room than usual each column has at the left and at the right."""
        key = style.level(0).size, theme.table
        if key not in self._known.sides:
            first = [*leads(self.header + self.rows, style)]
            last = [0] * len(first)
            begins, ends = self._flush(theme)
            if begins and first:
                first[0] = -CELL_MARGIN
            if ends and last:
                last[-1] = -CELL_MARGIN
            self._known.sides[key] = tuple(zip(first, last, strict=True))
        return self._known.sides[key]

    def _flush(self, theme: Theme) -> tuple[bool, ...]:
        """Whether its text stands at its edges, at the beginning and at the end."""
        return self.flush or flush_sides(self.header, self.rows, theme)

    def _picture(self, theme: Theme) -> int:
        """How high pictures may be, in EMU; 0 without any."""
        if not self._has_pictures:
            return 0
        return self.picture or picture_limit(self.header + self.rows, theme)

    def _heights(self, columns: tuple[int, ...], style: TextStyle, theme: Theme) -> tuple[int, ...]:
        """The heights of all rows, which the parts of a split table take over."""
        key = (columns, style, theme.fonts)
        if key not in self._known.heights:
            rows = self._begun(self._measured_rows(), style, theme)
            heights = row_heights(rows, columns, style, theme, self._picture(theme))
            self._known.heights[key] = heights
        return self._known.heights[key]

    def _measured_rows(self) -> Rows:
        return (*map(bold, self.header), *map(with_bold_headings, self.rows))

    def _columns(self, width: int, style: TextStyle, theme: Theme) -> tuple[int, ...]:
        """Column widths that tear no word if possible: those of the texts when all have room, else
        those of the texts below the header or of the longest words, and a share of the rest."""
        if self._is_part_in(width):
            return self.columns
        least, ems = self._words(style, theme), self._ems(style, theme)
        texts = self._widths(ems.full, style, theme)
        body = list(map(max, least, self._widths(ems.body, style, theme)))
        if picture := self._picture(theme):
            rows = self._begun(self.header + self.rows, style, theme)
            wide = picture_widths(rows, theme, picture, width)
            least, texts = list(map(max, least, wide)), list(map(max, texts, wide))
            body = list(map(max, body, wide))
        if sum(least) > width:
            least = compressed(least, width)
            return spread(least, width, least)
        full = list(map(max, least, texts))
        if sum(full) <= width:
            return spread(full, shown_width(sum(full), width, theme), full)
        shared = spread(least, width, list(map(sub, full, least)))
        if sum(body) > width:
            return shared
        # Headings on more lines can be better than rows some of which have more.
        ways = spread(body, width, list(map(sub, full, body))), shared
        return min(ways, key=lambda way: sum(self._heights(way, style, theme)))

    def _words(self, style: TextStyle, theme: Theme) -> list[int]:
        """The width of each column's longest word."""
        return self._widths(self._ems(style, theme).words, style, theme)

    def _widths(self, ems: Sequence[float], style: TextStyle, theme: Theme) -> list[int]:
        """The widths of cells with texts of so many em."""
        pairs = zip(ems, self._sides(style, theme), strict=True)
        return [cell_width(em, style) + sum(sides) for em, sides in pairs]

    def _ems(self, style: TextStyle, theme: Theme) -> _Ems:
        """The columns' widths in em, which are measured once."""
        key = (style.font, style.bold, style.italic, theme.fonts)
        if key not in self._known.ems:
            rows, em = self._measured_rows(), style.level(0).size * EMU_PER_POINT
            words = column_widths(
                rows, lambda texts: longest_word(texts, style, theme.fonts) / em, len(rows)
            )

            # A long line over several columns does not decide how they share the width.
            def of_texts(texts: Sequence[Paragraph]) -> float:
                return full_width(texts, style, theme.fonts) / em

            full = column_widths(rows, of_texts, len(self.header))
            body = column_widths(rows[len(self.header) :], of_texts, 0) or full
            self._known.ems[key] = _Ems(tuple(words), tuple(full), tuple(body))
        return self._known.ems[key]

    def _has_too_many_columns(self, width: int, theme: Theme) -> bool:
        """Whether its words would be torn even in the smallest size, and fewer columns help."""
        return not self._is_part_in(width) and len(self._column_groups(width, theme)) > 1

    def _column_groups(self, width: int, theme: Theme) -> list[list[int]]:
        """The columns of each slide, the first on all of them."""
        smallest = self._look(theme).at_most(theme.styles["table"].floor)
        # A word that would take more of the slide is torn.
        least = [min(word, width // _FEWEST_COLUMNS) for word in self._words(smallest, theme)]
        if sum(least) <= width:
            return [list(range(len(least)))]
        room = width - least[0]
        count = -(-sum(least[1:]) // room)
        while count < len(least):
            groups = even_groups(len(least), count)
            if all(sum(least[index] for index in group[1:]) <= room for group in groups):
                return groups
            count += 1
        return even_groups(len(least), count)

    def _summary(self) -> str:
        names = [
            " ".join(plain_text(cell.paragraphs).split()) for row in self.header for cell in row
        ]
        return ", ".join(filter(None, names))

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Between columns when they are too many, the first repeated; else between rows, the header
        repeated, if possible where no cell reaches over the cut, and inside a row only when it is
        higher than the box."""
        if self._has_too_many_columns(box.width, theme):
            return self._split_columns(box, theme)
        frame = self._frame(box, theme)
        head = len(self.header)
        bottoms = list(accumulate(frame.heights))[head:]
        fitting = bisect_right(bottoms, box.height)
        if fitting == len(self.rows):
            return None
        whole = replace(
            self,
            columns=frame.widths,
            room=box.width,
            picture=self._picture(theme),
            flush=self._flush(theme),
        )
        if fitting == 0:
            return whole._split_row(box, frame, theme)
        reached = crossed(self.rows)
        count = next((one for one in range(fitting, 0, -1) if one not in reached), 0)
        if count == len(self.rows) - 1 and count > 1 and count - 1 not in reached:
            # A lonely last row takes another with it.
            count -= 1
        if count == 0:
            above, rest = cut_rows(self.rows, fitting, frame, theme)
            return replace(whole, rows=above), replace(whole, rows=rest)
        below = replace(whole, rows=self.rows[count:])
        heights = frame.heights[:head] + frame.heights[head + count :]
        below._known.heights[frame.widths, frame.style, theme.fonts] = heights
        return replace(whole, rows=self.rows[:count]), below

    def _split_columns(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        first, *others = (
            replace(self, header=picked(self.header, group), rows=picked(self.rows, group))
            for group in self._column_groups(box.width, theme)
        )
        if first.place(box, theme).height <= box.height:
            return first, others[0] if len(others) == 1 else Group(tuple(others), self.span)
        cut = first.split(box, theme)
        return cut and (cut[0], Group((cut[1], *others), self.span))

    def _split_row(self, box: Box, frame: TableFrame, theme: Theme) -> tuple[Block, Block] | None:
        room = box.height - sum(frame.heights[: len(self.header)])
        room -= 2 * (CELL_PADDING + air(frame.style))
        rows = self._begun(self.rows, frame.style, theme)
        parts = cut_first_row(rows, room, frame, theme, self.picture)
        if parts is None:
            return None
        return replace(self, rows=(parts[0],)), replace(self, rows=(parts[1], *self.rows[1:]))

    def plain(self) -> str:
        """Its cells, a row a line."""
        return "\n".join(" ".join(map(_words, row)) for row in self.header + self.rows)


def _words(cell: Cell) -> str:
    words = plain_text(cell.paragraphs)
    if not isinstance(cell, PictureCell):
        return words
    return " ".join(filter(None, (words, *(one.plain() for one in cell.pictures))))


def _is_headed(row: Row) -> bool:
    """Whether a row begins with a heading, or with the rest of one that covers several rows."""
    return row[0].strong or row[0].is_covered


class _Ems(Struct, frozen=True):
    """The width of each column's longest word, longest text, and longest text below the header, in
    em."""

    words: tuple[float, ...]
    full: tuple[float, ...]
    body: tuple[float, ...]


class _Known(Struct, frozen=True):
    """Measurements of a table."""

    ems: dict[tuple[object, ...], _Ems] = field(default_factory=dict)
    heights: dict[tuple[object, ...], tuple[int, ...]] = field(default_factory=dict)
    sides: dict[tuple[object, ...], tuple[tuple[int, int], ...]] = field(default_factory=dict)


def table_of(header: Sequence[str], rows: Collection[Sequence[str]], span: Span | None) -> Table:
    """Return a table of plain texts; each row has as many as the header."""
    return Table(*grid_of_texts(header, rows, span), span=span)
