"""Tasks with the days on which they begin and end."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets import Table, find_column
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.base.yaml import Value
from deck_builder.charts.data.columns import ColumnNames
from deck_builder.charts.data.inline import check_size
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.dates import read_dates

BAD_SPAN = Problem("bad-span", Severity.ERROR, "{what}", "{hint}")
_HINT = "write {Design: [2025-01-13, 2025-02-14], Launch: 2025-03-03}"
_DATES_HINT = "write dates as 2025-01-31, 2025-01 or 2025"
_MONTH = re.compile(r"[12]\d{3}-\d\d")
_YEAR = re.compile(r"[12]\d{3}")
_SOME_DAY = "2000-01-01"


class _Task(Struct, frozen=True):
    name: str
    start: str
    end: str
    span: Span
    group: str = ""


def spans_inline(spec: ChartSpec, content: Value, collector: Collector) -> ChartSpec | None:
    """Return `spec` with the tasks in `content`, a mapping of names to one date or two; None after
    a report."""
    tasks = []
    for name, value in (content.mapping or {}).items():
        texts = [item.text for item in value.items or (value,)]
        if not 1 <= len(texts) <= 2 or not all(texts):
            what = f"‘{name}’ needs the day on which it begins, and the one on which it ends"
            collector.report(BAD_SPAN, value.span, what=what, hint=_HINT)
            return None
        tasks.append(_Task(name, texts[0] or "", texts[-1] or "", value.span))
    if not tasks:
        what = "the chart needs tasks with their dates"
        collector.report(BAD_SPAN, content.span, what=what, hint=_HINT)
        return None
    return _with_tasks(spec, tasks, collector)


def spans_of_columns(
    spec: ChartSpec, names: ColumnNames, table: Table, collector: Collector
) -> ChartSpec | None:
    """Return `spec` with the tasks in the rows of `table`: by default, the first columns are their
    names, the days on which they begin and those on which they end; None after a report."""
    before = len(collector.found)
    series = find_column(table, names.series[0], collector) if names.series else None
    free = [at for at in range(len(table.header)) if at != series]
    x = find_column(table, names.x[0], collector) if names.x else next(iter(free), 0)
    rest = [at for at in free if at != x]
    y = [find_column(table, one, collector) for one in names.y] or rest[:2]
    if len(collector.found) > before:
        return None
    if len(y) != 2:
        what = f"a gantt chart needs two columns of dates, but {table.name} has other ones"
        hint = f"choose with ‘y: [start, end]’ among: {', '.join(table.header)}"
        collector.report(BAD_SPAN, names.file.span, what=what, hint=hint)
        return None
    tasks = [
        _Task(
            row[x],
            row[y[0]],
            row[y[1]] or row[y[0]],
            names.file.span,
            row[series] if series is not None else "",
        )
        for row in table.rows
    ]
    return _with_tasks(spec, tasks, collector)


def _with_tasks(spec: ChartSpec, tasks: Sequence[_Task], collector: Collector) -> ChartSpec | None:
    check_size(2, len(tasks), spec.span)
    starts, ends = [], []
    for task in tasks:
        days = [_day(text, spec.language) for text in (task.start, task.end)]
        for text, day in zip((task.start, task.end), days, strict=True):
            if day is None:
                what = f"‘{task.name}’: ‘{text}’ is not a date"
                collector.report(BAD_SPAN, task.span, what=what, hint=_DATES_HINT)
                return None
        start, end = days[0] or 0.0, _last_day(task.end, days[1] or 0.0)
        if task.start == task.end:
            end = start if not _is_period(task.end) else end
        if end < start:
            what = f"‘{task.name}’ ends before it begins"
            collector.report(BAD_SPAN, task.span, what=what, hint="swap the dates")
            return None
        starts.append(start)
        ends.append(end)
    return replace(
        spec,
        categories=tuple(task.name for task in tasks),
        series=(Series("start", tuple(starts)), Series("end", tuple(ends))),
        groups=tuple(task.group for task in tasks),
    )


def _day(text: str, language: str) -> float | None:
    dates = read_dates((text.strip(), _SOME_DAY), language)
    return dates.days[0] if dates else None


def _is_period(text: str) -> bool:
    return bool(_MONTH.fullmatch(text.strip()) or _YEAR.fullmatch(text.strip()))


def _last_day(text: str, day: float) -> float:
    """The last day of a month or a year that is written as an end."""
    first = date.fromordinal(int(day))
    if _MONTH.fullmatch(text.strip()):
        return float(first.replace(day=monthrange(first.year, first.month)[1]).toordinal())
    if _YEAR.fullmatch(text.strip()):
        return float(date(first.year, 12, 31).toordinal())
    return day
