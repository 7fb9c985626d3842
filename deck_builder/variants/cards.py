"""Cards: items that open with a term, each on a panel as high as its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, assert_never

from msgspec.structs import replace

from deck_builder.base.units import Box, Insets, emu
from deck_builder.blocks import Placed, Prose
from deck_builder.blocks.icons import icon_shape
from deck_builder.shapes import AutoShape, Shape, TextBox
from deck_builder.theme.looks import Bar
from deck_builder.theme.model import Anchor, Theme
from deck_builder.variants import grid
from deck_builder.variants.base import Blocks, ListVariant
from deck_builder.variants.items import Item, terms_in
from deck_builder.variants.lists import list_variant
from deck_builder.variants.placing import (
    GEOMETRIES,
    NUMERAL,
    em,
    item_box,
    item_height,
    label_box,
    label_height,
    lowered,
    style_of,
)

PADDING = Insets(emu(16), emu(11), emu(14), emu(11))
BAR_WIDTH = emu(3)
_LONGEST_CARDS = 560
_MOST_AROUND = 3
_LONGEST_AROUND = 260
# By how much the padding above and under the text grows where there is room: in em, and besides.
_SPREAD = 0.8
_AIR = emu(4)
# In em: the icon above the text of a card, and what is between them.
_ICON, _UNDER_ICON = 1.9, 0.45


class Cards(ListVariant, frozen=True):
    """Up to six cards on a grid."""

    name: ClassVar[str] = "cards"
    most: ClassVar[int] = 6

    def least_height(self, box: Box, theme: Theme) -> int:
        """Cards as high as their text and its padding."""
        heights = self._heights(self._way(box, theme), box, theme)
        return sum(heights) + (len(heights) - 1) * grid.gap(theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """Each row as high as its highest card, with a little more padding where there is room."""
        way = self._way(box, theme)
        heights = self._heights(way, box, theme)
        gap = grid.gap(theme)
        free = max(0, box.height - sum(heights) - (len(way) - 1) * gap)
        padding = min(round(2 * (_SPREAD * em(theme) + _AIR)), free // len(way))
        used = sum(heights) + len(way) * padding + (len(way) - 1) * gap
        start = lowered(box, used)
        shapes: list[Shape] = []
        number, y = 0, 0
        for row, height in zip(grid.boxes(way, start, theme), heights, strict=True):
            for place in row:
                room = place.below(y).of_height(height + padding)
                shapes.extend(self._card(number, room, padding // 2, theme))
                number += 1
            y += height + padding + gap
        return Placed(tuple(shapes), start.y - box.y + used)

    def _way(self, box: Box, theme: Theme) -> tuple[int, ...]:
        return grid.arranged(
            self.items, box, theme, lambda place: _inner(place, theme), self._height(theme)
        )

    def _heights(self, way: tuple[int, ...], box: Box, theme: Theme) -> tuple[int, ...]:
        return grid.row_heights(
            self.items, way, box, theme, lambda place: _inner(place, theme), self._height(theme)
        )

    def _height(self, theme: Theme) -> grid.Height:
        padding = _padding(theme)
        numeral = self._label_height(theme)

        def height(item: Item, width: int) -> int:
            text = item_height(_without_icon(item), width, theme)
            return padding.top + numeral + text + padding.bottom

        return height

    @property
    def _has_icons(self) -> bool:
        return any(item.icon for item in self.items)

    def _label_height(self, theme: Theme) -> int:
        icon = round((_ICON + _UNDER_ICON) * em(theme)) if self._has_icons else 0
        if not any(item.label for item in self.items):
            return icon
        return max(icon, label_height(NUMERAL, theme))

    def _card(self, number: int, box: Box, spread: int, theme: Theme) -> Iterator[Shape]:
        look, item, group = theme.cards, self.items[number], f"Card {number + 1}"
        padding = _padding(theme)
        padding = replace(padding, top=padding.top + spread, bottom=padding.bottom + spread)
        geometry = GEOMETRIES[look.outline]
        if item.label or item.icon:
            if not look.is_open:
                yield AutoShape(box, look.fill, look.line, geometry, group=group, name="Panel")
            yield from _bar(box, theme, group)
            inner, height = box.inset(padding), self._label_height(theme)
            if item.icon:
                side = round(_ICON * em(theme))
                place = Box(inner.x, inner.y, side, side)
                yield replace(icon_shape(item.icon, place, theme.variants.color), group=group)
            else:
                style = style_of(NUMERAL, theme)
                yield label_box(item.label, inner.of_height(height), style, group)
            yield item_box(_without_icon(item), inner.below(height), theme, group)
            return
        text = item_box(item, box, theme, group, Anchor.TOP)
        filled: TextBox = replace(
            text, insets=padding, fill=look.fill, line=look.line, geometry=geometry
        )
        yield filled
        yield from _bar(box, theme, group)


def _without_icon(item: Item) -> Item:
    return replace(item, icon="") if item.icon else item


def _inner(box: Box, theme: Theme) -> int:
    return box.inset(_padding(theme)).width


def _padding(theme: Theme) -> Insets:
    return replace(PADDING, left=0, right=0) if theme.cards.is_open else PADDING


def _bar(box: Box, theme: Theme, group: str) -> Iterator[Shape]:
    look = theme.cards
    match look.bar:
        case Bar.NONE:
            return
        case Bar.TOP:
            place = box.of_height(BAR_WIDTH)
        case Bar.LEFT:
            place = Box(box.x, box.y, BAR_WIDTH, box.height)
        case _:
            assert_never(look.bar)
    yield AutoShape(place, look.bar_color, group=group, name="Bar")


def _suits(blocks: Blocks, cards: ListVariant) -> bool:
    """Whether all items are terms with a few words each, and there is little around them."""
    if terms_in(cards.source) < len(cards.items):
        return False
    others = [block for block in blocks if isinstance(block, Prose)]
    if len(others) > _MOST_AROUND or sum(len(one.plain()) for one in others) > _LONGEST_AROUND:
        return False
    return sum(item.length for item in cards.items) <= _LONGEST_CARDS


CARDS = list_variant(Cards, _suits)
