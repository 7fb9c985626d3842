"""Lollipop charts: a dot on a thin line for each category."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import anchor, bar_color
from deck_builder.charts.draw.marks import Dots, Mark, Stroke, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import value_format
from deck_builder.charts.draw.references import (
    clear_of_lines,
    error_bar,
    error_of,
    reference_bands,
    reference_lines,
)
from deck_builder.charts.draw.rows import Rows, rows_of

STICK = 2.0
"""The width of the lines under the dots, in points."""
_DOT = 6.5


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield a row for each category."""
    rows = rows_of(spec, pen, with_zero=True, may_have_values=True)
    yield from rows.marks
    yield from reference_bands(spec, rows.plot, rows.scale, pen, upward=False)
    base = rows.scale.base
    yield Stroke(((base, rows.plot.top), (base, rows.plot.bottom)), pen.muted, 1.0)
    for at, value in enumerate(spec.series[0].values):
        if value is not None:
            yield from showing(_row(spec, at, value, rows, pen), 0, (at,))
    yield from reference_lines(spec, rows.plot, rows.scale, pen, upward=False)
    yield from rows.over


def _row(spec: ChartSpec, at: int, value: float, rows: Rows, pen: Pen) -> Iterator[Mark]:
    x, y, scale = rows.scale(value), rows.middles[at], rows.scale
    color = bar_color(spec, 0, at, pen)
    radius = radius_of(rows)
    yield Stroke(((scale.base, y), (x, y)), color, STICK)
    error = error_of(spec, 0, at)
    yield from error_bar(y, value, error, scale, pen, upward=False)
    yield Dots(((x, y),), radius, color)
    if spec.annotations and not rows.has_values:
        yield anchor(spec, 0, at, x, y)
    if not rows.has_values:
        return
    away = 1 if value >= 0 else -1
    text, bold = value_format(spec)(value), spec.categories[at] in spec.highlight
    half = pen.width_of(text, bold) / 2
    end = max(abs(scale(value + away * error) - x), radius)
    middle = x + away * (end + pen.size * 0.35 + half)
    if spec.references:
        middle = clear_of_lines(spec, scale, middle, half, away)
    yield pen.label(text, middle, y, "center", bold=bold)
    if spec.annotations:
        yield anchor(spec, 0, at, middle + away * half, y)


def radius_of(rows: Rows) -> float:
    """Return the radius of the dots in `rows`, in points."""
    return min(_DOT, max(2.0, rows.pitch * 0.3))
