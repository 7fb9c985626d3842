"""Stacked bar charts: the series of each category on top of each other."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import (
    FILLED,
    MOST_VALUES,
    THICKEST,
    anchor,
    axis_width,
    bar_color,
    base_line,
    series_entries,
    under_plot,
)
from deck_builder.charts.draw.labels import (
    EndLabel,
    Entry,
    end_labels,
    end_labels_fit,
    end_labels_width,
)
from deck_builder.charts.draw.marks import Bar, Mark, Piece, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import Plot, head, numbers_of, value_axis, value_format
from deck_builder.charts.draw.references import (
    clear_of_lines,
    range_of,
    reference_bands,
    reference_lines,
    room_beside,
    words_beside,
)
from deck_builder.charts.draw.scale import Scale

_SEAM = 0.75
_NAMES_SHARE = 0.34


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield one stack for each category; what is below zero hangs down from it."""
    pieces = tuple(pieces_of(spec))
    pen = replace(pen, width=pen.width - room_beside(spec, pen))
    frame = _frame(spec, pieces, series_entries(spec, pen), pen)
    ends = _names(spec, pieces, frame, pen)
    if ends:
        right = end_labels_width(ends, pen)
        frame = _frame(spec, pieces, (), replace(pen, width=pen.width - right))
        ends = _names(spec, pieces, frame, pen)
    plot, scale = frame.plot, frame.scale
    yield from frame.marks
    yield from reference_bands(spec, plot, scale, pen)
    yield from _stacks(spec, pieces, plot, scale, pen)
    if frame.has_values:
        yield from _totals(spec, plot, scale, pen)
    yield base_line(plot, scale, pen)
    yield from reference_lines(spec, plot, scale, pen)
    yield from words_beside(spec, replace(plot, right=pen.width), scale, pen)
    edge = plot.centers(len(spec.categories))[-1] + _width(spec, plot) / 2
    yield from end_labels(ends, scale, edge, plot.top, plot.bottom, pen)


class _Frame(Struct, frozen=True):
    plot: Plot
    scale: Scale
    has_values: bool
    marks: tuple[Mark, ...]


def _frame(
    spec: ChartSpec, pieces: tuple[Stacked, ...], entries: tuple[Entry, ...], pen: Pen
) -> _Frame:
    marks, top = head(spec, entries, pen)
    ends = [end for piece in pieces for end in (piece.begin, piece.end)]
    low, high = range_of(spec, with_zero=True, values=ends)
    if has_values(spec, pen):
        plot, names = under_plot(spec, 0.0, top, pen)
        room = pen.line if has_totals(spec) else 0.0
        room += pen.line if room and spec.references else 0.0
        scale = Scale(low, high, plot.bottom, plot.top + room)
        return _Frame(plot, scale, True, (*marks, *names))
    axis = value_axis(low, high, value_format(spec), pen.height - top)
    plot, names = under_plot(spec, axis_width(axis.texts, pen), top + pen.line / 2, pen)
    return _Frame(plot, axis.upward(plot), False, (*marks, *axis.grid(plot, pen), *names))


def has_values(spec: ChartSpec, pen: Pen) -> bool:
    """Whether each stack has room for its total, so that no axis is needed."""
    return len(spec.categories) <= MOST_VALUES and _totals_fit(spec, pen)


def _names(
    spec: ChartSpec, pieces: tuple[Stacked, ...], frame: _Frame, pen: Pen
) -> tuple[EndLabel, ...]:
    """The names of the series next to the last stack, when it has all of them and there is room."""
    last = [piece for piece in pieces if piece.category == len(spec.categories) - 1]
    if len(spec.series) < 2 or len(last) < len(spec.series):
        return ()
    ends = tuple(
        EndLabel(
            spec.series[piece.series].name,
            (piece.begin + piece.end) / 2,
            pen.series_color(spec, piece.series),
            pen.is_faded(spec, piece.series),
            Piece(piece.series),
        )
        for piece in last
    )
    narrow = end_labels_width(ends, pen) <= pen.width * _NAMES_SHARE
    fits = end_labels_fit(ends, frame.scale, frame.plot.top, frame.plot.bottom, pen)
    return ends if narrow and fits else ()


class Stacked(Struct, frozen=True):
    """A value in a stack, from where it begins to where it ends on the axis."""

    series: int
    category: int
    begin: float
    end: float


def pieces_of(spec: ChartSpec) -> Iterator[Stacked]:
    for category in range(len(spec.categories)):
        above = below = 0.0
        for series, row in enumerate(spec.series):
            value = row.values[category]
            if not value:
                continue
            begin = above if value > 0 else below
            yield Stacked(series, category, begin, begin + value)
            if value > 0:
                above += value
            else:
                below += value


def total(spec: ChartSpec, category: int) -> float:
    """Return the sum of a category."""
    return sum(row.values[category] or 0.0 for row in spec.series)


def has_totals(spec: ChartSpec) -> bool:
    """Whether totals say something: not of one series, not when all are alike, as 100 %."""
    totals = {round(total(spec, category), 6) for category in range(len(spec.categories))}
    plain = all(value >= 0 for value in numbers_of(spec))
    return plain and len(spec.series) > 1 and (len(totals) > 1 or len(spec.categories) == 1)


def _totals_fit(spec: ChartSpec, pen: Pen) -> bool:
    form = value_format(spec)
    totals = tuple(form(total(spec, category)) for category in range(len(spec.categories)))
    return pen.widest(totals, bold=True) <= pen.width / len(spec.categories) - 4


def _width(spec: ChartSpec, plot: Plot) -> float:
    return min(plot.width / len(spec.categories) * FILLED, THICKEST)


def _stacks(
    spec: ChartSpec, pieces: tuple[Stacked, ...], plot: Plot, scale: Scale, pen: Pen
) -> Iterator[Mark]:
    centers = plot.centers(len(spec.categories))
    width = _width(spec, plot)
    form = value_format(spec)
    for piece in pieces:
        left = centers[piece.category] - width / 2
        upper, lower = sorted((scale(piece.begin), scale(piece.end)))
        fill = bar_color(spec, piece.series, piece.category, pen)
        seam = _SEAM if lower - upper > 3 * _SEAM else 0.0
        marks: list[Mark] = [Bar(left, upper, width, lower - upper - seam, fill)]
        if spec.annotations:
            place = anchor(spec, piece.series, piece.category, centers[piece.category], upper)
            yield replace(place, value=piece.end)
        text = form(piece.end - piece.begin)
        if lower - upper >= pen.line and pen.width_of(text) <= width - 4:
            middle = (upper + lower - seam) / 2
            color = pen.on_fill(fill)
            marks.append(pen.label(text, centers[piece.category], middle, "center", color))
        yield from showing(marks, piece.series, (piece.category,))


def _totals(spec: ChartSpec, plot: Plot, scale: Scale, pen: Pen) -> Iterator[Mark]:
    if not has_totals(spec):
        return
    totals = [total(spec, category) for category in range(len(spec.categories))]
    form = value_format(spec)
    for at, (value, center) in enumerate(zip(totals, plot.centers(len(totals)), strict=True)):
        y = clear_of_lines(spec, scale, scale(value) - pen.line * 0.55, pen.size / 2, -1)
        label = pen.label(form(value), center, y, "center", bold=True)
        yield from showing((label,), categories=(at,))
