"""The choice of columns and rows of a data file."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from deck_builder.assets.tables import Table
from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.fields import Fields
from deck_builder.base.source import Span
from deck_builder.base.values import Located
from deck_builder.base.yaml import Value

UNKNOWN_COLUMN = Problem(
    "unknown-column", Severity.ERROR, "{file} has no column ‘{name}’", "{hint}"
)
REPEATED_COLUMN = Problem(
    "repeated-column",
    Severity.ERROR,
    "{file} has more than one column ‘{name}’",
    "give the columns different names",
)
NO_ROWS = Problem("no-rows", Severity.ERROR, "no row of {file} has {conditions}", "{hint}")


class Condition(Located, frozen=True):
    """A condition on the rows that are shown: `column` has one of the `texts`."""

    aside = ("place",)

    column: str
    texts: tuple[str, ...]
    place: Span


def read_conditions(fields: Fields) -> tuple[Condition, ...]:
    """Return a condition for each column in `fields`."""
    read = {name: (value.span, fields.texts(name)) for name, value in list(fields)}
    return tuple(
        Condition(name, tuple(value.text or "" for value in values), place)
        for name, (place, values) in read.items()
    )


def find_column(table: Table, name: Value, collector: Collector) -> int:
    """Return the number of the column of that name; the first one after a report."""
    text = name.text or ""
    if text not in table.header:
        _report_unknown(text, name.span, table, collector)
        return 0
    if table.header.count(text) > 1:
        collector.report(REPEATED_COLUMN, name.span, file=table.name, name=text)
    return table.header.index(text)


def with_conditions(
    table: Table, where: Sequence[Condition], shown: Collection[str], collector: Collector
) -> Table | None:
    """Return the rows of `table` that meet all conditions, without the columns of the conditions
    except those `shown`; None after a report."""
    if not where:
        return table
    unknown = [one for one in where if one.column not in table.header]
    for one in unknown:
        _report_unknown(one.column, one.place, table, collector)
    if unknown:
        return None
    wanted = {table.header.index(one.column): one.texts for one in where}
    rows = [
        (number, row)
        for number, row in zip(table.numbers, table.rows, strict=True)
        if all(row[column] in texts for column, texts in wanted.items())
    ]
    if not rows:
        _report_none(table, where, collector)
        return None
    kept = [at for at, name in enumerate(table.header) if at not in wanted or name in shown]
    return replace(
        table,
        header=tuple(table.header[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for _, row in rows),
        numbers=tuple(number for number, _ in rows),
    )


def _report_unknown(name: str, place: Span, table: Table, collector: Collector) -> None:
    hint = suggestion(name, table.header)
    collector.report(UNKNOWN_COLUMN, place, file=table.name, name=name, hint=hint)


def _report_none(table: Table, where: Sequence[Condition], collector: Collector) -> None:
    conditions = " and ".join(
        f"{one.column} {' or '.join(f'‘{text}’' for text in one.texts)}" for one in where
    )
    first = where[0]
    cells = {row[table.header.index(first.column)] for row in table.rows}
    hint = suggestion(first.texts[0] if first.texts else "", cells)
    facts = {"file": table.name, "conditions": conditions}
    collector.report(NO_ROWS, first.place, **facts, hint=hint)
