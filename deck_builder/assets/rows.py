"""The table in a data file, by its format."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

from msgspec.structs import replace

from deck_builder.assets.queries import SourceTable, run_query
from deck_builder.assets.refusals import UNWRAPPED
from deck_builder.assets.tables import Table, TableReport, read_rows
from deck_builder.assets.workbooks import PART_PROBLEMS, SheetPart, read_workbook
from deck_builder.base.diagnostics import Checked, Collector, Problem, Severity
from deck_builder.base.limits import LimitError, lifted_now
from deck_builder.base.signatures import Group, kind_of
from deck_builder.base.source import Source, Span, decode_source

NO_TABLE = Problem("bad-table", Severity.ERROR, "‘{name}’ is {what}, and no table", "{hint}")
NOT_UTF8 = Problem(
    "not-utf-8",
    Severity.ERROR,
    "row {row} of {name} is not UTF-8",
    "save the file as “CSV UTF-8”, or with the encoding UTF-8",
)
WORKBOOK, PARQUET = ".xlsx", ".parquet"
DATA_SUFFIXES = (".csv", ".tsv", ".json", ".yaml", ".yml", WORKBOOK, PARQUET)
"""How the names of data files end."""
WHOLE = SheetPart()
"""The first visible sheet of a workbook."""

# What is no data itself, and what to do to have a table.
_WRAPPINGS = {
    **UNWRAPPED,
    **dict.fromkeys((Group.SHEET, Group.OLD_OFFICE), "save the sheet as CSV"),
    **dict.fromkeys((Group.DECK, Group.DOCUMENT), "save its table as CSV"),
}
_SAVE_AS_CSV = "save the data as CSV"
_PARQUET_BEGINS = b"PAR1"


def read_data(
    data: bytes, name: str, part: SheetPart, span: Span | None, collector: Collector
) -> Table | None:
    """Return the table in the bytes of the file `name`, of a workbook in a `part`; None after a
    report at `span`. Raises LimitError when it is too large."""
    suffix = Path(name).suffix.lower()
    if not _is_right(data, suffix, name, span, collector):
        return None
    if suffix in (WORKBOOK, PARQUET):
        read = partial(_packed_table, data, suffix, name, part)
    else:
        source = decode_source(data, name)
        if source.undecodable is not None:
            row = source.position(source.undecodable)[0]
            collector.report(NOT_UTF8, span, row=row, name=name)
            return None
        read = partial(_table, source, suffix)
    try:
        checked = read(lifted_now())
    except LimitError as error:
        raise error.at(span) from error
    for one in checked.diagnostics:
        place = part.span if one.code in PART_PROBLEMS else span
        collector.found.append(replace(one, span=one.span or place))
    return checked.value


def _is_right(data: bytes, suffix: str, name: str, span: Span | None, collector: Collector) -> bool:
    """Whether a file is what its name says; if not, that is reported."""
    kind = kind_of(data)
    if suffix == PARQUET:
        is_right = data.startswith(_PARQUET_BEGINS)
    elif suffix == WORKBOOK:
        is_right = kind is not None and kind.group is Group.SHEET
    else:
        is_right = kind is None or kind.group not in _WRAPPINGS
    if not is_right:
        what = kind.name if kind else "something else"
        hint = _WRAPPINGS.get(kind.group, _SAVE_AS_CSV) if kind else _SAVE_AS_CSV
        shown = name if len(name) <= 60 else f"{name[:60]}…"
        collector.report(NO_TABLE, span, name=shown, what=what, hint=hint)
    return is_right


@lru_cache(maxsize=8)
def _table(
    source: Source, suffix: str, limits: tuple[tuple[str, int], ...]
) -> Checked[Table | None]:
    """The table in a file of text, read once for all the charts and decks that show a part of it,
    while the same `limits` hold."""
    collector = Collector()
    return collector.checked(read_rows(source, suffix, TableReport(source.path, None, collector)))


@lru_cache(maxsize=8)
def _packed_table(
    data: bytes, suffix: str, name: str, part: SheetPart, limits: tuple[tuple[str, int], ...]
) -> Checked[Table | None]:
    """The table in a file that is no text, read once as those are."""
    collector = Collector()
    report = TableReport(name, None, collector)
    if suffix == PARQUET:
        return collector.checked(run_query("", (SourceTable("data", data),), report))
    return collector.checked(read_workbook(data, part, report))
