"""Dates as authors write them, as days.

Figures have no language: `2024-12-01`, `01.12.2024`, `2023-Q1`. Months have names in the
language of the talk or in English. In `1/2/2024` the other dates, or the language and region, say
which number is the month.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from msgspec import Struct

from deck_builder.base.locale import dated, is_month_first, month_names

_YEAR = r"(?P<y>[12]\d{3})"
_SHORT = r"(?P<y>[12]\d{3}|'?\d\d)"
_TIME = (
    r"(?:[T ] ?(?P<h>\d\d?):(?P<n>\d\d)(?::(?P<s>\d\d)(?:[.,]\d+)?)? ?(?:Z|UTC|[-+]\d\d:?\d\d)?)?"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}",
        rf"{_YEAR}[-/.](?P<m>\d\d?)",
        rf"{_YEAR}([-/.])(?P<m>\d\d?)\2(?P<d>\d\d?){_TIME}",
        rf"(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?{_SHORT}{_TIME}",
        rf"(?P<m>\d\d?)[./]{_YEAR}",
        rf"{_YEAR}[ /-]?Q(?P<q>[1-4])",
        rf"Q(?P<q>[1-4])[ /-]?{_SHORT}",
        r"(?P<q>[1-4])Q[ /-]?(?P<y>[12]\d{3}|'?\d\d)",
        rf"{_YEAR}[ /-]?H(?P<f>[12])",
        rf"H(?P<f>[12])[ /-]?{_SHORT}",
        rf"{_YEAR}-?W(?P<w>\d\d?)",
        rf"(?P<name>[^\W\d_]+)\.?[ -]{_SHORT}",
        rf"{_YEAR}[ -](?P<name>[^\W\d_]+)\.?",
        rf"(?P<d>\d\d?)\.?[ -](?P<name>[^\W\d_]+)\.?,?[ -]{_SHORT}",
        rf"(?P<name>[^\W\d_]+)\.? (?P<d>\d\d?),? {_YEAR}",
    )
)
_TWO_WAYS = re.compile(rf"(\d\d?)([/-])(\d\d?)\2{_SHORT}{_TIME}")
_LOOKS_LIKE = re.compile(r"(?<!\d)[12]\d{3}(?!\d)|\d\d?[/.-]\d\d?[/.-]\d\d|'\d\d\b")
_CENTURY_TURN = 69


class Dates(Struct, frozen=True):
    """The days of some names, with fractions for times of the day."""

    days: tuple[float, ...]

    @property
    def ascend(self) -> bool:
        """Whether each is later than the one before."""
        return all(one < other for one, other in zip(self.days, self.days[1:], strict=False))


def read_dates(names: Sequence[str], language: str) -> Dates | None:
    """Return the days that `names` are, in a `language` (a BCP 47 tag); None when any is not a
    date, or is one that can be read in two ways."""
    if len(names) < 2 or not all(any(map(str.isdigit, name)) for name in names):
        return None
    month_first = _is_month_first(names, language)
    days = [_day(name.strip(), language, month_first) for name in names]
    known = tuple(day for day in days if day is not None)
    return Dates(known) if len(known) == len(names) else None


def look_like_dates(names: Sequence[str]) -> bool:
    """Whether most of `names` have a year, or three numbers as a date has."""
    found = sum(bool(_LOOKS_LIKE.search(name)) for name in names)
    return len(names) > 1 and found * 2 > len(names)


def _is_month_first(names: Sequence[str], language: str) -> bool | None:
    """Whether 1/2/2024 is in January; None when nothing says so."""
    found = [match for name in names if (match := _TWO_WAYS.fullmatch(name.strip()))]
    if not found:
        return None
    days_first = any(int(match[1]) > 12 for match in found)
    months_first = any(int(match[3]) > 12 for match in found)
    if days_first != months_first:
        return months_first
    return None if days_first or "-" not in language else is_month_first(language)


def _day(name: str, language: str, month_first: bool | None) -> float | None:
    for form in _FORMS:
        found = form.fullmatch(name)
        if found:
            parts = found.groupdict()
            if "name" in parts:
                month = _months(language).get(parts["name"].lower())
                if month is None:
                    continue
                parts["m"] = str(month)
            return _number(parts)
    found = _TWO_WAYS.fullmatch(name)
    if not found or month_first is None:
        return None
    parts = found.groupdict()
    parts["m"], parts["d"] = (found[1], found[3]) if month_first else (found[3], found[1])
    return _number(parts)


def _number(parts: dict[str, str | None]) -> float | None:
    def part(key: str, default: int = 0) -> int:
        return int(parts.get(key) or default)

    year = int((parts["y"] or "").lstrip("'"))
    if year < 100:
        year += 1900 if year >= _CENTURY_TURN else 2000
    month = part("m") or (part("q") * 3 - 2 if part("q") else part("f") * 6 - 5 if part("f") else 1)
    hours = part("h") + part("n") / 60 + part("s") / 3600
    if hours > 24:
        return None
    try:
        if part("w"):
            day = date.fromisocalendar(year, part("w"), 1)
        else:
            day = date(year, month, part("d", 1))
    except ValueError:
        return None
    return day.toordinal() + hours / 24


@cache
def _months(language: str) -> dict[str, int]:
    names = {**month_names("en"), **month_names(language)}
    return {**names, "sept": 9}


def named_day(value: float, language: str) -> str:
    """Return a day, a proleptic Gregorian ordinal, as a date in a language."""
    return dated(date.fromordinal(int(value)), "yMMMd", language)
