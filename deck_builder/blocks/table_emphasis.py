"""What a table stresses: the row that the slide's title names, best values, heat, marks, states.

All of it is a cell's fill and the look of its runs, so the table stays a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.base.words import bare, words_in
from deck_builder.blocks.table_cells import Rows
from deck_builder.blocks.table_states import with_states
from deck_builder.blocks.table_values import values_in
from deck_builder.shapes import Cell
from deck_builder.text.runs import Run, plain_text
from deck_builder.theme.palette import EMPHASIS, tint

UNCLEAR_BEST = Problem(
    "unclear-best",
    Severity.WARNING,
    "‘.best’ does not say which values are best, and no column heading does",
    "write ‘.best-low’ or ‘.best-high’, or put ↓ or ↑ in the headings of columns",
)
NOTHING_TO_STRESS = Problem(
    "nothing-to-stress",
    Severity.WARNING,
    "‘.{name}’ changes nothing: no column of this table has numbers that differ",
    "write the values as numbers, or leave the class out",
)
BEST, LOW, HIGH, HEAT = "best", "best-low", "best-high", "heat"
CLASSES = (BEST, LOW, HIGH, HEAT)
"""The classes that stress values in a table."""
_HEAT = (7, 14, 22, 30, 38)
_SHORT_NAME = 3
_LONGEST_NAME = 40
_FEWEST = 2
_BRACKETS = late(r"\s*[(\[（].*?[)\]）]\s*$")

Change = Callable[[Cell], Cell]


class Stressed(Struct, frozen=True):
    """A table's rows, stressed; `unclear` when the best values were asked for and nothing says
    which end of a column is best, and `idle` the class that found no values to stress."""

    rows: Rows
    unclear: bool = False
    idle: str = ""


def stressed(
    header: Rows, rows: Rows, title: str, classes: Iterable[str], language: str
) -> Stressed:
    """Return the `rows` of a table with what the `title` of its slide names, and what its `classes`
    ask for."""
    wanted = frozenset(classes)
    rows = with_states(rows, language)
    unclear, idle = False, ""
    if HEAT in wanted:
        heated = _with_heat(rows, language)
        idle = HEAT if rows and heated == rows else ""
        rows = heated
    if wanted & {BEST, LOW, HIGH}:
        ends = _ends(header, rows, wanted, language)
        unclear = not any(ends)
        best = _with_best(rows, ends, language)
        if rows and best == rows and not unclear:
            idle = next(name for name in CLASSES if name in wanted)
        rows = best
    return Stressed(_with_named(header, rows, title), unclear, idle)


def _with_named(header: Rows, rows: Rows, title: str) -> Rows:
    """The rows with the one that a title names, the column, or the cell where both meet."""
    if not title or len(rows) < _FEWEST or not rows[0]:
        return rows
    named_rows = [at for at, row in enumerate(rows) if _names(title, row[0])]
    heads = header[-1][1:] if header else ()
    first = _first_value(rows)
    named_columns = [
        at
        for at, cell in enumerate(heads, 1)
        if at >= first and _names(title, cell) and not _is_title(title, cell)
    ]
    row = named_rows[0] if len(named_rows) == 1 else None
    column = named_columns[0] if len(named_columns) == 1 and len(heads) > 1 else None
    if row is not None and column is not None:
        return _changed(rows, [(row, column, _as_the_one)])
    if row is not None:
        return _changed(rows, [(row, at, _emphasised) for at in range(len(rows[row]))])
    if column is not None:
        return _changed(rows, [(at, column, _emphasised) for at in range(len(rows))])
    return rows


def _first_value(rows: Rows) -> int:
    """The column after the one that names the rows: the first one with words, where numbers before
    it only count them."""
    for at, column in _columns(rows):
        if any(any(map(str.isalpha, plain_text(cell.paragraphs))) for cell in column):
            return at + 1
    return 1


def _is_title(title: str, cell: Cell) -> bool:
    """Whether a heading is the whole title: it says what the table is about, and stresses
    nothing."""
    return bare(plain_text(cell.paragraphs)) == bare(title)


def _names(title: str, cell: Cell) -> bool:
    """Whether a title has the words of a cell; a short name counts only as it is written."""
    name = _BRACKETS().sub("", plain_text(cell.paragraphs)).strip()
    if not 1 < len(name) <= _LONGEST_NAME or not any(map(str.isalpha, name)):
        return False
    flags = re.IGNORECASE if len(name) > _SHORT_NAME else 0
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title, flags) is not None


def _emphasised(cell: Cell) -> Cell:
    return replace(_bold(cell), fill=cell.fill or EMPHASIS)


def _filled(cell: Cell, fill: str) -> Cell:
    return replace(cell, fill=fill)


def _as_the_one(cell: Cell) -> Cell:
    return replace(_bold(cell), fill="accent")


def _bold(cell: Cell) -> Cell:
    return _with_runs(cell, lambda run: replace(run, bold=True))


def _with_runs(cell: Cell, change: Callable[[Run], Run]) -> Cell:
    paragraphs = (
        replace(one, runs=tuple(change(run) for run in one.runs)) for one in cell.paragraphs
    )
    return replace(cell, paragraphs=tuple(paragraphs))


def _changed(rows: Rows, changes: Iterable[tuple[int, int, Change]]) -> Rows:
    """The rows with changes, each of the cell in a row and a column."""
    found = [list(row) for row in rows]
    for row, column, change in changes:
        found[row][column] = change(found[row][column])
    return tuple(map(tuple, found))


def _columns(rows: Rows) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The columns in which every cell has a place of its own."""
    for at, column in enumerate(zip(*rows, strict=True)):
        if not any(cell.is_merged or cell.is_covered for cell in column):
            yield at, column


def _numbers(rows: Rows, language: str) -> Iterator[tuple[int, list[float | None]]]:
    """The columns of numbers that can be compared, without the one that names the rows."""
    for at, column in _columns(rows):
        texts = [plain_text(cell.paragraphs).strip() for cell in column]
        values = values_in(texts, language) if at else None
        if values and sum(value is not None for value in values) >= _FEWEST:
            yield at, values


def _with_heat(rows: Rows, language: str) -> Rows:
    """The rows with numbers on tints of the accent, the stronger the larger in their column."""
    return _changed(rows, _heated(rows, language))


def _heated(rows: Rows, language: str) -> Iterator[tuple[int, int, Change]]:
    for at, values in _numbers(rows, language):
        known = [value for value in values if value is not None]
        low, reach = min(known), max(known) - min(known)
        for row, value in enumerate(values):
            if value is not None and reach:
                step = min(len(_HEAT) - 1, int((value - low) / reach * len(_HEAT)))
                yield row, at, partial(_filled, fill=tint("accent", _HEAT[step]))


def _ends(header: Rows, rows: Rows, wanted: frozenset[str], language: str) -> tuple[str, ...]:
    """Which end is best in each column: what its heading says, else what the class does."""
    default = LOW if LOW in wanted else HIGH if HIGH in wanted else ""
    if header:
        said = (_end_of(plain_text(cell.paragraphs), language) for cell in header[-1])
        return tuple(end or default for end in said)
    return (default,) * (len(rows[0]) if rows else 0)


def _end_of(heading: str, language: str) -> str:
    words = words_in(language).tables
    text = heading.casefold()
    if "↓" in text or any(one.casefold() in text for one in words.low_is_best):
        return LOW
    if "↑" in text or any(one.casefold() in text for one in words.high_is_best):
        return HIGH
    return ""


def _with_best(rows: Rows, ends: Sequence[str], language: str) -> Rows:
    return _changed(rows, _best(rows, ends, language))


def _best(rows: Rows, ends: Sequence[str], language: str) -> Iterator[tuple[int, int, Change]]:
    for at, values in _numbers(rows, language):
        known = [value for value in values if value is not None]
        low, high = min(known), max(known)
        if ends[at] and low != high:
            best = low if ends[at] == LOW else high
            yield from ((row, at, _emphasised) for row, one in enumerate(values) if one == best)
