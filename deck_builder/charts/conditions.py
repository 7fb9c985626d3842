"""Which rows of a data file a chart shows."""

from __future__ import annotations

from deck_builder.assets import Table
from deck_builder.charts.columns import UNKNOWN_COLUMN, ColumnNames, Condition
from deck_builder.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.values import replace
from deck_builder.yamltext import Fields

NO_ROWS = Problem("no-rows", Severity.ERROR, "no row of {file} has {conditions}", "{hint}")


def read_conditions(fields: Fields) -> tuple[Condition, ...]:
    """Return what a row must have: in each column one of the texts."""
    read = {name: (value.span, fields.texts(name)) for name, value in list(fields)}
    return tuple(
        Condition(name, tuple(value.text or "" for value in values), place)
        for name, (place, values) in read.items()
    )


def with_conditions(table: Table, names: ColumnNames, collector: Collector) -> Table | None:
    """Return the rows of `table` that have what the author asks for, without the columns that say
    so, unless the chart shows them; None after a report."""
    if not names.where:
        return table
    unknown = [one for one in names.where if one.column not in table.header]
    for one in unknown:
        facts = {"file": table.name, "name": one.column}
        hint = suggestion(one.column, table.header)
        collector.report(UNKNOWN_COLUMN, one.place, **facts, hint=hint)
    if unknown:
        return None
    wanted = {table.header.index(one.column): one.texts for one in names.where}
    rows = [
        (number, row)
        for number, row in zip(table.numbers, table.rows, strict=True)
        if all(row[column] in texts for column, texts in wanted.items())
    ]
    if not rows:
        _report_none(table, names, collector)
        return None
    shown = {value.text for value in (*names.x, *names.y, *names.series)}
    kept = [at for at, name in enumerate(table.header) if at not in wanted or name in shown]
    return replace(
        table,
        header=tuple(table.header[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for _, row in rows),
        numbers=tuple(number for number, _ in rows),
    )


def _report_none(table: Table, names: ColumnNames, collector: Collector) -> None:
    conditions = " and ".join(
        f"{one.column} {' or '.join(f'‘{text}’' for text in one.texts)}" for one in names.where
    )
    first = names.where[0]
    cells = {row[table.header.index(first.column)] for row in table.rows}
    hint = suggestion(first.texts[0] if first.texts else "", cells)
    facts = {"file": table.name, "conditions": conditions}
    collector.report(NO_ROWS, first.place, **facts, hint=hint)
