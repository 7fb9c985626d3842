"""Dates and lengths of time as mermaid's Gantt charts have them, after the formats of Day.js."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from deck_builder.base.locale import month_names

ISO = "YYYY-MM-DD"
"""The format of dates that do not say."""

# Longer ones first: what each stands for, and the part of a date that it is.
_TOKENS: Mapping[str, tuple[str, str]] = {
    "YYYY": (r"\d{4}", "year"),
    "MMMM": (r"[^\W\d_]+", "month name"),
    "DDDD": (r"\d{3}", "day of year"),
    "SSS": (r"\d{3}", "thousandth"),
    "MMM": (r"[^\W\d_]+\.?", "month name"),
    "DDD": (r"\d{1,3}", "day of year"),
    "dddd": (r"[^\W\d_]+", ""),
    "ddd": (r"[^\W\d_]+", ""),
    "YY": (r"\d\d", "short year"),
    "MM": (r"\d{1,2}", "month"),
    "DD": (r"\d{1,2}", "day"),
    "Do": (r"\d{1,2}(?:st|nd|rd|th)?", "day"),
    "HH": (r"\d{1,2}", "hour"),
    "hh": (r"\d{1,2}", "hour"),
    "mm": (r"\d{1,2}", "minute"),
    "ss": (r"\d{1,2}", "second"),
    "ZZ": (r"[-+]\d\d:?\d\d|Z", ""),
    "SS": (r"\d\d", ""),
    "M": (r"\d{1,2}", "month"),
    "D": (r"\d{1,2}", "day"),
    "H": (r"\d{1,2}", "hour"),
    "h": (r"\d{1,2}", "hour"),
    "m": (r"\d{1,2}", "minute"),
    "s": (r"\d{1,2}", "second"),
    "S": (r"\d", ""),
    "A": (r"[AaPp][Mm]", "half"),
    "a": (r"[AaPp][Mm]", "half"),
    "Q": (r"[1-4]", "quarter"),
    "Z": (r"[-+]\d\d:?\d\d|Z", ""),
    "X": (r"\d{1,10}(?:\.\d+)?", "seconds"),
    "x": (r"\d{1,13}", "thousandths"),
}
_TOKEN = re.compile("|".join((r"\[[^\]]*\]", *_TOKENS)))
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*(ms|[smhdwMyY])")
_DAYS = {"d": 1.0, "w": 7.0, "h": 1 / 24, "m": 1 / 1440, "s": 1 / 86_400, "ms": 1 / 86_400_000}
_CENTURY_TURN = 69
_MONTHS = 12


def read_date(text: str, form: str) -> datetime | None:
    """Return the date that `text` is in the format `form`, or in that of ISO 8601; None for
    anything else."""
    pattern, parts = _pattern(form)
    found = pattern.fullmatch(text.strip())
    if found is not None:
        return _date({part: found[number] for number, part in enumerate(parts, 1) if part})
    if form == ISO:
        return _iso(text)
    return read_date(text, ISO)


def is_of_day(form: str) -> bool:
    """Whether a format has times only, without a year, a month or a day."""
    parts = set(_pattern(form)[1])
    return parts.isdisjoint(
        ("year", "short year", "month", "month name", "day", "day of year", "quarter")
    ) and parts.isdisjoint(("seconds", "thousandths"))


def add_length(start: datetime, text: str) -> datetime | None:
    """Return the date that is a length of time, such as `3d` or `1.5h`, after another one; None
    for anything else. Raises OverflowError for one beyond the calendar."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        return None
    count, unit = float(found[1]), found[2]
    if unit in _DAYS:
        return start + timedelta(days=count * _DAYS[unit])
    months = round(count * (1 if unit == "M" else _MONTHS))
    return _add_months(start, months)


def _add_months(start: datetime, count: int) -> datetime:
    years, month = divmod(start.month - 1 + count, _MONTHS)
    year = start.year + years
    if year > datetime.max.year:
        raise OverflowError
    for day in range(start.day, 27, -1):
        try:
            return start.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return start.replace(year=year, month=month + 1)


@lru_cache(maxsize=64)
def _pattern(form: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What a format matches, and the part of a date that each of its groups is."""
    pattern, parts, at = "", [], 0
    for found in _TOKEN.finditer(form):
        pattern += re.escape(form[at : found.start()])
        at = found.end()
        if found[0].startswith("["):
            pattern += re.escape(found[0][1:-1])
            continue
        digits, part = _TOKENS[found[0]]
        pattern += f"({digits})"
        parts.append(part)
    return re.compile(pattern + re.escape(form[at:])), tuple(parts)


def _date(parts: Mapping[str, str]) -> datetime | None:
    def number(name: str, default: int = 0) -> int:
        return int(re.sub(r"\D", "", parts.get(name, "")) or default)

    if "seconds" in parts or "thousandths" in parts:
        seconds = float(parts.get("seconds") or int(parts["thousandths"]) / 1000)
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    year = number("year", 1970)
    if "short year" in parts:
        short = number("short year")
        year = short + (1900 if short >= _CENTURY_TURN else 2000)
    month = number("month", 3 * number("quarter", 1) - 2)
    if "month name" in parts:
        month = month_names("en").get(parts["month name"].lower().rstrip("."), 0)
    hour = number("hour")
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    try:
        day = datetime(year, month, number("day", 1))
        if "day of year" in parts:
            day = datetime(year, 1, 1) + timedelta(days=number("day of year", 1) - 1)
        time = timedelta(hours=hour, minutes=number("minute"), seconds=number("second"))
        return day + time + timedelta(milliseconds=number("thousandth"))
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None
