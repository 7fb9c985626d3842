"""The order of what is on the horizontal axis of a line or area chart."""

from __future__ import annotations

from itertools import pairwise
from math import isclose

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.dates import look_like_dates, read_dates
from deck_builder.charts.numbers import notation_of

SORTED_DATES = Problem(
    "sorted-dates",
    Severity.NOTE,
    "the dates are shown in the order of time, not as they are written",
    "for the written order, use a bar chart",
)
EQUAL_STEPS = Problem(
    "equal-steps", Severity.NOTE, "the {things} are placed in equal steps: {why}", "{hint}"
)
_DATES_HINT = "write them as 2024, 2024-12 or 2024-12-31"
_NUMBERS_HINT = "a scatter plot places numbers to scale"


def in_order(spec: ChartSpec, place: Span, collector: Collector) -> ChartSpec:
    """Return `spec` with its dates in ascending order. What is not placed to scale is reported."""
    names = spec.categories
    dates = read_dates(names, spec.language)
    if dates is None:
        if look_like_dates(names):
            why = "not all of them are known as dates"
            _report_equal("names", why, _DATES_HINT, place, collector)
        elif _have_other_steps(names, spec.language):
            why = "the steps between them are not equal"
            _report_equal("numbers", why, _NUMBERS_HINT, place, collector)
        return spec
    if dates.ascend:
        return spec
    if len(set(dates.days)) < len(dates.days):
        _report_equal("dates", "one of them is there twice", "", place, collector)
        return spec
    collector.report(SORTED_DATES, place)
    order = sorted(range(len(names)), key=dates.days.__getitem__)
    series = tuple(
        replace(row, values=tuple(row.values[at] for at in order)) for row in spec.series
    )
    return replace(spec, categories=tuple(names[at] for at in order), series=series)


def _report_equal(things: str, why: str, hint: str, place: Span, collector: Collector) -> None:
    collector.report(EQUAL_STEPS, place, things=things, why=why, hint=hint)


def _have_other_steps(names: tuple[str, ...], language: str) -> bool:
    """Whether `names` are numbers, and not in equal steps."""
    if not all(any(map(str.isdigit, name)) for name in names):
        return False
    notation = notation_of(names, "", language)
    numbers = [number for name in names if (number := notation.read(name)) is not None]
    if len(numbers) < len(names):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    return any(not isclose(step, steps[0], rel_tol=0.01) for step in steps)
