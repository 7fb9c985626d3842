"""From numbers to places: scales and their ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
# A few more ticks than asked for are better than half as many.
_FINER = 0.8
# Above this share of the largest value the axis may begin elsewhere than at zero.
_FAR_FROM_ZERO = 0.5


class Scale(Struct, frozen=True):
    """Maps the numbers `low` to `high` to the places `start` to `end`, in points; on a scale that
    is `log`, equal distances are equal factors."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        """Return the place of `value`."""
        low, high = self.low, self.high
        if self.log:
            value, low, high = math.log10(max(value, low)), math.log10(low), math.log10(high)
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    @property
    def base(self) -> float:
        """The place where bars begin."""
        return self.start if self.log else self(0.0)


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Return round numbers, about `most` of them, the first at or under `low` and the last at or
    over `high`."""
    if not high > low:
        low, high = from_zero([low])
    step = _step((high - low) / max(1, most - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(float(f"{number * step:.15g}") for number in range(first, last + 1))


def _step(least: float) -> float:
    size = 10.0 ** math.floor(math.log10(least))
    return next(size * step for step in _STEPS if size * step >= least * _FINER)


def steps_from(low: float, high: float, others: Sequence[float]) -> tuple[float, ...]:
    """Return as many ticks for `low` to `high` as `others`, with zero at the same place, so that
    one grid is right for both."""
    below = sum(tick < -1e-12 for tick in others)
    above = len(others) - 1 - below
    least = max(high / above if above else 0.0, -low / below if below else 0.0)
    if (low < 0 and not below) or (high > 0 and not above) or least <= 0:
        # Zero is elsewhere: as many equal steps.
        least, below = (high - low) / max(1, len(others) - 1), 0
        step = _step(least / _FINER)
        first = math.floor(low / step + 1e-9)
        return tuple(float(f"{(first + at) * step:.15g}") for at in range(len(others) + 1))
    step = _step(least / _FINER)
    return tuple(float(f"{at * step:.15g}") for at in range(-below, above + 1))


def log_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Return powers of ten, about `most` of them, the first at or under `low` and the last at or
    over `high`, both positive; with few powers also their double and their half."""
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    last = max(last, first + 1)
    step = max(1, -(-(last - first) // max(1, most - 1)))
    last = first + -(-(last - first) // step) * step
    if step > 1 or (last - first) * 3 + 1 > most:
        return tuple(10.0**power for power in range(first, last + 1, step))
    between = [size * 10.0**power for power in range(first, last) for size in (1.0, 2.0, 5.0)]
    every = [float(f"{tick:.15g}") for tick in (*between, 10.0**last)]
    under = [tick for tick in every if tick <= low * (1 + 1e-9)] or every[:1]
    over = [tick for tick in every if tick >= high * (1 - 1e-9)] or every[-1:]
    shown = tuple(tick for tick in every if under[-1] <= tick <= over[0])
    return shown if len(shown) > 1 else tuple(every)


def from_zero(values: Sequence[float]) -> tuple[float, float]:
    """Return the range of `values` and zero."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    return (low, high) if high > low else (0.0, 1.0)


def near(values: Sequence[float]) -> tuple[float, float]:
    """Return the range of `values`, with zero unless they are all far from it."""
    low, high = min(values), max(values)
    smallest, largest = sorted((abs(low), abs(high)))
    if low * high > 0 and smallest > largest * _FAR_FROM_ZERO and high > low:
        return low, high
    return from_zero(values)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> tuple[float, ...]:
    """Return places near `wanted` that are `gap` apart and between `low` and `high`; too many of
    them are evenly crowded between the two."""
    if len(wanted) > 1 and gap * (len(wanted) - 1) > high - low:
        gap = (high - low) / (len(wanted) - 1)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    # Neighbours that are too close become one block around their mean.
    blocks: list[tuple[float, int]] = []
    for index in order:
        middle, count = wanted[index], 1
        middle = _inside(middle, count, gap, low, high)
        while blocks and blocks[-1][0] + _half(blocks[-1][1], gap) + gap > middle - _half(
            count, gap
        ):
            before, number = blocks.pop()
            middle = (before * number + middle * count) / (number + count)
            count += number
            middle = _inside(middle, count, gap, low, high)
        blocks.append((middle, count))
    placed = [
        middle - _half(count, gap) + place * gap
        for middle, count in blocks
        for place in range(count)
    ]
    by_index = dict(zip(order, placed, strict=True))
    return tuple(by_index[index] for index in range(len(wanted)))


def _half(count: int, gap: float) -> float:
    return (count - 1) * gap / 2


def _inside(middle: float, count: int, gap: float, low: float, high: float) -> float:
    half = _half(count, gap)
    return min(max(middle, low + half), max(low + half, high - half))
