"""Points with a third number, the area of their bubble."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.assets import Table, find_column
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.yaml import Value
from deck_builder.charts.data.cells import Cell, read_cell
from deck_builder.charts.data.columns import ColumnNames, read_columns
from deck_builder.charts.data.inline import read_inline
from deck_builder.charts.data.measures import Measure, measure_of
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.numbers import notation_of

BAD_BUBBLE = Problem("bad-series", Severity.ERROR, "{what}", "{hint}")
NEGATIVE_SIZE = Problem(
    "negative-part",
    Severity.ERROR,
    "the size ‘{size}’ is below zero, which a bubble cannot show",
    "use a column without negative numbers",
)
_HINT = "write {Oslo: [59.9, 18.8, 0.7]}, or a list of three numbers each for each series"


def bubbles_inline(
    spec: ChartSpec, content: Value, decimal: str, collector: Collector
) -> ChartSpec | None:
    """Return `spec` with the points in `content`, of three numbers each; None after a report."""
    sizes: list[Value] = []
    pairs = _without_sizes(content, sizes)
    if pairs is None or not sizes:
        what = "a bubble chart needs three numbers for each point"
        collector.report(BAD_BUBBLE, content.span, what=what, hint=_HINT)
        return None
    found = read_inline(spec, pairs, decimal, collector)
    notation = notation_of([one.text or "" for one in sizes], "", spec.language, decimal)
    before = len(collector.found)
    values = [
        read_cell(Cell(one.text or "", "the size of a bubble", one.span), notation, collector)
        for one in sizes
    ]
    if found is None or len(collector.found) > before:
        return None
    return _with_sizes(found, tuple(values), collector)


def _without_sizes(value: Value, sizes: list[Value]) -> Value | None:
    """`value` with pairs where there are three numbers, whose last one is put into `sizes`; None
    when there is anything else."""
    if value.mapping is not None:
        inner = {name: _without_sizes(one, sizes) for name, one in value.mapping.items()}
        whole = {name: one for name, one in inner.items() if one is not None}
        return replace(value, content=whole) if len(whole) == len(inner) else None
    items = value.items
    if items is None:
        return None
    if all(item.text is not None for item in items):
        if len(items) != 3:
            return None
        sizes.append(items[2])
        return replace(value, content=items[:2])
    parts = [_without_sizes(item, sizes) for item in items]
    kept = tuple(part for part in parts if part is not None)
    return replace(value, content=kept) if len(kept) == len(parts) else None


def bubbles_of_columns(
    spec: ChartSpec, names: ColumnNames, table: Table, decimal: str, collector: Collector
) -> ChartSpec | None:
    """Return `spec` with the points in the columns of `table`: by default, the first ones of
    numbers are those across, upward, and the size; None after a report."""
    before, place = len(collector.found), names.file.span
    mark = table.decimal or decimal
    silent = Collector()

    def measure(at: int, found: Collector) -> Measure:
        return measure_of(table, at, spec.language, mark, place, found)

    stated = [
        find_column(table, values[0], collector) if values else None
        for values in (names.x, names.y, names.size)
    ]
    series = find_column(table, names.series[0], collector) if names.series else None
    free = [
        at
        for at in range(len(table.header))
        if at not in stated and at != series and measure(at, silent).is_whole
    ]
    chosen = [free.pop(0) if at is None and free else at for at in stated]
    if len(collector.found) > before:
        return None
    if None in chosen:
        what = f"a bubble chart needs three columns of numbers, which {table.name} does not have"
        hint = f"choose ‘x’, ‘y’ and ‘size’ among: {', '.join(table.header)}"
        collector.report(BAD_BUBBLE, place, what=what, hint=hint)
        return None
    x, y, size = (at or 0 for at in chosen)
    columns = [measure(at, collector) for at in (x, y, size)]
    whole = [
        row
        for row in range(len(table.rows))
        if all(column.values[row] is not None for column in columns)
    ]
    if series is not None:
        found_names = dict.fromkeys(table.rows[row][series] for row in whole)
        order = {name: at for at, name in enumerate(found_names)}
        whole.sort(key=lambda row: order[table.rows[row][series]])
    kept = [at for at in range(len(table.header)) if at != size]
    points = replace(
        table,
        header=tuple(table.header[at] for at in kept),
        rows=tuple(tuple(table.rows[row][at] for at in kept) for row in whole),
        numbers=tuple(table.numbers[row] for row in whole),
    )
    named = replace(
        names,
        x=(Value(table.header[x], place, table.header[x]),),
        y=(Value(table.header[y], place, table.header[y]),),
    )
    found = read_columns(spec, named, points, decimal, collector)
    if found is None or len(collector.found) > before:
        return None
    sizes = tuple(columns[2].values[row] for row in whole)
    return _with_sizes(replace(found, size_label=table.header[size]), sizes, collector)


def _with_sizes(
    spec: ChartSpec, sizes: tuple[float | None, ...], collector: Collector
) -> ChartSpec | None:
    for size in sizes:
        if size is not None and size < 0:
            collector.report(NEGATIVE_SIZE, spec.span, size=f"{size:g}")
            return None
    return replace(spec, sizes=sizes)
