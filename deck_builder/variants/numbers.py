"""Numbers: figures, each over or beside what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from deck_builder.base.units import Box
from deck_builder.blocks import Placed
from deck_builder.shapes import Connector, Shape
from deck_builder.theme.model import Anchor, Theme
from deck_builder.theme.text_style import TextStyle
from deck_builder.variants.base import Blocks, ListVariant, Unsuited
from deck_builder.variants.items import Item
from deck_builder.variants.labels import LONGEST_FIGURE, with_figures
from deck_builder.variants.lists import around, list_variant
from deck_builder.variants.placing import (
    FIGURE,
    TORN,
    em,
    height_of,
    holds_words,
    item_box,
    label_box,
    label_width,
    labels_in,
    lowered,
    style_of,
    tallest,
)

_MOST_WORDS = 12
# In em of the items: beside a line between columns, under a figure, and what may be added.
_SIDE, _UNDER, _SPREAD = 0.9, 0.3, 0.7
# In em of the items: over and under a row at least and at most, and from its figure to its words.
_TIGHT, _WIDE, _BESIDE = 0.2, 0.9, 1.4
# How much of a column, or of a row, figures fill at most.
_FILLED, _MOST_OF_ROW = 0.95, 0.55
# By how much figures become smaller until all have room. In columns they are at least so large, and
# in rows at most, if they have room there.
_SMALLER = (1.0, 0.85, 0.72, 0.6, 0.5, 0.42)
_BETWEEN = 0.72


class Numbers(ListVariant, frozen=True):
    """Figures of one size: side by side, or one under the other where that makes long ones
    larger."""

    name: ClassVar[str] = "numbers"
    most: ClassVar[int] = 4

    @classmethod
    def labelled(cls, items: tuple[Item, ...]) -> tuple[Item, ...] | Unsuited:
        """With their figures as labels."""
        if any(item.label for item in items):
            return Unsuited("the list is numbered")
        return with_figures(items) or Unsuited("not every item begins with a figure")

    def least_height(self, box: Box, theme: Theme) -> int:
        """The figures over their words, or beside them where that is lower."""
        rows = len(self.items) * self._row_height(box, _SMALLER[-1], theme)
        return min(self._columns_height(box, theme), rows)

    def place(self, box: Box, theme: Theme) -> Placed:
        """A little lower where there is room."""
        if not self._stands_in_columns(box, theme):
            for factor in _SMALLER[_SMALLER.index(_BETWEEN) :]:
                if self._holds_rows(box, factor, theme):
                    return self._in_rows(box, factor, theme)
        return self._in_columns(box, theme)

    def _labels(self) -> list[str]:
        return [item.label for item in self.items]

    def _style(self, factor: float, theme: Theme) -> TextStyle:
        return style_of(FIGURE, theme).scaled(factor)

    def _labels_width(self, factor: float, theme: Theme) -> int:
        return label_width(self._labels(), self._style(factor, theme), theme)

    def _labels_height(self, width: int, factor: float, theme: Theme) -> int:
        style = self._style(factor, theme)
        labels = labels_in(self._labels(), style)
        return max(height_of((label,), width, style, theme) for label in labels)

    # In columns

    def _side(self, theme: Theme) -> int:
        return round(_SIDE * em(theme))

    def _inner(self, box: Box, theme: Theme) -> int:
        return self.columns(box, 2 * self._side(theme))[0].width

    def _factor(self, width: int, theme: Theme) -> float:
        """How large the figures are if all stand on one line."""
        most = width * _FILLED
        fitting = (one for one in _SMALLER if self._labels_width(one, theme) <= most)
        return next(fitting, _SMALLER[-1])

    def _stands_in_columns(self, box: Box, theme: Theme) -> bool:
        """Whether columns hold large figures, and no word is torn in them."""
        width = self._inner(box, theme)
        is_large = self._factor(width, theme) >= _BETWEEN
        return is_large and holds_words(self.items, width, theme)

    def _columns_height(self, box: Box, theme: Theme) -> int:
        width = self._inner(box, theme)
        factor = self._factor(width, theme)
        height = self._labels_height(width, factor, theme)
        if self._labels_width(factor, theme) > width:
            height += TORN
        return height + round(_UNDER * em(theme)) + tallest(self.items, width, theme)

    def _in_columns(self, box: Box, theme: Theme) -> Placed:
        least = self._columns_height(box, theme)
        height = max(least, min(box.height, least + round(_SPREAD * 2 * em(theme))))
        start = lowered(box, height).of_height(height)
        shapes: list[Shape] = []
        for number, place in enumerate(self.columns(start, 2 * self._side(theme))):
            shapes.extend(self._column(number, place, (height - least) // 2, theme))
        return Placed(tuple(shapes), start.y - box.y + height)

    def _column(self, number: int, box: Box, margin: int, theme: Theme) -> Iterator[Shape]:
        item, look, group = self.items[number], theme.variants, f"Number {number + 1}"
        if number:
            line = Box(box.x - self._side(theme), box.y, 0, box.height)
            yield Connector(line, look.rule, look.rule_width, group=group, name="Line")
        inner = Box(box.x, box.y + margin, box.width, box.height - 2 * margin)
        factor = self._factor(inner.width, theme)
        height = self._labels_height(inner.width, factor, theme)
        under = height + round(_UNDER * em(theme))
        place, style = inner.of_height(height), self._style(factor, theme)
        yield label_box(item.label, place, style, group, Anchor.BOTTOM)
        yield item_box(item, inner.below(under), theme, group)

    # In rows

    def _before(self, factor: float, theme: Theme) -> int:
        """The width of the figures, and of what is between them and their words."""
        return self._labels_width(factor, theme) + round(_BESIDE * em(theme))

    def _row_height(self, box: Box, factor: float, theme: Theme) -> int:
        """The least height of a row."""
        before = self._before(factor, theme)
        words = tallest(self.items, max(1, box.width - before), theme)
        figures = self._labels_height(before, factor, theme)
        return max(words, figures) + 2 * round(_TIGHT * em(theme))

    def _holds_rows(self, box: Box, factor: float, theme: Theme) -> bool:
        is_narrow = self._labels_width(factor, theme) <= box.width * _MOST_OF_ROW
        return is_narrow and self._row_height(box, factor, theme) * len(self.items) <= box.height

    def _in_rows(self, box: Box, factor: float, theme: Theme) -> Placed:
        count, least = len(self.items), self._row_height(box, factor, theme)
        widest = least + 2 * round((_WIDE - _TIGHT) * em(theme))
        height = min(widest, box.height // count)
        start = lowered(box, height * count)
        before, style = self._before(factor, theme), self._style(factor, theme)
        look, shapes = theme.variants, list[Shape]()
        for number, item in enumerate(self.items):
            group, row = f"Number {number + 1}", start.below(number * height).of_height(height)
            if number:
                line = row.of_height(0)
                shapes.append(Connector(line, look.rule, look.rule_width, group=group, name="Line"))
            figure = Box(row.x, row.y, before, height)
            words = Box(row.x + before, row.y, row.width - before, height)
            shapes.append(label_box(item.label, figure, style, group, Anchor.MIDDLE))
            shapes.append(item_box(item, words, theme, group, Anchor.MIDDLE))
        return Placed(tuple(shapes), start.y - box.y + height * count)


def _suits(blocks: Blocks, numbers: ListVariant) -> bool:
    return around(blocks) and all(
        item.words <= _MOST_WORDS and len(item.label) <= LONGEST_FIGURE and not item.term
        for item in numbers.items
    )


NUMBERS = list_variant(Numbers, _suits)
