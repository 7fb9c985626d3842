"""Numbers: figures side by side, each over what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from deck_builder.base.units import Box
from deck_builder.blocks import Placed
from deck_builder.shapes import Connector, Shape
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.model import Anchor, Theme
from deck_builder.theme.text_style import TextStyle
from deck_builder.variants.base import Blocks, ListVariant, Unsuited
from deck_builder.variants.grid import gap
from deck_builder.variants.items import Item
from deck_builder.variants.labels import LONGEST_FIGURE, with_figures
from deck_builder.variants.lists import around, list_variant
from deck_builder.variants.placing import (
    FIGURE,
    TORN,
    em,
    height_of,
    item_box,
    label_box,
    label_width,
    lowered,
    style_of,
    tallest,
)

_MOST_WORDS = 12
# In em of the items.
_SIDE, _UNDER, _SPREAD = 0.9, 0.3, 0.7
# By how much a figure becomes smaller until all stand on one line.
_FILLED = 0.9
_SMALLER = (1.0, 0.85, 0.72, 0.6, 0.5, 0.42)


class Numbers(ListVariant, frozen=True):
    """Figures in one row, all of one size."""

    name: ClassVar[str] = "numbers"
    most: ClassVar[int] = 4

    @classmethod
    def labelled(cls, items: tuple[Item, ...]) -> tuple[Item, ...] | Unsuited:
        """With their figures as labels."""
        if any(item.label for item in items):
            return Unsuited("the list is numbered")
        return with_figures(items) or Unsuited("not every item begins with a figure")

    def least_height(self, box: Box, theme: Theme) -> int:
        """The figures over their words."""
        places = self.columns(box, gap(theme))
        inner = places[0].width - self._side(theme)
        style = self._figure(inner, theme)
        under = round(_UNDER * em(theme))
        height = self._figure_height(inner, style, theme)
        if label_width([item.label for item in self.items], style, theme) > inner:
            height += TORN
        return height + under + tallest(self.items, inner, theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """A little lower where there is room."""
        least = self.least_height(box, theme)
        height = max(least, min(box.height, least + round(_SPREAD * 2 * em(theme))))
        start = lowered(box, height)
        shapes: list[Shape] = []
        for number, place in enumerate(self.columns(start.of_height(height), gap(theme))):
            shapes.extend(self._number(number, place, (height - least) // 2, theme))
        return Placed(tuple(shapes), start.y - box.y + height)

    def _side(self, theme: Theme) -> int:
        return round(_SIDE * em(theme))

    def _figure(self, width: int, theme: Theme) -> TextStyle:
        """The style of figures in the largest size in which all stand on one line."""
        style = style_of(FIGURE, theme)
        labels = [item.label for item in self.items]
        for factor in _SMALLER:
            smaller = style.scaled(factor)
            if label_width(labels, smaller, theme) <= width * _FILLED:
                return smaller
        return style.scaled(_SMALLER[-1])

    def _figure_height(self, width: int, style: TextStyle, theme: Theme) -> int:
        labels = [(Paragraph((Run(item.label),)),) for item in self.items]
        return max(height_of(label, width, style, theme) for label in labels)

    def _number(self, number: int, box: Box, margin: int, theme: Theme) -> Iterator[Shape]:
        item, look, group = self.items[number], theme.variants, f"Number {number + 1}"
        line = Box(box.x, box.y, 0, box.height)
        yield Connector(line, look.rule, look.rule_width, group=group, name="Line")
        side = self._side(theme)
        inner = Box(box.x + side, box.y + margin, box.width - side, box.height - 2 * margin)
        style = self._figure(inner.width, theme)
        height = self._figure_height(inner.width, style, theme)
        under = height + round(_UNDER * em(theme))
        yield label_box(item.label, inner.of_height(height), style, group, Anchor.BOTTOM)
        yield item_box(item, inner.below(under), theme, group)


def _suits(blocks: Blocks, numbers: ListVariant) -> bool:
    return around(blocks) and all(
        item.words <= _MOST_WORDS and len(item.label) <= LONGEST_FIGURE and not item.term
        for item in numbers.items
    )


NUMBERS = list_variant(Numbers, _suits)
