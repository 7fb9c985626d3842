"""Rows: one item under the other between hairlines, each with a numeral or a mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from deck_builder.base.units import Box
from deck_builder.blocks import Placed
from deck_builder.shapes import AutoShape, Connector, Geometry, Shape
from deck_builder.theme.looks import Marker
from deck_builder.theme.model import Anchor, Theme
from deck_builder.variants.base import ITEM, Blocks, ListVariant
from deck_builder.variants.items import Item
from deck_builder.variants.lists import around, is_parallel, list_variant
from deck_builder.variants.placing import (
    NUMERAL,
    em,
    for_wide_items,
    item_box,
    item_height,
    label_box,
    label_height,
    label_width,
    lowered,
    style_of,
)

# In em: the space above and under the text of a row, at least and at most.
_TIGHT, _WIDE = 0.4, 1.15
# In em: the width of a marker with the gap after it, and the gap after a numeral.
_MARKED, _GAP = 1.3, 0.8


class Rows(ListVariant, frozen=True):
    """Items as rows of one height, or each as high as its text where there is no room for that."""

    name: ClassVar[str] = "rows"
    role: ClassVar[str] = ITEM

    def least_height(self, box: Box, theme: Theme) -> int:
        """Rows close to each other."""
        theme = for_wide_items(theme)
        return sum(self._text_heights(box, theme)) + len(self.items) * round(2 * _TIGHT * em(theme))

    def place(self, box: Box, theme: Theme) -> Placed:
        """Spread over the height, up to a limit."""
        theme = for_wide_items(theme)
        heights = self._row_heights(box, theme)
        start = lowered(box, sum(heights))
        shapes = tuple(self._shapes(start, heights, theme))
        return Placed(shapes, start.y - box.y + sum(heights))

    def _row_heights(self, box: Box, theme: Theme) -> list[int]:
        """The height of each row: one for all of them if that fits."""
        texts, count = self._text_heights(box, theme), len(self.items)
        least, most = (round(2 * air * em(theme)) for air in (_TIGHT, _WIDE))
        if count * (max(texts) + least) <= box.height:
            return [min(max(texts) + most, box.height // count)] * count
        air = max(least, min(most, (box.height - sum(texts)) // count))
        return [text + air for text in texts]

    def _text_heights(self, box: Box, theme: Theme) -> list[int]:
        width, label = box.width - self._label_room(theme), self._label_height(theme)
        return [max(label, item_height(item, width, theme)) for item in self.items]

    def _label_room(self, theme: Theme) -> int:
        """The width of what stands before the items."""
        labels = [item.label for item in self.items if item.label]
        if labels:
            widest = label_width(labels, style_of(NUMERAL, theme), theme)
            return widest + round(_GAP * em(theme))
        has_icons = any(item.icon for item in self.items)
        if has_icons or theme.variants.marker is Marker.NONE:
            return 0
        return round(_MARKED * em(theme))

    def _label_height(self, theme: Theme) -> int:
        return label_height(NUMERAL, theme) if any(item.label for item in self.items) else 0

    def _shapes(self, box: Box, heights: Sequence[int], theme: Theme) -> Iterator[Shape]:
        for number, (item, height) in enumerate(zip(self.items, heights, strict=True)):
            yield from self._row(number, item, box.of_height(height), theme)
            box = box.below(height)

    def _row(self, number: int, item: Item, row: Box, theme: Theme) -> Iterator[Shape]:
        look, group, room = theme.variants, f"Row {number + 1}", self._label_room(theme)
        lines = (row.y, row.bottom) if number == len(self.items) - 1 else (row.y,)
        for y in lines:
            line = Box(row.x, y, row.width, 0)
            yield Connector(line, look.rule, look.rule_width, group=group, name="Hairline")
        beside = Box(row.x, row.y, room, row.height)
        if item.label:
            style = style_of(NUMERAL, theme)
            yield label_box(item.label, beside, style, group, Anchor.MIDDLE)
        elif room:
            yield _marker(beside, theme, group)
        text = Box(row.x + room, row.y, row.width - room, row.height)
        yield item_box(item, text, theme, group, Anchor.MIDDLE)


def _marker(box: Box, theme: Theme, group: str) -> AutoShape:
    """A dot, a square or a bar at the left of `box`."""
    look, size = theme.variants, em(theme)
    if look.marker is Marker.BAR:
        width, height = round(0.16 * size), round(1.2 * size)
    else:
        width = height = round(0.42 * size)
    middle = box.y + (box.height - height) // 2
    geometry = Geometry.ELLIPSE if look.marker is Marker.DOT else Geometry.RECTANGLE
    place = Box(box.x, middle, width, height)
    return AutoShape(place, look.color, geometry=geometry, group=group, name="Marker")


def _suits(blocks: Blocks, rows: ListVariant) -> bool:
    return is_parallel(rows) and around(blocks)


ROWS = list_variant(Rows, _suits)
