"""A ratio: two numbers as bars, and beside them how many times one is the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import ClassVar

from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.blocks import Placed
from deck_builder.shapes import AutoShape, Connector, Shape
from deck_builder.theme.model import Anchor, Theme
from deck_builder.theme.text_style import TextStyle
from deck_builder.variants.base import Blocks, ListVariant, Unsuited
from deck_builder.variants.grid import gap
from deck_builder.variants.items import Item
from deck_builder.variants.labels import amount_of, ratio_of, with_figures, with_ratio
from deck_builder.variants.lists import around, list_variant
from deck_builder.variants.placing import (
    FIGURE,
    TORN,
    em,
    height_of,
    item_box,
    item_height,
    label_box,
    label_width,
    labels_in,
    lowered,
    style_of,
)

_MOST_WORDS = 12
_NONE = "no item begins with how many times one number is the other, as in “3×”"
# A ratio is written with few digits: it is right when it is as near as this.
_NEAR = 0.06
# The share of the width that the bars take, and the height of one, in em of the items.
_BARS, _THICK = 0.62, 2.2
_UNDER, _BETWEEN, _MOST_BETWEEN, _SIDE = 0.3, 0.9, 2.4, 0.9
# The figure at the end of a bar, as a share of its height.
_ON_BAR = 0.72
_FILLED = 0.95
_SMALLER = (1.0, 0.85, 0.72, 0.6, 0.5, 0.42, 0.36, 0.3)
_LEAST_BAR = 0.004


class Ratio(ListVariant, frozen=True):
    """Two items with a number each, as bars in `colors` of the palette, and one with their
    ratio."""

    name: ClassVar[str] = "ratio"
    fewest: ClassVar[int] = 3
    most: ClassVar[int] = 3

    colors: tuple[str, ...] = ("muted", "accent")

    @classmethod
    def labelled(cls, items: tuple[Item, ...]) -> tuple[Item, ...] | Unsuited:
        """With their figures and the ratio as labels."""
        return _labelled(items)

    @property
    def ratio(self) -> Item:
        """The item that says how many times one number is the other."""
        return next(item for item in self.items if ratio_of(item.label))

    @property
    def sides(self) -> tuple[Item, ...]:
        """The items that have a bar."""
        return tuple(item for item in self.items if item is not self.ratio)

    def least_height(self, box: Box, theme: Theme) -> int:
        """The bars with what they say, or the ratio, whichever is higher."""
        bars, ratio = self._columns(box, theme)
        torn = TORN if self._is_torn(bars, ratio, theme) else 0
        return max(self._bars_height(bars, theme), self._ratio_height(ratio, theme)) + torn

    def place(self, box: Box, theme: Theme) -> Placed:
        """With more between the bars where there is room, and the ratio in the middle of them."""
        least = self.least_height(box, theme)
        more = round((_MOST_BETWEEN - _BETWEEN) * em(theme))
        height = max(least, min(box.height, least + more))
        start = lowered(box, height).of_height(height)
        bars, ratio = self._columns(start, theme)
        parts = [tuple(self._bars(bars, height, theme)), tuple(self._ratio(ratio, theme))]
        if self.items[0] is self.ratio:
            parts.reverse()
        return Placed((*parts[0], *parts[1]), start.y - box.y + height)

    def _columns(self, box: Box, theme: Theme) -> tuple[Box, Box]:
        """Where the bars are, and where the ratio is."""
        bars, ratio = box.columns((_BARS, 1 - _BARS), gap(theme) * 2)
        return bars, ratio

    def _is_torn(self, bars: Box, ratio: Box, theme: Theme) -> bool:
        room = self._longest(bars, theme)
        label = self.ratio.label
        width = label_width((label,), self._figure(ratio, theme), theme)
        return room < bars.width // 2 or width > self._inner(ratio, theme).width

    def _thickness(self, theme: Theme) -> int:
        return round(_THICK * em(theme))

    def _amount(self, theme: Theme) -> TextStyle:
        """The style of the figures at the ends of bars."""
        style = style_of(FIGURE, theme)
        return style.at_most(style_of("card", theme).level(0).size * _THICK * _ON_BAR)

    def _longest(self, bars: Box, theme: Theme) -> int:
        """How long the longest bar may be, so that the figures have room after theirs."""
        labels = [item.label for item in self.sides]
        return bars.width - label_width(labels, self._amount(theme), theme) - self._away(theme)

    def _away(self, theme: Theme) -> int:
        return round(_UNDER * 2 * em(theme))

    def _rows(self, bars: Box, theme: Theme) -> tuple[int, ...]:
        """The height of each side: its words over its bar."""
        under = round(_UNDER * em(theme)) + self._thickness(theme)
        return tuple(item_height(item, bars.width, theme) + under for item in self.sides)

    def _bars_height(self, bars: Box, theme: Theme) -> int:
        return sum(self._rows(bars, theme)) + round(_BETWEEN * em(theme))

    def _bars(self, box: Box, height: int, theme: Theme) -> Iterator[Shape]:
        rows, longest = self._rows(box, theme), self._longest(box, theme)
        between = height - sum(rows)
        top, thick = box.y, self._thickness(theme)
        values = _values(self.sides, self.ratio.label) or (1.0, 1.0)
        lengths = [value / max(values) for value in values]
        sides = zip(self.sides, rows, lengths, self.colors, strict=True)
        for number, (item, row, share, color) in enumerate(sides, 1):
            group = f"Bar {number}"
            words = Box(box.x, top, box.width, row - thick - round(_UNDER * em(theme)))
            length = max(round(longest * share), round(longest * _LEAST_BAR))
            bar = Box(box.x, top + row - thick, length, thick)
            yield AutoShape(bar, color, group=group, name=group)
            left = bar.right + self._away(theme)
            place = Box(left, bar.y, box.right - left, thick)
            label = label_box(item.label, place, self._amount(theme), group, Anchor.MIDDLE)
            yield replace(label, style=replace(label.style, alignment="left", color="text"))
            yield item_box(item, words, theme, group, Anchor.BOTTOM)
            top += row + between

    def _inner(self, ratio: Box, theme: Theme) -> Box:
        side = round(_SIDE * em(theme))
        return Box(ratio.x + side, ratio.y, ratio.width - side, ratio.height)

    def _figure(self, ratio: Box, theme: Theme) -> TextStyle:
        """The style of the ratio in the largest size in which it stands on one line."""
        style, label = style_of(FIGURE, theme), self.ratio.label
        width = self._inner(ratio, theme).width
        for factor in _SMALLER:
            smaller = style.scaled(factor)
            if label_width((label,), smaller, theme) <= width * _FILLED:
                return smaller
        return style.scaled(_SMALLER[-1])

    def _heights(self, ratio: Box, theme: Theme) -> tuple[int, int]:
        """The heights of the ratio and of what it says."""
        item, inner = self.ratio, self._inner(ratio, theme)
        style = self._figure(ratio, theme)
        height = height_of(labels_in((item.label,), style), inner.width, style, theme)
        return height, item_height(item, inner.width, theme)

    def _ratio_height(self, ratio: Box, theme: Theme) -> int:
        return sum(self._heights(ratio, theme)) + round(_UNDER * em(theme))

    def _ratio(self, ratio: Box, theme: Theme) -> Iterator[Shape]:
        item, look, group = self.ratio, theme.variants, "Ratio"
        line = Box(ratio.x, ratio.y, 0, ratio.height)
        yield Connector(line, look.rule, look.rule_width, group=group, name="Line")
        figure, words = self._heights(ratio, theme)
        free = (ratio.height - self._ratio_height(ratio, theme)) // 2
        inner = self._inner(ratio, theme).below(max(0, free))
        style = self._figure(ratio, theme)
        yield label_box(item.label, inner.of_height(figure), style, group, Anchor.BOTTOM)
        below = inner.below(figure + round(_UNDER * em(theme)))
        yield item_box(item, below.of_height(words), theme, group)


def _labelled(items: Sequence[Item]) -> tuple[Item, ...] | Unsuited:
    if any(item.label for item in items):
        return Unsuited("the list is numbered")
    ratios = [with_ratio(item) for item in items]
    if sum(one is not None for one in ratios) != 1:
        return Unsuited(_NONE)
    figures = with_figures([item for item, one in zip(items, ratios, strict=True) if one is None])
    if figures is None:
        return Unsuited("not every item begins with a figure")
    ratio = next(one for one in ratios if one)
    if len({amount_of(one.label)[1:] for one in figures}) > 1:
        return Unsuited("the two numbers do not have one unit")
    if _values(figures, ratio.label) is None:
        first, second = (one.label for one in figures)
        return Unsuited(f"{first} and {second} are not in the ratio {ratio.label}")
    rest = iter(figures)
    return tuple(one or next(rest) for one in ratios)


def _values(sides: Sequence[Item], ratio: str) -> tuple[float, float] | None:
    """The two numbers, as they can be read, that are in such a ratio, which settles whether 1,250
    has decimals; None if there are none."""
    # Only now, since most talks have none.
    from deck_builder.charts.numbers import Notation

    notation, parts = Notation(), ratio_of(ratio)
    texts = (*(amount_of(one.label)[0] for one in sides), *(parts or ()))
    for first, second, more, less in product(*map(notation.readings, texts)) if parts else ():
        if min(first, second, more, less) <= 0:
            continue
        wanted, found = max(more / less, less / more), max(first / second, second / first)
        if abs(found - wanted) <= _NEAR * wanted:
            return first, second
    return None


def _suits(blocks: Blocks, ratio: ListVariant) -> bool:
    return around(blocks) and all(item.words <= _MOST_WORDS for item in ratio.items)


RATIO = list_variant(Ratio, _suits)
