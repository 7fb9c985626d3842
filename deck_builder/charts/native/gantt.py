"""Gantt charts: rows on a bar that is not seen, which ends where a task begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.dates import named_day
from deck_builder.charts.draw.bar import FILLED
from deck_builder.charts.draw.gantt import entries_of, groups_of, task_color
from deck_builder.charts.draw.hbar import THICKEST
from deck_builder.charts.native.around import Around, around
from deck_builder.charts.native.axes import (
    AXES,
    CATEGORY_AXIS,
    VALUE_AXIS,
    Axis,
    category_end,
)
from deck_builder.charts.native.bar import gap_width, points_of
from deck_builder.charts.native.codes import day_code
from deck_builder.charts.native.dates import serial_of
from deck_builder.charts.native.parts import Native, categories, numbers, series_head
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style

_MARGIN = 0.02
_DAYS = "Σ"
# What is not seen has no name in the legend. It cannot be taken out of that: LibreOffice counts the
# entries of rows from the other end.
_NO_NAME = "\N{NO-BREAK SPACE}"
_STEPS = (1, 2, 7, 14, 30, 61, 91, 183, 365, 730, 1826, 3652)


def native(spec: ChartSpec, style: Style) -> Native:
    """Return a bar for each task, the first at the top; the sheet has its first day, its last one,
    and how many these are."""
    entries = entries_of(spec, style.pen)
    room = around(spec, entries, style)
    starts, ends = (_serials(row.values) for row in spec.series)
    known = [cell for cell in (*starts, *ends) if cell is not None]
    code = day_code(spec.language)
    names = Column("", tuple(name.replace("\n", " ") for name in spec.categories))
    groups = groups_of(spec) if entries else ("",)
    columns = (
        names,
        Column("→", starts, code),
        Column("←", ends, code),
        *(_lengths(spec, group, starts, ends) for group in groups),
    )
    tasks = (_tasks(spec, at, columns, style) for at in range(3, len(columns)))
    plots = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f"<c:ser>{series_head(0, '', 1)}<c:tx><c:v>{_NO_NAME}</c:v></c:tx>{style.shape()}"
        f'<c:invertIfNegative val="0"/>{categories(names)}{numbers("val", columns[1], 1)}</c:ser>'
        f"{''.join(tasks)}"
        f'<c:gapWidth val="{gap_width(spec, room.region.height, 1, FILLED, THICKEST)}"/>'
        f'<c:overlap val="100"/>{AXES}</c:barChart>'
    )
    axes = _axes(spec, room, min(known), max(known) + 1, code, style)
    return Native(plots, columns, room.region, axes, title=room.over, legend=room.legend)


def _serials(values: tuple[float | None, ...]) -> tuple[float | None, ...]:
    return tuple(None if value is None else serial_of(value) for value in values)


def _lengths(
    spec: ChartSpec, group: str, starts: Sequence[float | None], ends: Sequence[float | None]
) -> Column:
    """The days of the tasks of a group; those of none are in the first one."""
    first = next(iter(groups_of(spec)), "")
    cells = [
        end - start + 1
        if start is not None and end is not None and (not group or group == (own or first))
        else None
        for start, end, own in zip(starts, ends, spec.groups or ("",) * len(starts), strict=True)
    ]
    return Column(group or _DAYS, cells, "0", "" if None in cells else "=C{row}-B{row}+1")


def _tasks(spec: ChartSpec, column: int, columns: Sequence[Column], style: Style) -> str:
    mine = [at for at, cell in enumerate(columns[column].cells) if cell is not None]
    colors = {at: task_color(spec, at, style.pen) for at in mine}
    usual, points = points_of(colors, style)
    head = series_head(column - 2, columns[column].name, column)
    return (
        f"<c:ser>{head}{style.shape(style.fill(usual))}"
        f'<c:invertIfNegative val="0"/>{points}{categories(columns[0])}'
        f"{numbers('val', columns[column], column)}</c:ser>"
    )


def _axes(spec: ChartSpec, room: Around, first: float, last: float, code: str, style: Style) -> str:
    """The names of the tasks at the left, days under them."""
    text = named_day(float(date(2028, 12, 30).toordinal()), spec.language)
    most = max(2.0, room.region.width * 0.7 / (style.pen.width_of(text) + style.pen.size))
    step = next((step for step in _STEPS if (last - first) / step <= most), _STEPS[-1])
    names = Axis(
        "catAx",
        CATEGORY_AXIS,
        VALUE_AXIS,
        "l",
        reversed=True,
        has_line=True,
        more=category_end(0),
    )
    days = Axis(
        "valAx",
        VALUE_AXIS,
        CATEGORY_AXIS,
        "t",
        code=code,
        has_grid=True,
        least=first - round((last - first) * _MARGIN),
        more=f'<c:crossBetween val="between"/><c:majorUnit val="{step}"/>',
        # Days are under the rows, although these begin at the top.
        labels="high",
    )
    return names.xml(style) + days.xml(style)
