"""Laid out parts of a formula, and how they are put together. Lengths are in em."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from msgspec import Struct
from msgspec.structs import replace

RULE = 0.045
"""The thickness of bars."""
AXIS = 0.25
"""The height of bars and of the middle of brackets above the base line."""


class Ink(Struct, frozen=True):
    """An outline to be filled, in a colour (RRGGBB) of its own or the formula's."""

    path: Path
    color: str = ""


class Frame(Struct, frozen=True):
    """A part that is laid out: from 0 to `width`, from `-descent` to `ascent` around its base
    line."""

    width: float
    ascent: float
    descent: float
    inks: tuple[Ink, ...] = ()

    @property
    def height(self) -> float:
        """From its lowest to its highest point."""
        return self.ascent + self.descent

    def with_overhang(self) -> Frame:
        """Return the part as large as its ink, where that reaches out of it."""
        # To look for the extents of curves is a fifth of the time of drawing a formula. They are
        # within those of their points.
        reaching = [ink.path for ink in self.inks if self._may_reach_out(ink.path)]
        extents = [path.get_extents() for path in reaching]
        left = min([0.0, *(float(each.x0) for each in extents)])
        right = max([self.width, *(float(each.x1) for each in extents)])
        low = min([-self.descent, *(float(each.y0) for each in extents)])
        high = max([self.ascent, *(float(each.y1) for each in extents)])
        return Frame(right - left, high, -low, self.moved(-left, 0.0))

    def _may_reach_out(self, path: Path) -> bool:
        if not len(path):
            return False
        hull = Path(path.vertices).get_extents()
        low, high = -self.descent, self.ascent
        return bool(hull.x0 < 0 or hull.x1 > self.width or hull.y0 < low or hull.y1 > high)

    def moved(self, x: float, y: float) -> tuple[Ink, ...]:
        """Return its ink when it begins at `x` and its base line is at `y`."""
        shift = Affine2D().translate(x, y)
        return tuple(replace(ink, path=ink.path.transformed(shift)) for ink in self.inks)

    def scaled(self, factor: float) -> Frame:
        """Return the part in another size."""
        scale = Affine2D().scale(factor)
        inks = tuple(replace(ink, path=ink.path.transformed(scale)) for ink in self.inks)
        return Frame(self.width * factor, self.ascent * factor, self.descent * factor, inks)


def in_row(frames: Iterable[Frame], gap: float = 0.0) -> Frame:
    """Return `frames` in a row on one base line, `gap` apart."""
    x = -gap
    inks: list[Ink] = []
    ascent = descent = 0.0
    for frame in frames:
        x += gap
        inks += frame.moved(x, 0.0)
        x += frame.width
        ascent, descent = max(ascent, frame.ascent), max(descent, frame.descent)
    return Frame(x, ascent, descent, tuple(inks))


def bar(x: float, y: float, width: float, height: float) -> Ink:
    """Return a filled rectangle."""
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return Ink(Path(corners, closed=True))


def centered(frame: Frame) -> Frame:
    """Return `frame` with its middle on the axis."""
    shift = (frame.descent - frame.ascent) / 2 + AXIS
    inks = frame.moved(0.0, shift)
    return Frame(frame.width, frame.ascent + shift, frame.descent - shift, inks)


def stretched(frame: Frame, wide: float, height: float) -> Frame:
    """Return a glyph `wide` times as wide and `height` high, standing on the base line."""
    extents = frame.inks[0].path.get_extents()
    change = (
        Affine2D()
        .translate(-extents.x0, -extents.y0)
        .scale(wide, height / max(0.01, extents.height))
    )
    path = frame.inks[0].path.transformed(change)
    return Frame(float(extents.width) * wide, height, 0.0, (Ink(path),))
