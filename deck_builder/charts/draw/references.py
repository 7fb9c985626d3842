"""Reference lines and bands, error bars, and the range of values that they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.labels import EndLabel, TextBounds, end_labels, end_labels_width
from deck_builder.charts.draw.marks import ALL, Label, Mark, Stroke, Surface
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import Plot, numbers_of, short_unit
from deck_builder.charts.draw.scale import Scale, from_zero, near
from deck_builder.charts.numerals import NumberFormat, number_format

Form = Callable[[float], str]
"""How a value is written."""

_BAND_OPACITY = 0.13
_LINE_WIDTH = 1.25
_ERROR_WIDTH = 1.25
_SHARE = 0.28
_SHARE_ABOVE = 0.6
# How a plot can be at its narrowest, in shares of the width.
_NARROWEST = (0.42, 0.85)
# The room between words and the plot under them, in lines.
_OVER = 0.2
_CAP = 4.0
_GAP = 3.0
_UNDER = 0.6


def range_of(spec: ChartSpec, with_zero: bool, values: Sequence[float] = ()) -> tuple[float, float]:
    """Return the lowest and the highest number that `spec` shows on the axis of its values, with
    what its references and error bars need; `values` are those of the data if they are other ones.
    """
    shown = [*(values or numbers_of(spec)), *_ends_of_errors(spec), *reference_values(spec)]
    if spec.log:
        positive = [value for value in shown if value > 0]
        # A bar of the lowest value is to be seen, too.
        least = min(positive, default=1.0) * (_UNDER if with_zero else 1.0)
        return least, max(positive, default=10.0)
    return from_zero(shown) if with_zero else near(shown)


def reference_values(spec: ChartSpec) -> Iterator[float]:
    """Yield the values of lines, and the ends of bands."""
    for one in spec.references:
        yield one.low
        if one.high is not None:
            yield one.high


def _ends_of_errors(spec: ChartSpec) -> Iterator[float]:
    for row in spec.series:
        for value, error in zip(row.values, row.errors, strict=bool(row.errors)):
            if value is not None and error:
                yield value - error
                yield value + error


def error_of(spec: ChartSpec, series: int, at: int) -> float:
    """Return how far value `at` of a series may be off; 0 when that is not said."""
    errors = spec.series[series].errors
    return (errors[at] or 0.0) if errors else 0.0


def reference_format(spec: ChartSpec) -> NumberFormat:
    """Return how `spec` shows the numbers of its references."""
    return number_format(tuple(reference_values(spec)), short_unit(spec), spec.language)


def reference_ends(
    spec: ChartSpec, pen: Pen, form: Form | None = None, share: float = _SHARE
) -> tuple[EndLabel, ...]:
    """Return what the references of `spec` say, at their places, each in a `share` of the width at
    most; `form` writes their values."""
    form = form or reference_format(spec)
    ends = []
    for one in spec.references:
        if one.high is not None:
            text, value = one.text or f"{form(one.low)}–{form(one.high)}", (one.low + one.high) / 2
        else:
            text, value = f"{one.text}  {form(one.low)}".strip(), one.low
        short = pen.shortened(text, pen.width * share, bold=True)
        ends.append(EndLabel(short, value, pen.muted, faded=True, piece=ALL))
    return tuple(ends)


def room_beside(spec: ChartSpec, pen: Pen) -> float:
    """Return the width that the words of references need to the right of a plot."""
    return end_labels_width(reference_ends(spec, pen), pen) if spec.references else 0.0


def reference_bands(
    spec: ChartSpec, plot: Plot, scale: Scale, pen: Pen, upward: bool = True
) -> Iterator[Mark]:
    """Yield the bands, which lie behind the data; `upward` is how the values grow."""
    for one in spec.references:
        if one.high is None:
            continue
        low, high = scale(one.low), scale(one.high)
        if upward:
            corners = ((plot.left, low), (plot.right, low), (plot.right, high), (plot.left, high))
        else:
            corners = ((low, plot.top), (high, plot.top), (high, plot.bottom), (low, plot.bottom))
        yield Surface(corners, pen.muted, _BAND_OPACITY, ALL)


def reference_lines(
    spec: ChartSpec, plot: Plot, scale: Scale, pen: Pen, upward: bool = True
) -> Iterator[Mark]:
    """Yield the lines, which lie over the data."""
    for one in spec.references:
        if one.high is not None:
            continue
        at = scale(one.low)
        ends = (
            ((plot.left, at), (plot.right, at)) if upward else ((at, plot.top), (at, plot.bottom))
        )
        yield Stroke(ends, pen.text, _LINE_WIDTH, dashed=True, piece=ALL)


def words_beside(spec: ChartSpec, plot: Plot, scale: Scale, pen: Pen) -> Iterator[Mark]:
    """Yield what the references say, to the right of the plot."""
    ends = reference_ends(spec, pen)
    yield from end_labels(
        ends, scale, plot.right, plot.top - pen.line / 2, plot.bottom + pen.line / 2, pen
    )


def height_above(
    spec: ChartSpec, low: float, high: float, pen: Pen, form: Form | None = None
) -> float:
    """Return the height of the words over a plot whose values grow to the right, from `low` to
    `high`: of as many rows as they need where the plot is narrow."""
    if not spec.references:
        return 0.0
    narrow = Scale(low, high, pen.width * _NARROWEST[0], pen.width * _NARROWEST[1], spec.log)
    rows = 1 + max(row for row, _ in _in_rows(spec, narrow, pen, form))
    return pen.line * (rows + _OVER)


def words_above(
    spec: ChartSpec,
    scale: Scale,
    bottom: float,
    height: float,
    pen: Pen,
    form: Form | None = None,
) -> Iterator[Mark]:
    """Yield what the references of a chart say whose values grow to the right, in rows over its
    plot, the lowest ending at `bottom`; what has no room in this `height` is left out."""
    most = round(height / pen.line - _OVER)
    for row, label in _in_rows(spec, scale, pen, form):
        if row < most:
            yield replace(label, y=bottom - pen.line * (row + 0.6))


def _in_rows(
    spec: ChartSpec, scale: Scale, pen: Pen, form: Form | None
) -> Iterator[tuple[int, Label]]:
    """The words over a plot, each with the number of its row, the lowest one being 0."""
    ends = sorted(reference_ends(spec, pen, form, _SHARE_ABOVE), key=lambda end: end.value)
    rows: list[float] = []
    for end in ends:
        width = pen.width_of(end.text)
        left = min(max(scale(end.value) - width / 2, 0.0), pen.width - width)
        row = next((at for at, right in enumerate(rows) if right + pen.size <= left), len(rows))
        if row == len(rows):
            rows.append(0.0)
        rows[row] = left + width
        yield row, replace(pen.label(end.text, left, 0.0, color=pen.muted), piece=ALL)


def lines_across(spec: ChartSpec, plot: Plot, scale: Scale) -> list[TextBounds]:
    """Return what the reference lines of a chart cover whose values grow upward."""
    return [
        (plot.left, scale(one.low) - 1.0, plot.right, scale(one.low) + 1.0)
        for one in spec.references
        if one.high is None
    ]


def error_bar(
    at: float, value: float, error: float, scale: Scale, pen: Pen, upward: bool = True
) -> Iterator[Mark]:
    """Yield the error bar of a value that may be off by `error`; `at` is its place across."""
    if not error:
        return
    low, high = scale(value - error), scale(value + error)

    def point(along: float, across: float) -> tuple[float, float]:
        return (at + across, along) if upward else (along, at + across)

    yield Stroke((point(low, 0.0), point(high, 0.0)), pen.text, _ERROR_WIDTH)
    for end in (low, high):
        yield Stroke((point(end, -_CAP), point(end, _CAP)), pen.text, _ERROR_WIDTH)


def clear_of_lines(spec: ChartSpec, scale: Scale, place: float, half: float, away: float) -> float:
    """Return `place`, the middle of a text of `half` a height to each side, moved in the direction
    `away` (1 or -1) until no reference line runs through it."""
    at = sorted((scale(one.low) for one in spec.references if one.high is None), reverse=away < 0)
    for line in at:
        if abs(line - place) < half + _GAP:
            place = line + away * (half + _GAP)
    return place
