"""Dates as spreadsheets have them: days since the end of 1899."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.dates import Dates, read_dates
from deck_builder.charts.draw.scale import Scale
from deck_builder.charts.draw.timeline import time_ticks
from deck_builder.charts.native.axes import category_look
from deck_builder.charts.native.codes import date_code
from deck_builder.charts.native.parts import Region
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style

_EPOCH = date(1899, 12, 30).toordinal()
# Spreadsheets have a 29 February 1900, which never was.
_FIRST = date(1900, 3, 1).toordinal()
_YEAR = re.compile(r"[12]\d{3}")
_ISO_DAY, _ISO_MONTH = "yyyy-mm-dd", "yyyy-mm"


class SheetDates(Struct, frozen=True):
    """The serial numbers of dates, and the format code that shows them as they were written."""

    serials: tuple[float, ...]
    code: str


def dates_of(names: Sequence[str], language: str) -> SheetDates | None:
    """Return `names` as dates on a time axis; None when they are none, or come in equal steps but
    have no format code, as quarters."""
    dates = read_dates(names, language)
    if dates is None or not dates.ascend or not fits(dates):
        return None
    days = [date.fromordinal(int(day)) for day in dates.days]
    code = date_code(names, language)
    if not code and _are_equal(days):
        return None
    serials = tuple(float(day.toordinal() - _EPOCH) for day in days)
    return SheetDates(serials, code or (_ISO_DAY if _unit(days) == "days" else _ISO_MONTH))


def with_dates(spec: ChartSpec, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return `columns` with dates as such, where the categories are some."""
    dates = dates_of(spec.categories, spec.language)
    if dates is None:
        return columns
    return (Column("", dates.serials, dates.code), *columns[1:])


def with_years(
    spec: ChartSpec, columns: tuple[Column, ...], region: Region, style: Style
) -> tuple[Column, ...]:
    """Return `columns` with years as dates, of which an axis names some, where bars are for years
    that follow each other and have no room for all names."""
    names = spec.categories
    if not all(map(_YEAR.fullmatch, names)) or category_look(spec, region, style).skip < 2:
        return columns
    first = int(names[0])
    is_gapless = [int(name) for name in names] == list(range(first, first + len(names)))
    return with_dates(spec, columns) if is_gapless else columns


def serial_of(day: float) -> float:
    """Return the number that spreadsheets have for a day, a proleptic Gregorian ordinal."""
    return day - _EPOCH


def fits(dates: Dates) -> bool:
    """Whether the axis of a native chart can show `dates`: whole days since March 1900."""
    return fit(dates.days)


def fit(days: Iterable[float]) -> bool:
    """Whether spreadsheets have all of these days, proleptic Gregorian ordinals."""
    return all(day == int(day) and day >= _FIRST for day in days)


def time_axis(spec: ChartSpec, dates: Column, region: Region, style: Style) -> tuple[str, str]:
    """Return the format code of the axis of `dates`, and how it ends as XML: its unit, and its
    steps, which are those of a drawn chart."""
    days = tuple(cell + _EPOCH for cell in dates.cells if isinstance(cell, float))
    pen = style.pen
    scale = Scale(days[0], days[-1], region.x + pen.size * 3, region.x + region.width - pen.size)
    ticks = time_ticks(spec.categories, days, scale, pen)
    code = date_code([tick.text for tick in ticks], spec.language) or dates.code
    one, other = (_date(tick.day) for tick in ticks[:2])
    months = (other.year - one.year) * 12 + other.month - one.month
    if "d" in code.rpartition("]")[2] or not months:
        step, unit = (other - one).days, "days"
    else:
        step, unit = (months // 12, "years") if months % 12 == 0 else (months, "months")
    smallest = _unit([_date(day) for day in days])
    return code, (
        f'<c:auto val="1"/><c:lblOffset val="100"/><c:baseTimeUnit val="{smallest}"/>'
        f'<c:majorUnit val="{step}"/><c:majorTimeUnit val="{unit}"/>'
    )


def _date(day: float) -> date:
    return date.fromordinal(int(day))


def _unit(days: Sequence[date]) -> str:
    if all(day.day == 1 for day in days):
        return "years" if all(day.month == 1 for day in days) else "months"
    return "days"


def _are_equal(days: Sequence[date]) -> bool:
    """Whether the steps between `days` are alike, or nearly so, as those of months are."""
    steps = [(one - other).days for one, other in zip(days[1:], days, strict=False)]
    return max(steps) <= min(steps) * 1.15
