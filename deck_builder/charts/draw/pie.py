"""Pie charts: the parts of a whole, named outside the disc."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians, sin, sqrt

from msgspec import Struct

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.marks import Align, Bar, Mark, Point, Sector, Stroke, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import Plot, foot, foot_height, head
from deck_builder.charts.draw.scale import spread
from deck_builder.charts.draw.shares import share_labels

_NAME_SHARE = 0.34
_OUTSIDE = 1.06
_ELBOW = 1.1
_FARTHEST = 2.5
# A disc smaller than this share of the chart gives way to a list.
_SMALLEST = 0.29
_LIST_DISC = 0.45
# The least room of a name in that list, and all gaps beside it, in sizes of its text.
_LEAST_NAME = 3.0
_LIST_GAP, _COLUMN_GAP, _NAME_GAP = 1.5, 1.0, 0.6
# A part wider than this is named at its outermost point, not at its middle.
_WIDE = 100.0
_MOST_LINES = 4
_REGULAR_SHARE = 0.93


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the parts clockwise from the top in the author's order."""
    yield from pie(spec, disc_of(spec, pen), 0.0, pen)


def pie(spec: ChartSpec, disc: Disc, hole: float, pen: Pen) -> Iterator[Mark]:
    """Yield the parts as sectors whose `hole` is a share of the radius, and their names."""
    yield from head(spec, (), pen)[0]
    inner = disc.radius * hole
    for part in disc.parts:
        edge = pen.background if len(disc.parts) > 1 else part.color
        sector = Sector(disc.center, disc.radius, inner, part.start, part.end, part.color, edge)
        yield from showing((sector,), 0, (part.category,))
    yield from disc.names
    yield from foot(spec, Plot(0.0, 0.0, pen.width, pen.height), pen)


class Part(Struct, frozen=True):
    """A part of the whole: its share in words, its angles and colour."""

    name: str
    share: str
    start: float
    end: float
    color: str
    highlighted: bool
    category: int

    @property
    def anchor(self) -> float:
        """The angle at which it is named."""
        middle = (self.start + self.end) / 2
        if self.end - self.start > _WIDE:
            return 90.0 if middle <= 180 else 270.0
        return middle

    @property
    def rightward(self) -> bool:
        """Whether it is named on the right."""
        return self.anchor <= 180


class Disc(Struct, frozen=True):
    """Where the disc is, its parts, and the names around it."""

    center: Point
    radius: float
    parts: tuple[Part, ...]
    names: tuple[Mark, ...] = ()

    def at(self, angle: float, distance: float) -> Point:
        """Return the point at `angle`, `distance` radii from the center."""
        reach = self.radius * distance
        turn = radians(angle)
        return self.center[0] + reach * sin(turn), self.center[1] - reach * cos(turn)

    def half_width(self, upper: float, lower: float) -> float:
        """Return how far the disc reaches from its middle between two heights."""
        away = max(0.0, upper - self.center[1], self.center[1] - lower)
        return sqrt(max(0.0, self.radius**2 - away**2))


def disc_of(spec: ChartSpec, pen: Pen) -> Disc:
    """Return the disc of `spec` with its parts named next to them, as large as the names allow; in
    a list when there are too many of them."""
    parts = tuple(_parts(spec, pen))
    top = head(spec, (), pen)[1]
    bottom = pen.height - foot_height(spec, pen)
    for lines_of in (_many_lines, _stacked_lines, _one_line):
        lines = tuple(lines_of(part, pen) for part in parts)
        disc = _between(parts, lines, top, bottom, pen)
        if disc.radius < min(pen.width, bottom - top) * _SMALLEST:
            continue
        sides = [_side(disc, lines, at, top, bottom, pen) for at in (True, False)]
        if all(side is not None for side in sides):
            names = tuple(mark for side in sides if side for mark in side)
            return Disc(disc.center, disc.radius, parts, names)
    return _listed(parts, top, bottom, pen)


def _parts(spec: ChartSpec, pen: Pen) -> Iterator[Part]:
    percents = _percents(spec)
    fades = any(name in spec.highlight for name in spec.categories)
    start = 0.0
    labels = share_labels(spec)
    for index, (name, percent, label) in enumerate(
        zip(spec.categories, percents, labels, strict=True)
    ):
        if not percent:
            continue
        highlighted = name in spec.highlight
        color = pen.fade(index) if fades else pen.category_color(spec, index, index)
        if highlighted:
            color = pen.category_color(spec, index, 0)
        end = start + percent * 3.6
        yield Part(name, label, start, end, color, highlighted, index)
        start = end


def _percents(spec: ChartSpec) -> tuple[float, ...]:
    values = [value or 0.0 for value in spec.series[0].values]
    whole = sum(values)
    return tuple(value / whole * 100 for value in values)


def _many_lines(part: Part, pen: Pen) -> tuple[str, ...]:
    return _stacked_lines(part, pen, _MOST_LINES)


def _stacked_lines(part: Part, pen: Pen, most: int = 2) -> tuple[str, ...]:
    room = pen.width * _NAME_SHARE - pen.size
    # Highlighted names are bold, and wider.
    lines = pen.broken(part.name, room * _REGULAR_SHARE)
    if len(lines) > most:
        lines = (*lines[: most - 1], " ".join(lines[most - 1 :]))
    return (*(pen.shortened(line, room, bold=True) for line in lines), part.share)


def _one_line(part: Part, pen: Pen) -> tuple[str, ...]:
    room = pen.width * _NAME_SHARE - pen.size
    share = f"  {part.share}"
    return (pen.shortened(part.name, room - pen.width_of(share, bold=True), bold=True) + share,)


def _between(
    parts: tuple[Part, ...], lines: Sequence[tuple[str, ...]], top: float, bottom: float, pen: Pen
) -> Disc:
    """The disc in the middle, with room for `lines` on both sides."""
    widest = pen.widest(tuple(line for texts in lines for line in texts), bold=True)
    room = (pen.width / 2 - widest - pen.size) / _ELBOW
    radius = max(pen.size, min((bottom - top) / 2 - pen.line * 0.6, room))
    return Disc((pen.width / 2, (top + bottom) / 2), radius, parts)


def _side(
    disc: Disc,
    lines: Sequence[tuple[str, ...]],
    rightward: bool,
    top: float,
    bottom: float,
    pen: Pen,
) -> list[Mark] | None:
    """The names on one side of the disc, moved apart where they collide; None when that would
    take them far from their parts."""
    named = [
        (part, texts)
        for part, texts in zip(disc.parts, lines, strict=True)
        if part.rightward == rightward
    ]
    most = max((len(texts) for _, texts in named), default=1)
    gap = pen.line * most + (pen.size * 0.2 if most > 1 else 0.0)
    half = pen.line * most / 2
    if gap * len(named) > bottom - top:
        return None
    wanted = [disc.at(part.anchor, _OUTSIDE)[1] for part, _ in named]
    places = spread(wanted, gap, top + half, bottom - half)
    if any(abs(to - at) > gap * _FARTHEST for to, at in zip(places, wanted, strict=True)):
        return None
    return [
        mark
        for (part, texts), want, y in zip(named, wanted, places, strict=True)
        for mark in showing(_name(part, texts, want, y, disc, pen), 0, (part.category,))
    ]


def _name(
    part: Part, lines: tuple[str, ...], wanted: float, y: float, disc: Disc, pen: Pen
) -> Iterator[Mark]:
    align: Align = "left" if part.rightward else "right"
    outward = 1.0 if part.rightward else -1.0
    half = pen.line * len(lines) / 2
    reach = max(
        abs(disc.at(part.anchor, _OUTSIDE)[0] - disc.center[0]), disc.half_width(y - half, y + half)
    )
    if abs(y - wanted) > pen.size * 0.5:
        reach = max(reach, disc.radius * _ELBOW)
        end = disc.center[0] + outward * (reach + pen.size * 0.2)
        yield Stroke((disc.at(part.anchor, 1.01), (end, y)), pen.muted, 0.75)
    x = disc.center[0] + outward * (reach + pen.size * 0.35)
    first = y - pen.line * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        bold = part.highlighted or (number > 0 and number == len(lines) - 1)
        yield pen.label(line, x, first + number * pen.line, align, bold=bold)


def _listed(parts: tuple[Part, ...], top: float, bottom: float, pen: Pen) -> Disc:
    """The disc at the left, smaller where the shares are wide, its parts in a list at the right;
    what does not fit is not named."""
    number = pen.size * 1.2 + pen.widest(tuple(part.share for part in parts), bold=True)
    beside = _LEAST_NAME + _LIST_GAP + _COLUMN_GAP + _NAME_GAP
    room = pen.width - number - pen.size * beside
    radius = min((bottom - top) / 2, pen.width * _LIST_DISC / 2, max(pen.size, room / 2))
    center = (radius, (top + bottom) / 2)
    left = radius * 2 + pen.size * _LIST_GAP
    rows = max(1, int((bottom - top) / pen.line))
    columns = 1 if len(parts) <= rows or pen.width - left < pen.size * 24 else 2
    width = (pen.width - left) / columns
    rows = min(rows, -(-len(parts) // columns))
    first = center[1] - pen.line * (rows - 1) / 2
    names: list[Mark] = []
    for index, part in enumerate(parts[: rows * columns]):
        column, row = divmod(index, rows)
        x, y = left + column * width, first + row * pen.line
        entry = _entry(part, x, y, width - pen.size * _COLUMN_GAP, number, pen)
        names.extend(showing(entry, 0, (part.category,)))
    return Disc(center, radius, parts, tuple(names))


def _entry(part: Part, x: float, y: float, width: float, number: float, pen: Pen) -> Iterator[Mark]:
    """One row of the list; the shares end `number` points from its left edge."""
    box = pen.size * 0.7
    yield Bar(x, y - box / 2, box, box, part.color)
    yield pen.label(part.share, x + number, y, "right", bold=True)
    end = number + pen.size * _NAME_GAP
    name = pen.shortened(part.name, width - end, bold=True)
    yield pen.label(name, x + end, y, bold=part.highlighted)
