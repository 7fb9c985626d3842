"""Where shapes stand on a page, out of all their groups; lengths are points."""

from __future__ import annotations

import math

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.units import EMU_PER_POINT
from deck_builder.package.xml import Element
from deck_builder.preview.marks import Rect, Turn
from deck_builder.preview.powerpoint.sheet import Position
from deck_builder.template.xml import A, child, flag, whole

_DEGREE = 60_000


class Place(Struct, frozen=True):
    """The rectangle of a shape as it is before it is turned, clockwise, around its middle, and
    whether it is mirrored or upside down in it."""

    rect: Rect
    degrees: float = 0.0
    mirrored: bool = False
    flipped: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the rectangle."""
        rect = self.rect
        return rect.x + rect.width / 2, rect.y + rect.height / 2

    @property
    def turn(self) -> Turn | None:
        """How the shape is turned."""
        return Turn(self.degrees, *self.middle) if self.degrees % 360 else None

    @property
    def matrix(self) -> tuple[float, ...]:
        """What its points are multiplied by to mirror it; empty when it is not."""
        if not (self.mirrored or self.flipped):
            return ()
        x, y = self.middle
        across, down = -1.0 if self.mirrored else 1.0, -1.0 if self.flipped else 1.0
        return (across, 0.0, 0.0, down, x - across * x, y - down * y)


class Nest(Struct, frozen=True):
    """What the places of shapes are counted in: the page, or a group with an `inner` rectangle
    that stands at a `place` of the nest around it."""

    position: Position
    place: Place | None = None
    inner: Rect | None = None
    around: Nest | None = None

    def out(self, place: Place) -> Place:
        """Return a place on the page."""
        if self.place is None or self.inner is None or self.around is None:
            rect, here = place.rect, self.position
            return replace(
                place,
                rect=Rect(
                    here.left + rect.x * here.scale,
                    here.top + rect.y * here.scale,
                    rect.width * here.scale,
                    rect.height * here.scale,
                ),
            )
        return self.around.out(_in_group(place, self.place, self.inner))


def _in_group(place: Place, group: Place, inner: Rect) -> Place:
    across = group.rect.width / inner.width if inner.width else 1.0
    down = group.rect.height / inner.height if inner.height else 1.0
    x, y = place.middle
    x = group.rect.x + (x - inner.x) * across
    y = group.rect.y + (y - inner.y) * down
    # What lies on its side grows the other way.
    if 45 <= place.degrees % 180 < 135:
        across, down = down, across
    width, height = place.rect.width * across, place.rect.height * down
    degrees, mirrored, flipped = place.degrees, place.mirrored, place.flipped
    middle = group.middle
    if group.mirrored:
        x, degrees, mirrored = 2 * middle[0] - x, -degrees, not mirrored
    if group.flipped:
        y, degrees, flipped = 2 * middle[1] - y, -degrees, not flipped
    turn = math.radians(group.degrees)
    across, down = x - middle[0], y - middle[1]
    x = middle[0] + across * math.cos(turn) - down * math.sin(turn)
    y = middle[1] + across * math.sin(turn) + down * math.cos(turn)
    rect = Rect(x - width / 2, y - height / 2, width, height)
    return Place(rect, degrees + group.degrees, mirrored, flipped)


def place_in(transform: Element | None) -> Place | None:
    """Return the place that an `a:xfrm` gives, in the nest of its shape; None when it gives
    none."""
    rect = _rect(transform, "off", "ext")
    if transform is None or rect is None:
        return None
    degrees = whole(transform, "rot") / _DEGREE
    mirrored, flipped = (flag(transform, name) or False for name in ("flipH", "flipV"))
    return Place(rect, degrees, mirrored, flipped)


def group_in(transform: Element | None, around: Nest) -> Nest:
    """Return the nest of the shapes in a group, `around` which there is another one."""
    place = place_in(transform)
    if place is None:
        return around
    inner = _rect(transform, "chOff", "chExt") or place.rect
    return Nest(around.position, place, inner, around)


def _rect(transform: Element | None, corner: str, size: str) -> Rect | None:
    first, second = child(transform, f"{A}{corner}"), child(transform, f"{A}{size}")
    if first is None or second is None:
        return None
    numbers = (whole(first, "x"), whole(first, "y"), whole(second, "cx"), whole(second, "cy"))
    return Rect(*(number / EMU_PER_POINT for number in numbers))
