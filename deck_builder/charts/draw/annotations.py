"""Words at points of a chart, where they hide nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from deck_builder.charts.data.spec import Annotation, ChartSpec
from deck_builder.charts.draw.labels import TextBounds, bounds_of, overlap
from deck_builder.charts.draw.marks import (
    Anchor,
    Bar,
    Dots,
    Label,
    Mark,
    Point,
    Stroke,
    Surface,
    showing,
)
from deck_builder.charts.draw.pen import Pen

# The shares of the width that words may take, the best first.
_WIDTHS = (0.3, 0.2, 0.13)
_DISTANCES = (1.1, 1.8, 2.7, 3.8, 5.0, 6.5)
_SHIFTS = (0.0, 0.5, -0.5, 1.0, -1.0, 1.6, -1.6)
_LEADER_WIDTH = 0.75
# How far from its point a leader ends.
_STOP = 3.5
# Grids and axes may run behind words, the lines of data may not.
_THIN = 1.2


def annotated(spec: ChartSpec, marks: Sequence[Mark], pen: Pen) -> Iterator[Mark]:
    """Yield `marks` and the annotations of `spec`, each near its anchor, with a line to it; one
    without a free place is left out."""
    yield from marks
    taken = [bounds for mark in marks for bounds in _covered(mark, pen)]
    texts = [bounds_of(mark, pen) for mark in marks if isinstance(mark, Label) and not mark.angle]
    areas = [mark for mark in marks if isinstance(mark, Surface) and mark.opacity == 1.0]
    for one in spec.annotations:
        anchor = _anchor(one, marks)
        if anchor is None:
            continue
        wrapped = dict.fromkeys(pen.wrapped(one.text, pen.width * share) for share in _WIDTHS)
        tries = ((lines, box) for lines in wrapped for box in _places(anchor, lines, pen))
        fitting = (
            (lines, box)
            for lines, box in tries
            if _is_free(box, taken, pen)
            and not any(_on(box, area) for area in areas)
            and _has_way(box, anchor, texts)
        )
        lines, found = next(fitting, ((), None))
        if found is not None:
            taken.append(found)
            texts.append(found)
            names = (name.replace("\n", " ") for name in spec.categories)
            at = tuple(place for place, name in enumerate(names) if name == anchor.category)
            yield from showing(_written(found, anchor, lines, pen), categories=at[:1])


def _anchor(one: Annotation, marks: Sequence[Mark]) -> Anchor | None:
    """The point that words are about: without a series, the one with the largest value."""
    found = [
        mark
        for mark in marks
        if isinstance(mark, Anchor)
        and mark.category == one.category
        and (not one.series or mark.series == one.series)
    ]
    return max(found, key=lambda mark: mark.value, default=None)


def _covered(mark: Mark, pen: Pen) -> Iterator[TextBounds]:
    """What words must not lie on."""
    match mark:
        case Label() if not mark.angle:
            yield bounds_of(mark, pen)
        case Bar():
            yield mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
        case Dots():
            for x, y in mark.points:
                yield x - mark.radius, y - mark.radius, x + mark.radius, y + mark.radius
        case Stroke() if mark.width > _THIN:
            yield from _along(mark.points)
        case Surface() if mark.opacity == 1.0:
            yield from _along((*mark.points, mark.points[0]))
        case _:
            pass


def _along(points: Sequence[tuple[float, float]]) -> Iterator[TextBounds]:
    """Small boxes along a line."""
    for (x, y), (to_x, to_y) in pairwise(points):
        steps = max(1, int(max(abs(to_x - x), abs(to_y - y)) / 4))
        for step in range(steps + 1):
            at_x, at_y = x + (to_x - x) * step / steps, y + (to_y - y) * step / steps
            yield at_x - 2, at_y - 2, at_x + 2, at_y + 2


def _places(anchor: Anchor, lines: tuple[str, ...], pen: Pen) -> Iterator[TextBounds]:
    """The boxes that the words may have, the nearest first."""
    width, height = pen.widest(lines), pen.line * len(lines)
    for distance in _DISTANCES:
        far = pen.size * distance
        for shift in _SHIFTS:
            x = anchor.x - width / 2 + shift * width / 2
            x = min(max(x, 0.0), pen.width - width)
            yield x, anchor.y - far - height, x + width, anchor.y - far
        for x in (anchor.x + far, anchor.x - far - width):
            for drop in (0.5, 1.0, 0.0):
                top = anchor.y - height * drop
                yield x, top, x + width, top + height
        for shift in _SHIFTS:
            x = anchor.x - width / 2 + shift * width / 2
            x = min(max(x, 0.0), pen.width - width)
            yield x, anchor.y + far, x + width, anchor.y + far + height


def _is_free(box: TextBounds, taken: Sequence[TextBounds], pen: Pen) -> bool:
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= pen.width and box[3] <= pen.height
    return inside and not any(overlap(box, other) for other in taken)


def _on(box: TextBounds, area: Surface) -> bool:
    """Whether a part of `box` lies on a filled area."""
    xs = [box[0], (box[0] + box[2]) / 2, box[2]]
    ys = [box[1], (box[1] + box[3]) / 2, box[3]]
    return any(_is_inside(x, y, area) for x in xs for y in ys)


def _is_inside(x: float, y: float, area: Surface) -> bool:
    """Whether a point is in a polygon: a line from it crosses the edge an odd number of times."""
    crossings = 0
    for (from_x, from_y), (to_x, to_y) in pairwise((*area.points, area.points[0])):
        if (from_y > y) != (to_y > y):
            crossings += x < from_x + (y - from_y) / (to_y - from_y) * (to_x - from_x)
    return crossings % 2 == 1


def _has_way(box: TextBounds, anchor: Anchor, texts: Sequence[TextBounds]) -> bool:
    """Whether the line from `box` to its anchor runs through no text but the one at the anchor."""
    others = [one for one in texts if not _touches(one, anchor)]
    ends = _leader(box, anchor)
    return not any(overlap(part, other) for part in _along(ends) for other in others)


def _touches(box: TextBounds, anchor: Anchor) -> bool:
    left, top, right, bottom = box
    beside = left - _STOP <= anchor.x <= right + _STOP
    return beside and top - _STOP <= anchor.y <= bottom + _STOP


def _leader(box: TextBounds, anchor: Anchor) -> tuple[Point, Point]:
    """The line from words to their point, which ends a little before it."""
    left, top, right, bottom = box
    x = min(max(anchor.x, left), right)
    y = min(max(anchor.y, top), bottom)
    stop = _STOP / max(abs(x - anchor.x), abs(y - anchor.y), 1.0)
    return (x, y), (anchor.x + (x - anchor.x) * stop, anchor.y + (y - anchor.y) * stop)


def _written(box: TextBounds, anchor: Anchor, lines: tuple[str, ...], pen: Pen) -> Iterator[Mark]:
    yield Stroke(_leader(box, anchor), pen.muted, _LEADER_WIDTH)
    middle = (box[0] + box[2]) / 2
    for line in pen.lines(lines, middle, box[1] + pen.line / 2, "center"):
        yield replace(line, color=pen.muted)
