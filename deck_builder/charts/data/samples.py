"""Lists of numbers that a chart counts or sums up: the bins of a histogram, the quartiles of a box
plot."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from deck_builder.assets import Table, find_column
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.limits import DATA_CELLS
from deck_builder.base.source import Span
from deck_builder.base.words import words_in
from deck_builder.base.yaml import Value
from deck_builder.charts import KINDS
from deck_builder.charts.data.cells import Cell, read_cell
from deck_builder.charts.data.columns import ColumnNames
from deck_builder.charts.data.measures import measure_of
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.draw.scale import ticks
from deck_builder.charts.numbers import notation_of
from deck_builder.charts.numerals import THIN_SPACE, tick_format

BAD_SAMPLES = Problem("bad-series", Severity.ERROR, "{what}", "{hint}")
_HINT = "write a list of numbers, or one for each group: {Berlin: [3, 5, 4], Oslo: [6, 2]}"
_FEWEST_BINS, _MOST_BINS = 5, 20
_WHISKER = 1.5
Groups = Mapping[str, Sequence[float]]


def samples_inline(
    spec: ChartSpec, content: Value, bins: int, decimal: str, collector: Collector
) -> ChartSpec | None:
    """Return `spec` with the numbers in `content`, a list or a mapping of groups to lists, summed
    up as its kind does; None after a report."""
    rows = {"": content} if content.items is not None else dict(content.mapping or {})
    if rows and all(row.text is not None for row in rows.values()):
        # Numbers with names, which are groups of one each for a box plot.
        rows = {name: replace(row, content=(row,)) for name, row in rows.items()}
    cells = [cell for row in rows.values() for cell in row.items or ()]
    if not cells or any(cell.text is None for cell in cells):
        what = "the chart needs lists of numbers"
        collector.report(BAD_SAMPLES, content.span, what=what, hint=_HINT)
        return None
    DATA_CELLS.check(len(cells), "the chart", content.span)
    notation = notation_of([cell.text or "" for cell in cells], spec.unit, spec.language, decimal)
    before = len(collector.found)
    groups: dict[str, list[float]] = {}
    for name, row in rows.items():
        place = f"‘{name}’" if name else "the data"
        read = (
            read_cell(Cell(cell.text or "", place, cell.span), notation, collector)
            for cell in row.items or ()
        )
        groups[name] = [value for value in read if value is not None]
    if len(collector.found) > before:
        return None
    unit = spec.unit or notation.unit
    return _summed_up(replace(spec, unit=unit), groups, bins, content.span, collector)


def samples_of_columns(
    spec: ChartSpec,
    names: ColumnNames,
    table: Table,
    bins: int,
    decimal: str,
    collector: Collector,
) -> ChartSpec | None:
    """Return `spec` with the numbers in the columns of `table`, summed up as its kind does; None
    after a report."""
    place, before = names.file.span, len(collector.found)
    is_counted = KINDS[spec.kind].has("bins")
    mark = table.decimal or decimal
    stated = (*names.x[:1], *names.series[:1])
    by = [find_column(table, one, collector) for one in stated][:1]
    silent = Collector()
    numeric = [
        at
        for at in range(len(table.header))
        if at not in by and measure_of(table, at, spec.language, mark, place, silent).is_whole
    ]
    columns = [find_column(table, one, collector) for one in names.y] or numeric
    if len(collector.found) > before:
        return None
    if not columns or (len(columns) > 1 and (by or is_counted)):
        what = f"‘y’ must name one column of numbers of {table.name}"
        hint = f"columns are: {', '.join(table.header)}"
        collector.report(BAD_SAMPLES, place, what=what, hint=hint)
        return None
    words = [at for at in range(len(table.header)) if at not in (*numeric, *columns)]
    if not by and not is_counted and len(columns) == 1:
        by = words[:1]
    groups: dict[str, list[float]] = {}
    for at in columns:
        measure = measure_of(table, at, spec.language, mark, place, collector)
        spec = replace(spec, unit=spec.unit or measure.notation.unit)
        for row, value in zip(table.rows, measure.values, strict=True):
            if value is not None:
                name = row[by[0]] if by else table.header[at]
                groups.setdefault(name, []).append(value)
    if len(collector.found) > before:
        return None
    return _summed_up(spec, groups, bins, place, collector)


def _summed_up(
    spec: ChartSpec, groups: Groups, bins: int, place: Span, collector: Collector
) -> ChartSpec | None:
    if not KINDS[spec.kind].has("bins"):
        filled = {name: sorted(values) for name, values in groups.items() if values}
        return _boxed(spec, filled) if filled else replace(spec, series=(Series("", ()),))
    if len(groups) > 1 and all(len(values) == 1 for values in groups.values()):
        groups = {"": [value for values in groups.values() for value in values]}
    if len(groups) > 1:
        what = f"a histogram shows one list of numbers, but there are {len(groups)}"
        collector.report(BAD_SAMPLES, place, what=what, hint="use box, or a chart for each list")
        return None
    values = [value for group in groups.values() for value in group]
    return _binned(spec, values, bins) if values else replace(spec, series=(Series("", ()),))


def _binned(spec: ChartSpec, values: Sequence[float], bins: int) -> ChartSpec:
    low, high = min(values), max(values)
    if low == high:
        low, high = low - (abs(low) or 1.0) * 0.1, high + (abs(high) or 1.0) * 0.1
    count = bins or min(_MOST_BINS, max(_FEWEST_BINS, math.ceil(math.sqrt(len(values)))))
    edges = ticks(low, high, count + 1)
    counts = [0] * (len(edges) - 1)
    for value in values:
        # The last bin has its upper limit, too.
        counts[min(bisect_right(edges, value) - 1, len(counts) - 1)] += 1
    form = tick_format(edges, "", spec.language)
    unit = f"{THIN_SPACE}{spec.unit}" if spec.unit else ""
    names = tuple(f"{form(low)}–{form(high)}{unit}" for low, high in pairwise(edges))
    return replace(
        spec,
        categories=names,
        series=(Series("", tuple(map(float, counts))),),
        edges=edges,
        unit="",
        second_unit=spec.unit,
    )


def _boxed(spec: ChartSpec, groups: Groups) -> ChartSpec:
    words = words_in(spec.language).charts
    names = (words.lowest, words.lower_quartile, words.median, words.upper_quartile, words.highest)
    found = [_five(values) for values in groups.values()]
    rows = zip(*(five for five, _ in found), strict=True)
    return replace(
        spec,
        categories=tuple(groups),
        series=tuple(Series(name, values) for name, values in zip(names, rows, strict=True)),
        outliers=tuple(beyond for _, beyond in found),
    )


def _five(values: Sequence[float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The ends of the whiskers and the quartiles of sorted `values`, and what lies beyond (Tukey's
    box plot)."""
    quartiles = [_quantile(values, share) for share in (0.25, 0.5, 0.75)]
    reach = (quartiles[2] - quartiles[0]) * _WHISKER
    low, high = quartiles[0] - reach, quartiles[2] + reach
    inside = [value for value in values if low <= value <= high]
    beyond = tuple(value for value in values if not low <= value <= high)
    least, most = (inside[0], inside[-1]) if inside else (quartiles[0], quartiles[2])
    return (min(least, quartiles[0]), *quartiles, max(most, quartiles[2])), beyond


def _quantile(values: Sequence[float], share: float) -> float:
    at = (len(values) - 1) * share
    below = math.floor(at)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (at - below)
