"""Categories in order of time: the place of each, and which of them are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from deck_builder.charts.dates import read_dates
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.scale import Scale

_ISO = re.compile(r"[12]\d{3}(-\d\d(-\d\d)?)?")
_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)
_MOST_DAYS_IN_HOURS = 3
_MINUTES_A_DAY = 24 * 60
_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
_MONTHS = (1, 2, 3, 6)
_DAYS = (1, 2, 5, 7, 10, 14)
_MOST_YEARS_IN_MONTHS = 20
_MOST_DAYS = 120


class Tick(Struct, frozen=True):
    """A named place on the time axis, in days."""

    day: float
    text: str


def days_of(names: Sequence[str], language: str = "en") -> tuple[float, ...] | None:
    """Return the day number of each name, all of them dates in ascending order, as they are written
    in a `language`; None when they are something else."""
    dates = read_dates(names, language)
    return dates.days if dates is not None and dates.ascend else None


def time_ticks(names: Sequence[str], days: Sequence[float], scale: Scale, pen: Pen) -> list[Tick]:
    """Return the years, months or days to name, as many as fit."""
    first, last = date.fromordinal(int(days[0])), date.fromordinal(int(days[-1]))
    width = scale.end - scale.start
    every = [Tick(day, name) for day, name in zip(days, names, strict=True)]
    if all(len(name) == 4 for name in names):
        if len(days) * _room(names[0], pen) <= width and _fit(every, scale, pen):
            return every
    elif not all(map(_ISO.fullmatch, names)):
        own = _own_names(every, scale, pen)
        if own:
            return own
    candidates = (*_times(days), *_candidates(first, last))
    whole = (_whole(ticks, scale, pen) for ticks in candidates)
    fitting = (ticks for ticks in whole if len(ticks) > 1 and _fit(ticks, scale, pen))
    return next(fitting, [Tick(days[0], names[0]), Tick(days[-1], names[-1])])


def _own_names(every: Sequence[Tick], scale: Scale, pen: Pen) -> list[Tick]:
    """The dates as the author wrote them, all or every second and so on; none where fewer than two
    have room."""
    inside = _whole(every, scale, pen)
    steps = (inside[::step] for step in range(1, max(2, len(inside) // 2 + 1)))
    fitting = (ticks for ticks in steps if len(ticks) > 1 and _fit(ticks, scale, pen))
    return next(fitting, [])


def _whole(ticks: Sequence[Tick], scale: Scale, pen: Pen) -> list[Tick]:
    """Those of `ticks` whose texts are not cut at the edge of the drawing."""
    return [
        tick
        for tick in ticks
        if (half := pen.width_of(tick.text) / 2) <= scale(tick.day) <= pen.width - half
    ]


def _times(days: Sequence[float]) -> Iterator[list[Tick]]:
    """Ticks at times of the day, for few days."""
    if days[-1] - days[0] > _MOST_DAYS_IN_HOURS or all(day == int(day) for day in days):
        return
    first = int(days[0]) * _MINUTES_A_DAY
    for step in _MINUTES:
        places = range(first, first + (_MOST_DAYS_IN_HOURS + 1) * _MINUTES_A_DAY, step)
        shown = [at for at in places if days[0] <= at / _MINUTES_A_DAY <= days[-1]]
        yield [Tick(at / _MINUTES_A_DAY, _clock(at)) for at in shown]


def _clock(minutes: int) -> str:
    of_day = minutes % _MINUTES_A_DAY
    return f"{of_day // 60:02}:{of_day % 60:02}"


def _room(text: str, pen: Pen) -> float:
    return pen.width_of(text) + pen.size * 1.2


def _fit(ticks: Sequence[Tick], scale: Scale, pen: Pen) -> bool:
    return all(
        scale(after.day) - scale(before.day) >= _room(after.text, pen)
        for before, after in pairwise(ticks)
    )


def _candidates(first: date, last: date) -> Iterator[list[Tick]]:
    """Ticks from `first` to `last`, from one a day to one in many years."""
    days = range(first.toordinal(), last.toordinal() + 1)
    years = range(first.year, last.year + 1)
    for step in _DAYS if len(days) - 1 <= _MOST_DAYS else ():
        yield [Tick(day, date.fromordinal(day).isoformat()) for day in days[::step]]
    for step in _MONTHS if len(years) - 1 <= _MOST_YEARS_IN_MONTHS else ():
        months = (date(year, month, 1) for year in years for month in range(1, 13, step))
        yield [Tick(at.toordinal(), f"{at:%Y-%m}") for at in months if first <= at <= last]
    for step in _YEARS:
        starts = (date(year, 1, 1) for year in years if year % step == 0)
        yield [Tick(at.toordinal(), str(at.year)) for at in starts if first <= at <= last]
