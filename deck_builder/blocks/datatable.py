"""Tables whose cells are in a data file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from deck_builder.assets import (
    Assets,
    find_column,
    read_conditions,
    read_sheet_part,
)
from deck_builder.assets import Table as FileTable
from deck_builder.base.diagnostics import Collector, Problem, Severity, has_errors
from deck_builder.base.fields import Fields
from deck_builder.base.locale import decimal_mark, grouped
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.base.yaml import MISSING_KEY, Value, filled, parse_yaml
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.figure import Figure, fence_body, missing_figure
from deck_builder.blocks.line_text import line_words
from deck_builder.blocks.table import Table, table_of
from deck_builder.markdown import Node
from deck_builder.theme.model import Theme

if TYPE_CHECKING:
    from deck_builder.charts.data.columns import ColumnNames

INFO = "table"

NOT_A_DATA_TABLE = Problem(
    "bad-data-table",
    Severity.ERROR,
    "a table from a file is written in lines of ‘key: value’",
    "begin with ‘data: sales.csv’, or write the table in Markdown, without a fence",
)
_NAME_A_FILE = "write ‘data: sales.csv’"
# A number, its decimals and its unit; what has letters, such as “1.10 beta”, may be a name.
_COMPUTED = late(r"(-?\d+(?:\.(\d+))?)( [^\w\s]{1,3})?")
_MOST_DECIMALS = 6


class DataTable(Figure, frozen=True):
    """A table of the rows that `origin` names; it becomes a Table when the file is read. `columns`
    are those to show, each with its heading; without any, all are shown but those of conditions.
    Numbers that are computed are written as in `language`. The table is stressed by its `classes`.
    `origin` is None after a report."""

    origin: ColumnNames | None
    columns: tuple[tuple[Value, str], ...] = ()
    language: str = "en"
    decimal: str = ""
    classes: tuple[str, ...] = ()
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A fence whose info string is `table`."""
        body = fence_body(node, INFO, reader)
        if body is None:
            return None
        found = reader.collector
        value = parse_yaml(body.source, body.start, body.end, found)
        if value is None and body.text.strip():
            # Broken YAML is reported already.
            return cls(None, span=node.span)
        if value is None or value.mapping is None:
            found.report(NOT_A_DATA_TABLE, body if value is None else value.span)
            return cls(None, span=node.span)
        fields = Fields(filled(value, reader.fill), "a table", found)
        before = len(found.found)
        origin = _origin(fields, found)
        if has_errors(found.found[before:]):
            origin = None
        columns = _columns(fields, reader)
        fields.finish()
        return cls(origin, columns, reader.language, reader.decimal, span=node.span)

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Read its cells."""
        if self.origin is None:
            return self
        table = self._read(self.origin, assets, found)
        if table is None:
            return self
        if not self.columns:
            return self._stressed(table_of(table.header, table.rows, self.span))
        places = [find_column(table, name, found) for name, _ in self.columns]
        rows = [tuple(row[at] for at in places) for row in table.rows]
        headings = [heading for _, heading in self.columns]
        return self._stressed(table_of(headings, rows, self.span))

    def _read(self, origin: ColumnNames, assets: Assets, found: Collector) -> FileTable | None:
        # Only now, since most talks have no such table.
        from deck_builder.charts.data.sources import chosen_rows, read_table

        origin = replace(origin, y=tuple(name for name, _ in self.columns))
        table = read_table(origin, assets, self.language, self.decimal, found)
        if table is None:
            return None
        chosen = chosen_rows(origin, table, self.language, self.decimal, found)
        if chosen is None or not chosen.computed:
            return chosen
        columns = (
            _localised(column, self.language) if at in chosen.computed else column
            for at, column in enumerate(zip(*chosen.rows, strict=True))
        )
        return replace(chosen, rows=tuple(zip(*columns, strict=True)))

    def _stressed(self, table: Table) -> Table:
        return replace(table, classes=self.classes)

    def place(self, box: Box, theme: Theme) -> Placed:
        """As a missing figure."""
        return Placed((missing_figure("table without data", box, theme),), box.height)

    def least_height(self, box: Box, theme: Theme) -> int:
        """A fifth of the slide's content area."""
        return theme.content.height // 5


def _origin(fields: Fields, found: Collector) -> ColumnNames | None:
    """The place of the data, as that of a chart."""
    from deck_builder.charts.data.columns import ColumnNames
    from deck_builder.charts.data.transform import read_steps

    query = next(iter(fields.texts("query")), None)
    file = _file(fields, found, is_one=query is None)
    where = read_conditions(fields.group("where"))
    part, steps = read_sheet_part(fields), read_steps(fields, found)
    if file is None:
        return None
    return ColumnNames(file, where=where, part=part, query=query, steps=steps)


def _localised(cells: Sequence[str], language: str) -> Sequence[str]:
    """Numbers that were computed, with the digits in groups and the mark before their decimals that
    the language has; years have no groups. Those of which a division has left more decimals than
    anyone reads are rounded."""
    from deck_builder.charts.numerals import is_year, number_format

    found = [_COMPUTED().fullmatch(cell) for cell in cells]
    values = [float(one[1]) for one in found if one]
    is_long = any(one and len(one[2] or "") > _MOST_DECIMALS for one in found)
    form = number_format(values, "", language)
    mark = decimal_mark(language)

    def shown(number: str) -> str:
        value = float(number)
        text = f"{value:.{form.decimals_for(value)}f}" if is_long else number
        if are_years:
            return text.replace(".", mark)
        sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
        return sign + grouped(digits, language)

    are_years = not any(one and one[3] for one in found) and all(map(is_year, values))
    pairs = zip(cells, found, strict=True)
    return tuple(f"{shown(one[1])}{one[3] or ''}" if one else cell for cell, one in pairs)


def _file(fields: Fields, found: Collector, *, is_one: bool) -> Value | None:
    file = fields.take("data")
    if file is None:
        found.report(MISSING_KEY, fields.span, where="a table", key="data", hint=_NAME_A_FILE)
        return None
    if is_one and not file.text:
        fields.wrong("data", "the name of a file", _NAME_A_FILE)
        return None
    return file


def _columns(fields: Fields, reader: Reader) -> tuple[tuple[Value, str], ...]:
    """The names of columns, each with its heading."""
    value = fields.take("columns")
    if value is None:
        return ()
    if value.mapping is not None:
        return tuple(
            (
                Value(name, value.keys[name], name),
                line_words(heading.text or "", heading.span, reader) or name,
            )
            for name, heading in value.mapping.items()
        )
    names = (value,) if value.items is None else value.items
    if any(name.text is None for name in names):
        fields.wrong("columns", "a list of names, or names with what stands over each")
        return ()
    return tuple((name, name.text or "") for name in names)
