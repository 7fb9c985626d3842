"""Pie charts: the parts of a whole, named outside the disc."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, isclose, radians, sin

from deck_builder.charts.marks import Align, Label, Mark, Point, Sector, Stroke
from deck_builder.charts.numerals import NumberFormat, number_format
from deck_builder.charts.pen import Pen
from deck_builder.charts.plot import Plot, foot, foot_height, head, heading, numbers_of
from deck_builder.charts.scale import spread
from deck_builder.charts.spec import ChartSpec

_NAME_SHARE = 0.34
_OUTSIDE = 1.06
_ELBOW = 1.1


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the parts clockwise from the top in the author's order."""
    yield from pie(spec, pen, 0.0)


def pie(spec: ChartSpec, pen: Pen, hole: float) -> Iterator[Mark]:
    """Yield the parts as sectors whose `hole` is a share of the radius, and their names."""
    disc = disc_of(spec, pen)
    marks, _ = head(heading(spec), (), pen)
    yield from marks
    for part in disc.parts:
        yield Sector(
            disc.center,
            disc.radius,
            disc.radius * hole,
            part.start,
            part.end,
            part.color,
            pen.background,
        )
    for rightward in (True, False):
        side = [part for part in disc.parts if (part.middle <= 180) == rightward]
        yield from _side(side, disc, rightward, pen)
    plot = Plot(0.0, 0.0, pen.width, pen.height)
    yield from foot(spec.x_label, plot, pen)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the whole: its name and share as lines of text, its angles and colour."""

    lines: tuple[str, ...]
    start: float
    end: float
    color: str
    highlighted: bool

    @property
    def middle(self) -> float:
        """The angle of its middle."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Disc:
    """Where the disc is, and its parts."""

    center: Point
    radius: float
    top: float
    bottom: float
    parts: tuple[Part, ...]

    def at(self, angle: float, distance: float) -> Point:
        """Return the point at `angle`, `distance` radii from the center."""
        reach = self.radius * distance
        turn = radians(angle)
        return self.center[0] + reach * sin(turn), self.center[1] - reach * cos(turn)


def shares(spec: ChartSpec) -> tuple[float, ...]:
    """Return the share of each category in percent of the whole; a gap has none."""
    values = [value or 0.0 for value in spec.series[0].values]
    whole = sum(values)
    return tuple(value / whole * 100 for value in values)


def disc_of(spec: ChartSpec, pen: Pen) -> Disc:
    """Return the disc of `spec`, as large as the names beside it allow."""
    _, top = head(heading(spec), (), pen)
    bottom = pen.height - foot_height(spec.x_label, pen)
    parts = tuple(_parts(spec, bottom - top, pen))
    widest = pen.widest(tuple(line for part in parts for line in part.lines), bold=True)
    beside = (pen.width / 2 - widest - pen.size) / _ELBOW
    radius = max(pen.size, min((bottom - top) / 2 - pen.line * 0.6, beside))
    return Disc((pen.width / 2, (top + bottom) / 2), radius, top, bottom, parts)


def _parts(spec: ChartSpec, height: float, pen: Pen) -> Iterator[Part]:
    percents = shares(spec)
    shown = _percent_format(spec, percents)
    short = len([share for share in percents if share]) * pen.line * 2 > height * 1.6
    any_highlight = any(name in spec.highlight for name in spec.categories)
    start = 0.0
    for index, (name, share) in enumerate(zip(spec.categories, percents, strict=True)):
        if not share:
            continue
        highlighted = name in spec.highlight
        color = pen.color(0 if highlighted else index)
        if any_highlight and not highlighted:
            color = pen.faded
        lines = _lines(name, shown(share), short, pen)
        yield Part(lines, start, start + share * 3.6, color, highlighted)
        start += share * 3.6


def _percent_format(spec: ChartSpec, percents: Sequence[float]) -> NumberFormat:
    """Whole percents, unless the author was more exact or a part would be shown as nothing."""
    if spec.unit == "%" and isclose(sum(numbers_of(spec)), 100, abs_tol=0.5):
        return number_format(numbers_of(spec), "%")
    small = any(0 < share < 1 for share in percents)
    return NumberFormat(1 if small else 0, "%")


def _lines(name: str, share: str, short: bool, pen: Pen) -> tuple[str, ...]:
    room = pen.width * _NAME_SHARE - pen.size
    if short:
        kept = pen.shortened(name, room - pen.width_of(f"  {share}", bold=True), bold=True)
        return (f"{kept}  {share}",)
    wrapped = pen.wrapped(name, room)
    if len(wrapped) > 2:
        wrapped = (wrapped[0], " ".join(wrapped[1:]))
    return (*(pen.shortened(line, room, bold=True) for line in wrapped), share)


def _side(parts: Sequence[Part], disc: Disc, rightward: bool, pen: Pen) -> Iterator[Mark]:
    """The names on one side of the disc, moved apart where they collide."""
    if not parts:
        return
    most = max(len(part.lines) for part in parts)
    gap = pen.line * most + (pen.size * 0.2 if most > 1 else 0.0)
    half = pen.line * most / 2
    wanted = [disc.at(part.middle, _OUTSIDE)[1] for part in parts]
    places = spread(wanted, gap, disc.top + half, disc.bottom - half)
    for part, want, y in zip(parts, wanted, places, strict=True):
        yield from _name(part, want, y, disc, rightward, pen)


def _name(
    part: Part, wanted: float, y: float, disc: Disc, rightward: bool, pen: Pen
) -> Iterator[Mark]:
    align: Align = "left" if rightward else "right"
    outward = 1.0 if rightward else -1.0
    edge = disc.at(part.middle, _OUTSIDE)
    x = edge[0] + outward * pen.size * 0.3
    if abs(y - wanted) > pen.size * 0.5:
        x = max(abs(x - disc.center[0]), disc.radius * _ELBOW) * outward + disc.center[0]
        yield Stroke((disc.at(part.middle, 1.01), (x - outward * 2, y)), pen.muted, 0.75)
    first = y - pen.line * (len(part.lines) - 1) / 2
    for number, line in enumerate(part.lines):
        strong = part.highlighted or (number > 0 and number == len(part.lines) - 1)
        yield Label(line, x, first + number * pen.line, pen.size, pen.text, align, strong)
