"""The workbook of a chart: one sheet with its data, as XlsxWriter writes it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

Cell = str | float | None
SHEET = "Sheet1"
WORDS = "General"
"""The format code of a column of words, and of one of plain numbers."""
# The earliest date that a zip file can hold, so that the same data are the same bytes.
_DATE = datetime(1980, 1, 1)
_LETTERS = 26
_FIRST_WIDTH = 18


class Column(Struct, frozen=True):
    """A column of a sheet: its heading, its cells, and the format code of its numbers. One with a
    `formula` is computed from each row, whose number stands for `{row}` in it."""

    name: str
    cells: Sequence[Cell]
    code: str = WORDS
    formula: str = ""


def reference(column: int, rows: int) -> str:
    """Return the reference to `rows` cells of a column, counted from 0, below the heading."""
    letters = column_letters(column)
    return f"{SHEET}!${letters}$2:${letters}${rows + 1}"


def heading(column: int) -> str:
    """Return the reference to the heading of a column, counted from 0."""
    return f"{SHEET}!${column_letters(column)}$1"


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 0: A to Z, then AA."""
    before, at = divmod(column, _LETTERS)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + at)


def workbook(columns: Sequence[Column]) -> bytes:
    """Return a workbook with `columns`: the same bytes for the same columns."""
    # Only now, since most talks have no native chart.
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    # Words are words, whatever they look like.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(buffer, options)
    book.set_properties({"created": _DATE})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, _FIRST_WIDTH)
    codes = dict.fromkeys(column.code for column in columns)
    formats = {code: book.add_format({"num_format": code}) for code in codes if code != WORDS}
    for at, column in enumerate(columns):
        look = formats.get(column.code)
        if column.name:
            sheet.write_string(0, at, column.name)
        for row, cell in enumerate(column.cells, 1):
            if column.formula:
                sheet.write_formula(row, at, column.formula.format(row=row + 1), look, cell)
            elif isinstance(cell, str):
                sheet.write_string(row, at, cell)
            elif cell is not None:
                sheet.write_number(row, at, cell, look)
    book.close()
    return buffer.getvalue()
