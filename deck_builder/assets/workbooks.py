"""Workbooks (.xlsx) as tables, read by calamine in a process of its own: a small file can unpack to
a very large one."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec

from msgspec import Struct

from deck_builder.assets.apart import run_apart
from deck_builder.assets.tables import Rows, Table, TableReport, with_header
from deck_builder.base.diagnostics import Problem, Severity, suggestion
from deck_builder.base.fields import Fields
from deck_builder.base.limits import DATA_CELLS, DATA_MEMORY, DATA_ROWS, DATA_SECONDS
from deck_builder.base.marks import POINT
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.base.yaml import Value

DATA_NEEDS_EXTRA = Problem(
    "data-needs-extra",
    Severity.ERROR,
    "{what} cannot be read here",
    "install ‘deck-builder[data]’, or save the data as CSV",
)
UNKNOWN_SHEET = Problem("unknown-sheet", Severity.ERROR, "{name} has no sheet ‘{sheet}’", "{hint}")
BAD_RANGE = Problem(
    "bad-range",
    Severity.ERROR,
    "‘{range}’ is not a range of cells",
    "write the first and the last cell: range: A1:C10; or columns alone: A:C",
)
NO_WORKBOOK = Problem(
    "not-a-workbook",
    Severity.ERROR,
    "‘{key}’ names a part of a workbook, but ‘{name}’ is none",
    "remove ‘{key}’, or name an .xlsx file",
)
PART_PROBLEMS = (UNKNOWN_SHEET.code, BAD_RANGE.code)
"""The codes of what is wrong with a part, and not with its workbook."""

READING = "reading it and the data before"
AS_TEXT = """
import datetime, decimal
def as_text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return format(value, ".15g") if value == value and abs(value) != float("inf") else ""
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, datetime.datetime):
        text = value.replace(tzinfo=None).isoformat(" ", "seconds")
        return text.removesuffix(":00").removesuffix(" 00:00")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value).strip()
"""
"""The part of a program that turns a value of Python into the text of a cell."""
_PROGRAM = (
    AS_TEXT
    + """
import io, python_calamine
sheet, top, bottom, left, right, most_rows, most_cells = arguments
book = python_calamine.load_workbook(io.BytesIO(data))
names = [one.name for one in book.sheets_metadata]
seen = python_calamine.SheetVisibleEnum.Visible
shown = [one.name for one in book.sheets_metadata if one.visible == seen]
if sheet in names:
    found = sheet
elif sheet.isdecimal() and 0 < int(sheet) <= len(names):
    found = names[int(sheet) - 1]
else:
    found = "" if sheet else next(iter(shown), "")
answer = {"names": shown, "found": found, "rows": [], "over": 0}
if found:
    part = book.get_sheet_by_name(found)
    first = part.start or (0, 0)
    cells = 0
    for at, row in enumerate(part.to_python(skip_empty_area=True), first[0]):
        if not top <= at < bottom:
            continue
        texts = [as_text(one) for one in row[max(0, left - first[1]) : max(0, right - first[1])]]
        if not any(texts):
            continue
        answer["rows"].append([at + 1, texts])
        cells += len(texts)
        if len(answer["rows"]) > most_rows or cells > most_cells:
            answer["over"] = 1 if len(answer["rows"]) > most_rows else 2
            break
result = json.dumps(answer).encode()
"""
)
_RANGE = late(r"\$?([A-Z]{1,3})?\$?(\d{1,7})?:\$?([A-Z]{1,3})?\$?(\d{1,7})?", re.IGNORECASE)
_FARTHEST = 1 << 21


class SheetPart(Struct, frozen=True):
    """The part of a workbook that is read: a `sheet` by its name or number, the first visible one
    without; and a `range` of cells, such as A1:C10, the whole sheet without."""

    sheet: Value | None = None
    range: Value | None = None

    @property
    def key(self) -> str:
        """The name of what it says; empty for a whole workbook."""
        return "sheet" if self.sheet else "range" if self.range else ""

    @property
    def span(self) -> Span | None:
        """Where it says that."""
        stated = self.sheet or self.range
        return stated.span if stated else None


def read_sheet_part(fields: Fields) -> SheetPart:
    """Return what `sheet` and `range` in `fields` say."""
    sheet, cells = (next(iter(fields.texts(key)), None) for key in ("sheet", "range"))
    return SheetPart(sheet, cells)


def read_workbook(data: bytes, part: SheetPart, report: TableReport) -> Table | None:
    """Return the table in a `part` of the workbook `data`; None after a report. Raises LimitError
    when it is too large."""
    bounds = _bounds(part.range, report)
    if bounds is None:
        return None
    if find_spec("python_calamine") is None:
        report.collector.report(DATA_NEEDS_EXTRA, report.span, what=f"the workbook {report.name}")
        return None
    sheet = (part.sheet and part.sheet.text) or ""
    limits = (DATA_ROWS.most, DATA_CELLS.most)
    arguments = (sheet, *bounds, *limits)
    try:
        answer = run_apart(_PROGRAM, arguments, data, DATA_SECONDS, DATA_MEMORY, READING)
    except ValueError as error:
        report.bad(f"it cannot be read: {error}", "save it again as .xlsx, or as CSV")
        return None
    found = json.loads(answer)
    if not found["found"]:
        report(UNKNOWN_SHEET, sheet=sheet, hint=suggestion(sheet, found["names"]))
        return None
    if found["over"]:
        raise (DATA_ROWS if found["over"] == 1 else DATA_CELLS).error(
            report.name, None, report.span
        )
    rows: Rows = [(number, tuple(cells)) for number, cells in found["rows"]]
    return with_header(rows, report, POINT)


def _bounds(cells: Value | None, report: TableReport) -> tuple[int, int, int, int] | None:
    """The first row, the one after the last, and the columns likewise, all from 0; None after a
    report."""
    if cells is None:
        return 0, _FARTHEST, 0, _FARTHEST
    found = _RANGE().fullmatch((cells.text or "").strip())
    if found is None or not any(found.groups()):
        report(BAD_RANGE, range=cells.text or "")
        return None
    left, top, right, bottom = found.groups()
    return (
        int(top) - 1 if top else 0,
        int(bottom) if bottom else _FARTHEST,
        _column(left) - 1 if left else 0,
        _column(right) if right else _FARTHEST,
    )


def _column(letters: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
