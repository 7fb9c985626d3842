"""Dot plots: the dots of all series on the line of their category."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.dot import GUIDE, radius_of
from deck_builder.charts.draw.rows import color_of, rows_of
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
    """Return the dots over an axis, on thin lines from there to the last dot of each row."""
    rows = rows_of(spec, style.pen, with_zero=False, may_have_values=False)
    ticks = ticks_of(spec, rows, with_zero=False)
    radius = radius_of(rows)
    away = short_of_dots(spec, rows, ticks, radius)
    columns = zip(*(row.values for row in spec.series), strict=True)
    lines = [
        _between(spec, [value for value in one if value is not None], ticks[0], away)
        for one in columns
    ]
    count = len(spec.series)
    formulas = _formulas(spec, ticks[0], away) if all(len(one) == count for one in lines) else ()
    spans = Spans(lines, [style.pen.rule] * len(lines), GUIDE, formulas)
    color = partial(color_of, spec, style.pen)
    return native_rows(spec, rows, ticks, Look(radius, color, spans, {}), style)


def _between(
    spec: ChartSpec, values: Sequence[float], least: float, away: float
) -> list[tuple[float, float]]:
    """What of the line of a row is before its dots, and between them. It ends there: a longer one
    would make the axis longer."""
    back = 1 / away if spec.log else -away
    found = sorted(values)
    starts = [least, *(moved_from(spec, value, away) for value in found[:-1])]
    return [
        (start, moved_from(spec, value, back))
        for start, value in zip(starts, found, strict=bool(found))
    ]


def _formulas(spec: ChartSpec, least: float, away: float) -> tuple[tuple[str, str], ...]:
    """The same as formulas, for rows in which no value is missing."""
    plus, minus = ("*", "/") if spec.log else ("+", "-")
    cells = f"B{{row}}:{column_letters(len(spec.series))}{{row}}"
    ends = [f"=SMALL({cells},{at + 1}){minus}{away:g}" for at in range(len(spec.series))]
    starts = [f"=SMALL({cells},{at + 1}){plus}{away:g}" for at in range(len(spec.series) - 1)]
    return tuple(zip((f"={least:g}", *starts), ends, strict=True))
