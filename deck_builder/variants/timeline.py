"""A timeline: what happens when, on an axis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.blocks import Placed
from deck_builder.shapes import AutoShape, Connector, Geometry, Shape
from deck_builder.theme.model import Anchor, Theme
from deck_builder.variants.base import Blocks, ListVariant, Unsuited
from deck_builder.variants.items import Item, items_of
from deck_builder.variants.labels import with_dates, with_terms_as_labels
from deck_builder.variants.lists import around, list_variant
from deck_builder.variants.placing import (
    DATE,
    can_stand_in_columns,
    em,
    item_box,
    label_box,
    label_height,
    label_width,
    lowered,
    style_of,
    tallest,
)
from deck_builder.variants.track import DOT, track, track_height

_FEWEST, _MOST = 3, 8
_MOST_WORDS = 14
_LONGEST_LABEL = 18
# In em: between a date and the axis, the axis and the text, at least, and what may be added.
_ABOVE, _UNDER, _SPREAD = 0.35, 0.5, 1.4
# In em: how far the text of a column is from the next one.
_SIDE = 0.8
_MOST_LINES = 5


class Timeline(ListVariant, frozen=True):
    """Dates over an axis from the left to the right, or beside one that goes down."""

    name: ClassVar[str] = "timeline"

    @classmethod
    def labelled(cls, items: tuple[Item, ...]) -> tuple[Item, ...] | Unsuited:
        """With their dates, phases or short terms as labels."""
        dated = with_dates(items) or with_terms_as_labels(items)
        if not all(item.label and len(item.label) <= _LONGEST_LABEL for item in dated):
            return Unsuited("not every item begins with a date, a phase or a short bold term")
        return dated

    def least_height(self, box: Box, theme: Theme) -> int:
        """Dates, axis and text close to each other."""
        if not self._is_wide(box, theme):
            return track_height(self.items, box, theme, discs=False)
        gaps = round((_ABOVE + _UNDER + DOT) * em(theme))
        return label_height(DATE, theme) + gaps + self._text_height(box, theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """The axis with more space above and under it where there is room."""
        if not self._is_wide(box, theme):
            return track(self.items, box, theme, "Date", discs=False)
        least = self.least_height(box, theme)
        spread = max(0, min(round(_SPREAD * em(theme)), (box.height - least) // 2))
        used = least + 2 * spread
        start = lowered(box, used)
        shapes: list[Shape] = []
        for number, place in enumerate(self.columns(start)):
            shapes.extend(self._date(number, place.of_height(used), spread, theme))
        return Placed(tuple(shapes), start.y - box.y + used)

    def _inner(self, box: Box, theme: Theme) -> int:
        return self.columns(box)[0].width - round(_SIDE * em(theme))

    def _text_height(self, box: Box, theme: Theme) -> int:
        return tallest(self.items, self._inner(box, theme), theme)

    def _is_wide(self, box: Box, theme: Theme) -> bool:
        """Whether columns hold the dates on one line, and the text on a few."""
        width = self._inner(box, theme)
        if len(self.items) > theme.variants.columns:
            return False
        if not can_stand_in_columns(self.items, width, _MOST_LINES, theme):
            return False
        labels = [item.label for item in self.items]
        return label_width(labels, style_of(DATE, theme), theme) <= width

    def _date(self, number: int, box: Box, spread: int, theme: Theme) -> Iterator[Shape]:
        item, look, group = self.items[number], theme.variants, f"Date {number + 1}"
        label, dot = label_height(DATE, theme), round(DOT * em(theme))
        top = label + round(_ABOVE * em(theme)) + spread // 2
        axis = box.y + top + dot // 2
        line = Box(box.x, axis, box.width, 0)
        yield Connector(line, look.rule, 2.5 * look.rule_width, group=group, name="Axis")
        mark = Box(box.x, axis - dot // 2, dot, dot)
        yield AutoShape(mark, look.solid, geometry=Geometry.ELLIPSE, group=group, name="Dot")
        inner = replace(box, width=box.width - round(_SIDE * em(theme)))
        yield label_box(
            item.label, inner.of_height(label), style_of(DATE, theme), group, Anchor.BOTTOM
        )
        under = top + dot + round(_UNDER * em(theme)) + spread // 2
        yield item_box(item, inner.below(under), theme, group)


def _suits(blocks: Blocks, timeline: ListVariant) -> bool:
    """Whether all items of a few words begin with dates or numbered phases."""
    items = timeline.items
    if not _FEWEST <= len(items) <= _MOST or not around(blocks):
        return False
    # Terms are labels only where the author asks for that.
    is_dated = with_dates(items_of(timeline.source) or ()) is not None
    return is_dated and all(item.words <= _MOST_WORDS for item in items)


TIMELINE = list_variant(Timeline, _suits)
