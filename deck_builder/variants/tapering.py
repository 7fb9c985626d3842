"""Layers that become wider or narrower, each beside its text: what pyramids and funnels are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deck_builder.base.units import Box, emu
from deck_builder.blocks import Placed
from deck_builder.shapes import AutoShape, Connector, Geometry, Shape
from deck_builder.theme.model import Anchor, Theme
from deck_builder.variants.items import Item
from deck_builder.variants.placing import (
    LINE,
    NUMERAL,
    em,
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

Widths = Sequence[tuple[float, float]]
"""The widths of each layer at its top and its foot, as shares of the widest."""


def tapering_height(items: Sequence[Item], box: Box, theme: Theme) -> int:
    """Return the least height in EMU of layers in the width of `box`."""
    return len(items) * (_text_height(items, box, theme) + round(2 * _TIGHT * em(theme)))


def tapering(items: Sequence[Item], box: Box, theme: Theme, kind: str, widths: Widths) -> Placed:
    """Lay `items` out as layers of these `widths`; the groups are named by their `kind`."""
    text = _text_height(items, box, theme)
    least, most = (text + round(2 * space * em(theme)) for space in (_TIGHT, _WIDE))
    height = max(least, min(most, box.height // len(items)))
    used = height * len(items)
    start = lowered(box, used)
    shapes: list[Shape] = []
    for number, item in enumerate(items):
        room, group = start.below(number * height).of_height(height), f"{kind} {number + 1}"
        shapes.append(_layer(room, widths[number], theme, group))
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
