"""The numbers of a sparkline, as they stand in a cell."""

from __future__ import annotations

from collections.abc import Sequence

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Span
from deck_builder.charts.data.cells import Cell, read_cell
from deck_builder.charts.data.checks import EMPTY_CHART
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.numbers import notation_of

KIND = "sparkline"
"""The kind of chart that it is."""


def read_sparkline(
    texts: Sequence[str], place: Span | None, language: str, decimal: str, collector: Collector
) -> ChartSpec | None:
    """Return the numbers in `texts` as a chart without names, in a `language`, a BCP 47 tag, with
    the mark `decimal` before their decimals if that is known; None after a report at `place`."""
    notation = notation_of(texts, "", language, decimal)
    before = len(collector.found)
    values = tuple(
        read_cell(Cell(text, "the sparkline", place), notation, collector) for text in texts
    )
    if len(collector.found) > before:
        return None
    if not any(value is not None for value in values):
        collector.report(EMPTY_CHART, place, hint="write its numbers: `3 5 4 8`{.sparkline}")
        return None
    names = tuple(str(at) for at in range(1, len(values) + 1))
    unit = notation.unit
    return ChartSpec(KIND, (Series("", values),), names, unit=unit, language=language, span=place)
