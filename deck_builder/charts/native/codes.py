"""Numbers and dates as format codes of spreadsheets (ECMA-376 part 1, section 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isclose, log10

from deck_builder.charts.numerals import MINUS, THIN_SPACE, NumberFormat

_THOUSANDS = 3.0
_MOST_COMMAS = 4
_PREFIXES = ("$", "£", "¥")
_TOO_LARGE, _TOO_SMALL = 1e15, 1e-6
_SCIENTIFIC = "0.00E+00"


def number_code(form: NumberFormat, values: Sequence[float] = ()) -> str:
    """Return the format code for numbers as `form` shows them. Words for large numbers that no code
    can divide by, such as ten thousands, are left out; so are digits of very large or small
    `values`."""
    sizes = [abs(value) for value in values if value]
    commas = _commas(form.magnitude.divisor)
    largest = max(sizes, default=0.0) / 1000 ** (commas or 0)
    if largest >= _TOO_LARGE or 0 < largest < _TOO_SMALL:
        digits = _SCIENTIFIC
    elif commas is None:
        digits = "#,##0"
    else:
        decimals = f".{'0' * form.decimals}" if form.decimals else ""
        digits = f"{'#,##' if form.groups else ''}0{decimals}{',' * commas}"
        magnitude = form.magnitude
        digits = f"{_quoted(magnitude.before)}{digits}{_quoted(magnitude.after)}"
    unit = form.unit
    if unit in _PREFIXES:
        return f"{_quoted(unit)}{digits};{_quoted(MINUS + unit)}{digits}"
    after = _quoted(THIN_SPACE + unit) if unit else ""
    return f"{digits}{after};{_quoted(MINUS)}{digits}{after}"


def _commas(divisor: float) -> int | None:
    """How many commas divide by that much: three digits each; None when none do."""
    count = log10(divisor) / _THOUSANDS
    whole = round(count)
    return whole if isclose(count, whole, abs_tol=1e-9) and whole <= _MOST_COMMAS else None


def percent_code(decimals: int) -> str:
    """Return the format code for shares, of which 1 is 100 %."""
    digits = f"0.{'0' * decimals}" if decimals else "0"
    return f"{digits}{_quoted(THIN_SPACE)}%"


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


def date_code(names: Sequence[str]) -> str:
    """Return the format code that shows dates as `names` are written; empty when there is none."""
    for pattern, code in _DATE_CODES:
        if all(re.fullmatch(pattern, name) for name in names):
            return code
    return ""
