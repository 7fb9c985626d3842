"""A cycle: numbers on a circle with arrows from each to the next, and the items beside them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import ClassVar

from msgspec import Struct

from deck_builder.base.units import Box
from deck_builder.blocks import Placed
from deck_builder.shapes import Connector, Shape
from deck_builder.theme.model import Anchor, Theme
from deck_builder.variants.base import ListVariant
from deck_builder.variants.lists import list_variant
from deck_builder.variants.placing import disc, em, item_box, item_height, lowered
from deck_builder.variants.track import DISC

# In em: beside a disc, between two texts, and between a disc and an arrow.
_BESIDE, _BETWEEN, _FREE = 0.7, 0.5, 0.35
# The radius as shares of the width of a slide at most, and in discs at least.
_WIDEST, _LEAST = 0.17, 1.35
_ROUNDED = 0.01
_ARROW_WIDTH = 2.0


class _Node(Struct, frozen=True):
    """A place on the circle, from its middle in units of half the height of the figure."""

    x: float
    y: float

    @property
    def is_right(self) -> bool:
        """Whether its text is at the right."""
        return self.x > -_ROUNDED


class Cycle(ListVariant, frozen=True):
    """Items around a circle, clockwise, the first at the top or at the upper left."""

    name: ClassVar[str] = "cycle"
    fewest: ClassVar[int] = 3
    most: ClassVar[int] = 6

    def least_height(self, box: Box, theme: Theme) -> int:
        """The smallest circle in which no text touches another."""
        least, heights = self._least(box, theme)
        return 2 * least + self._overhang(heights, theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """A larger circle where there is room."""
        least, heights = self._least(box, theme)
        overhang = self._overhang(heights, theme)
        radius = max(least, min((box.height - overhang) // 2, self._most_radius(box)))
        used = 2 * radius + overhang
        start = lowered(box, used)
        middle = (start.x + start.width // 2, start.y + overhang // 2 + radius)
        shapes: list[Shape] = []
        for number in range(len(self.items)):
            shapes.extend(self._item(number, middle, radius, heights[number], box, theme))
        return Placed(tuple(shapes), start.y - box.y + used)

    @property
    def _nodes(self) -> tuple[_Node, ...]:
        count = len(self.items)
        first = -math.pi / 2 - (math.pi / count if count % 2 == 0 else 0)
        angles = [first + 2 * math.pi * number / count for number in range(count)]
        highest = max(abs(math.sin(angle)) for angle in angles)
        return tuple(
            _Node(math.cos(angle) / highest, math.sin(angle) / highest) for angle in angles
        )

    def _most_radius(self, box: Box) -> int:
        return round(_WIDEST * box.width)

    def _disc(self, theme: Theme) -> int:
        return round(DISC * em(theme))

    def _text_width(self, node: _Node, radius: int, box: Box, theme: Theme) -> int:
        outside = round(abs(node.x) * radius) + self._disc(theme) // 2
        return max(1, box.width // 2 - outside - round(_BESIDE * em(theme)))

    def _heights(self, radius: int, box: Box, theme: Theme) -> list[int]:
        return [
            item_height(item, self._text_width(node, radius, box, theme), theme)
            for item, node in zip(self.items, self._nodes, strict=True)
        ]

    def _overhang(self, heights: Sequence[int], theme: Theme) -> int:
        """How far discs and texts reach over the circle, above and below together."""
        return max(self._disc(theme), *heights)

    def _least(self, box: Box, theme: Theme) -> tuple[int, list[int]]:
        """The least radius at which no text touches another, and the heights in EMU of the texts in
        the narrowest room that they may get, beside the widest circle."""
        radius = self._most_radius(box)
        while True:
            heights = self._heights(radius, box, theme)
            least = self._radius_for(heights, theme)
            if least <= radius:
                return least, heights
            radius = least

    def _radius_for(self, heights: Sequence[int], theme: Theme) -> int:
        between, least = round(_BETWEEN * em(theme)), round(_LEAST * self._disc(theme))
        pairs = list(zip(self._nodes, heights, strict=True))
        for index, (node, height) in enumerate(pairs):
            for other, other_height in pairs[index + 1 :]:
                apart = abs(node.y - other.y)
                if node.is_right is other.is_right and apart > _ROUNDED:
                    needed = (height + other_height) / 2 + between
                    least = max(least, math.ceil(needed / apart))
        return least

    def _item(
        self,
        number: int,
        middle: tuple[int, int],
        radius: int,
        height: int,
        box: Box,
        theme: Theme,
    ) -> Iterator[Shape]:
        item, node, group = self.items[number], self._nodes[number], f"Stage {number + 1}"
        following = self._nodes[(number + 1) % len(self.items)]
        size = self._disc(theme)
        x, y = _at(node, middle, radius)
        next_x, next_y = _at(following, middle, radius)
        yield _arrow((x, y), (next_x, next_y), size, theme, group)
        mark = Box(x - size // 2, y - size // 2, size, size)
        yield disc(item.label or str(number + 1), mark, theme, group)
        width = self._text_width(node, radius, box, theme)
        left = mark.right + round(_BESIDE * em(theme)) if node.is_right else box.x
        place = Box(left, y - height // 2, width, height)
        yield item_box(item, place, theme, group, Anchor.MIDDLE, is_left=not node.is_right)


def _at(node: _Node, middle: tuple[int, int], radius: int) -> tuple[int, int]:
    return middle[0] + round(node.x * radius), middle[1] + round(node.y * radius)


def _arrow(
    start: tuple[int, int], end: tuple[int, int], size: int, theme: Theme, group: str
) -> Connector:
    """An arrow between two discs."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down) or 1.0
    away = size / 2 + _FREE * em(theme)
    shift_x, shift_y = (round(part / length * away) for part in (across, down))
    x1, y1 = start[0] + shift_x, start[1] + shift_y
    x2, y2 = end[0] - shift_x, end[1] - shift_y
    box = Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    return Connector(
        box,
        theme.variants.color,
        _ARROW_WIDTH,
        arrow=True,
        mirrored=x2 < x1,
        flipped=y2 < y1,
        group=group,
        name="Arrow",
    )


CYCLE = list_variant(Cycle)
