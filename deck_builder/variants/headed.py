"""Headed columns: what stands under a few headings of one slide, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from msgspec.structs import replace

from deck_builder.base.units import Box, Insets, emu
from deck_builder.blocks import Block, Columns, List, Placed, Prose, SubHeading
from deck_builder.blocks.group import Column
from deck_builder.shapes import AutoShape, Shape
from deck_builder.theme.looks import Bar
from deck_builder.theme.model import Theme
from deck_builder.variants.base import Blocks
from deck_builder.variants.grid import gap
from deck_builder.variants.placing import GEOMETRIES, lowered

_FEWEST, _MOST = 3, 4
_FEWEST_WITH_END = 2
# In characters: what stands under one of so many headings, a heading, and a line above or below.
_LONGEST = {2: 320, 3: 210, 4: 130}
_LONGEST_HEADING = 36
_LONGEST_WORD = {2: 30, 3: 20, 4: 15}
_LONGEST_AROUND = 140
_BAR = emu(3)
_PADDING = Insets(emu(16), emu(14), emu(14), emu(14))
_HUNG = Insets(0, emu(12), emu(14), emu(10))


class HeadedColumns(Columns, frozen=True):
    """Columns that begin with a heading each, under a bar or on panels of one height."""

    name: ClassVar[str] = "headed"

    @property
    def stretches(self) -> bool:
        """Always: they stand a little lower where there is room."""
        return True

    def least_height(self, box: Box, theme: Theme) -> int:
        """That of the highest column, and the margins above and under it."""
        margins = _margins(theme)
        return super().least_height(box, theme) + margins.top + margins.bottom

    def place(self, box: Box, theme: Theme) -> Placed:
        """All columns as high as the highest one."""
        height = min(box.height, self.least_height(box, theme))
        start = lowered(box, height).of_height(height)
        margins = _margins(theme)
        shapes: list[Shape] = []
        for number, (column, place) in enumerate(self._in_boxes(start, theme), 1):
            sides = replace(margins, top=0, bottom=0)
            shapes.extend(_ground(place.outset(sides), f"Column {number}", theme))
            room = place.below(margins.top).of_height(height - margins.top - margins.bottom)
            shapes.extend(_in_color(column, theme).place(room, theme).shapes)
        return Placed(tuple(shapes), start.y - box.y + height)

    def _in_boxes(self, box: Box, theme: Theme) -> Iterable[tuple[Column, Box]]:
        sides = replace(_margins(theme), top=0, bottom=0)
        places = box.columns(self.shares, gap(theme)) if self.columns else ()
        return ((one, place.inset(sides)) for one, place in zip(self.columns, places, strict=True))


def _margins(theme: Theme) -> Insets:
    return _HUNG if theme.cards.is_open else _PADDING


def _in_color(column: Column, theme: Theme) -> Column:
    """A column whose heading has the colour of markers where no panel sets columns apart."""
    heading = column.blocks[0] if column.blocks else None
    if not theme.cards.is_open or not isinstance(heading, SubHeading):
        return column
    color = theme.variants.color
    runs = tuple(run if run.color else replace(run, color=color) for run in heading.runs)
    words = replace(heading, paragraphs=(replace(heading.paragraphs[0], runs=runs),))
    return replace(column, blocks=(words, *column.blocks[1:]))


def _ground(box: Box, group: str, theme: Theme) -> Iterator[Shape]:
    """The panel of a column, if the theme fills cards, and the bar over it."""
    look = theme.cards
    if not look.is_open:
        geometry = GEOMETRIES[look.outline]
        yield AutoShape(box, look.fill, look.line, geometry, group=group, name="Panel")
    if look.is_open or look.bar is not Bar.NONE:
        yield AutoShape(box.of_height(_BAR), look.bar_color, group=group, name="Bar")


def under_heads(blocks: Blocks) -> Blocks | None:
    """Return `blocks` with what stands under three or four headings in columns, or under two of
    them where more text follows; None if there is too much of it, or if the headings are not of one
    level."""
    starts = [at for at, block in enumerate(blocks) if isinstance(block, SubHeading)]
    if not starts or len({one.level for one in blocks if isinstance(one, SubHeading)}) > 1:
        return None
    lead, end = blocks[: starts[0]], _end(blocks, starts)
    fewest = _FEWEST_WITH_END if lead or end < len(blocks) else _FEWEST
    if not fewest <= len(starts) <= _MOST or not all(map(_is_line, (*lead, *blocks[end:]))):
        return None
    ends = (*starts[1:], end)
    parts = [blocks[start:stop] for start, stop in zip(starts, ends, strict=True)]
    if not all(_is_short(part, len(parts)) for part in parts):
        return None
    columns = tuple(Column(part, part[0].span) for part in parts)
    return (*lead, HeadedColumns(columns, parts[0][0].span), *blocks[end:])


def _end(blocks: Blocks, starts: Sequence[int]) -> int:
    """Where the last part ends: before a paragraph that the other parts do not have."""
    first = blocks[starts[0] : starts[1]] if len(starts) > 1 else blocks
    last = blocks[starts[-1] :]
    is_longer = len(last) == len(first) + 1 and isinstance(last[-1], Prose)
    return len(blocks) - (is_longer and not isinstance(first[-1], Prose))


def _is_line(block: Block) -> bool:
    return isinstance(block, Prose) and len(block.plain()) <= _LONGEST_AROUND


def _is_short(part: Blocks, count: int) -> bool:
    """Whether a heading and what stands under it can be read in one of so many columns."""
    heading, *under = part
    if not under or len(heading.plain()) > _LONGEST_HEADING:
        return False
    if not all(isinstance(block, Prose | List) for block in under):
        return False
    words = [word for block in part for word in block.plain().split()]
    if max(map(len, words), default=0) > _LONGEST_WORD[count]:
        return False
    return sum(len(block.plain()) for block in under) <= _LONGEST[count]
