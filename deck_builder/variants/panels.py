"""Panels: items on tiles that fill the width, in one row or two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec.structs import replace

from deck_builder.base.units import Box, Insets, emu
from deck_builder.blocks import Placed
from deck_builder.shapes import AutoShape, Connector, Shape
from deck_builder.theme.model import Anchor, Theme
from deck_builder.variants import grid
from deck_builder.variants.base import ListVariant
from deck_builder.variants.items import Item
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

# The rows that fill a slide best: two where there are enough panels.
_WAYS: dict[int, tuple[grid.Way, ...]] = {
    3: ((3,), (1, 1, 1)),
    4: ((2, 2), (1, 1, 1, 1)),
    5: ((3, 2), (2, 2, 1)),
}
# In em: the margins of a panel at least, and how much more there may be above and under its text.
_SIDE, _ABOVE, _SPREAD = 0.8, 0.75, 0.75
# How far the text of open panels is from their line, in em.
_HUNG = 0.5
# The same as _SPREAD where there is only one row.
_ALONE = 1.5


class Panels(ListVariant, frozen=True):
    """Items on tiles of equal height."""

    name: ClassVar[str] = "panels"
    ways: ClassVar[dict[int, tuple[grid.Way, ...]]] = _WAYS
    spread: ClassVar[float] = _SPREAD

    def least_height(self, box: Box, theme: Theme) -> int:
        """Panels with their least margins."""
        way = self._way(box, theme)
        return len(way) * self._height(way, box, theme) + (len(way) - 1) * grid.gap(theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """Panels of one height, with larger margins where there is room."""
        way, gap = self._way(box, theme), grid.gap(theme)
        least = self._height(way, box, theme)
        spread = self.spread if len(way) > 1 else _ALONE
        most = least + round(2 * spread * em(theme))
        height = max(least, min(most, (box.height - (len(way) - 1) * gap) // len(way)))
        used = len(way) * height + (len(way) - 1) * gap
        start = lowered(box, used)
        top = self._top(height - least, theme)
        shapes: list[Shape] = []
        places = (
            place.below(number * (height + gap)).of_height(height)
            for number, row in enumerate(grid.boxes(way, start, theme))
            for place in row
        )
        for number, (item, place) in enumerate(zip(self.items, places, strict=True), 1):
            shapes.extend(self._panel(item, place, top, f"Panel {number}", theme))
        return Placed(tuple(shapes), start.y - box.y + used)

    def _way(self, box: Box, theme: Theme) -> grid.Way:
        ways = self.ways.get(len(self.items), ())
        measures = grid.Measures(_inner(theme), self._item(theme))
        return grid.arranged(self.items, box, theme, lambda way: measures, ways)

    def _height(self, way: grid.Way, box: Box, theme: Theme) -> int:
        """The height of all panels."""
        return max(grid.row_heights(self.items, way, box, theme, self._item(theme)))

    def _item(self, theme: Theme) -> grid.Height:
        margin, numeral = round(2 * _ABOVE * em(theme)), self._label_height(theme)
        inner = _inner(theme)

        def height(item: Item, place: Box) -> int:
            return margin + numeral + item_height(item, inner(place), theme)

        return height

    def _label_height(self, theme: Theme) -> int:
        if not any(item.label for item in self.items):
            return 0
        return label_height(NUMERAL, theme)

    def _top(self, extra: int, theme: Theme) -> int:
        """How far the terms are from the top of tiles that are `extra` EMU higher than they have to
        be, so that all are at one height; 0 without terms."""
        if theme.variants.is_open or not all(item.term for item in self.items):
            return 0
        return round(_ABOVE * em(theme)) + extra // 2

    def _panel(self, item: Item, box: Box, top: int, group: str, theme: Theme) -> Iterator[Shape]:
        look, side, height = theme.variants, round(_SIDE * em(theme)), self._label_height(theme)
        geometry = GEOMETRIES[look.outline]
        sides = (
            Insets(0, round(_HUNG * em(theme)), side, 0) if look.is_open else Insets(side, 0, side)
        )
        if look.is_open:
            # Above the panel, whose fill would hide half of it.
            line = Box(box.x, box.y - emu(look.rule_width / 2), box.width, 0)
            yield Connector(line, look.rule, look.rule_width, group=group, name="Hairline")
        if not height:
            hangs = look.is_open or top > 0
            anchor, insets = (
                (Anchor.TOP if hangs else Anchor.MIDDLE),
                replace(sides, top=sides.top + top),
            )
            text = item_box(item, box, theme, group, anchor, insets)
            yield replace(text, fill=look.fill, line=look.line, geometry=geometry)
            return
        if not look.is_open:
            yield AutoShape(box, look.fill, look.line, geometry, group=group, name="Tile")
        text_height = item_height(item, box.inset(sides).width, theme)
        free = 0 if look.is_open else (box.height - height - text_height) // 2
        inner = box.inset(sides).below(free)
        style = style_of(NUMERAL, theme)
        yield label_box(item.label, inner.of_height(height), style, group)
        yield item_box(item, inner.below(height).of_height(text_height), theme, group)


def _inner(theme: Theme) -> grid.Inner:
    margins = round((1 if theme.variants.is_open else 2) * _SIDE * em(theme))
    return lambda box: max(0, box.width - margins)


PANELS = list_variant(Panels)
