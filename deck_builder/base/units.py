"""Lengths, boxes, the longest time, and the widths of pictures.

Lengths are whole EMU (English Metric Units); font sizes are points.
"""

from __future__ import annotations

from msgspec import Struct

EMU_PER_POINT = 12_700
EMU_PER_INCH = 914_400
MOST_MINUTES = 10_000
"""The longest time of a talk or a slide: a week."""
PICTURE_WIDTHS = (16, 16_000)
"""How narrow and how wide the picture of a slide may be, in pixels."""


def emu(points: float) -> int:
    """Return `points` as EMU."""
    return round(points * EMU_PER_POINT)


def points(length: int) -> float:
    """Return a length in EMU as points."""
    return length / EMU_PER_POINT


class Insets(Struct, frozen=True):
    """The margins inside a text frame, in EMU."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    def mirrored(self) -> Insets:
        """Return the margins with left and right swapped."""
        return Insets(self.right, self.top, self.left, self.bottom)


USUAL_INSETS = Insets(91_440, 45_720, 91_440, 45_720)
"""The margins of text frames and of cells that say nothing else (ECMA-376 part 1, sections
21.1.2.1.1 and 21.1.3.17)."""


class Box(Struct, frozen=True):
    """A rectangle on a slide, in EMU from the slide's upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The y of the lower edge."""
        return self.y + self.height

    def inset(self, insets: Insets) -> Box:
        """Return the box inside `insets`; never of negative size."""
        return Box(
            self.x + insets.left,
            self.y + insets.top,
            max(0, self.width - insets.left - insets.right),
            max(0, self.height - insets.top - insets.bottom),
        )

    def outset(self, insets: Insets) -> Box:
        """Return the box that has this one inside `insets`."""
        return Box(
            self.x - insets.left,
            self.y - insets.top,
            self.width + insets.left + insets.right,
            self.height + insets.top + insets.bottom,
        )

    def below(self, offset: int) -> Box:
        """Return what is left of the box under its first `offset` EMU; never of negative height."""
        return Box(self.x, self.y + offset, self.width, max(0, self.height - offset))

    def of_height(self, height: int) -> Box:
        """Return the upper `height` EMU of the box."""
        return Box(self.x, self.y, self.width, height)

    def mirrored(self, width: int) -> Box:
        """Return the box where it is seen in a mirror: on a slide `width` EMU wide, as far from
        the right edge as it was from the left."""
        return Box(width - self.right, self.y, self.width, self.height)

    def around(self, other: Box) -> Box:
        """Return the smallest box with this one and `other` in it."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def columns(self, shares: tuple[float, ...], gap: int) -> tuple[Box, ...]:
        """Cut the box into columns `gap` apart whose widths are in proportion to `shares`; many
        stand closer."""
        gap = min(gap, self.width // (2 * len(shares)))
        room = self.width - gap * (len(shares) - 1)
        total = sum(shares)
        boxes = []
        x = self.x
        for share in shares:
            width = int(room * share / total)
            boxes.append(Box(x, self.y, width, self.height))
            x += width + gap
        return tuple(boxes)

    def contains(self, other: Box) -> bool:
        """Whether `other` lies wholly inside this box."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def overlaps(self, other: Box) -> bool:
        """Whether the two boxes share an area."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )
