"""Boxes side by side, in one row or two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from deck_builder.base.units import Box
from deck_builder.theme.model import Theme
from deck_builder.variants.items import Item
from deck_builder.variants.placing import LINE, em, holds_words, tallest

Way = tuple[int, ...]
"""How boxes stand: the length of each row."""

# The ways in which so many boxes may stand, the best first: a last row that is shorter is widened.
_ROWS: dict[int, tuple[Way, ...]] = {
    1: ((1,),),
    2: ((2,), (1, 1)),
    3: ((3,), (1, 1, 1), (2, 1)),
    4: ((4,), (2, 2), (1, 1, 1, 1)),
    5: ((5,), (3, 2), (2, 2, 1)),
    6: ((3, 3), (2, 2, 2)),
    7: ((4, 3), (3, 2, 2)),
    8: ((4, 4), (3, 3, 2), (2, 2, 2, 2)),
}
# In em of the text.
_NARROWEST = 6.5
# A box beside others is at most so many times as high as wide: with more text, it is a tower of
# short lines.
_HIGHEST = 1.35
# Text on more lines than this is cramped where a line is shorter than so many em.
_MOST_LINES, _SHORT_LINE = 5, 8.5

Grid = tuple[tuple[Box, ...], ...]
Height = Callable[[Item, Box], int]
Inner = Callable[[Box], int]


class Measures(Struct, frozen=True):
    """How items stand in boxes: `inner` is the width that a box has for text, `height` what an item
    needs in a box, both in EMU."""

    inner: Inner
    height: Height


def arranged(
    items: Sequence[Item],
    box: Box,
    theme: Theme,
    measures: Callable[[Way], Measures],
    ways: Sequence[Way] = (),
) -> Way:
    """Return the first way in which no word is torn, no box is a tower or too narrow to read, and
    all rows fit into `box`; else the first one whose rows do not fit. `measures` are those of a
    way."""
    ways = ways or _ROWS.get(len(items), ((len(items),),))
    ways = [way for way in ways if max(way) <= theme.variants.columns] or ways
    wide: list[Way] = []
    for way in ways:
        own = measures(way)
        widths = [own.inner(row[0]) for row in boxes(way, box, theme)]
        if min(widths) < _NARROWEST * em(theme):
            continue
        parts = list(zip(rows_of(items, way), widths, strict=True))
        if not all(holds_words(part, width, theme) for part, width in parts):
            continue
        heights = row_heights(items, way, box, theme, own.height)
        is_cramped = any(_is_cramped(part, width, theme) for part, width in parts)
        if max(way) > 1 and (is_cramped or _has_tower(heights, way, box, theme)):
            continue
        wide.append(way)
        if sum(heights) + (len(way) - 1) * gap(theme) <= box.height:
            return way
    return wide[0] if wide else ways[-1]


def _has_tower(heights: Sequence[int], way: Sequence[int], box: Box, theme: Theme) -> bool:
    rows = zip(heights, boxes(way, box, theme), strict=True)
    return any(height > _HIGHEST * row[0].width for height, row in rows)


def _is_cramped(items: Sequence[Item], width: int, theme: Theme) -> bool:
    if width >= _SHORT_LINE * em(theme):
        return False
    return tallest(items, width, theme) > _MOST_LINES * LINE * em(theme)


def row_heights(
    items: Sequence[Item],
    way: Way,
    box: Box,
    theme: Theme,
    height: Height,
) -> tuple[int, ...]:
    """Return the height of each row: that of the highest of its items."""
    rows = zip(rows_of(items, way), boxes(way, box, theme), strict=True)
    return tuple(
        max(height(item, place) for item, place in zip(part, row, strict=True))
        for part, row in rows
    )


def boxes(way: Sequence[int], box: Box, theme: Theme) -> Grid:
    """Return the boxes of each row, over the width of `box`, all at its top."""
    return tuple(box.columns((1.0,) * length, gap(theme)) for length in way)


def rows_of(items: Sequence[Item], way: Sequence[int]) -> Iterator[Sequence[Item]]:
    """Yield the items of each row."""
    start = 0
    for length in way:
        yield items[start : start + length]
        start += length


def gap(theme: Theme) -> int:
    """Return the distance in EMU between boxes."""
    return theme.gap // 2
