"""Box plots: the quartiles of each category, the reach of its values, and those beyond."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.base.color import mix
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import anchor, axis_width, bar_color, under_plot
from deck_builder.charts.draw.labels import TextBounds, bounds_of, overlap
from deck_builder.charts.draw.marks import Bar, Dots, Mark, Piece, Stroke, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import (
    Plot,
    head,
    numbers_of,
    short_unit,
    value_axis,
    value_format,
)
from deck_builder.charts.draw.references import (
    range_of,
    reference_bands,
    reference_lines,
    room_beside,
    words_beside,
)
from deck_builder.charts.draw.scale import Scale
from deck_builder.charts.numerals import number_format

SHARE, WIDEST = 0.45, 72.0
"""The share of its category that a box takes, and how wide it is at most, in points."""
TINT = 0.62
"""How far the colour of a box steps towards the background."""
_WHISKER = 1.5
_MEDIAN = 3.0
DOT = 2.5
"""The radius of the dots beyond the whiskers, in points."""
_MEDIAN_ROW = 2


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield a box for each category, over a grid."""
    marks, top = head(spec, (), pen)
    yield from marks
    pen = replace(pen, width=pen.width - room_beside(spec, pen))
    beyond = [value for values in spec.outliers for value in values]
    low, high = range_of(spec, with_zero=False, values=(*numbers_of(spec), *beyond))
    axis = value_axis(low, high, value_format(spec), pen.height - top, spec.log)
    plot, names = under_plot(spec, axis_width(axis.texts, pen), top + pen.line / 2, pen)
    scale = axis.upward(plot)
    yield from axis.grid(plot, pen)
    yield from reference_bands(spec, plot, scale, pen)
    for at in range(len(spec.categories)):
        yield from showing(_box(spec, at, plot, scale, pen), 0, (at,))
    yield from reference_lines(spec, plot, scale, pen)
    yield from _medians(spec, plot, scale, pen)
    yield from words_beside(spec, plot, scale, pen)
    yield from names


def _width(spec: ChartSpec, plot: Plot) -> float:
    return min(plot.width / len(spec.categories) * SHARE, WIDEST)


def _box(spec: ChartSpec, at: int, plot: Plot, scale: Scale, pen: Pen) -> Iterator[Mark]:
    least, lower, median, upper, most = (scale(row.values[at] or 0.0) for row in spec.series)
    x, half = plot.centers(len(spec.categories))[at], _width(spec, plot) / 2
    color = color_of(spec, at, pen)
    yield Stroke(((x, least), (x, lower)), color, _WHISKER)
    yield Stroke(((x, upper), (x, most)), color, _WHISKER)
    for end in (least, most):
        yield Stroke(((x - half / 2, end), (x + half / 2, end)), color, _WHISKER)
    fill = mix(color, pen.background, TINT)
    yield Bar(x - half, upper, 2 * half, max(0.5, lower - upper), fill)
    yield Stroke(((x - half, median), (x + half, median)), color, _MEDIAN)
    points = tuple((x, scale(value)) for value in spec.outliers[at]) if spec.outliers else ()
    if points:
        yield Dots(points, DOT, color, 0.75)
    if spec.annotations:
        yield anchor(spec, _MEDIAN_ROW, at, x, median)


def color_of(spec: ChartSpec, at: int, pen: Pen) -> str:
    """Return the colour of a category; its five numbers are of one series."""
    return bar_color(replace(spec, series=spec.series[:1]), 0, at, pen)


def _medians(spec: ChartSpec, plot: Plot, scale: Scale, pen: Pen) -> Iterator[Mark]:
    """The medians in figures, to the right of their boxes, when all of them have room there."""
    half = _width(spec, plot) / 2
    centers = plot.centers(len(spec.categories))
    pitch = plot.width / len(spec.categories)
    # The last one has nothing but the edge beside it.
    room = min(pitch - 2 * half - pen.size * 0.5, pitch / 2 - half - pen.size * 0.3)
    values = [value or 0.0 for value in spec.series[_MEDIAN_ROW].values]
    form = number_format(values, short_unit(spec), spec.language)
    if pen.widest(tuple(map(form, values)), bold=True) > room:
        return
    taken: list[TextBounds] = []
    for at, (x, value) in enumerate(zip(centers, values, strict=True)):
        label = pen.label(form(value), x + half + pen.size * 0.3, scale(value), bold=True)
        bounds = bounds_of(label, pen)
        if not any(overlap(bounds, other) for other in taken):
            taken.append(bounds)
            yield replace(label, piece=Piece(0, (at,)))
