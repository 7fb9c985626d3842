"""Items along a line that goes down, each beside its numeral or date: what steps and timelines are
when they have no room side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deck_builder.base.units import Box
from deck_builder.blocks import Placed
from deck_builder.shapes import AutoShape, Connector, Geometry, Shape
from deck_builder.theme.model import Anchor, Theme
from deck_builder.variants.items import Item
from deck_builder.variants.placing import (
    DATE,
    disc,
    em,
    item_box,
    item_height,
    label_box,
    label_height,
    label_width,
    lowered,
    style_of,
)

# In em: between items at least and at most, beside the line, and the size of a dot.
_TIGHT, _WIDE, _BESIDE, DOT = 0.5, 1.6, 0.8, 0.6
DISC = 1.7
"""The diameter of a disc with a numeral, in em."""


def track_height(items: Sequence[Item], box: Box, theme: Theme, discs: bool) -> int:
    """Return the least height in EMU of `items` along a line."""
    heights = _heights(items, box, theme, discs)
    return sum(heights) + (len(items) - 1) * round(_TIGHT * em(theme))


def track(items: Sequence[Item], box: Box, theme: Theme, kind: str, discs: bool) -> Placed:
    """Lay `items` out along a line, in `discs` with their numerals or at dots beside their labels.
    The groups are named by their `kind`."""
    heights = _heights(items, box, theme, discs)
    tight, wide = round(_TIGHT * em(theme)), round(_WIDE * em(theme))
    free = (box.height - sum(heights)) // max(1, len(items) - 1)
    gap = max(tight, min(wide, free))
    used = sum(heights) + (len(items) - 1) * gap
    start = lowered(box, used)
    shapes: list[Shape] = []
    y = 0
    for number, (item, height) in enumerate(zip(items, heights, strict=True)):
        room = start.below(y).of_height(height)
        group = f"{kind} {number + 1}"
        following = heights[number + 1] if number + 1 < len(items) else 0
        reach = height // 2 + gap + following // 2 if following else 0
        shapes.extend(_item(item, items, room, reach, group, theme, discs))
        y += height + gap
    return Placed(tuple(shapes), start.y - box.y + used)


def _label_room(items: Sequence[Item], theme: Theme, discs: bool) -> int:
    """The width of the labels beside the line."""
    if discs:
        return 0
    style = style_of(DATE, theme)
    return label_width([item.label for item in items], style, theme) + _beside(theme)


def _beside(theme: Theme) -> int:
    return round(_BESIDE * em(theme))


def _mark_size(theme: Theme, discs: bool) -> int:
    return round((DISC if discs else DOT) * em(theme))


def _text_left(items: Sequence[Item], theme: Theme, discs: bool) -> int:
    room = _label_room(items, theme, discs)
    return room + _mark_size(theme, discs) + _beside(theme)


def _heights(items: Sequence[Item], box: Box, theme: Theme, discs: bool) -> list[int]:
    width = max(1, box.width - _text_left(items, theme, discs))
    least = _mark_size(theme, discs)
    if not discs:
        least = max(least, label_height(DATE, theme))
    return [max(least, item_height(item, width, theme)) for item in items]


def _item(
    item: Item,
    items: Sequence[Item],
    box: Box,
    reach: int,
    group: str,
    theme: Theme,
    discs: bool,
) -> Iterator[Shape]:
    look, size = theme.variants, _mark_size(theme, discs)
    left = box.x + _label_room(items, theme, discs)
    middle = box.y + box.height // 2
    if reach:
        # To the next mark, which covers its end.
        line = Box(left + size // 2, middle + size // 2, 0, reach - size)
        yield Connector(line, look.rule, 2 * look.rule_width, group=group, name="Line")
    mark = Box(left, middle - size // 2, size, size)
    if discs:
        yield disc(item.label, mark, theme, group)
    else:
        room = Box(box.x, box.y, left - box.x - _beside(theme), box.height)
        yield label_box(item.label, room, style_of(DATE, theme), group, Anchor.MIDDLE)
        yield AutoShape(mark, look.solid, geometry=Geometry.ELLIPSE, group=group, name="Dot")
    text = _text_left(items, theme, discs)
    inner = Box(box.x + text, box.y, box.width - text, box.height)
    yield item_box(item, inner, theme, group, Anchor.MIDDLE)
