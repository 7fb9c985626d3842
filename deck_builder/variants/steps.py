"""Steps: what is done one after the other, under chevrons or numerals with lines between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec.structs import replace

from deck_builder.base.units import Box, points
from deck_builder.blocks import List, Placed, Prose
from deck_builder.shapes import AutoShape, Connector, Geometry, Shape, TextBox
from deck_builder.theme.model import Theme
from deck_builder.variants.base import Blocks, ListVariant
from deck_builder.variants.items import Item
from deck_builder.variants.lists import around, list_variant
from deck_builder.variants.placing import (
    NUMERAL,
    can_stand_in_columns,
    disc,
    em,
    item_box,
    lowered,
    on_solid,
    style_of,
    tallest,
)
from deck_builder.variants.track import DISC, track, track_height

_FEWEST, _MOST = 3, 6
_MOST_WORDS = 9
_MOST_TERM_WORDS = 14
# In em: how high chevrons are at least and at most, the gap under them, and how far their points
# reach.
_BAND, _HIGH_BAND, _UNDER, _POINT = 2.0, 3.4, 0.6, 0.7
# In em: how far the text of a column is from the next one.
_SIDE = 0.7
_MOST_LINES = 6
_ASKING = ("?", "？", "؟")


class Steps(ListVariant, frozen=True):
    """Steps side by side, or one under the other where their text has no room so."""

    name: ClassVar[str] = "steps"

    def least_height(self, box: Box, theme: Theme) -> int:
        """A low band over the text, or a line."""
        if not self._is_wide(box, theme):
            return track_height(self._numbered, box, theme, discs=True)
        return round((_BAND + _UNDER) * em(theme)) + self._text_height(box, theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """A higher band where there is room."""
        items = self._numbered
        if not self._is_wide(box, theme):
            return track(items, box, theme, "Step", discs=True)
        text, under = self._text_height(box, theme), round(_UNDER * em(theme))
        least, most = round(_BAND * em(theme)), round(_HIGH_BAND * em(theme))
        band = max(least, min(most, box.height - text - under))
        used = band + under + text
        start = lowered(box, used)
        shapes: list[Shape] = []
        for number, place in enumerate(self.columns(start)):
            shapes.extend(self._head(number, place.of_height(band), theme))
            group = f"Step {number + 1}"
            room = place.below(band + under).of_height(text)
            room = replace(room, width=room.width - self._side(theme))
            shapes.append(item_box(items[number], room, theme, group))
        return Placed(tuple(shapes), start.y - box.y + used)

    @property
    def _numbered(self) -> tuple[Item, ...]:
        """The items, each with a number."""
        return tuple(
            replace(item, label=item.label or str(number))
            for number, item in enumerate(self.items, 1)
        )

    def _side(self, theme: Theme) -> int:
        return round(_SIDE * em(theme))

    def _text_height(self, box: Box, theme: Theme) -> int:
        width = self.columns(box)[0].width - self._side(theme)
        return tallest(self.items, width, theme)

    def _is_wide(self, box: Box, theme: Theme) -> bool:
        """Whether the text of steps side by side can be read."""
        if len(self.items) > theme.variants.columns:
            return False
        width = self.columns(box)[0].width - self._side(theme)
        return can_stand_in_columns(self.items, width, _MOST_LINES, theme)

    def _head(self, number: int, box: Box, theme: Theme) -> Iterator[Shape]:
        look, group, item = theme.variants, f"Step {number + 1}", self._numbered[number]
        if not look.chevrons:
            size = min(box.height, round(DISC * 1.2 * em(theme)))
            mark = Box(box.x, box.bottom - size, size, size)
            if number + 1 < len(self.items):
                middle = mark.y + size // 2
                line = Box(mark.right, middle, box.width - size, 0)
                yield Connector(line, look.rule, 2 * look.rule_width, group=group, name="Line")
            yield disc(item.label, mark, theme, group)
            return
        point = round(_POINT * em(theme))
        # Chevrons reach into the notch of the next one.
        is_last = number + 1 == len(self.items)
        reach = 0 if is_last else point - round(0.25 * em(theme))
        place = Box(box.x, box.y, box.width + reach, box.height)
        shorter = max(1, min(place.width, place.height))
        geometry = Geometry.PENTAGON if number == 0 else Geometry.CHEVRON
        adjustment = point * 100_000 // shorter
        yield AutoShape(
            place,
            look.solid,
            geometry=geometry,
            adjustments=(adjustment,),
            group=group,
            name="Chevron",
        )
        inner = Box(box.x + point, box.y, max(1, box.width - point - point // 2), box.height)
        yield _on_band(item.label, inner, theme, group)


def _on_band(label: str, box: Box, theme: Theme, group: str) -> TextBox:
    style = style_of(NUMERAL, theme)
    size = min(style.level(0).size * 1.2, points(box.height) * 0.5)
    return on_solid(label, box, style.scaled(size / style.level(0).size), theme, group)


def _suits(blocks: Blocks, steps: ListVariant) -> bool:
    """Whether it is a numbered list of a few short items; letters, and what answers a question,
    are a choice."""
    items = steps.items
    if not isinstance(steps.source, List) or not around(blocks):
        return False
    if not _FEWEST <= len(items) <= _MOST or not all(item.label.isdecimal() for item in items):
        return False
    if any(
        block.plain().rstrip().endswith(_ASKING) for block in blocks if isinstance(block, Prose)
    ):
        return False
    most = _MOST_TERM_WORDS if all(item.term for item in items) else _MOST_WORDS
    return all(item.words <= most for item in items)


STEPS = list_variant(Steps, _suits)
