"""Parquet files, and SQL over data files, by DuckDB in a process of its own.

The files are those that the talk names, read by `base/inputs.py`. DuckDB gets copies of them in a
folder of their own, takes them in, and is locked: from then on it reaches no file, no network and
no extension, and its settings cannot be changed. Of SQL, it is given only one SELECT over these
tables, with functions that have the same result every time.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets.apart import run_apart
from deck_builder.assets.tables import Rows, Table, TableReport, with_header
from deck_builder.assets.workbooks import AS_TEXT, DATA_NEEDS_EXTRA, READING
from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.limits import (
    DATA_CELLS,
    DATA_FILE,
    DATA_MEMORY,
    DATA_ROWS,
    DATA_SECONDS,
    QUERY,
)
from deck_builder.base.marks import POINT

BAD_QUERY = Problem("bad-query", Severity.ERROR, "the query cannot be run: {why}", "{hint}")

_PROGRAM = (
    AS_TEXT
    + '''
import json
from decimal import Decimal
import duckdb
tables, query, memory, most_rows, most_cells, most_text = arguments
TABLES = {name.lower() for name, *_ in tables}
NODES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
MAKERS = {"range", "generate_series", "unnest"}
MACROS = {
    "nullif", "split_part", "if", "date_add", "days_in_month", "fdiv", "wavg", "weighted_avg",
    "geomean", "geometric_mean",
}
MOMENTS = {
    "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp",
    "current_user", "current_role", "current_schema", "current_catalog", "session_user", "user",
}

class Refused(Exception):
    pass

def quoted(name, mark='"'):
    return mark + name.replace(mark, mark + mark) + mark

database = duckdb.connect(":memory:", config={
    "threads": "1",
    "memory_limit": f"{memory // 2 >> 20}MB",
    "temp_directory": "",
    "max_temp_directory_size": "0KB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
})

def take_in():
    for name, path, form, columns in tables:
        place = quoted(path, "'")
        if form == "parquet":
            source = f"read_parquet({place})"
        else:
            types = ", ".join(f"{quoted(one, chr(39))}: '{kind}'" for one, kind in columns)
            source = (
                f"read_csv({place}, header=true, delim=',', quote='\\"', escape='\\"', "
                f"auto_detect=false, nullstr='', columns={{{types}}})"
            )
        database.execute(f"CREATE TABLE {quoted(name)} AS SELECT * FROM {source}")
    database.execute("SET enable_external_access=false")
    database.execute("SET lock_configuration=true")

def same_every_time():
    known = database.execute(
        "SELECT DISTINCT function_name FROM duckdb_functions() "
        "WHERE function_type IN ('scalar', 'aggregate', 'window') AND stability = 'CONSISTENT'"
    ).fetchall()
    return {name for name, in known} | MACROS | MAKERS

def names_of_columns():
    return {one[0].lower() for name in TABLES for one in
            database.execute(f"SELECT * FROM {quoted(name)} LIMIT 0").description}

def inner(value):
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()

def made_tables(value):
    """The names that WITH gives to tables."""
    if isinstance(value, dict):
        for entry in (value.get("cte_map") or {}).get("map") or ():
            yield entry["key"].lower()
    for part in inner(value):
        yield from made_tables(part)

def check(value, known, functions, columns):
    if isinstance(value, dict):
        kind, group = value.get("type"), value.get("class")
        if value.get("sample") is not None:
            raise Refused("a sample is another one each time")
        if kind == "SHOW_REF" or (str(kind).endswith("_NODE") and kind not in NODES):
            raise Refused("it may only be a SELECT")
        if kind == "BASE_TABLE":
            name = value.get("table_name", "")
            if value.get("schema_name") or value.get("catalog_name") or name.lower() not in known:
                raise Refused(f"there is no table ‘{name}’ in ‘data’")
        if kind == "TABLE_FUNCTION":
            name = (value.get("function") or {}).get("function_name", "")
            if name not in MAKERS:
                raise Refused(f"‘{name}’ is not allowed")
        if group in ("FUNCTION", "WINDOW"):
            name = value.get("function_name", "").lower()
            listed = name.startswith(("list_", "array_"))
            if name not in functions and not listed:
                raise Refused(f"the function ‘{name}’ is not allowed")
        if group == "COLUMN_REF":
            path = [one.lower() for one in value.get("column_names") or ()]
            if len(path) == 1 and path[0] in MOMENTS - columns:
                raise Refused(f"‘{path[0]}’ is not allowed")
    for part in inner(value):
        check(part, known, functions, columns)

def refuse_others():
    statements = database.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise Refused("it may only be one SELECT")
    text = database.execute("SELECT json_serialize_sql(?)", [query]).fetchone()[0]
    tree = json.loads(text)
    if tree.get("error") or len(tree.get("statements") or ()) != 1:
        raise Refused("it may only be one SELECT")
    check(tree, TABLES | set(made_tables(tree)), same_every_time(), names_of_columns())

def answered():
    found = database.execute(query)
    header = [one[0] for one in found.description]
    rows, text, computed = [], 0, set()
    while part := found.fetchmany(1_000):
        for row in part:
            cells = [as_text(one) for one in row]
            computed.update(at for at, one in enumerate(row) if isinstance(one, (float, Decimal)))
            rows.append(cells)
            text += sum(map(len, cells))
        for number, over in enumerate(
            (len(rows) > most_rows, len(rows) * len(header) > most_cells, text > most_text), 1
        ):
            if over:
                return {"over": number}
    return {"header": header, "rows": rows, "computed": sorted(computed)}

try:
    take_in()
    if query:
        refuse_others()
    else:
        query = f"SELECT * FROM {quoted(tables[0][0])} LIMIT {most_rows + 1}"
    answer = answered()
except duckdb.OutOfMemoryException as error:
    raise MemoryError from error
except (Refused, duckdb.Error) as error:
    answer = {"why": str(error).strip().split(chr(10))[0]}
result = json.dumps(answer).encode()
'''
)
_OVER = (DATA_ROWS, DATA_CELLS, DATA_FILE)


class SourceTable(Struct, frozen=True):
    """A table that a query is over: its `name`, and the bytes of a Parquet file or the `table` that
    was read from another file, with the numbers of its columns where a whole column has them."""

    name: str
    parquet: bytes = b""
    table: Table | None = None
    numbers: tuple[tuple[float | None, ...] | None, ...] = ()


def run_query(query: str, sources: Sequence[SourceTable], report: TableReport) -> Table | None:
    """Return what the `query` says about its `sources`, or the only one of them without a query;
    None after a report. Raises LimitError when it takes too long or says too much."""
    QUERY.check(len(query), "the query", report.span)
    if find_spec("duckdb") is None:
        what = "the query" if query else f"the Parquet file {report.name}"
        report.collector.report(DATA_NEEDS_EXTRA, report.span, what=what)
        return None
    with tempfile.TemporaryDirectory(prefix="deck-builder-") as folder:
        tables = [_stored(one, Path(folder, str(at))) for at, one in enumerate(sources)]
        limits = (DATA_ROWS.most, DATA_CELLS.most, DATA_FILE.most)
        arguments = (tables, query, min(DATA_MEMORY.most, 1 << 40), *limits)
        try:
            answer = run_apart(_PROGRAM, arguments, b"", DATA_SECONDS, DATA_MEMORY, READING)
        except ValueError as error:
            _report(str(error).replace(folder, ""), query, report)
            return None
    found = json.loads(answer)
    if "over" in found:
        raise _OVER[found["over"] - 1].error(
            "the answer of the query" if query else report.name, None, report.span
        )
    if "why" in found:
        _report(found["why"].replace(folder, ""), query, report)
        return None
    rows: Rows = [(0, tuple(found["header"]))]
    rows += ((number, tuple(cells)) for number, cells in enumerate(found["rows"], 1))
    table = with_header(rows, report, POINT)
    return table and replace(table, computed=frozenset(found["computed"]))


def _report(why: str, query: str, report: TableReport) -> None:
    if query:
        hint = "write one SELECT over the files in ‘data’; each is a table with the file's name"
        report.collector.report(BAD_QUERY, report.span, why=why, hint=hint)
    else:
        report.bad(f"it cannot be read: {why}", "write it anew as Parquet, or as CSV")


def _stored(source: SourceTable, path: Path) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    """A table in a file that DuckDB reads: its name, path, format, and the types of its columns."""
    table = source.table
    if table is None:
        path.write_bytes(source.parquet)
        return source.name, str(path), "parquet", ()
    names = [name or f"column {at}" for at, name in enumerate(table.header, 1)]
    texts = zip(*table.rows, strict=True) if table.rows else ((),) * len(names)
    columns = [
        column if numbers is None else ["" if one is None else repr(one) for one in numbers]
        for column, numbers in zip(texts, source.numbers, strict=True)
    ]
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(zip(*columns, strict=True))
    path.write_text(out.getvalue(), encoding="utf-8")
    kinds = ("VARCHAR" if numbers is None else "DOUBLE" for numbers in source.numbers)
    types = tuple(zip(names, kinds, strict=True))
    return source.name, str(path), "csv", types
