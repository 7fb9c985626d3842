"""Lollipop charts: a dot at the end of a thin line for each category."""

from __future__ import annotations

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import bar_color
from deck_builder.charts.draw.lollipop import STICK, radius_of
from deck_builder.charts.draw.rows import rows_of
from deck_builder.charts.native.parts import Native
from deck_builder.charts.native.rows import (
    Look,
    Spans,
    moved_from,
    native_rows,
    short_of_dots,
    ticks_of,
)
from deck_builder.charts.native.style import Style


def native(spec: ChartSpec, style: Style) -> Native:
    """Return the dots, with the lines on which they stand."""
    rows = rows_of(spec, style.pen, with_zero=True, may_have_values=True)
    ticks = ticks_of(spec, rows, with_zero=True)
    values, base = spec.series[0].values, ticks[0] if spec.log else 0.0
    colors = [bar_color(spec, 0, at, style.pen) for at in range(len(values))]
    radius = radius_of(rows)
    away = short_of_dots(spec, rows, ticks, radius)
    lines = [[] if value is None else [_stick(spec, value, base, away)] for value in values]
    spans = Spans(lines, colors, STICK, _formulas(spec, base, away) if all(lines) else ())
    sides = {
        (0, at): "r" if value >= 0 else "l"
        for at, value in enumerate(values)
        if value is not None and rows.has_values
    }
    look = Look(radius, lambda _, at: colors[at], spans, sides, has_base=True)
    return native_rows(spec, rows, ticks, look, style)


def _stick(spec: ChartSpec, value: float, base: float, away: float) -> tuple[float, float]:
    """The line from the base to a dot."""
    if value >= base:
        return base, moved_from(spec, value, 1 / away if spec.log else -away)
    return moved_from(spec, value, away), base


def _formulas(spec: ChartSpec, base: float, away: float) -> tuple[tuple[str, str], ...]:
    """The same as formulas, whatever the sign of the value."""
    if spec.log:
        return ((f"={base:g}", f"=B{{row}}/{away:g}"),)
    return ((f"=MIN({base:g},B{{row}}+{away:g})", f"=MAX({base:g},B{{row}}-{away:g})"),)
