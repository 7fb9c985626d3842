"""Simple and multiline tables as in pandoc: columns of text under dashes.

Name    Sold
-----  -----
Apples    12
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_block import StateBlock
from msgspec import Struct

from deck_builder.base.patterns import late
from deck_builder.markdown.text_cells import ROWS, TOKEN, TextCell, TextRow
from deck_builder.markdown.text_lines import TextLine, text_line

RULES = re.compile(r"^[ \t>]*(?:[-*+] +|\d+[.)] +)?-{2,}(?: +-{2,})+[ \t]*$", re.MULTILINE)
"""A line of dashes as such tables have."""
_GROUPS = late(r" {0,3}-{2,}(?: +-{2,})+")
_WHOLE = late(r" {0,3}-{5,}")
_DASHES = late("-+")
# What begins something else, where a table cannot go on.
_OTHER = late(r" {0,3}(?:#{1,6} |```|~~~|:::|>|<!--|[-+*] |\d+[.)] |\|)")
_MOST_LINES = 2_000
_MOST_HEADER_LINES = 8


class _Found(Struct, frozen=True):
    """A table: its dashes, the lines of its header, those of each row, and the line after it."""

    rule: TextLine
    header: tuple[TextLine, ...]
    rows: tuple[tuple[TextLine, ...], ...]
    end: int


def text_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a simple or multiline table."""
    if state.is_code_block(start_line):
        return False
    found = _found(state, start_line, end_line)
    if found is None:
        return False
    columns = _columns(found.rule)
    rows = tuple(_rows(found, columns))
    if not _is_table(found, rows, columns):
        return False
    if not silent:
        token = state.push(TOKEN, "table", 0)
        token.map = [start_line, found.end]
        token.meta[ROWS] = rows
        state.line = found.end
    return True


def _found(state: StateBlock, start: int, end: int) -> _Found | None:
    first = text_line(state, start)
    if first is None:
        return None
    lines = _Lines(state, end)
    if _WHOLE().fullmatch(first.shown):
        return _with_high_header(first, lines)
    if _GROUPS().fullmatch(first.shown):
        return _without_header(first, lines)
    rule = lines.at(start + 1)
    if rule is None or not _GROUPS().fullmatch(rule.shown) or _OTHER().match(first.shown):
        return None
    rows, after = _plain_rows(lines, start + 2)
    closing = lines.at(after)
    if closing is not None and _is_rule(closing):
        after += 1
    return _Found(rule, (first,), rows, after)


def _with_high_header(first: TextLine, lines: _Lines) -> _Found | None:
    """A table whose header may have several lines, between dashes over its whole width."""
    number = first.number + 1
    header: list[TextLine] = []
    while (line := lines.at(number)) is not None and line.text:
        number += 1
        if _GROUPS().fullmatch(line.shown):
            rows, after = _high_rows(lines, number)
            return _Found(line, tuple(header), rows, after) if header and rows else None
        header.append(line)
        if _OTHER().match(line.shown) or len(header) > _MOST_HEADER_LINES:
            return None
    return None


def _without_header(first: TextLine, lines: _Lines) -> _Found | None:
    start = first.number + 1
    rows, after = _plain_rows(lines, start)
    closing = lines.at(after)
    if rows and closing is not None and _is_rule(closing):
        return _Found(first, (), rows, after + 1)
    rows, after = _high_rows(lines, start)
    return _Found(first, (), rows, after) if rows else None


def _plain_rows(lines: _Lines, start: int) -> tuple[tuple[tuple[TextLine, ...], ...], int]:
    """Rows of one line each, up to dashes or a blank line, and the line after them."""
    rows: list[tuple[TextLine, ...]] = []
    number = start
    while (line := lines.at(number)) is not None and line.text and not _is_rule(line):
        rows.append((line,))
        number += 1
    return tuple(rows), number


def _high_rows(lines: _Lines, start: int) -> tuple[tuple[tuple[TextLine, ...], ...], int]:
    """Rows with blank lines between them, up to dashes, and the line after those; none when there
    are no dashes."""
    rows: list[tuple[TextLine, ...]] = []
    pending: list[TextLine] = []
    for number in range(start, start + _MOST_LINES):
        line = lines.at(number)
        if line is None:
            return (), start
        if line.text and not _is_rule(line):
            pending.append(line)
            continue
        if pending:
            rows.append(tuple(pending))
            pending = []
        if line.text:
            return tuple(rows), number + 1
    return (), start


def _is_rule(line: TextLine) -> bool:
    return bool(_WHOLE().fullmatch(line.shown) or _GROUPS().fullmatch(line.shown))


class _Lines:
    """The lines of the block that is read."""

    def __init__(self, state: StateBlock, end: int) -> None:
        self._state = state
        self._end = end

    def at(self, number: int) -> TextLine | None:
        """Return a line, None for what cannot be in a table."""
        line = text_line(self._state, number) if number < self._end else None
        return None if line is None or (line.text and _OTHER().match(line.shown)) else line


def _columns(rule: TextLine) -> list[tuple[int, int]]:
    """Where the dashes of each column begin and end."""
    return [found.span() for found in _DASHES().finditer(rule.shown)]


def _is_table(found: _Found, rows: Sequence[TextRow], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether no word is torn where a column begins, and there is something in two columns."""
    lines = (*found.header, *(line for row in found.rows for line in row))
    shown = [line.shown for line in lines]
    if any(line[begin - 1 : begin].strip() for line in shown for begin, _ in columns[1:]):
        return False
    if any(line[: columns[0][0]].strip() for line in shown):
        return False
    # Words that go beyond their dashes are a sentence with dashes under it.
    bounds = [*(begin for begin, _ in columns[1:]), None]
    for line in found.header:
        for (_, end), bound in zip(columns, bounds, strict=True):
            if line.shown[end:bound].strip():
                return False
    filled = [sum(any(part.text for part in cell.lines) for cell in row.cells) for row in rows]
    return len(found.rows) > 0 and max(filled, default=0) > 1


def _rows(found: _Found, columns: Sequence[tuple[int, int]]) -> Iterator[TextRow]:
    model = found.header or (found.rows[0] if found.rows else ())
    bounds = [*(begin for begin, _ in columns), 1_000_000]
    sides = [
        _side(model, begin, end, next_begin)
        for (begin, end), next_begin in zip(columns, bounds[1:], strict=True)
    ]
    parts = [(found.header, True)] if found.header else []
    for lines, is_header in (*parts, *((row, False) for row in found.rows)):
        cells = (
            TextCell(tuple(line.part(first, last) for line in lines), side)
            for first, last, side in zip(bounds, bounds[1:], sides, strict=False)
        )
        yield TextRow(tuple(cells), header=is_header)


def _side(lines: Sequence[TextLine], begin: int, end: int, next_begin: int) -> str:
    """How a column is aligned: where the words of its heading are above its dashes."""
    texts = [line.shown[begin:next_begin] for line in lines]
    texts = [text for text in texts if text.strip()]
    if not texts:
        return ""
    is_left = any(text[0] != " " for text in texts)
    is_right = max(len(text.rstrip()) for text in texts) == end - begin
    if is_left:
        return "" if is_right else "left"
    return "right" if is_right else "center"
