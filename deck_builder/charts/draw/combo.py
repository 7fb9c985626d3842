"""Bars and lines over the same categories; lines have an axis of their own only if asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import (
    THICKEST,
    anchor,
    axis_width,
    bar_color,
    base_line,
    series_entries,
    slots,
    under_plot,
)
from deck_builder.charts.draw.marks import Bar, Dots, Mark, Stroke, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import Plot, ValueAxis, head, short_unit, value_axis
from deck_builder.charts.draw.references import (
    range_of,
    reference_bands,
    reference_lines,
    room_beside,
    words_beside,
)
from deck_builder.charts.draw.scale import Scale, from_zero, steps_from
from deck_builder.charts.numerals import number_format, tick_format

_THICK = 2.5
_DOT = 3.5
_MOST_DOTS = 16
_BETWEEN = 0.06


class Axes(Struct, frozen=True):
    """The axis of the values, and that of the series that have another one."""

    first: ValueAxis
    second: ValueAxis | None


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the bars over a grid, and the lines over them."""
    marks, top = head(spec, series_entries(spec, pen), pen)
    yield from marks
    pen = replace(pen, width=pen.width - room_beside(spec, pen))
    axes = axes_of(spec, pen.height - top)
    right = axis_width(axes.second.texts, pen) if axes.second else 0.0
    inner = replace(pen, width=pen.width - right)
    plot, names = under_plot(spec, axis_width(axes.first.texts, pen), top + pen.line / 2, inner)
    scale = axes.first.upward(plot)
    yield from axes.first.grid(plot, pen)
    yield from reference_bands(spec, plot, scale, pen)
    yield from _bars(spec, plot, scale, pen)
    yield base_line(plot, scale, pen)
    other = axes.second.upward(plot) if axes.second else scale
    if axes.second:
        for tick, text in zip(axes.second.ticks, axes.second.texts, strict=True):
            x = plot.right + pen.size * 0.5
            yield pen.label(text, x, other(tick), color=color_of_second(spec, pen))
    yield from _lines(spec, plot, scale, other, pen)
    yield from reference_lines(spec, plot, scale, pen)
    beside = replace(plot, right=plot.right + right)
    yield from words_beside(spec, beside, scale, pen)
    yield from names


def _rows(spec: ChartSpec, second: bool) -> list[float]:
    rows = [row for row in spec.series if (row.name in spec.second) == second]
    return [value for row in rows for value in row.values if value is not None]


def axes_of(spec: ChartSpec, length: float) -> Axes:
    """Return the axes of `spec` along `length` points."""
    values, others = _rows(spec, second=False), _rows(spec, second=True)
    first = spec
    if others:
        first = replace(
            spec, series=tuple(row for row in spec.series if row.name not in spec.second)
        )
    form = number_format(values, short_unit(spec), spec.language)
    axis = value_axis(*range_of(first, with_zero=True, values=tuple(values)), form, length)
    if not others:
        return Axes(axis, None)
    ticks = steps_from(*from_zero(others), axis.ticks)
    plain = tick_format(ticks, "", spec.language)
    texts = [plain(tick) for tick in ticks]
    texts[-1] = replace(plain, unit=spec.second_unit)(ticks[-1])
    return Axes(axis, ValueAxis(ticks, tuple(texts)))


def color_of_second(spec: ChartSpec, pen: Pen) -> str:
    """Return the colour of the second axis: that of its series, if it has only one."""
    if len(spec.second) != 1:
        return pen.muted
    at = next(at for at, row in enumerate(spec.series) if row.name in spec.second)
    return pen.on_background(pen.series_color(spec, at))


def _bars(spec: ChartSpec, plot: Plot, scale: Scale, pen: Pen) -> Iterator[Mark]:
    places = [at for at, row in enumerate(spec.series) if row.name not in spec.lines]
    bars = replace(spec, series=tuple(spec.series[at] for at in places))
    for slot in slots(bars, plot.left, plot.width, THICKEST, _BETWEEN):
        end = scale(slot.value)
        color = bar_color(spec, places[slot.series], slot.category, pen)
        top, height = min(scale.base, end), abs(end - scale.base)
        bar = Bar(slot.start, top, slot.thickness, height, color)
        yield from showing((bar,), places[slot.series], (slot.category,))
        if spec.annotations:
            yield anchor(bars, slot.series, slot.category, slot.middle, end)


def _lines(spec: ChartSpec, plot: Plot, first: Scale, second: Scale, pen: Pen) -> Iterator[Mark]:
    centers = plot.centers(len(spec.categories))
    for at, row in enumerate(spec.series):
        if row.name not in spec.lines:
            continue
        scale = second if row.name in spec.second else first
        color = pen.series_color(spec, at)
        for start, run in _runs(row.values, centers, scale):
            marks: list[Mark] = []
            if len(run) > 1:
                # A seam keeps the line apart from the bars that it crosses.
                marks += [Stroke(run, pen.background, _THICK + 2), Stroke(run, color, _THICK)]
            if len(run) == 1 or len(centers) <= _MOST_DOTS:
                marks.append(Dots(run, _DOT, color))
            yield from showing(marks, at, tuple(range(start, start + len(run))))
        if spec.annotations:
            for category, value in enumerate(row.values):
                if value is not None:
                    yield anchor(spec, at, category, centers[category], scale(value))


def _runs(
    values: Sequence[float | None], centers: Sequence[float], scale: Scale
) -> Iterator[tuple[int, tuple[tuple[float, float], ...]]]:
    """The points of a line in pieces that have no gap, each with its first category."""
    run: list[tuple[float, float]] = []
    for at, (x, value) in enumerate(zip((*centers, 0.0), (*values, None), strict=True)):
        if value is not None:
            run.append((x, scale(value)))
        elif run:
            yield at - len(run), tuple(run)
            run = []
