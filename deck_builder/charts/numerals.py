"""Numbers as a chart shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, log10

from msgspec import Struct

from deck_builder.base.locale import Magnitude, decimal_mark, grouped, magnitudes

THIN_SPACE = "\N{THIN SPACE}"
MINUS = "\N{MINUS SIGN}"

_PREFIXES = ("$", "£", "¥")
_MONEY = (*_PREFIXES, "€")
# Years are not grouped.
_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_SHORTENED = 10_000
_AS_IT_IS = Magnitude(1.0, 0.0, "")
_BLANK_TO_THIN = str.maketrans("\u00a0\u202f", 2 * THIN_SPACE)

# Decimals that still matter, by the largest of the numbers.
_DECIMALS = ((10_000, 0), (100, 1), (1, 2))
_FINEST = 7
_TOO_LARGE = 1e15
_TOO_SMALL = 1e-6


def decimals_of(values: Iterable[float]) -> int:
    """Return how many decimals show `values`: as many as they have, but no more than matter."""
    sizes = [abs(value) for value in values]
    largest = max(sizes, default=0.0)
    if not largest:
        return 0
    allowed = next((digits for least, digits in _DECIMALS if largest >= least), 0)
    if largest < 1:
        allowed = min(_FINEST, 1 - floor(log10(largest)))
    return max(_own_decimals(size, allowed) for size in sizes)


def _own_decimals(value: float, allowed: int) -> int:
    digits = f"{value:.{allowed}f}".rstrip("0").partition(".")[2]
    return len(digits)


def plain_number(value: float) -> str:
    """Return `value` in full, as a sentence has it: no groups, no needless decimals."""
    return f"{value:.12g}" if abs(value) < 1e15 else f"{value:g}"


class NumberFormat(Struct, frozen=True):
    """How a chart in a `language` shows its numbers: divided by a `magnitude`, which it names, and
    with the `unit`. Years have no `groups`."""

    decimals: int = 0
    unit: str = ""
    magnitude: Magnitude = _AS_IT_IS
    language: str = "en"
    groups: bool = True

    def __call__(self, value: float) -> str:
        """Return `value` with its digits grouped, and its unit; blanks in it are thin spaces."""
        size = abs(value)
        is_extreme = size >= _TOO_LARGE or 0 < size < _TOO_SMALL
        form = ".3g" if is_extreme else f".{self.decimals}f"
        digits = f"{size / self.magnitude.divisor:{form}}"
        sign = MINUS if value < 0 and digits.strip("0.") else ""
        if self.groups and not is_extreme:
            digits = grouped(digits, self.language)
        else:
            digits = digits.replace(".", decimal_mark(self.language))
        named = f"{self.magnitude.before}{digits}{self.magnitude.after}"
        number = named.translate(_BLANK_TO_THIN)
        if self.unit in _PREFIXES:
            return f"{sign}{self.unit}{number}"
        return f"{sign}{number}{THIN_SPACE}{self.unit}" if self.unit else f"{sign}{number}"


def number_format(values: Sequence[float], unit: str, language: str) -> NumberFormat:
    """Return the format for `values` in a `language`, a BCP 47 tag: large numbers in words, unless
    some are much smaller."""
    sizes = [abs(value) for value in values if value]
    largest = max(sizes, default=0.0)
    for magnitude in magnitudes(language) if largest >= _SHORTENED else ():
        if largest >= magnitude.least and min(sizes) >= magnitude.divisor / 100:
            decimals = min(2, decimals_of([size / magnitude.divisor for size in sizes]))
            return NumberFormat(decimals, unit, magnitude, language)
    decimals = decimals_of(values)
    # Nobody writes a sum of money with one decimal.
    decimals = 2 if decimals == 1 and unit in _MONEY else decimals
    are_years = not unit and all(map(_is_year, values))
    return NumberFormat(decimals, unit, language=language, groups=not are_years)


def _is_year(value: float) -> bool:
    return _FIRST_YEAR <= value <= _LAST_YEAR and value % 1 == 0
