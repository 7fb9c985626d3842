"""Area charts: one series over its area, or several on top of each other."""

from __future__ import annotations

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import series_entries
from deck_builder.charts.draw.labels import end_labels_width
from deck_builder.charts.draw.line import ends_of, framed
from deck_builder.charts.draw.plot import numbers_of, value_format
from deck_builder.charts.draw.references import range_of
from deck_builder.charts.native.around import around
from deck_builder.charts.native.axes import AXES
from deck_builder.charts.native.bar import columns_of
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.dates import with_dates
from deck_builder.charts.native.line import line_series, moves_of, sequence_axes
from deck_builder.charts.native.parts import Native, categories, numbers, series_head
from deck_builder.charts.native.references import (
    hidden_entries,
    line_plot,
    over_sequence,
    with_references,
)
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style

_OPACITY = 20.0
_SEAM = 1.0


def native(spec: ChartSpec, style: Style) -> Native:
    """Return the area under one line, or the areas of several series."""
    return _single(spec, style) if len(spec.series) == 1 else _stacked(spec, style)


def _single(spec: ChartSpec, style: Style) -> Native:
    """The area without an edge, and a line over it that is computed from it."""
    pen, row = style.pen, spec.series[0]
    frame = framed(spec, *range_of(spec, True), ends_of(spec, pen), pen)
    code = number_code(value_format(spec), numbers_of(spec))
    columns = with_dates(spec, columns_of(spec, code))
    columns = (*columns, Column(row.name, row.values, code, "=B{row}"))
    columns = with_references(spec, columns, code, style)
    right = end_labels_width(frame.ends, pen) if frame.ends else pen.size
    room = around(spec, (), style, right)
    look = style.shape(style.fill(pen.series_color(spec, 0), _OPACITY))
    area = f"{series_head(0, row.name, 1)}{look}{_data(columns, 1)}"
    line = line_series(spec, 0, columns, frame, style, at=2)
    lines = over_sequence(spec, columns, 2, moves_of(frame, style), style)
    plots = (
        f'<c:areaChart><c:grouping val="standard"/><c:varyColors val="0"/><c:ser>{area}</c:ser>'
        f"{AXES}</c:areaChart>{line_plot(line + lines)}"
    )
    axes = sequence_axes(spec, columns, room, frame.axis.ticks, style)
    return Native(plots, columns, room.region, axes, title=room.over)


def _stacked(spec: ChartSpec, style: Style) -> Native:
    pen = style.pen
    sums = [sum(row.values[at] or 0.0 for row in spec.series) for at in range(len(spec.categories))]
    frame = framed(spec, *range_of(spec, True, sums), (), pen)
    code = number_code(value_format(spec), numbers_of(spec))
    columns = with_references(spec, with_dates(spec, columns_of(spec, code)), code, style)
    count = len(spec.series)
    hidden = hidden_entries(spec, count)
    right = end_labels_width(frame.ends, pen) if frame.ends else pen.size
    room = around(spec, series_entries(spec, pen), style, right, hidden)
    series = ""
    for index, row in enumerate(spec.series):
        look = style.shape(
            style.fill(pen.series_color(spec, index)), style.line(pen.background, _SEAM)
        )
        head = series_head(index, row.name, index + 1)
        series += f"<c:ser>{head}{look}{_data(columns, index + 1)}</c:ser>"
    lines = over_sequence(spec, columns, count, moves_of(frame, style), style)
    plots = (
        f'<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>{series}{AXES}'
        f"</c:areaChart>{line_plot(lines)}"
    )
    axes = sequence_axes(spec, columns, room, frame.axis.ticks, style)
    return Native(
        plots, columns, room.region, axes, title=room.over, legend=room.legend, blanks="zero"
    )


def _data(columns: tuple[Column, ...], at: int) -> str:
    return f"{categories(columns[0])}{numbers('val', columns[at], at)}"
