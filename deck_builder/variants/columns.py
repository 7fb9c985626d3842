"""Columns: items side by side between lines, each under its numeral or a bar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from deck_builder.base.units import Box, emu
from deck_builder.blocks import Placed
from deck_builder.shapes import AutoShape, Connector, Shape
from deck_builder.theme.model import Anchor, Theme
from deck_builder.variants.base import ListVariant
from deck_builder.variants.grid import gap
from deck_builder.variants.items import Item
from deck_builder.variants.placing import (
    NUMERAL,
    em,
    item_box,
    label_box,
    label_height,
    lowered,
    style_of,
    tallest,
)

# In em.
_UNDER_LABEL, _SPREAD, _SIDE = 0.9, 3.0, 0.8
_BAR = 2.0
_THICK = emu(4)


class PosterColumns(ListVariant, frozen=True):
    """Items side by side: the numeral or bar at the top of a line, the text at its foot."""

    name: ClassVar[str] = "columns"

    def least_height(self, box: Box, theme: Theme) -> int:
        """The text right under its numeral."""
        width = self.columns(box, gap(theme))[0].width - self._side(theme)
        under = round(_UNDER_LABEL * em(theme))
        return self._label_height(theme) + under + tallest(self.items, width, theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """The text farther under its numeral where there is room."""
        least = self.least_height(box, theme)
        height = max(least, min(box.height, least + round(_SPREAD * em(theme))))
        start = lowered(box, height)
        shapes: list[Shape] = []
        for number, place in enumerate(self.columns(start.of_height(height), gap(theme))):
            shapes.extend(self._column(number, place, theme))
        return Placed(tuple(shapes), start.y - box.y + height)

    def _side(self, theme: Theme) -> int:
        return round(_SIDE * em(theme))

    def _label_height(self, theme: Theme) -> int:
        if not any(item.label for item in self.items):
            return _THICK
        return label_height(NUMERAL, theme)

    def _column(self, number: int, box: Box, theme: Theme) -> Iterator[Shape]:
        item: Item = self.items[number]
        look, group = theme.variants, f"Column {number + 1}"
        line = Box(box.x, box.y, 0, box.height)
        yield Connector(line, look.rule, look.rule_width, group=group, name="Line")
        side, height = self._side(theme), self._label_height(theme)
        inner = Box(box.x + side, box.y, box.width - side, box.height)
        if item.label:
            yield label_box(item.label, inner.of_height(height), style_of(NUMERAL, theme), group)
        else:
            width = min(inner.width, round(_BAR * em(theme)))
            bar = Box(inner.x, inner.y, width, _THICK)
            yield AutoShape(bar, look.color, group=group, name="Bar")
        yield item_box(item, inner.below(height), theme, group, Anchor.BOTTOM)
