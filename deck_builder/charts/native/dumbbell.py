"""Dumbbell charts: the values of each category, with what lies between them."""

from __future__ import annotations

from functools import partial

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.dumbbell import BETWEEN, radius_of
from deck_builder.charts.draw.rows import Rows, color_of, rows_of
from deck_builder.charts.native.parts import Native
from deck_builder.charts.native.rows import (
    Look,
    Spans,
    moved_from,
    native_rows,
    short_of_dots,
    ticks_of,
)
from deck_builder.charts.native.sheet import column_letters
from deck_builder.charts.native.style import Style


def native(spec: ChartSpec, style: Style) -> Native:
    """Return a line for each category, with a dot for each series."""
    rows = rows_of(spec, style.pen, with_zero=False, may_have_values=True)
    ticks = ticks_of(spec, rows, with_zero=False)
    columns = zip(*(row.values for row in spec.series), strict=True)
    values = [[value for value in one if value is not None] for one in columns]
    radius = radius_of(rows)
    away = short_of_dots(spec, rows, ticks, radius)
    back = 1 / away if spec.log else -away
    lines = [
        [(moved_from(spec, min(one), away), moved_from(spec, max(one), back))] if one else []
        for one in values
    ]
    cells = f"B{{row}}:{column_letters(len(spec.series))}{{row}}"
    plus, minus = ("*", "/") if spec.log else ("+", "-")
    formulas = ((f"=MIN({cells}){plus}{away:g}", f"=MAX({cells}){minus}{away:g}"),)
    spans = Spans(lines, [style.pen.rule] * len(lines), BETWEEN, formulas if all(lines) else ())
    look = Look(radius, partial(color_of, spec, style.pen), spans, _sides(spec, rows))
    return native_rows(spec, rows, ticks, look, style)


def _sides(spec: ChartSpec, rows: Rows) -> dict[tuple[int, int], str]:
    """The numbers outside of the outer dots of each row."""
    found: dict[tuple[int, int], str] = {}
    for at in range(len(spec.categories)) if rows.has_values else ():
        filled = [
            (row.values[at], series)
            for series, row in enumerate(spec.series)
            if row.values[at] is not None
        ]
        if filled:
            low = min(filled, key=lambda one: (one[0] or 0.0, one[1]))
            high = max(filled, key=lambda one: (one[0] or 0.0, one[1]))
            if high[0] != low[0]:
                found[high[1], at] = "r"
            found[low[1], at] = "l"
    return found
