"""Numbers as a chart shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import floor, isclose, log10

from msgspec import Struct

from deck_builder.base.locale import Magnitude, decimal_mark, grouped, magnitudes

THIN_SPACE = "\N{THIN SPACE}"
MINUS = "\N{MINUS SIGN}"

PREFIXES = ("$", "£", "¥")
"""Units that stand before a number."""
_MONEY = (*PREFIXES, "€")
# Years are not grouped.
_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_SHORTENED = 10_000
_AS_IT_IS = Magnitude(1.0, 0.0, "")
_BLANK_TO_THIN = str.maketrans("\u00a0\u202f", 2 * THIN_SPACE)

# Decimals that still matter, by the largest of the numbers.
_DECIMALS = ((10_000, 0), (100, 1), (1, 2))
_FINEST = 7
_MOST_DECIMALS = 12
# Of a number that has a word, such as 1.25M.
_MOST_OF_LARGE = 3
_MOST_NEEDED_OF_LARGE = 2
# A label is right when it is this near to its number, as a share of that. Nobody writes all the
# decimals of a third.
_NEAR, _NEAR_OF_LONG = 0.005, 0.02
_SHORT_DECIMALS = 3
_ROOMY = 100
_FEW = 24
_MOST_MORE = 4
_MOST_KEPT = 1_024
TOO_LARGE, TOO_SMALL = 1e15, 1e-6
"""Numbers as large, or smaller than this, have a power of ten."""


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
    return len(rounded(value, allowed).partition(".")[2].rstrip("0"))


@lru_cache(_MOST_KEPT)
def rounded(size: float, decimals: int) -> str:
    """Return `size`, not below zero, with so many decimals; halves are rounded up. A chart asks
    for each of its numbers some thirty times."""
    if size >= TOO_LARGE:
        return f"{size:.{decimals}f}"
    return f"{exact(size).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"


def exact(value: float) -> Decimal:
    """Return `value` as it is written: 2.675 is a little less in a computer."""
    return Decimal(f"{value:.15g}")


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
        sign = MINUS if value < 0 else ""
        named = self._extreme(size) or self._named(size)
        number = named.translate(_BLANK_TO_THIN)
        if self.unit in PREFIXES:
            return f"{sign}{self.unit}{number}"
        return f"{sign}{number}{THIN_SPACE}{self.unit}" if self.unit else f"{sign}{number}"

    def _extreme(self, size: float) -> str:
        """A number with too many digits or zeros; an empty text for any other."""
        if size / self.magnitude.divisor < TOO_LARGE and not 0 < size < TOO_SMALL:
            return ""
        return f"{size:.3g}".replace(".", decimal_mark(self.language))

    def _named(self, size: float) -> str:
        digits = rounded(size / self.magnitude.divisor, self.decimals_for(size))
        if self.groups:
            digits = grouped(digits, self.language)
        else:
            digits = digits.replace(".", decimal_mark(self.language))
        return f"{self.magnitude.before}{digits}{self.magnitude.after}"

    def decimals_for(self, value: float) -> int:
        """Return how many decimals `value` is shown with: as many as keep it from looking like
        another number."""
        share = abs(value) / self.magnitude.divisor
        decimals = max(self.decimals, _needed(share, self.unit))
        return _of_money(decimals, self.unit) if decimals > self.decimals else decimals


def _needed(share: float, unit: str = "") -> int:
    """The fewest decimals with which a number does not look like one that is much different, like
    nothing or, as a percentage, like all."""
    limits = (0.0, 100.0) if unit == "%" else (0.0,)
    is_short = isclose(float(rounded(share, _SHORT_DECIMALS)), share, rel_tol=1e-9, abs_tol=0.0)
    near = _NEAR if is_short else _NEAR_OF_LONG
    for decimals in range(_MOST_DECIMALS):
        shown = float(rounded(share, decimals))
        if isclose(shown, share, rel_tol=1e-12, abs_tol=0.0):
            return decimals
        if shown not in limits and isclose(shown, share, rel_tol=near, abs_tol=0.0):
            return decimals
    return _MOST_DECIMALS


def _of_money(decimals: int, unit: str) -> int:
    """Nobody writes a sum of money with one decimal."""
    return 2 if decimals == 1 and unit in _MONEY else decimals


def number_format(values: Sequence[float], unit: str, language: str) -> NumberFormat:
    """Return the format for `values` in a `language`, a BCP 47 tag: large numbers in words, unless
    some are much smaller."""
    for magnitude in _fitting(values, language):
        shares = [value / magnitude.divisor for value in values]
        needed = max(_needed(abs(share), unit) for share in shares)
        decimals = _telling(shares, max(needed, min(2, decimals_of(shares))))
        if needed <= _MOST_NEEDED_OF_LARGE and decimals <= _MOST_OF_LARGE:
            return NumberFormat(decimals, unit, magnitude, language)
    decimals = _of_money(_telling(values, _shared_decimals(values)), unit)
    are_years = not unit and all(map(is_year, values))
    return NumberFormat(decimals, unit, language=language, groups=not are_years)


def _shared_decimals(values: Sequence[float]) -> int:
    """The decimals of all `values`; one more, if that makes the smallest right and the largest has
    room for it."""
    decimals = decimals_of(values)
    sizes = [abs(value) for value in values]
    needed = max(map(_needed, sizes), default=0)
    is_one_more = needed == decimals + 1 and max(sizes, default=0.0) < _ROOMY
    return needed if is_one_more else decimals


def _fitting(values: Iterable[float], language: str) -> Iterator[Magnitude]:
    """The large numbers in words that suit `values`, the largest first."""
    sizes = [abs(value) for value in values if value]
    largest = max(sizes, default=0.0)
    for magnitude in magnitudes(language) if largest >= _SHORTENED else ():
        if largest >= magnitude.least and min(sizes) >= magnitude.divisor / 100:
            yield magnitude


def _telling(values: Sequence[float], decimals: int) -> int:
    """At least so many decimals, more where few `values` would look alike and are not."""
    different = {float(f"{value:.12g}") for value in values}
    if len(different) > _FEW:
        return decimals
    for more in range(decimals, decimals + _MOST_MORE):
        if len({(value < 0, rounded(abs(value), more)) for value in different}) == len(different):
            return more
    return decimals


def tick_format(places: Sequence[float], unit: str, language: str) -> NumberFormat:
    """Return the format for the ticks of an axis, which are as precise as the steps between
    them."""
    for magnitude in _fitting(places, language):
        decimals = _exact_decimals(place / magnitude.divisor for place in places)
        if decimals <= 2:
            return NumberFormat(decimals, unit, magnitude, language)
    are_years = not unit and all(map(is_year, places))
    return NumberFormat(_exact_decimals(places), unit, language=language, groups=not are_years)


def _exact_decimals(values: Iterable[float]) -> int:
    return max((_own_decimals(abs(value), _MOST_DECIMALS) for value in values), default=0)


def is_year(value: float) -> bool:
    """Whether a number may be a year, whose digits are not grouped."""
    return _FIRST_YEAR <= value <= _LAST_YEAR and value % 1 == 0
