"""The bars of a waterfall that are sums of those before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import isclose

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.yaml import Value
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.numerals import exact

WRONG_TOTAL = Problem(
    "wrong-total",
    Severity.ERROR,
    "‘{name}’ is {value}, but the values before it are {total} together",
    "correct the values, or write ‘{name}: ~’ to have the sum",
)


def with_totals(spec: ChartSpec, totals: Sequence[Value], collector: Collector) -> ChartSpec | None:
    """Return `spec` with the sums that `totals` name: of the values before, where a category has
    the name, or of all values, at the end. None after a report."""
    names, values = list(spec.categories), list(spec.series[0].values)
    wanted = [one.text or "" for one in totals]
    places = {one.text or "": one.span for one in totals}
    # In a computer, 0.3 - 0.1 - 0.2 is not nothing.
    whole = Decimal(0)
    for at, name in enumerate(names):
        value = values[at]
        if name not in wanted or at == 0:
            whole += exact(value or 0.0)
        elif value is None:
            values[at] = float(whole)
        elif not isclose(value, float(whole), rel_tol=1e-6, abs_tol=1e-9):
            facts = {"name": name, "value": f"{value:.12g}", "total": f"{whole:.12g}"}
            collector.report(WRONG_TOTAL, places[name], **facts)
            return None
    for name in wanted:
        if name not in names:
            names.append(name)
            values.append(float(whole))
    series = (Series(spec.series[0].name, tuple(values)), *spec.series[1:])
    return replace(spec, categories=tuple(names), series=series, totals=tuple(wanted))
