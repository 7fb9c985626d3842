"""Where the data of a chart are: a file, a part of a workbook, or a query over several files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec.structs import replace

from deck_builder.assets import Assets, SourceTable, Table, TableReport, run_query, with_conditions
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.limits import QUERY_FILES
from deck_builder.base.yaml import Value
from deck_builder.charts.data.columns import ColumnNames
from deck_builder.charts.data.measures import measure_of
from deck_builder.charts.data.transform import transformed

NO_QUERY = Problem(
    "bad-query", Severity.ERROR, "the query is empty", "write a SELECT, or remove ‘query’"
)
BAD_SOURCE = Problem(
    "bad-query",
    Severity.ERROR,
    "‘data’ does not say which files the query is over",
    "write ‘data: sales.csv’, or a name for each: data: {{sales: sales-2025.csv}}",
)
_ANSWER = "the answer of the query"
_ZERO_FIRST = re.compile(r"0\d")


def read_table(
    columns: ColumnNames, assets: Assets, language: str, decimal: str, collector: Collector
) -> Table | None:
    """Return the table that `columns` name, as it is in their files, in numbers of a `language`;
    None after a report."""
    if columns.query is None:
        file = columns.file
        return assets.read_table(file.text or "", file.span, collector, columns.part)
    if not (columns.query.text or "").strip():
        collector.report(NO_QUERY, columns.query.span)
        return None
    files = _files(columns.file)
    if not files:
        collector.report(BAD_SOURCE, columns.file.span)
        return None
    QUERY_FILES.check(len(files), "the query", columns.file.span)
    sources = []
    for name, file in files.items():
        source = assets.read_source_table(name, file, collector)
        if source is None:
            return None
        sources.append(_with_numbers(source, language, decimal, file))
    report = TableReport(_ANSWER, columns.query.span, collector)
    return run_query(columns.query.text or "", sources, report)


def _files(data: Value) -> Mapping[str, Value]:
    """The files by the names that a query has for them; none when `data` names no files."""
    if data.mapping is not None:
        named = dict(data.mapping)
    else:
        items = data.items if data.items is not None else (data,)
        named = {_name_of(item.text or ""): item for item in items}
        if len(named) < len(items):
            return {}
    return named if all(value.text for value in named.values()) else {}


def _name_of(file: str) -> str:
    """The name of a file without folders and ending, as a word."""
    return re.sub(r"\W+", "_", PurePosixPath(file.replace("\\", "/")).stem)


def _with_numbers(source: SourceTable, language: str, decimal: str, file: Value) -> SourceTable:
    table = source.table
    if table is None:
        return source
    numbers = []
    for at in range(len(table.header)):
        mark = table.decimal or decimal
        measure = measure_of(table, at, language, mark, file.span, Collector())
        is_code = any(_ZERO_FIRST.match(row[at]) for row in table.rows)
        numbers.append(measure.values if measure.is_whole and not is_code else None)
    return replace(source, numbers=tuple(numbers))


def chosen_rows(
    columns: ColumnNames, table: Table, language: str, decimal: str, collector: Collector
) -> Table | None:
    """Return the rows of `table` that `columns` ask for, after all its steps; None after a
    report."""
    names = columns.names
    if columns.steps:
        # A step may still need them.
        names = table.header
    chosen = with_conditions(table, columns.where, names, collector)
    if chosen is None:
        return None
    return transformed(chosen, columns.steps, language, decimal, collector)
