"""Tables whose cells are in a data file."""

from __future__ import annotations

from typing import Self

from msgspec.structs import replace

from deck_builder.assets import (
    Assets,
    Condition,
    find_column,
    read_conditions,
    with_conditions,
)
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.fields import Fields
from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.base.yaml import MISSING_KEY, Value, filled, parse_yaml
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.figure import Figure, fence_body, missing_figure
from deck_builder.blocks.line_text import line_words
from deck_builder.blocks.table import Table, table_of
from deck_builder.markdown import Node
from deck_builder.theme.model import Theme

INFO = "table"

NOT_A_DATA_TABLE = Problem(
    "bad-data-table",
    Severity.ERROR,
    "a table from a file is written in lines of ‘key: value’",
    "begin with ‘data: sales.csv’, or write the table in Markdown, without a fence",
)
_NAME_A_FILE = "write ‘data: sales.csv’"


class DataTable(Figure, frozen=True):
    """A table of the rows in `file` that meet all conditions in `where`; it becomes a Table when
    the file is read. `columns` are those to show, each with its heading; without any, all are shown
    but those of `where`. The table is stressed by its `classes`. `file` is None after a report."""

    file: Value | None
    columns: tuple[tuple[Value, str], ...] = ()
    where: tuple[Condition, ...] = ()
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
        file = _file(fields, found)
        columns = _columns(fields, reader)
        where = read_conditions(fields.group("where"))
        fields.finish()
        return cls(file, columns, where, span=node.span)

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Read its cells."""
        if self.file is None:
            return self
        table = assets.read_table(self.file.text or "", self.file.span, found)
        if table is None:
            return self
        shown = [name.text or "" for name, _ in self.columns]
        table = with_conditions(table, self.where, shown, found)
        if table is None:
            return self
        if not self.columns:
            return self._stressed(table_of(table.header, table.rows, self.span))
        places = [find_column(table, name, found) for name, _ in self.columns]
        rows = [tuple(row[at] for at in places) for row in table.rows]
        headings = [heading for _, heading in self.columns]
        return self._stressed(table_of(headings, rows, self.span))

    def _stressed(self, table: Table) -> Table:
        return replace(table, classes=self.classes)

    def place(self, box: Box, theme: Theme) -> Placed:
        """As a missing figure."""
        return Placed((missing_figure("table without data", box, theme),), box.height)

    def least_height(self, box: Box, theme: Theme) -> int:
        """A fifth of the slide's content area."""
        return theme.content.height // 5


def _file(fields: Fields, found: Collector) -> Value | None:
    file = fields.take("data")
    if file is None:
        found.report(MISSING_KEY, fields.span, where="a table", key="data", hint=_NAME_A_FILE)
        return None
    if not file.text:
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
