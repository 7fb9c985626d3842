"""Bubble charts: a disc for each three numbers, whose area is the third."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import axis_width, series_entries
from deck_builder.charts.draw.labels import TextBounds, bounds_of, overlap
from deck_builder.charts.draw.marks import Anchor, Dots, Mark, Piece, Point, showing
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
    lines_across,
    range_of,
    reference_bands,
    reference_lines,
    room_beside,
    words_beside,
)
from deck_builder.charts.draw.scale import Scale, near

_LARGEST_SHARE = 0.085
_LARGEST = 34.0
_SMALLEST = 2.0
_SEE_THROUGH = 0.7
_MOST_NAMES = 25


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the discs, the largest first, so that none is hidden."""
    marks, top = head(spec, series_entries(spec, pen), pen)
    yield from marks
    yield from _what_sizes_are(spec, pen)
    wide = pen.width
    pen = replace(pen, width=wide - room_beside(spec, pen))
    largest = largest_radius(pen)
    form = value_format(spec)
    y_axis = value_axis(*range_of(spec, with_zero=False), form, pen.height - top, spec.log)
    left = axis_width(y_axis.texts, pen)
    x_axis = value_axis(*near(spec.x_values), replace(form, unit=""), pen.width - left)
    right = pen.width - max(pen.width_of(x_axis.texts[-1]) / 2, largest)
    bottom = pen.height - _foot(spec, pen) - pen.line * 1.4 - largest
    plot = Plot(left + largest, top + max(pen.line / 2, largest), right, bottom)
    yield from y_axis.grid(replace(plot, left=left), pen)
    yield from x_axis.columns(replace(plot, bottom=bottom + largest), pen)
    x_scale, y_scale = x_axis.across(plot), y_axis.upward(plot)
    yield from reference_bands(spec, plot, y_scale, pen)
    discs = []
    for series, row in enumerate(spec.series):
        for at, value in enumerate(row.values):
            if value is not None:
                place = (x_scale(spec.x_values[at]), y_scale(value))
                discs.append((_radius(spec, at, largest), place, series, at))
    discs.sort(key=lambda disc: -disc[0])
    for radius, place, series, at in discs:
        disc = Dots((place,), radius, color_of(spec, series, at, pen), _SEE_THROUGH)
        yield from showing((disc,), series, (at,))
        if spec.annotations and spec.categories:
            name = spec.categories[at]
            yield Anchor(name, spec.series[series].name, 0.0, place[0], place[1] - radius)
    yield from reference_lines(spec, plot, y_scale, pen)
    yield from _names(
        spec, [(radius, place, at) for radius, place, _, at in discs], plot, y_scale, pen
    )
    yield from words_beside(spec, replace(plot, right=pen.width), y_scale, pen)
    yield from foot(spec, Plot(left, top, pen.width, bottom), replace(pen, width=wide))


def _foot(spec: ChartSpec, pen: Pen) -> float:
    return max(foot_height(spec, pen), pen.line + pen.size * 0.35 if spec.size_label else 0.0)


def _radius(spec: ChartSpec, at: int, largest: float) -> float:
    most = max((size or 0.0 for size in spec.sizes), default=0.0)
    share = (spec.sizes[at] or 0.0) / most if most else 1.0
    return max(_SMALLEST, largest * sqrt(share))


def color_of(spec: ChartSpec, series: int, at: int, pen: Pen) -> str:
    """Return the colour of a disc: its own, else that of its series."""
    if spec.categories:
        name = spec.categories[at]
        if set(spec.highlight) & set(spec.categories) and name not in spec.highlight:
            return pen.fade(0)
        if name in pen.own:
            return pen.own[name]
    return pen.series_color(spec, series)


def largest_radius(pen: Pen) -> float:
    """Return the radius of the largest disc."""
    return min(_LARGEST, _LARGEST_SHARE * min(pen.width, pen.height) + _SMALLEST)


def _what_sizes_are(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    if spec.size_label:
        y, radius = pen.height - pen.line / 2, pen.size * 0.35
        room = pen.width / 2 if spec.x_label else pen.width
        yield Dots(((radius, y),), radius, pen.muted)
        text = pen.shortened(spec.size_label, room - radius * 2 - pen.size)
        yield pen.label(text, radius * 2 + pen.size * 0.4, y, color=pen.muted)


def _names(
    spec: ChartSpec, discs: list[tuple[float, Point, int]], plot: Plot, scale: Scale, pen: Pen
) -> Iterator[Mark]:
    """The names of the points: in their discs or next to them, where they hide nothing."""
    if not spec.categories:
        return
    taken: list[TextBounds] = [
        (x - radius, y - radius, x + radius, y + radius) for radius, (x, y), _ in discs
    ]
    taken += lines_across(spec, plot, scale)
    named = sorted(discs, key=lambda disc: spec.categories[disc[2]] not in spec.highlight)
    for number, (radius, (x, y), at) in enumerate(named):
        name = spec.categories[at].replace("\n", " ")
        if number >= _MOST_NAMES or not name:
            continue
        bold = spec.categories[at] in spec.highlight
        gap = radius + pen.size * 0.25
        rise = radius + pen.size * 0.6
        labels = [
            pen.label(name, x + gap, y, "left", bold=bold),
            pen.label(name, x - gap, y, "right", bold=bold),
            pen.label(name, x, y - rise, "center", bold=bold),
            pen.label(name, x, y + rise, "center", bold=bold),
        ]
        for label in labels:
            box = bounds_of(label, pen)
            inside = plot.left <= box[0] and box[2] <= pen.width and box[1] >= 0
            inside = inside and box[3] <= plot.bottom + radius
            if inside and not any(overlap(box, other) for other in taken):
                taken.append(box)
                yield replace(label, piece=Piece(0, (at,)))
                break
