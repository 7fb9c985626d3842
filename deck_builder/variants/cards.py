"""Cards: items that open with a term, each on a panel as high as its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, assert_never

from msgspec.structs import replace

from deck_builder.base.units import Box, Insets, emu
from deck_builder.blocks import Placed, Prose
from deck_builder.blocks.icons import icon_shape
from deck_builder.shapes import AutoShape, Shape, TextBox
from deck_builder.text.runs import ParagraphRole
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

PADDING = Insets(emu(16), emu(10), emu(14), emu(10))
BAR_WIDTH = emu(3)
_LONGEST_CARDS = 560
_MOST_AROUND = 3
_LONGEST_AROUND = 260
# By how much the padding above and under the text grows where there is room: in em, and besides.
_SPREAD = 0.8
_AIR = emu(5)
# Rows of cards are of one height if the highest is so many times as high as the lowest, at most.
_ALIKE = 1.4
# In em: the icon of a card, and what is between it and the text, under it or beside it.
_ICON, _UNDER_ICON, _BESIDE_ICON = 1.9, 0.45, 0.75
# In em: from this width of cards on, icons are beside the text, which is less high so.
_WIDE = 14.0
# In em: how far open cards' text is from their rule, and from the next card.
_HUNG, _APART = 0.5, 0.9


class Cards(ListVariant, frozen=True):
    """Up to six cards on a grid."""

    name: ClassVar[str] = "cards"
    most: ClassVar[int] = 6

    def least_height(self, box: Box, theme: Theme) -> int:
        """Cards as high as their text and its padding."""
        heights = self._heights(self._way(box, theme), box, theme)
        return sum(heights) + (len(heights) - 1) * grid.gap(theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """Each row as high as its highest card, or all alike where they differ by a line or so,
        with a little more padding where there is room."""
        way, gap = self._way(box, theme), grid.gap(theme)
        heights = self._heights(way, box, theme)
        highest, most = max(heights), box.height - (len(way) - 1) * gap
        if highest <= _ALIKE * min(heights) and highest * len(way) <= most:
            heights = (highest,) * len(way)
        free = max(0, box.height - sum(heights) - (len(way) - 1) * gap)
        padding = min(round(2 * (_SPREAD * em(theme) + _AIR)), free // len(way))
        used = sum(heights) + len(way) * padding + (len(way) - 1) * gap
        start = lowered(box, used)
        beside = self._beside(way, box, theme)
        shapes: list[Shape] = []
        number, y = 0, 0
        for row, height in zip(grid.boxes(way, start, theme), heights, strict=True):
            for place in row:
                room = place.below(y).of_height(height + padding)
                shapes.extend(self._card(number, room, padding // 2, beside, theme))
                number += 1
            y += height + padding + gap
        return Placed(tuple(shapes), start.y - box.y + used)

    def _way(self, box: Box, theme: Theme) -> grid.Way:
        return grid.arranged(
            self.items, box, theme, lambda way: self._measures(self._beside(way, box, theme), theme)
        )

    def _heights(self, way: grid.Way, box: Box, theme: Theme) -> tuple[int, ...]:
        height = self._measures(self._beside(way, box, theme), theme).height
        return grid.row_heights(self.items, way, box, theme, height)

    def _measures(self, beside: int, theme: Theme) -> grid.Measures:
        padding = _padding(theme)
        numeral = self._label_height(theme)

        def inner(place: Box) -> int:
            return _text(place, beside, theme).width

        def height(item: Item, place: Box) -> int:
            text = item_height(_without_icon(item), inner(place), theme)
            text = max(text, _icon(theme)) if beside else numeral + text
            return padding.top + text + padding.bottom

        return grid.Measures(inner, height)

    def _beside(self, way: grid.Way, box: Box, theme: Theme) -> int:
        """How far the text of cards begins behind that of cards without icons, in EMU: as far as
        their icons take where these are beside it, which they are in wide cards of one width; else
        0, and they are above it."""
        if not self._has_icons or len(set(way)) > 1:
            return 0
        is_wide = grid.boxes(way, box, theme)[0][0].width >= _WIDE * em(theme)
        return _icon(theme) + round(_BESIDE_ICON * em(theme)) if is_wide else 0

    @property
    def _has_icons(self) -> bool:
        return any(item.icon for item in self.items)

    def _label_height(self, theme: Theme) -> int:
        icon = _icon(theme) + round(_UNDER_ICON * em(theme)) if self._has_icons else 0
        if not any(item.label for item in self.items):
            return icon
        return max(icon, label_height(NUMERAL, theme))

    def _card(
        self, number: int, box: Box, spread: int, beside: int, theme: Theme
    ) -> Iterator[Shape]:
        look, item, group = theme.cards, self.items[number], f"Card {number + 1}"
        padding = _padding(theme)
        # The text of open cards hangs from their rule.
        above = 0 if look.is_open else spread
        padding = replace(padding, top=padding.top + above, bottom=padding.bottom + spread)
        geometry = GEOMETRIES[look.outline]
        if item.label or item.icon:
            if not look.is_open:
                yield AutoShape(box, look.fill, look.line, geometry, group=group, name="Panel")
            yield from _bar(box, theme, group)
            inner, height = box.inset(padding), self._label_height(theme)
            if item.icon:
                place = Box(inner.x, inner.y, _icon(theme), _icon(theme))
                yield replace(icon_shape(item.icon, place, theme.variants.color), group=group)
            else:
                style = style_of(NUMERAL, theme)
                yield label_box(item.label, inner.of_height(height), style, group)
            room = _text(box, beside, theme)
            under = Box(room.x, inner.y, room.width, inner.height)
            under = under if beside else under.below(height)
            yield _in_color(item_box(_without_icon(item), under, theme, group), theme)
            return
        text = _in_color(item_box(item, box, theme, group, Anchor.TOP, padding), theme)
        filled: TextBox = replace(text, fill=look.fill, line=look.line, geometry=geometry)
        yield filled
        yield from _bar(box, theme, group)


def _text(place: Box, beside: int, theme: Theme) -> Box:
    """The part of a card that its text has the width of."""
    inner = place.inset(_padding(theme))
    return replace(inner, x=inner.x + beside, width=inner.width - beside)


def _in_color(text: TextBox, theme: Theme) -> TextBox:
    """The text of a card, its term in the colour of markers where nothing else sets cards apart."""
    first, *rest = text.paragraphs
    if not theme.cards.is_open or first.role is not ParagraphRole.HEADING:
        return text
    color = theme.variants.color
    runs = tuple(run if run.color else replace(run, color=color) for run in first.runs)
    return replace(text, paragraphs=(replace(first, runs=runs), *rest))


def _without_icon(item: Item) -> Item:
    return replace(item, icon="") if item.icon else item


def _icon(theme: Theme) -> int:
    return round(_ICON * em(theme))


def _padding(theme: Theme) -> Insets:
    if not theme.cards.is_open:
        return PADDING
    hung, apart = round(_HUNG * em(theme)), round(_APART * em(theme))
    return Insets(0, hung + BAR_WIDTH, apart, PADDING.bottom)


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
