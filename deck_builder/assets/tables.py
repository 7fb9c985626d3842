"""Data files as tables: CSV, TSV, JSON and YAML; and rows that were read otherwise."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Iterable

from msgspec import Struct

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.limits import DATA_CELLS, DATA_ROWS
from deck_builder.base.patterns import late
from deck_builder.base.source import Source, Span
from deck_builder.base.values import Located
from deck_builder.base.yaml import Value, parse_yaml

BAD_TABLE = Problem("bad-table", Severity.ERROR, "{name} is not a table: {why}", "{hint}")
RAGGED_ROW = Problem(
    "ragged-row",
    Severity.ERROR,
    "row {row} of {name} has {count} cells, the header has {expected}",
    "put text that contains the separator in quotes",
)
MISSING_HEADER = Problem(
    "missing-header",
    Severity.ERROR,
    "row 1 of {name} has no column names",
    "name the columns in the first row",
)

_MAX_REPORTED = 5
_CSV_ERRORS = {
    "field larger than field limit": (
        f"has a cell of more than {csv.field_size_limit():,} characters",
        "shorten it, or look for a quotation mark that is not closed",
    ),
    "unexpected end of data": (
        "does not end",
        "look for a quotation mark that is not closed",
    ),
    "expected after": (
        "has text after a closing quotation mark",
        "write a quotation mark inside a cell twice",
    ),
}
"""What is wrong with a row, and what to do, by the words of the CSV reader's errors."""
_YEAR = late(r"[12]\d{3}")
# Of two that are as good, the first one.
_SEPARATORS = ";\t|,"
_LOOKED_AT = 20
_STATED_SEPARATOR = late(r"\s*sep=(.)[ \t]*\n", re.IGNORECASE)
_NUMBER = late(r"[-+]?[\d.,]+")


class Table(Located, frozen=True):
    """The text of a data file: column names, and rows of as many cells.

    `numbers` counts each row as the author sees it: from the top of a spreadsheet, or the items
    of a list. `decimal` is the mark before the decimals of its numbers where the format says it.
    `computed` are the places of the columns whose numbers nobody wrote as they are.
    """

    aside = ("numbers", "computed")

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    decimal: str = ""
    computed: frozenset[int] = frozenset()


class TableReport(Struct, frozen=True):
    """Reports problems of the data file `name` at the place that names it."""

    name: str
    span: Span | None
    collector: Collector

    def __call__(self, problem: Problem, **facts: object) -> None:
        self.collector.report(problem, self.span, name=self.name, **facts)

    def bad(self, why: str, hint: str = "") -> None:
        self(BAD_TABLE, why=why, hint=hint)


def read_rows(source: Source, suffix: str, report: TableReport) -> Table | None:
    """Return the table that `source` is, by the ending of its file's name; None after a report.
    Raises LimitError when it has too many rows or cells."""
    match suffix:
        case ".json":
            rows = _json_rows(source, report)
        case ".yaml" | ".yml":
            value = parse_yaml(source, 0, len(source.text), report.collector)
            rows = None if value is None else _item_rows(_plain(value), report)
        case _:
            rows = _separated_rows(source, "\t" if suffix == ".tsv" else "", report)
    return None if rows is None else with_header(rows, report)


Rows = list[tuple[int, tuple[str, ...]]]
"""Rows, each with its number."""


def _separated_rows(source: Source, separator: str, report: TableReport) -> Rows | None:
    text = source.text
    # Excel reads such a line, and does not show it.
    stated = _STATED_SEPARATOR().match(text)
    if stated:
        text = text[stated.end() :]
    delimiter = (stated[1] if stated else separator) or _separator_of(text)
    lines = text.count("\n") + 1
    _check_size(lines, text.count(delimiter) + lines, report)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Rows = []
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                rows.append((number, stripped))
    except csv.Error as error:
        why, hint = next(
            (said for words, said in _CSV_ERRORS.items() if words in str(error)),
            (f"cannot be read: {error}", ""),
        )
        report.bad(f"row {number + 1} {why}", hint)
        return None
    return rows


def _separator_of(text: str) -> str:
    """What separates the cells of `text`: what gives its first rows the same number of them, the
    largest one."""
    lines = list(itertools.islice(io.StringIO(text), _LOOKED_AT))

    def rank(separator: str) -> tuple[bool, int]:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=separator) if any(row)]
        except csv.Error:
            return False, 0
        return len(set(counts)) == 1 and counts[0] > 1, counts[0] if counts else 0

    return max(_SEPARATORS, key=rank)


def _json_rows(source: Source, report: TableReport) -> Rows | None:
    try:
        # Numbers stay as they are written.
        content = json.loads(source.text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        line = f"line {error.lineno}: " if isinstance(error, json.JSONDecodeError) else ""
        report.bad(f"{line}this is not JSON", "")
        return None
    return _item_rows(content, report)


def _plain(value: Value) -> object:
    if value.mapping is not None:
        return {key: _plain(inner) for key, inner in value.mapping.items()}
    if value.items is not None:
        return [_plain(inner) for inner in value.items]
    return value.text


def _item_rows(content: object, report: TableReport) -> Rows | None:
    if not isinstance(content, list) or not content:
        items = None
    elif all(isinstance(item, list) for item in content):
        _check_size(len(content), sum(map(len, content)), report)
        items = list(enumerate(content, 1))
    elif all(isinstance(item, dict) for item in content):
        header = tuple(dict.fromkeys(key for item in content for key in item))
        _check_size(len(content), len(content) * len(header), report)
        items = [(0, header)]
        items += ((at, [item.get(key) for key in header]) for at, item in enumerate(content, 1))
    else:
        items = None
    if items is None:
        report.bad("it must be a list of rows", "write a list of mappings that have the same keys")
        return None
    rows: Rows = []
    for number, item in items:
        cells = _cells(item, number, report)
        if cells is None:
            return None
        rows.append((number, cells))
    return rows


def _check_size(rows: int, cells: int, report: TableReport) -> None:
    DATA_ROWS.check(rows, report.name, report.span)
    DATA_CELLS.check(cells, report.name, report.span)


def _cells(contents: Iterable[object], number: int, report: TableReport) -> tuple[str, ...] | None:
    cells = tuple(contents)
    if any(isinstance(cell, dict | list) for cell in cells):
        report.bad(f"row {number} has a list or mapping in a cell", "write one value a cell")
        return None
    return tuple(map(_text, cells))


def _text(content: object) -> str:
    if content is None:
        return ""
    return str(content).lower() if isinstance(content, bool) else str(content).strip()


def with_header(rows: Rows, report: TableReport, decimal: str = "") -> Table | None:
    """Return the table of `rows`, each with its number, of which the first names the columns; None
    after a report. `decimal` is the mark before the decimals in it, if that is known."""
    if not rows:
        report.bad("it is empty", "write the column names in the first row")
        return None
    header = rows[0][1]
    if not any(header) or _is_a_row(header):
        report(MISSING_HEADER)
        return None
    # Spreadsheets write empty cells to the right of the table.
    width = len(header)
    while not header[width - 1] and not any(any(cells[width - 1 :]) for _, cells in rows):
        width -= 1
    header = header[:width]
    body = [(at, cells if any(cells[width:]) else cells[:width]) for at, cells in rows[1:]]
    ragged = [(number, len(cells)) for number, cells in body if len(cells) != width]
    for row, count in ragged[:_MAX_REPORTED]:
        report(RAGGED_ROW, row=row, count=count, expected=width)
    if ragged:
        return None
    numbers = tuple(number for number, _ in body)
    return Table(report.name, header, tuple(cells for _, cells in body), numbers, decimal)


def _is_a_row(header: tuple[str, ...]) -> bool:
    """Whether `header` has numbers that are no names: only numbers, decimals, or one next to the
    name of a single row. Years are names."""
    numbers = [cell for cell in header if _NUMBER().fullmatch(cell)]
    others = [cell for cell in numbers if not _YEAR().fullmatch(cell)]
    if len(numbers) == len(header) or (len(header) == 2 and others and header[1] in others):
        return True
    return any("." in cell or "," in cell for cell in others)
