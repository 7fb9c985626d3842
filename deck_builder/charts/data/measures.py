"""The columns of a table as numbers, and numbers as the text of a cell."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from deck_builder.assets import Table
from deck_builder.base.diagnostics import Collector
from deck_builder.base.marks import COMMA, POINT
from deck_builder.base.source import Span
from deck_builder.charts.data.cells import Cell, read_cell
from deck_builder.charts.numbers import GAP_WORDS, Notation, notation_of

_MOST_REPORTED = 3


class Measure(Struct, frozen=True):
    """The numbers of a column, None for a gap, and how they are written. It `is_whole` when every
    cell is a number or empty, and not all are empty."""

    values: tuple[float | None, ...]
    notation: Notation
    is_whole: bool

    def total(self, rows: Iterable[int]) -> float:
        """Return the sum of the numbers in `rows`."""
        return sum(self.values[at] or 0.0 for at in rows)

    def order(self, descending: bool) -> list[int]:
        """Return the rows by their numbers, those without one last."""
        filled = [at for at, value in enumerate(self.values) if value is not None]
        filled.sort(key=lambda at: self.values[at] or 0.0, reverse=descending)
        return [*filled, *(at for at, value in enumerate(self.values) if value is None)]


def measure_of(
    table: Table, at: int, language: str, decimal: str, place: Span, collector: Collector
) -> Measure:
    """Return column `at` of `table` as numbers, which are written as in `language`, with the mark
    `decimal` if that is known; cells that are none are reported at `place`."""
    texts = [row[at] for row in table.rows]
    others = (cell for row in table.rows for other, cell in enumerate(row) if other != at)
    notation = notation_of(texts, "", language, decimal, others)
    values = tuple(map(notation.read, texts))
    bad = [
        row
        for row, (text, value) in enumerate(zip(texts, values, strict=True))
        if value is None and text not in GAP_WORDS
    ]
    for row in bad[:_MOST_REPORTED]:
        where = f"row {table.numbers[row]} of {table.name}"
        column = f" in column ‘{table.header[at]}’"
        read_cell(Cell(texts[row], where, place, column), notation, collector)
    is_whole = not bad and any(value is not None for value in values)
    return Measure(values, notation, is_whole)


def written(value: float | None, notation: Notation) -> str:
    """Return `value` as a cell in `notation`, which reads it as the same number."""
    if value is None:
        return ""
    text = f"{value:.15g}"
    _, point, decimals = text.partition(POINT)
    if point and len(decimals) == 3:
        # Three could be a group of a thousand.
        text += "0"
    if notation.decimal == COMMA:
        text = text.replace(POINT, COMMA)
    return f"{text} {notation.unit}" if notation.unit else text
