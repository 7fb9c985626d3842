"""Categories in order of time: the place of each, and which of them are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.scale import Scale

_DATE = re.compile(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d)(?:[ T].*)?)?)?")
_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
_MONTHS = (1, 2, 3, 6)
_DAYS = (1, 2, 5, 7, 10, 14)
_MOST_YEARS_IN_MONTHS = 20
_MOST_DAYS = 120


class Tick(Struct, frozen=True):
    """A named place on the time axis, in days."""

    day: float
    text: str


def days_of(names: Sequence[str]) -> tuple[float, ...] | None:
    """Return the day number of each name, all of them years, months or days (ISO 8601) in
    ascending order; None when they are something else."""
    matches = [_DATE.fullmatch(name) for name in names]
    if len(names) < 2 or not all(matches):
        return None
    try:
        days = tuple(
            float(date(int(found[1]), int(found[2] or 1), int(found[3] or 1)).toordinal())
            for found in matches
            if found
        )
    except ValueError:
        return None
    return days if all(before < after for before, after in pairwise(days)) else None


def time_ticks(names: Sequence[str], days: Sequence[float], scale: Scale, pen: Pen) -> list[Tick]:
    """Return the years, months or days to name, as many as fit."""
    first, last = date.fromordinal(int(days[0])), date.fromordinal(int(days[-1]))
    width = scale.end - scale.start
    if all(len(name) == 4 for name in names) and len(days) * _room(names[0], pen) <= width:
        return [Tick(day, name) for day, name in zip(days, names, strict=True)]
    fitting = (
        ticks for ticks in _candidates(first, last) if len(ticks) > 1 and _fit(ticks, scale, pen)
    )
    return next(fitting, [Tick(days[0], names[0]), Tick(days[-1], names[-1])])


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
