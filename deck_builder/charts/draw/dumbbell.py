"""Dumbbell charts: the values of each category on one line, with what lies between them."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import anchor
from deck_builder.charts.draw.marks import Dots, Mark, Piece, Stroke, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import value_format
from deck_builder.charts.draw.references import clear_of_lines, reference_bands, reference_lines
from deck_builder.charts.draw.rows import Rows, color_of, rows_of

BETWEEN = 3.0
"""The width of the lines between the dots, in points."""
_DOT = 6.0


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield a line for each category, with a dot for each series."""
    rows = rows_of(spec, pen, with_zero=False, may_have_values=True)
    yield from rows.marks
    yield from reference_bands(spec, rows.plot, rows.scale, pen, upward=False)
    for at in range(len(spec.categories)):
        yield from _row(spec, at, rows, pen)
    yield from reference_lines(spec, rows.plot, rows.scale, pen, upward=False)
    yield from rows.over


def _row(spec: ChartSpec, at: int, rows: Rows, pen: Pen) -> Iterator[Mark]:
    y, scale = rows.middles[at], rows.scale
    values = [(row.values[at], series) for series, row in enumerate(spec.series)]
    filled = [(value, series) for value, series in values if value is not None]
    if not filled:
        return
    low, high = min(filled), max(filled)
    between = Stroke(((scale(low[0]), y), (scale(high[0]), y)), pen.rule, BETWEEN)
    yield from showing((between,), 0, (at,))
    radius = radius_of(rows)
    for value, series in filled:
        color = color_of(spec, pen, series, at)
        yield Dots(((scale(value), y),), radius, color, piece=Piece(series, (at,)))
        if spec.annotations:
            yield anchor(spec, series, at, scale(value), y)
    if rows.has_values:
        yield from showing(_value(spec, at, low[0], -1, rows, radius, pen), low[1], (at,))
        if high[0] > low[0]:
            yield from showing(_value(spec, at, high[0], 1, rows, radius, pen), high[1], (at,))


def _value(
    spec: ChartSpec, at: int, value: float, away: int, rows: Rows, radius: float, pen: Pen
) -> Iterator[Mark]:
    """A number outside of its dot."""
    text = value_format(spec)(value)
    bold = spec.categories[at] in spec.highlight
    half = pen.width_of(text, bold) / 2
    middle = rows.scale(value) + away * (radius + pen.size * 0.3 + half)
    if spec.references:
        middle = clear_of_lines(spec, rows.scale, middle, half, away)
    yield pen.label(text, middle, rows.middles[at], "center", bold=bold)


def radius_of(rows: Rows) -> float:
    """Return the radius of the dots in `rows`, in points."""
    return min(_DOT, max(2.0, rows.pitch * 0.3))
