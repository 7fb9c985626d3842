"""The dates that the axis of a Gantt chart names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from deck_builder.base.locale import dated
from deck_builder.diagrams.gantt.diagram import Axis

_MOST = 60
# What may be between two ticks, the shortest first.
_STEPS: tuple[tuple[int, str], ...] = (
    *((count, "second") for count in (1, 2, 5, 10, 15, 30)),
    *((count, "minute") for count in (1, 2, 5, 10, 15, 30)),
    *((count, "hour") for count in (1, 2, 3, 6, 12)),
    *((count, "day") for count in (1, 2)),
    *((count, "week") for count in (1, 2)),
    *((count, "month") for count in (1, 2, 3, 6)),
    *((count, "year") for count in (1, 2, 5, 10, 20, 50, 100, 200, 500)),
)
_SECONDS = {
    "millisecond": 0.001,
    "second": 1.0,
    "minute": 60.0,
    "hour": 3_600.0,
    "day": 86_400.0,
    "week": 604_800.0,
    "month": 2_592_000.0,
    "year": 31_536_000.0,
}
_MONTHS = {"month": 1, "year": 12}
# The signs of strftime that say the same everywhere.
_FIGURES = re.compile(r"%-?[YymdeHIMSjpLbBaA%]")
_SKELETONS = {"b": "MMM", "B": "MMMM", "a": "EEE", "A": "EEEE"}


class Tick(Struct, frozen=True):
    """A date that is named."""

    at: datetime
    text: str


def ticks(first: datetime, last: datetime, axis: Axis, language: str) -> Iterator[Sequence[Tick]]:
    """Yield what may be named from one date to another, the most dates first."""
    span = (last - first).total_seconds()
    asked = axis.count * _SECONDS.get(axis.unit, 0.0)
    steps = list(_STEPS)
    if asked:
        steps = [(axis.count, axis.unit), *(one for one in steps if _length(one) > asked)]
    for step in steps:
        if span / _length(step) <= _MOST:
            places = [at for at in _places(first, step) if at <= last]
            if places:
                yield _named(places, step, axis, language)
    yield _named([first], _STEPS[-1], axis, language)


def _length(step: tuple[int, str]) -> float:
    return step[0] * _SECONDS[step[1]]


def _places(first: datetime, step: tuple[int, str]) -> Iterator[datetime]:
    """Round dates from `first` on."""
    count, unit = step
    if unit in _MONTHS:
        months = count * _MONTHS[unit]
        number = -(-(first.year * 12 + first.month - 1) // months) * months
        if _month(number) and _month(number) < first:
            number += months
        for _ in range(_MOST + 2):
            if number >= (datetime.max.year + 1) * 12:
                return
            yield _month(number)
            number += months
        return
    width = timedelta(seconds=_length(step))
    # Weeks begin on Mondays, as the first day of the calendar was one.
    start = datetime.min + (first - datetime.min) // width * width
    for number in range(_MOST + 3):
        try:
            at = start + number * width
        except OverflowError:
            return
        if at >= first:
            yield at


def _month(number: int) -> datetime:
    return datetime(max(1, number // 12), number % 12 + 1, 1)


def _named(
    places: Sequence[datetime], step: tuple[int, str], axis: Axis, language: str
) -> Sequence[Tick]:
    unit = step[1]
    if axis.form and _FIGURES.search(axis.form):
        return [Tick(at, _formatted(at, axis.form, language)) for at in places]
    found = []
    for number, at in enumerate(places):
        skeleton = _skeleton(at, unit, number == 0, axis.times)
        found.append(Tick(at, _own(at, unit) if not skeleton else dated(at, skeleton, language)))
    return found


def _skeleton(at: datetime, unit: str, is_first: bool, times: bool) -> str:
    """How CLDR calls what is named of a date; empty for a time of the day."""
    match unit:
        case "year":
            return "y"
        case "month":
            return "yMMM" if is_first or at.month == 1 else "MMM"
        case "week" | "day":
            return "MMMd"
        case "hour" if not times and at.hour == 0:
            return "MMMd"
        case _:
            return ""


def _own(at: datetime, unit: str) -> str:
    if unit == "millisecond":
        return f"{at:%H:%M:%S}.{at.microsecond // 1000:03}"
    return f"{at:%H:%M:%S}" if unit == "second" else f"{at:%H:%M}"


def _formatted(at: datetime, form: str, language: str) -> str:
    """A date in a format of D3, whose signs are mostly those of strftime."""
    figures: Mapping[str, str] = {
        "Y": f"{at.year}",
        "y": f"{at:%y}",
        "m": f"{at:%m}",
        "d": f"{at:%d}",
        "e": f"{at.day}",
        "H": f"{at:%H}",
        "I": f"{at:%I}",
        "M": f"{at:%M}",
        "S": f"{at:%S}",
        "L": f"{at.microsecond // 1000:03}",
        "j": f"{at:%j}",
        "p": "AM" if at.hour < 12 else "PM",
        "%": "%",
    }

    def shown(found: re.Match[str]) -> str:
        sign = found[0][-1]
        if sign in _SKELETONS:
            return dated(at, _SKELETONS[sign], language)
        text = figures[sign]
        return text.lstrip("0") or "0" if "-" in found[0] else text

    return _FIGURES.sub(shown, form)
