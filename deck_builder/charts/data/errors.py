"""How far values may be off, as authors write it beside the data."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.yaml import Value
from deck_builder.charts.data.spec import ChartSpec

BAD_ERRORS = Problem("bad-errors", Severity.ERROR, "{what}", "{hint}")
_HINT = "write a number for all, a list with one for each value, or a mapping of names to them"


def with_errors(spec: ChartSpec, errors: Value, collector: Collector) -> ChartSpec | None:
    """Return `spec` with `errors`: a number for all its values, one for each category, or such
    numbers for each series; None after a report."""
    rows = _rows(spec, errors)
    if rows is None:
        what = "‘error’ does not say how far each value may be off"
        collector.report(BAD_ERRORS, errors.span, what=what, hint=_HINT)
        return None
    if any(number is not None and number < 0 for row in rows for number in row):
        what = "an error is below zero"
        hint = "write how far the value may be off, without a sign"
        collector.report(BAD_ERRORS, errors.span, what=what, hint=hint)
        return None
    pairs = zip(spec.series, rows, strict=True)
    return replace(spec, series=tuple(replace(row, errors=tuple(of)) for row, of in pairs))


def _rows(spec: ChartSpec, errors: Value) -> list[list[float | None]] | None:
    count = len(spec.series[0].values)
    if errors.mapping is not None and not set(errors.mapping) - set(spec.categories):
        of_name = [errors.mapping.get(name) for name in spec.categories]
        return [[one.number if one else None for one in of_name]] * len(spec.series)
    if errors.mapping is not None:
        found = [_numbers(errors.mapping.get(row.name), count) for row in spec.series]
        known = not set(errors.mapping) - {row.name for row in spec.series}
        return [row for row in found if row is not None] if known and None not in found else None
    one = _numbers(errors, count)
    return None if one is None else [one] * len(spec.series)


def _numbers(value: Value | None, count: int) -> list[float | None] | None:
    if value is None:
        return [None] * count
    if value.items is None:
        return None if value.number is None else [value.number] * count
    numbers = [item.number for item in value.items]
    gaps = [item.content is None for item in value.items]
    whole = all(number is not None or gap for number, gap in zip(numbers, gaps, strict=True))
    return numbers if whole and len(numbers) == count else None
