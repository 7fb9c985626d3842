"""Bars and lines over the same categories; lines have an axis of their own only if asked for."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import FILLED_GROUP, series_entries
from deck_builder.charts.draw.combo import axes_of, color_of_second
from deck_builder.charts.draw.plot import short_unit
from deck_builder.charts.draw.references import room_beside
from deck_builder.charts.native.around import around
from deck_builder.charts.native.axes import AXES, CATEGORY_AXIS, VALUE_AXIS, Axis, category_end
from deck_builder.charts.native.bar import OVERLAP, bar_axes, bar_series, columns_of, gap_width
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.line import DOT, THICK, marker
from deck_builder.charts.native.parts import Labels, Native, categories, numbers, series_head
from deck_builder.charts.native.references import (
    beside_bars,
    hidden_entries,
    line_plot,
    with_references,
)
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style
from deck_builder.charts.numerals import number_format, tick_format

_SECOND_CATEGORIES, _SECOND_VALUES = CATEGORY_AXIS + 2, VALUE_AXIS + 2
_SECOND_AXES = f'<c:axId val="{_SECOND_CATEGORIES}"/><c:axId val="{_SECOND_VALUES}"/>'


def native(spec: ChartSpec, style: Style) -> Native:
    """Return the bars, and the lines over them."""
    count = len(spec.series)
    beside, hidden = room_beside(spec, style.pen), hidden_entries(spec, count, len(spec.second))
    room = around(spec, series_entries(spec, style.pen), style, beside, hidden)
    names, *values = columns_of(spec, "")
    columns = (names, *(replace(one, code=_code(spec, one.name in spec.second)) for one in values))
    columns = with_references(spec, columns, _code(spec, second=False), style)
    bars = [at for at, row in enumerate(spec.series) if row.name not in spec.lines]
    gap = gap_width(spec, room.region.width, len(bars), FILLED_GROUP)
    series = "".join(bar_series(spec, at, columns, Labels(), style) for at in bars)
    axes = axes_of(spec, room.region.height)
    plots = (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{gap}"/><c:overlap val="{OVERLAP}"/>{AXES}</c:barChart>'
    )
    lines = _lines(spec, columns, style, second=False)
    lines += beside_bars(spec, columns, count, style, axes.first.ticks, room.region)
    plots += line_plot(lines)
    plots += line_plot(_lines(spec, columns, style, second=True), _SECOND_AXES)
    written = bar_axes(spec, style, room, columns, axes.first.ticks, has_axis=True, is_upright=True)
    if axes.second:
        written += _second_axes(spec, axes.second.ticks, style)
    return Native(plots, columns, room.region, written, title=room.over, legend=room.legend)


def _code(spec: ChartSpec, second: bool) -> str:
    """The format code of the values of one of the axes."""
    rows = [row for row in spec.series if (row.name in spec.second) == second]
    values = [value for row in rows for value in row.values if value is not None]
    unit = spec.second_unit if second else short_unit(spec)
    return number_code(number_format(values, unit, spec.language), values)


def _lines(spec: ChartSpec, columns: tuple[Column, ...], style: Style, *, second: bool) -> str:
    """The lines of one of the axes; empty when it has none."""
    return "".join(
        _line(spec, at, columns, style)
        for at, row in enumerate(spec.series)
        if row.name in spec.lines and (row.name in spec.second) == second
    )


def _line(spec: ChartSpec, at: int, columns: tuple[Column, ...], style: Style) -> str:
    color = style.pen.series_color(spec, at)
    return (
        f"<c:ser>{series_head(at, spec.series[at].name, at + 1)}"
        f"<c:spPr>{style.line(color, THICK)}</c:spPr>{marker(DOT, color, style)}"
        f"{categories(columns[0])}{numbers('val', columns[at + 1], at + 1)}"
        '<c:smooth val="0"/></c:ser>'
    )


def _second_axes(spec: ChartSpec, ticks: tuple[float, ...], style: Style) -> str:
    """The axis of values at the right, and one of categories that is not seen."""
    code = number_code(tick_format(ticks, spec.second_unit, spec.language), ticks)
    values = Axis(
        "valAx",
        _SECOND_VALUES,
        _SECOND_CATEGORIES,
        "r",
        code=code,
        labels="nextTo",
        least=ticks[0] if ticks[0] >= 0 else None,
        more='<c:crossBetween val="between"/>',
        crosses="max",
        color=color_of_second(spec, style.pen),
    )
    names = Axis(
        "catAx",
        _SECOND_CATEGORIES,
        _SECOND_VALUES,
        "b",
        deleted=True,
        more=category_end(0),
    )
    return values.xml(style) + names.xml(style)
