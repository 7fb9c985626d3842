"""Numbers: figures side by side, each over what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from deck_builder.base.units import Box
from deck_builder.blocks import Placed
from deck_builder.shapes import Connector, Shape
from deck_builder.theme.model import Anchor, TextStyle, Theme
from deck_builder.variants.base import Blocks, ListVariant, Unsuited, Variant
from deck_builder.variants.items import items_of
from deck_builder.variants.labels import with_figures
from deck_builder.variants.lists import around, list_of, list_variant, replaced
from deck_builder.variants.placing import (
    FIGURE,
    em,
    height_of,
    item_box,
    label_box,
    label_width,
    lowered,
    style_of,
    tallest,
)

_FEWEST, _MOST = 2, 4
_MOST_WORDS = 12
_LONGEST_FIGURE = 12
# In em of the items.
_SIDE, _UNDER, _SPREAD = 0.9, 0.3, 0.7
# By how much a figure becomes smaller until all stand on one line.
_FILLED = 0.9
_SMALLER = (1.0, 0.85, 0.72, 0.6, 0.5, 0.42)


class Numbers(ListVariant, frozen=True):
    """Figures in one row, all of one size."""

    name: ClassVar[str] = "numbers"

    def least_height(self, box: Box, theme: Theme) -> int:
        """The figures over their words."""
        places = self._boxes(box, theme)
        inner = places[0].width - self._side(theme)
        style = self._figure(inner, theme)
        under = round(_UNDER * em(theme))
        return self._figure_height(inner, style, theme) + under + tallest(self.items, inner, theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """A little lower where there is room."""
        least = self.least_height(box, theme)
        height = max(least, min(box.height, least + round(_SPREAD * 2 * em(theme))))
        start = lowered(box, height)
        shapes: list[Shape] = []
        for number, place in enumerate(self._boxes(start.of_height(height), theme)):
            shapes.extend(self._number(number, place, (height - least) // 2, theme))
        return Placed(tuple(shapes), start.y - box.y + height)

    def _boxes(self, box: Box, theme: Theme) -> tuple[Box, ...]:
        return box.columns((1.0,) * len(self.items), theme.gap // 2)

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
        labels = [label_box(item.label, Box(0, 0, 0, 0), style, "") for item in self.items]
        return max(height_of(label.paragraphs, width, style, theme) for label in labels)

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


def _made(blocks: Blocks) -> Blocks | Unsuited:
    made = list_variant(blocks, Numbers, _FEWEST, _MOST)
    found = list_of(blocks)
    items = items_of(found) if found else None
    if isinstance(made, Unsuited) or found is None or items is None:
        return made if isinstance(made, Unsuited) else blocks
    if any(item.label for item in items):
        return Unsuited("the list is numbered")
    figures = with_figures(items)
    if figures is None:
        return Unsuited("not every item begins with a figure")
    return replaced(blocks, found, Numbers(found, items=figures))


def _chosen(blocks: Blocks) -> Blocks | None:
    made = _made(blocks) if around(blocks) else None
    if made is None or isinstance(made, Unsuited):
        return None
    numbers = next(block for block in made if isinstance(block, Numbers))
    fits = all(
        item.words <= _MOST_WORDS and len(item.label) <= _LONGEST_FIGURE and not item.term
        for item in numbers.items
    )
    return made if fits else None


NUMBERS = Variant("numbers", _made, _chosen)
