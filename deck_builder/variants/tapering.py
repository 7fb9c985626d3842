"""Layers that become wider or narrower, each beside its text: what pyramids and funnels are."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from deck_builder.base.units import Box, emu
from deck_builder.blocks import Placed
from deck_builder.shapes import AutoShape, Connector, Geometry, Shape
from deck_builder.theme.model import Anchor, Theme
from deck_builder.variants.base import ITEM, ListVariant
from deck_builder.variants.items import Item
from deck_builder.variants.placing import (
    LINE,
    NUMERAL,
    em,
    for_wide_items,
    item_box,
    label_box,
    label_width,
    lowered,
    style_of,
    tallest,
)

_SHARE = 0.36
# In em: above and under the text of a layer, at least and at most, and beside it.
_TIGHT, _WIDE, _BESIDE, _GAP = 0.4, 1.3, 1.2, 0.8
_BETWEEN = emu(3)


class Tapering(ListVariant, frozen=True):
    """Items beside layers of one height."""

    role: ClassVar[str] = ITEM
    fewest: ClassVar[int] = 3
    most: ClassVar[int] = 6

    @abstractmethod
    def width_at(self, share: float) -> float:
        """Return how wide the figure is where `share` of it is above, as a share of its widest."""

    def least_height(self, box: Box, theme: Theme) -> int:
        """Low layers."""
        theme = for_wide_items(theme)
        text = _text_height(self.items, box, theme)
        return len(self.items) * (text + round(2 * _TIGHT * em(theme)))

    def place(self, box: Box, theme: Theme) -> Placed:
        """Higher layers where there is room."""
        theme, items = for_wide_items(theme), self.items
        text = _text_height(items, box, theme)
        least, most = (text + round(2 * space * em(theme)) for space in (_TIGHT, _WIDE))
        height = max(least, min(most, box.height // len(items)))
        used = height * len(items)
        start = lowered(box, used)
        edges = [self.width_at(number / len(items)) for number in range(len(items) + 1)]
        shapes: list[Shape] = []
        for number, (item, widths) in enumerate(zip(items, pairwise(edges), strict=True)):
            room, group = start.below(number * height).of_height(height), f"Layer {number + 1}"
            shapes.append(_layer(room, widths, theme, group))
            shapes.extend(_text(item, items, room, number, group, theme))
        return Placed(tuple(shapes), start.y - box.y + used)


def _figure(box: Box) -> int:
    return round(box.width * _SHARE)


def _layer(box: Box, widths: tuple[float, float], theme: Theme, group: str) -> Shape:
    look, most = theme.variants, _figure(box)
    top, foot = (round(most * width) for width in widths)
    wider, narrower = max(top, foot), min(top, foot)
    place = Box(box.x + (most - wider) // 2, box.y, wider, box.height - _BETWEEN)
    is_point = narrower == 0
    inset = (wider - narrower) // 2
    shorter = max(1, min(place.width, place.height))
    return AutoShape(
        place,
        look.solid,
        geometry=Geometry.TRIANGLE if is_point else Geometry.TRAPEZOID,
        adjustments=() if is_point else (inset * 100_000 // shorter,),
        flipped=top > foot,
        group=group,
        name="Layer",
    )


def _text_left(items: Sequence[Item], box: Box, theme: Theme) -> int:
    labels = [item.label for item in items if item.label]
    room = label_width(labels, style_of(NUMERAL, theme), theme) if labels else 0
    return room + round(_GAP * em(theme)) if room else 0


def _beside(box: Box, theme: Theme) -> Box:
    left = _figure(box) + round(_BESIDE * em(theme))
    return Box(box.x + left, box.y, max(1, box.width - left), box.height)


def _text_height(items: Sequence[Item], box: Box, theme: Theme) -> int:
    width = max(1, _beside(box, theme).width - _text_left(items, box, theme))
    least = round(LINE * em(theme))
    return max(least, tallest(items, width, theme))


def _text(
    item: Item, items: Sequence[Item], box: Box, number: int, group: str, theme: Theme
) -> Iterator[Shape]:
    look, room = theme.variants, _beside(box, theme)
    if number:
        line = Box(room.x, room.y - _BETWEEN // 2, room.width, 0)
        yield Connector(line, look.rule, look.rule_width, group=group, name="Hairline")
    left = _text_left(items, box, theme)
    if item.label:
        place = Box(room.x, room.y, left, room.height)
        yield label_box(item.label, place, style_of(NUMERAL, theme), group, Anchor.MIDDLE)
    inner = Box(room.x + left, room.y, room.width - left, room.height)
    yield item_box(item, inner, theme, group, Anchor.MIDDLE)
