"""The numbers of a chart, cell by cell; those that cannot be read are reported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.charts.numbers import GAP_WORDS, Notation
from deck_builder.charts.numerals import plain_number

BAD_NUMBER = Problem(
    "bad-number", Severity.ERROR, "{place}: ‘{text}’{column} is not a number", "{hint}"
)
AMBIGUOUS_NUMBER = Problem(
    "ambiguous-number",
    Severity.ERROR,
    "{place}: ‘{text}’{column} can mean {first} or {second}",
    "write ‘decimal: point’ or ‘decimal: comma’ in the chart or in the settings of the talk, or "
    "the number without a mark",
)
_NUMBER_AND_WORD = re.compile(r"[-+]?[\d.,]*\d ?([^\W\d][\w/%°.]*)")
_MARKS = {".": "point", ",": "comma"}


class Cell(Struct, frozen=True):
    """A text that should be a number: where it is in words, and in the source."""

    text: str
    place: str
    span: Span | None
    column: str = ""


def read_cell(cell: Cell, notation: Notation, collector: Collector) -> float | None:
    """Return the number in `cell`, written in `notation`; None for a gap, and after a report."""
    text = cell.text
    if text in GAP_WORDS:
        return None
    readings = notation.readings(text)
    if len(readings) != 1:
        report_cell(cell, readings, notation, collector)
        return None
    return readings[0]


def report_cell(
    cell: Cell, readings: Sequence[float], notation: Notation, collector: Collector
) -> None:
    """Report `cell`, which has as many `readings`."""
    facts = {"place": cell.place, "text": cell.text, "column": cell.column}
    if len(readings) == 2:
        first, second = map(plain_number, readings)
        collector.report(AMBIGUOUS_NUMBER, cell.span, **facts, first=first, second=second)
        return
    collector.report(BAD_NUMBER, cell.span, **facts, hint=_hint(cell.text, notation))


def _hint(text: str, notation: Notation) -> str:
    """What to do about a `text` that is no number."""
    plain = Notation(unit=notation.unit, language=notation.language)
    if notation.is_stated and plain.readings(text):
        mark = _MARKS[notation.decimal]
        return f"the decimals of this chart begin with a {mark}: write the number so, too"
    if text.endswith("%"):
        return "write % after every number, or after none and ‘unit: %’"
    word = _NUMBER_AND_WORD.fullmatch(text)
    if word:
        return f"write a unit once: ‘unit: {word[1]}’"
    if any(character.isdecimal() for character in text):
        return "write the number alone; words belong into ‘title’ or the notes"
    return "leave it empty for a gap"
