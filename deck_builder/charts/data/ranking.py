"""The categories of a chart in an order, and the largest of them alone."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.words import words_in
from deck_builder.charts.data.spec import ChartSpec, Series


def ranked(spec: ChartSpec, order: str, top: int) -> ChartSpec:
    """Return `spec` with its categories in `order`, “descending”, “ascending” or by “name”, as they
    are without one; of more than `top` categories the largest, and the sum of the rest, which
    comes last."""
    count = len(spec.categories)
    places = list(range(count))
    totals = [sum(row.values[at] or 0.0 for row in spec.series) for at in places]
    rest: list[int] = []
    if top and count > top:
        largest = sorted(places, key=lambda at: -totals[at])
        places, rest = sorted(largest[:top]), sorted(largest[top:])
    if order == "name":
        places.sort(key=lambda at: spec.categories[at].casefold())
    elif order:
        places.sort(key=lambda at: totals[at], reverse=order == "descending")
    series = tuple(_picked(row, places, rest) for row in spec.series)
    names = [spec.categories[at] for at in places]
    if rest:
        names.append(words_in(spec.language).charts.other)
    return replace(spec, categories=tuple(names), series=series)


def _picked(row: Series, places: Sequence[int], rest: Sequence[int]) -> Series:
    values = [row.values[at] for at in places]
    errors = [row.errors[at] for at in places] if row.errors else []
    if rest:
        left = [value for at in rest if (value := row.values[at]) is not None]
        values.append(sum(left) if left else None)
        if errors:
            # What a sum is off by is not known.
            errors.append(None)
    return Series(row.name, tuple(values), tuple(errors))
