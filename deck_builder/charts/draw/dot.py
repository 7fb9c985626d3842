"""Dot plots: a dot for each value, those of a category on one thin line."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import anchor
from deck_builder.charts.draw.marks import Dots, Mark, Stroke, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.references import (
    error_bar,
    error_of,
    reference_bands,
    reference_lines,
)
from deck_builder.charts.draw.rows import Rows, color_of, rows_of

GUIDE = 0.75
"""The width of the lines of categories, in points."""
_DOT = 6.0


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield a row for each category, over an axis."""
    rows = rows_of(spec, pen, with_zero=False, may_have_values=False)
    yield from rows.marks
    yield from reference_bands(spec, rows.plot, rows.scale, pen, upward=False)
    for at in range(len(spec.categories)):
        y = rows.middles[at]
        guide = Stroke(((rows.plot.left, y), (rows.plot.right, y)), pen.rule, GUIDE)
        yield from showing((guide,), 0, (at,))
        yield from _dots(spec, at, rows, pen)
    yield from reference_lines(spec, rows.plot, rows.scale, pen, upward=False)
    yield from rows.over


def _dots(spec: ChartSpec, at: int, rows: Rows, pen: Pen) -> Iterator[Mark]:
    y, radius = rows.middles[at], radius_of(rows)
    for series, row in enumerate(spec.series):
        value = row.values[at]
        if value is None:
            continue
        x = rows.scale(value)
        color = color_of(spec, pen, series, at)
        error = error_bar(y, value, error_of(spec, series, at), rows.scale, pen, upward=False)
        yield from showing((*error, Dots(((x, y),), radius, color)), series, (at,))
        if spec.annotations:
            yield anchor(spec, series, at, x, y)


def radius_of(rows: Rows) -> float:
    """Return the radius of the dots in `rows`, in points."""
    return min(_DOT, max(2.0, rows.pitch * 0.28))
