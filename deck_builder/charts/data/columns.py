"""The data of a chart as the columns of a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets import REPEATED_COLUMN, Condition, SheetPart, Table, find_column
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.base.yaml import Value
from deck_builder.charts import KINDS
from deck_builder.charts.data.cells import Cell, report_cell
from deck_builder.charts.data.inline import check_size, pairs_spec
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.data.transform import Step
from deck_builder.charts.numbers import GAP_WORDS, Notation, notation_of, settled_by_language

COLUMN_COUNT = Problem(
    "column-count", Severity.ERROR, "‘{key}’ names {count} columns, but {expected}", "{hint}"
)
NO_NUMBERS = Problem(
    "bad-number", Severity.ERROR, "column ‘{column}’ of {file} has no numbers", "{hint}"
)
MORE_BAD_NUMBERS = Problem(
    "bad-number", Severity.ERROR, "{count} more cells of column ‘{column}’ are not numbers"
)
REPEATED_POINT = Problem(
    "repeated-point",
    Severity.ERROR,
    "row {row} of {file}: ‘{series}’ has a value for ‘{category}’ already",
    "add up the rows first, or choose other columns",
)

NAMELESS_COLUMN = Problem(
    "missing-header",
    Severity.ERROR,
    "column {number} of {file} has no name",
    "name it in the first row, or choose others with ‘y’",
)

_MAX_REPORTED = 3


class ColumnNames(Struct, frozen=True):
    """The place of a chart's data: in `file`, in the columns `x` and `y`; in the long form the
    column `series` says which series a row belongs to. Without names, x is the first column and
    y are all others. Only rows that have all of `where` are shown, after all `steps`. Of a workbook
    only a `part` is read. With a `query`, `file` names the files that it is over. The columns
    `error` say how far the values in `y` may be off, and `size` is that of the sizes of bubbles."""

    file: Value
    x: tuple[Value, ...] = ()
    y: tuple[Value, ...] = ()
    series: tuple[Value, ...] = ()
    where: tuple[Condition, ...] = ()
    part: SheetPart = SheetPart()
    query: Value | None = None
    error: tuple[Value, ...] = ()
    size: tuple[Value, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns that the chart shows."""
        values = (*self.x, *self.y, *self.series, *self.error, *self.size)
        return tuple(value.text or "" for value in values)


def read_columns(
    spec: ChartSpec, names: ColumnNames, table: Table, decimal: str, collector: Collector
) -> ChartSpec | None:
    """Return `spec` with the series in the columns of `table`, whose decimals begin with the mark
    `decimal`, if that is known; None after a report."""
    mark = table.decimal or decimal
    reader = _Reader(table, spec.unit, spec.language, mark, names.file.span, collector)
    before = len(collector.found)
    columns = _choose(names, table, reader, KINDS[spec.kind].pairs)
    if columns is None or len(collector.found) > before:
        return None
    if KINDS[spec.kind].pairs:
        filled = _pairs(spec, columns, reader)
    elif columns.series is None:
        filled = _wide(spec, columns, reader)
    else:
        filled = _long(spec, columns, reader)
    return filled if len(collector.found) == before else None


class _Chosen(Struct, frozen=True):
    x: int
    y: tuple[int, ...]
    series: int | None
    names: int | None = None
    errors: tuple[int, ...] = ()


def _choose(names: ColumnNames, table: Table, reader: _Reader, pairs: bool) -> _Chosen | None:
    for key, values in (("x", names.x), ("series", names.series)):
        if len(values) > 1:
            reader.report_count(key, values, "only one can be read")
    series = reader.find(names.series[0]) if names.series else None
    errors = tuple(map(reader.find, names.error))
    free = [at for at in range(len(table.header)) if at != series and at not in errors]
    # Words next to pairs of numbers are the names of the points.
    words = [column for column in free if pairs and not reader.has_numbers(column)]
    if len(free) - len(words) > 1 or (names.x and names.y):
        free = [column for column in free if column not in words]
    named_y = tuple(reader.find(value) for value in names.y)
    x = reader.find(names.x[0]) if names.x else next(iter(free), 0)
    y = named_y or tuple(column for column in free if column != x)
    if series is not None and len(y) != 1:
        reader.report_count("y", names.y or names.series, "with ‘series’ it must be one", len(y))
        return None
    if not names.y:
        reader.report_headings(y)
    one = series is None and len(y) == 1
    if errors and len(errors) != len(y):
        expected = f"there must be one for each of {len(y)} columns of values"
        reader.report_count("error", names.error, expected)
        return None
    named = words[0] if words and one and words[0] not in (x, *y) else None
    return _Chosen(x, y, series, named, errors)


class _Reader(Struct, frozen=True):
    table: Table
    unit: str
    language: str
    decimal: str
    span: Span
    collector: Collector

    def find(self, value: Value) -> int:
        """The column of that name; the first one after a report."""
        return find_column(self.table, value, self.collector)

    def report_count(
        self, key: str, values: Sequence[Value], expected: str, count: int | None = None
    ) -> None:
        number = len(values) if count is None else count
        hint = f"columns are: {', '.join(self.table.header)}"
        facts = {"key": key, "count": number, "expected": expected, "hint": hint}
        self.collector.report(COLUMN_COUNT, values[0].span, **facts)

    def report_headings(self, columns: Sequence[int]) -> None:
        """Report those of `columns` that have no name, or one that others have, too."""
        header = self.table.header
        for column in columns:
            name = header[column]
            if not name and column and len(columns) > 1:
                facts = {"number": column + 1, "file": self.table.name}
                self.collector.report(NAMELESS_COLUMN, self.span, **facts)
            elif name and name in header[:column]:
                self.collector.report(REPEATED_COLUMN, self.span, file=self.table.name, name=name)

    def has_numbers(self, column: int) -> bool:
        """Whether any cell of a column is a number."""
        notation = self.notation(column)
        return any(notation.readings(text) for text in self.texts(column))

    def notation(self, column: int) -> Notation:
        """How the numbers of a column are written; the other columns say what it does not, and
        then the language."""
        others = (row[at] for row in self.table.rows for at in range(len(row)) if at != column)
        texts = self.texts(column)
        notation = notation_of(texts, self.unit, self.language, self.decimal, others)
        return settled_by_language(notation, texts)

    def texts(self, column: int) -> tuple[str, ...]:
        return tuple(row[column] for row in self.table.rows)

    def numbers(self, column: int) -> tuple[tuple[float | None, ...], str]:
        """The numbers of a column, and their unit; cells that are none are reported."""
        texts = self.texts(column)
        notation = self.notation(column)
        values = tuple(map(notation.read, texts))
        bad = [
            index
            for index, (text, value) in enumerate(zip(texts, values, strict=True))
            if value is None and text not in GAP_WORDS
        ]
        if bad and not any(notation.readings(text) for text in texts):
            self._report_words(column)
        else:
            self._report_bad(bad, texts, notation, self.table.header[column])
        return values, notation.unit

    def _report_words(self, column: int) -> None:
        facts = {"column": self.table.header[column], "file": self.table.name}
        hint = f"choose with ‘y’ among: {', '.join(self.table.header)}"
        self.collector.report(NO_NUMBERS, self.span, **facts, hint=hint)

    def _report_bad(
        self, bad: Sequence[int], texts: Sequence[str], notation: Notation, column: str
    ) -> None:
        where = f" in column ‘{column}’" if column else ""
        for index in bad[:_MAX_REPORTED]:
            place = f"row {self.table.numbers[index]} of {self.table.name}"
            cell = Cell(texts[index], place, self.span, where)
            report_cell(cell, notation.readings(texts[index]), notation, self.collector)
        more = len(bad) - _MAX_REPORTED
        if more > 0:
            self.collector.report(MORE_BAD_NUMBERS, self.span, count=more, column=column)


def _wide(spec: ChartSpec, columns: _Chosen, reader: _Reader) -> ChartSpec:
    read = {column: reader.numbers(column) for column in columns.y}
    series = tuple(
        Series(reader.table.header[column], values) for column, (values, _) in read.items()
    )
    if columns.errors:
        errors = [reader.numbers(column)[0] for column in columns.errors]
        series = tuple(replace(row, errors=of) for row, of in zip(series, errors, strict=True))
    unit = _unit(spec, (unit for _, unit in read.values()))
    return replace(spec, categories=reader.texts(columns.x), series=series, unit=unit)


def _long(spec: ChartSpec, columns: _Chosen, reader: _Reader) -> ChartSpec:
    values, unit = reader.numbers(columns.y[0])
    categories = reader.texts(columns.x)
    names = reader.texts(columns.series or 0)
    points: dict[tuple[str, str], float | None] = {}
    errors = reader.numbers(columns.errors[0])[0] if columns.errors else ()
    off: dict[tuple[str, str], float | None] = {}
    repeated = 0
    for index, key in enumerate(zip(names, categories, strict=True)):
        if key in points and repeated < _MAX_REPORTED:
            repeated += 1
            facts = {"row": reader.table.numbers[index], "file": reader.table.name}
            reader.collector.report(
                REPEATED_POINT, reader.span, series=key[0], category=key[1], **facts
            )
        points[key] = values[index]
        if errors:
            off[key] = errors[index]
    order, owners = tuple(dict.fromkeys(categories)), tuple(dict.fromkeys(names))
    check_size(len(owners), len(order), reader.span)
    series = tuple(
        Series(
            name,
            tuple(points.get((name, category)) for category in order),
            tuple(off.get((name, category)) for category in order) if errors else (),
        )
        for name in owners
    )
    return replace(spec, categories=order, series=series, unit=_unit(spec, (unit,)))


def _pairs(spec: ChartSpec, columns: _Chosen, reader: _Reader) -> ChartSpec:
    x_values, _ = replace(reader, unit="").numbers(columns.x)
    if columns.names is not None:
        y_values, unit = reader.numbers(columns.y[0])
        rows = zip(reader.texts(columns.names), x_values, y_values, strict=True)
        points = [(name, (x, y)) for name, x, y in rows if x is not None and y is not None]
        return pairs_spec(
            replace(spec, unit=spec.unit or unit),
            {"": tuple(pair for _, pair in points)},
            tuple(name for name, _ in points),
        )
    groups: dict[str, list[tuple[float, float]]] = {}
    for column in columns.y:
        values, _ = reader.numbers(column)
        header = reader.table.header[column]
        names = [header] * len(values) if columns.series is None else reader.texts(columns.series)
        for name, x, y in zip(names, x_values, values, strict=True):
            if x is not None and y is not None:
                groups.setdefault(name, []).append((x, y))
    return pairs_spec(spec, {name: tuple(points) for name, points in groups.items()})


def _unit(spec: ChartSpec, units: Iterable[str]) -> str:
    found = set(units)
    return spec.unit or (found.pop() if len(found) == 1 else "")
