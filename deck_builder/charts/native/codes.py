"""Numbers and dates as format codes of spreadsheets (ECMA-376 part 1, section 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import floor, isclose, log10

from msgspec.structs import replace

from deck_builder.base.locale import dated, grouped, month_names, windows_code
from deck_builder.charts.numerals import (
    MINUS,
    PREFIXES,
    THIN_SPACE,
    TOO_LARGE,
    TOO_SMALL,
    NumberFormat,
)

_THOUSANDS = 3.0
_MOST_COMMAS = 4
_SCIENTIFIC = "0.00E+00"
_ISO = "yyyy-mm-dd"
# No two parts of this day are the same number.
_ANY_DAY = date(2025, 11, 23)
_OF_ANY_DAY = {"2025": "yyyy", "11": "m", "23": "d"}


def number_code(form: NumberFormat, values: Sequence[float] = ()) -> str:
    """Return the format code for numbers as `form` shows them. Small `values` that need more
    decimals have a section of their own; beside numbers below zero, which have the other section,
    all get these decimals. Words for large numbers that no code can divide by, such
    as ten thousands, are left out; so are digits of very large or small `values`."""
    finer = [abs(value) for value in values if form.decimals_for(value) > form.decimals]
    if not finer or _digits(form, values) != _digits(form):
        return _signed(form, _digits(form, values))
    limit = 10.0 ** floor(log10(max(finer)) + 1)
    below = [form.decimals_for(value) for value in values if abs(value) < limit]
    small = replace(form, decimals=max(below))
    if min(values) < 0:
        return _signed(small, _digits(small))
    return f"[<{limit:.12g}]{_positive(small, _digits(small))};{_positive(form, _digits(form))}"


def _digits(form: NumberFormat, values: Sequence[float] = ()) -> str:
    sizes = [abs(value) for value in values if value]
    commas = _commas(form.magnitude.divisor)
    largest = max(sizes, default=0.0) / 1000 ** (commas or 0)
    if largest >= TOO_LARGE or 0 < largest < TOO_SMALL:
        return _SCIENTIFIC
    if commas is None:
        return "#,##0"
    decimals = f".{'0' * form.decimals}" if form.decimals else ""
    digits = f"{'#,##' if form.groups else ''}0{decimals}{',' * commas}"
    return f"{_quoted(form.magnitude.before)}{digits}{_quoted(form.magnitude.after)}"


def _signed(form: NumberFormat, digits: str) -> str:
    return f"{_positive(form, digits)};{_positive(form, digits, MINUS)}"


def _positive(form: NumberFormat, digits: str, sign: str = "") -> str:
    unit, where = form.unit, _language(form.language)
    if unit in PREFIXES:
        return f"{where}{_quoted(sign + unit)}{digits}"
    after = _quoted(THIN_SPACE + unit) if unit else ""
    return f"{where}{_quoted(sign)}{digits}{after}"


def _language(tag: str) -> str:
    """What makes a program write numbers as in a language, where these are not as in English."""
    return "" if grouped("1234.5", tag) == "1,234.5" else language_code(tag)


def language_code(tag: str) -> str:
    """Return what begins a format code for numbers or dates of a language."""
    number = windows_code(tag)
    return f"[$-{number:X}]" if number else ""


def _commas(divisor: float) -> int | None:
    """How many commas divide by that much: three digits each; None when none do."""
    count = log10(divisor) / _THOUSANDS
    whole = round(count)
    return whole if isclose(count, whole, abs_tol=1e-9) and whole <= _MOST_COMMAS else None


def percent_code(decimals: int, language: str) -> str:
    """Return the format code for shares, of which 1 is 100 %."""
    digits = f"0.{'0' * decimals}" if decimals else "0"
    return f"{_language(language)}{digits}{_quoted(THIN_SPACE)}%"


def _quoted(words: str) -> str:
    """Words in a format code as they are."""
    parts = words.split('"')
    return '\\"'.join(f'"{part}"' if part else "" for part in parts)


_DATE_CODES = (
    (r"[12]\d{3}", "yyyy"),
    (r"[12]\d{3}-\d\d", "yyyy-mm"),
    (r"[12]\d{3}-\d\d-\d\d", "yyyy-mm-dd"),
    (r"[12]\d{3}/\d\d/\d\d", "yyyy/mm/dd"),
    (r"\d\d\.\d\d\.[12]\d{3}", "dd.mm.yyyy"),
    (r"\d\d?\.\d\d?\.[12]\d{3}", "d.m.yyyy"),
    (r"\d\d/[12]\d{3}", "mm/yyyy"),
    (r"\d\d\.[12]\d{3}", "mm.yyyy"),
    (r"[^\W\d_]{3}\.? [12]\d{3}", "mmm yyyy"),
    (r"[^\W\d_]{4,} [12]\d{3}", "mmmm yyyy"),
    (r"\d\d?\.? [^\W\d_]{3}\.? [12]\d{3}", "d mmm yyyy"),
    (r"\d\d?\.? [^\W\d_]{4,} [12]\d{3}", "d mmmm yyyy"),
)


def day_code(language: str) -> str:
    """Return the format code that shows a day as the language names one, such as `mmm d, yyyy`;
    that of ISO 8601 where a language has other digits."""
    shown = dated(_ANY_DAY, "yMMMd", language)
    months = month_names(language)
    found = ""
    for part in re.findall(r"\d+|[^\W\d]+\.?|[\s,./-]+|.", shown):
        if part in _OF_ANY_DAY:
            found += _OF_ANY_DAY[part]
        elif part.rstrip(".").casefold() in months or part.casefold() in months:
            found += "mmm"
        elif re.fullmatch(r"[\s,./-]+", part):
            found += part.replace("\N{NARROW NO-BREAK SPACE}", " ")
        elif part.isdecimal():
            return _ISO
        else:
            found += _quoted(part)
    # Without its month, a day is no day.
    return f"{language_code(language)}{found}" if "m" in found.lower() else _ISO


def date_code(names: Sequence[str], language: str) -> str:
    """Return the format code that shows dates as `names` are written in a language; empty when
    there is none."""
    for pattern, code in _DATE_CODES:
        if all(re.fullmatch(pattern, name) for name in names):
            return f"{language_code(language)}{code}" if "mmm" in code else code
    return ""
