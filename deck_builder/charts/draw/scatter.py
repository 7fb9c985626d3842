"""Scatter plots: a dot for each pair of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.draw.bar import axis_width, series_entries
from deck_builder.charts.draw.labels import TextBounds, bounds_of, overlap
from deck_builder.charts.draw.marks import Align, Anchor, Dots, Label, Mark, Piece, Point, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import (
    Plot,
    foot,
    foot_height,
    head,
    value_axis,
    value_format,
)
from deck_builder.charts.draw.references import (
    error_bar,
    error_of,
    lines_across,
    range_of,
    reference_bands,
    reference_lines,
    room_beside,
    words_beside,
)
from deck_builder.charts.draw.scale import Scale, near

_MOST_NAMES = 25
_OVER_TOP = 8.0
_SEE_THROUGH = 0.75
# Radius of a dot by the number of dots.
_RADII = ((30, 5.0), (150, 4.0), (600, 3.0))
_SMALLEST = 2.2


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the dots, the highlighted ones last, with the names of the points that have one."""
    marks, top = head(spec, series_entries(spec, pen), pen)
    yield from marks
    form = value_format(spec)
    wide = pen.width
    pen = replace(pen, width=wide - room_beside(spec, pen))
    y_axis = value_axis(*range_of(spec, with_zero=False), form, pen.height - top, spec.log)
    left = axis_width(y_axis.texts, pen)
    x_axis = value_axis(*near(spec.x_values), replace(form, unit=""), pen.width - left)
    right = pen.width - pen.width_of(x_axis.texts[-1]) / 2
    bottom = pen.height - foot_height(spec, pen) - pen.line * 1.4
    plot = Plot(left, top + pen.line / 2, right, bottom)
    yield from y_axis.grid(plot, pen)
    yield from x_axis.columns(plot, pen)
    x_scale, y_scale = x_axis.across(plot), y_axis.upward(plot)
    yield from reference_bands(spec, plot, y_scale, pen)
    points = [_points(spec, row, x_scale, y_scale) for row in spec.series]
    yield from _error_bars(spec, points, y_scale, pen)
    yield from _dots(spec, points, pen)
    yield from _names(spec, points, plot, y_scale, pen)
    yield from reference_lines(spec, plot, y_scale, pen)
    yield from words_beside(spec, replace(plot, right=pen.width), y_scale, pen)
    yield from _anchors(spec, points)
    yield from foot(spec, Plot(left, top, wide, bottom), replace(pen, width=wide))


def _error_bars(
    spec: ChartSpec, points: Sequence[Sequence[tuple[int, Point]]], scale: Scale, pen: Pen
) -> Iterator[Mark]:
    for series, (row, places) in enumerate(zip(spec.series, points, strict=True)):
        for at, (x, _) in places if row.errors else ():
            value = row.values[at] or 0.0
            bar = error_bar(x, value, error_of(spec, series, at), scale, pen)
            yield from showing(bar, series, (at,))


def _anchors(spec: ChartSpec, points: Sequence[Sequence[tuple[int, Point]]]) -> Iterator[Mark]:
    if not spec.annotations or not spec.categories:
        return
    for row, places in zip(spec.series, points, strict=True):
        for at, (x, y) in places:
            name = spec.categories[at].replace("\n", " ")
            yield Anchor(name, row.name, row.values[at] or 0.0, x, y)


def _points(
    spec: ChartSpec, row: Series, x_scale: Scale, y_scale: Scale
) -> tuple[tuple[int, Point], ...]:
    """The dots of a series, each with its number among all points."""
    return tuple(
        (index, (x_scale(x), y_scale(y)))
        for index, (x, y) in enumerate(zip(spec.x_values, row.values, strict=True))
        if y is not None
    )


def radius_of(spec: ChartSpec) -> float:
    """Return the radius of a dot: the more there are, the smaller."""
    count = len(spec.x_values)
    return next((radius for most, radius in _RADII if count <= most), _SMALLEST)


def _dots(
    spec: ChartSpec, points: Sequence[Sequence[tuple[int, Point]]], pen: Pen
) -> Iterator[Mark]:
    radius = radius_of(spec)
    named = set(spec.highlight) & set(spec.categories)
    if named:
        rest = [one for one in points[0] if spec.categories[one[0]] not in named]
        chosen = [one for one in points[0] if spec.categories[one[0]] in named]
        for group, color in ((rest, pen.fade(0)), (chosen, pen.color(0))):
            dots = Dots(tuple(at for _, at in group), radius, color)
            yield from showing((dots,), 0, tuple(index for index, _ in group))
        return
    order = sorted(range(len(points)), key=lambda at: spec.series[at].name in spec.highlight)
    for index in order:
        places = tuple(at for _, at in points[index])
        if places:
            dots = Dots(places, radius, pen.series_color(spec, index), _SEE_THROUGH)
            yield from showing((dots,), index, tuple(number for number, _ in points[index]))


def _names(
    spec: ChartSpec,
    points: Sequence[Sequence[tuple[int, Point]]],
    plot: Plot,
    scale: Scale,
    pen: Pen,
) -> Iterator[Mark]:
    """The names of the points, each next to its dot: of all of them, or, where not all have room,
    of the highlighted ones alone."""
    if not spec.categories:
        return
    named = [(spec.categories[at], place, at) for at, place in points[0] if spec.categories[at]]
    named.sort(key=lambda one: one[0] not in spec.highlight)
    radius = radius_of(spec)
    taken = [_around(at, radius) for _, at in points[0]]
    taken += lines_across(spec, plot, scale)
    found: list[Label] = []
    for name, place, at in named[:_MOST_NAMES]:
        bold = name in spec.highlight
        width = pen.width_of(name, bold)
        labels = (
            pen.label(name, *beside, bold=bold)
            for beside in _places(place, radius, width, plot, pen)
        )
        free = next((one for one in labels if _is_free(bounds_of(one, pen), taken, plot)), None)
        if free is not None:
            taken.append(bounds_of(free, pen))
            found.append(replace(free, piece=Piece(0, (at,))))
    are_all = len(found) == len(named)
    yield from (one for one in found if are_all or one.text in spec.highlight)


def _around(at: Point, radius: float) -> TextBounds:
    return at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius


def _places(
    at: Point, radius: float, width: float, plot: Plot, pen: Pen
) -> tuple[tuple[float, float, Align], ...]:
    """The places for a name: to the right of its dot, to the left, above and below, there also
    moved into the plot, and at its corners."""
    x, y = at
    gap = radius + pen.size * 0.25
    rise = radius + pen.size * 0.6
    inside = max(plot.left + width / 2, min(x, plot.right - width / 2))
    ways: tuple[tuple[float, Align], ...] = ((0.7, "left"), (-0.7, "right"))
    return (
        (x + gap, y, "left"),
        (x - gap, y, "right"),
        (x, y - rise, "center"),
        (x, y + rise, "center"),
        (inside, y - rise, "center"),
        (inside, y + rise, "center"),
        *((x + gap * way, y + turn * rise * 0.8, align) for turn in (-1, 1) for way, align in ways),
    )


def _is_free(box: TextBounds, taken: Sequence[TextBounds], plot: Plot) -> bool:
    inside = plot.left <= box[0] and box[2] <= plot.right
    inside = inside and plot.top - box[1] <= _OVER_TOP and box[3] <= plot.bottom
    return inside and not any(overlap(box, other) for other in taken)
