"""Tables of formulas laid out, with their rules. Lengths are in em."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from deck_builder.formulas import tree
from deck_builder.formulas.frames import RULE, Frame, Ink, bar, centered

STRUT = (0.68, 0.2)
"""How far a row reaches above and below its base line at least."""

_COLUMN_GAP = 0.9
_EDGE_GAP = 0.45
_PAIR_GAP = 0.05
_ROW_GAP = 0.32
_RULE_GAP = 0.22
# Between the lines of a double rule.
_DOUBLE = 0.14


def table_frame(table: tree.Table, cells: Sequence[Sequence[Frame]]) -> Frame:
    """Return the `cells` of `table`, laid out, in rows and columns."""
    starts, right = _columns(table, cells)
    inks: list[Ink] = []
    # From the top down, then moved so that its middle is on the axis.
    tops, y = [0.0], -_room(table, 0)
    for number, row in enumerate(cells):
        y -= max(STRUT[0], *(cell.ascent for cell in row))
        for cell, x in zip(row, _places(table, row, starts), strict=True):
            inks += cell.moved(x, y)
        y -= max(STRUT[1], *(cell.descent for cell in row))
        below = _room(table, number + 1)
        is_last = number == len(cells) - 1
        tops.append(y - (below if is_last else max(_ROW_GAP, 2 * below) / 2))
        y -= below if is_last else max(_ROW_GAP, 2 * below)
    inks += _lines(table, starts, right, y)
    inks += _rules(table, starts, right, tops)
    return centered(Frame(right, 0.0, -y, tuple(inks)))


Column = tuple[float, float, float]
"""Where the lines before a column are, where its cells begin, and where they end."""


def _columns(table: tree.Table, cells: Sequence[Sequence[Frame]]) -> tuple[list[Column], float]:
    """The columns, and where the last one ends with the lines after it."""
    lines = Counter(table.lines)
    found: list[Column] = []
    x = 0.0
    for place in range(len(table.alignments)):
        width = max(row[place].width for row in cells)
        surplus = _DOUBLE * max(0, lines[place] - 1)
        gap = _gap_before(table, place, lines[place] > 0) + surplus
        line = x + (gap - surplus) / 2 if place else 0.0
        found.append((line, x + gap, x + gap + width))
        x += gap + width
    count = len(table.alignments)
    if not lines[count]:
        return found, x
    return found, x + _EDGE_GAP + _DOUBLE * (lines[count] - 1) + RULE


def _gap_before(table: tree.Table, place: int, has_line: bool) -> float:
    if place == 0:
        return _EDGE_GAP if has_line else 0.0
    if not table.equations:
        return _COLUMN_GAP
    return _PAIR_GAP if place % 2 else 2 * _COLUMN_GAP


def _places(table: tree.Table, row: Sequence[Frame], columns: Sequence[Column]) -> Iterator[float]:
    for cell, (_, start, end), alignment in zip(row, columns, table.alignments, strict=True):
        free = end - start - cell.width
        yield start + {"left": 0.0, "right": free}.get(alignment, free / 2)


def _room(table: tree.Table, above: int) -> float:
    """The room on each side of the rules over a row."""
    count = max(_counts(table, above), default=0)
    return _RULE_GAP + _DOUBLE * (count - 1) if count else 0.0


def _counts(table: tree.Table, above: int) -> Iterator[int]:
    rules = [rule for rule in table.rules if rule.above == above]
    return iter(Counter(place for one in rules for place in range(one.first, one.end)).values())


def _lines(
    table: tree.Table, columns: Sequence[Column], right: float, bottom: float
) -> Iterator[Ink]:
    for place, count in Counter(table.lines).items():
        for number in range(count):
            if place < len(columns):
                x = columns[place][0] + _DOUBLE * number
            else:
                x = right - RULE - _DOUBLE * number
            yield bar(x, bottom, RULE, -bottom)


def _rules(
    table: tree.Table, columns: Sequence[Column], right: float, tops: Sequence[float]
) -> Iterator[Ink]:
    for rule, count in Counter(table.rules).items():
        if rule.first >= rule.end:
            continue
        start = columns[rule.first][0] if rule.first else 0.0
        end = columns[rule.end][0] if rule.end < len(columns) else right
        # The outermost ones close the lines at the sides.
        middle = tops[min(rule.above, len(tops) - 1)]
        last = rule.above >= len(tops) - 1
        y = middle if last else middle - RULE if rule.above == 0 else middle - RULE / 2
        for number in range(count):
            yield bar(start, y + (1 if last else -1) * _DOUBLE * number, end - start, RULE)
