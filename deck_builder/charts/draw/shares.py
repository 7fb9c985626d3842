"""The parts of a whole in percent, as they are labelled."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.numerals import NumberFormat, number_format, rounded

_MOST_DECIMALS = 2
_MOST_OWN = 4


def share_labels(spec: ChartSpec) -> tuple[str, ...]:
    """Return the label of each part of `spec`: the percentages of the author as they are, others
    rounded so that they are 100 % together."""
    values = [value or 0.0 for value in spec.series[0].values]
    if spec.unit == "%":
        own = max(len(rounded(value, _MOST_OWN).partition(".")[2].rstrip("0")) for value in values)
        form = number_format(values, "%", spec.language)
        return tuple(map(replace(form, decimals=max(own, form.decimals)), values))
    exact = [Fraction(f"{value:.15g}") for value in values]
    whole = sum(exact)
    shares = [100 * value / whole for value in exact]
    decimals = _decimals(shares)
    form = NumberFormat(decimals, "%", language=spec.language)
    least = f"<{form(10.0**-decimals)}"
    most = f">{form(100 - 10.0**-decimals)}"
    return tuple(
        least
        if share and not units
        else most
        if share < 100 and units >= 100 * 10**decimals
        else form(units / 10**decimals)
        for share, units in zip(shares, _units(shares, decimals), strict=True)
    )


def _decimals(shares: Sequence[Fraction]) -> int:
    """As few decimals as show something of every part, and the same of parts that are the same;
    where the latter cannot be, as with three thirds, it is not asked for."""
    least = 1 if any(0 < share < 1 for share in shares) else 0
    tries = range(least, _MOST_DECIMALS + 1)
    visible = [one for one in tries if _are_visible(shares, one)]
    even = [one for one in visible if _are_even(shares, one)]
    return next(iter(even or visible), _MOST_DECIMALS)


def _are_visible(shares: Sequence[Fraction], decimals: int) -> bool:
    units = _units(shares, decimals)
    pairs = list(zip(shares, units, strict=True))
    nothing = any(share and not unit for share, unit in pairs)
    return not nothing and not any(
        share < 100 and unit >= 100 * 10**decimals for share, unit in pairs
    )


def _are_even(shares: Sequence[Fraction], decimals: int) -> bool:
    pairs = set(zip(shares, _units(shares, decimals), strict=True))
    return len(pairs) == len(set(shares))


def _units(shares: Sequence[Fraction], decimals: int) -> list[int]:
    """The shares in units of the last decimal: whole ones, what is left for those that lose most
    (the largest remainder method)."""
    scaled = [share * 10**decimals for share in shares]
    units = [floor(share) for share in scaled]
    left = 100 * 10**decimals - sum(units)
    order = sorted(range(len(units)), key=lambda at: (units[at] - scaled[at], -scaled[at]))
    for at in order[:left]:
        units[at] += 1
    return units
