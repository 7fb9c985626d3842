"""Which series of a chart of bars and lines are lines, and which have an axis of their own."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.yaml import Value
from deck_builder.charts.data.extras import names_among
from deck_builder.charts.data.spec import ChartSpec

NO_BARS = Problem(
    "no-bars",
    Severity.ERROR,
    "all series of the chart are lines",
    "leave one out of ‘line’, or use a line chart",
)


def with_lines(
    spec: ChartSpec,
    lines: Sequence[Value],
    second: Sequence[Value],
    second_unit: str,
    collector: Collector,
) -> ChartSpec | None:
    """Return `spec` with the `lines` among its series, the last one if none is named, and those
    that have a `second` axis with a unit of its own; None after a report."""
    known = [row.name for row in spec.series]
    before = len(collector.found)
    named = names_among(lines, "line", known, collector) or tuple(known[-1:])
    apart = names_among(second, "second", known, collector)
    if len(collector.found) > before:
        return None
    if len(named) >= len(known) > 0:
        collector.report(NO_BARS, spec.span)
        return None
    return replace(spec, lines=named, second=apart, second_unit=second_unit)
