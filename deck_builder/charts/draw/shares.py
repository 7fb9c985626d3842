"""The parts of a whole in percent, as they are labelled."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

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
    parts = _whole_numbers(values)
    decimals = _decimals(parts)
    form = NumberFormat(decimals, "%", language=spec.language)
    least = f"<{form(10.0**-decimals)}"
    most = f">{form(100 - 10.0**-decimals)}"
    return tuple(
        least
        if part and not units
        else most
        if part < sum(parts) and units >= 100 * 10**decimals
        else form(units / 10**decimals)
        for part, units in zip(parts, _units(parts, decimals), strict=True)
    )


def _whole_numbers(values: Sequence[float]) -> list[int]:
    """Whole numbers in the proportion of `values`, as these are written."""
    exact = [Fraction(f"{value:.15g}") for value in values]
    unit = lcm(*(value.denominator for value in exact))
    return [value.numerator * (unit // value.denominator) for value in exact]


def _decimals(parts: Sequence[int]) -> int:
    """As few decimals as show something of every part, and the same of parts that are the same;
    where the latter cannot be, as with three thirds, it is not asked for."""
    whole = sum(parts)
    least = 1 if any(0 < 100 * part < whole for part in parts) else 0
    tries = range(least, _MOST_DECIMALS + 1)
    visible = [one for one in tries if _are_visible(parts, one)]
    even = [one for one in visible if _are_even(parts, one)]
    return next(iter(even or visible), _MOST_DECIMALS)


def _are_visible(parts: Sequence[int], decimals: int) -> bool:
    whole, units = sum(parts), _units(parts, decimals)
    pairs = list(zip(parts, units, strict=True))
    nothing = any(part and not unit for part, unit in pairs)
    return not nothing and not any(
        part < whole and unit >= 100 * 10**decimals for part, unit in pairs
    )


def _are_even(parts: Sequence[int], decimals: int) -> bool:
    pairs = set(zip(parts, _units(parts, decimals), strict=True))
    return len(pairs) == len(set(parts))


def _units(parts: Sequence[int], decimals: int) -> list[int]:
    """The shares of the whole in units of the last decimal of a percentage: whole ones, what is
    left for those that lose most (the largest remainder method)."""
    full, whole = 100 * 10**decimals, sum(parts)
    units = [full * part // whole for part in parts]
    order = sorted(range(len(parts)), key=lambda at: (-(full * parts[at] % whole), -parts[at]))
    for at in order[: full - sum(units)]:
        units[at] += 1
    return units
