"""Lists as in pandoc (user's guide, `fancy_lists` and `example_lists`): `a.`, `B)`, `(iv)`, `(1)`,
`#.` and `(@name)`.

They need a blank line before them, or stand in a list. A letter or a Roman numeral may as well
begin a sentence (`B. Russell`, `z. B.`, `(c) 2024`). So a list begins with its first number, or its
next number follows; and a capital with a full stop has two blanks after it, or the next one
follows. What is no list looks the same as a paragraph.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from msgspec import Struct

from deck_builder.base.numerals import (
    CAPITAL,
    CAPITAL_ROMAN,
    DECIMAL,
    LETTER,
    PLAIN,
    ROMAN,
    kind_of_style,
    value_of,
)
from deck_builder.base.patterns import late
from deck_builder.markdown.node import EXAMPLES

LABEL = "label"
"""The key in the `meta` of an item's token for its name among the examples."""
# In the environment of a document: the styles of open lists, and what would follow in those before.
_OPEN, _NEXT = "fancy_lists", "next_number"
_MARKER = late(
    r"(?P<open>\(?)(?P<number>#|@[\w-]*|\d{1,9}|[a-z]{1,9}|[A-Z]{1,9})(?P<close>[.)])"
    r"(?P<blanks>[ \t]*)(?P<rest>.?)"
)
_ABBREVIATION = late(r"[^\W\d_]{1,2}\.(?:[\s,;:)]|$)")
_LONGEST_MARKER = 10
"""In characters, but for names of examples."""
_MOST_LINES = 200
_MOST_COLUMNS = 1_000
_DEEPEST_HANG = 4
_CODE_INDENT = 4


class _Marker(Struct, frozen=True):
    """What an item begins with: the style of its list, its number (0 for the next one), its name,
    where it ends in the source, and whether it may as well be the initial of a name."""

    style: str
    number: int
    label: str
    end: int
    is_initial: bool = False
    has_words: bool = True


def fancy_list(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a list whose marks CommonMark does not know."""
    # First what rules out almost every line.
    begin = state.bMarks[start_line] + state.tShift[start_line]
    head = state.src[begin : begin + _LONGEST_MARKER]
    if head[:1] not in ("(", "@") and "." not in head and ")" not in head:
        return False
    if not _MARKER().match(state.src, begin) or state.is_code_block(start_line):
        return False
    if silent:
        if state.listIndent < 0:
            return False
        styles = state.env.get(_OPEN, ())
        if any(_marker(state, start_line, style) for style in styles):
            return True
    opening = _opening(state, start_line, end_line)
    if opening is None or silent:
        return opening is not None
    number = opening.number or _continued(state)
    token = state.push("ordered_list_open", "ol", 1)
    token.attrs, token.info = {"start": number}, opening.style
    token.map = lines = [start_line, 0]
    outer, state.parentType = state.parentType, "list"
    state.env.setdefault(_OPEN, []).append(opening.style)
    line, marker, hang = start_line, opening, _MOST_COLUMNS
    while True:
        line, hang = _item(state, line, end_line, marker, hang)
        number += 1
        following = _following(state, line, end_line, opening.style)
        if following is None or (following.is_initial and following.number != number):
            break
        marker = following
    state.env[_OPEN].pop()
    state.parentType = outer
    state.push("ordered_list_close", "ol", -1)
    state.env[_next(state, opening.style)] = number
    lines[1] = state.line = line
    return True


def _opening(state: StateBlock, line: int, end_line: int) -> _Marker | None:
    """The mark on a line if a list begins there."""
    found = _found(state, line)
    if found is None:
        return None
    for style in _styles(found):
        marker = _marker(state, line, style)
        if marker is None or not marker.has_words:
            continue
        if kind_of_style(style) in (LETTER, CAPITAL, ROMAN, CAPITAL_ROMAN):
            begin = found.end() - len(found["rest"])
            if _ABBREVIATION().match(state.src, begin, state.eMarks[line]):
                return None
        expected = (0, 1, state.env.get(_next(state, style)))
        if marker.number in expected and not marker.is_initial:
            return marker
        return marker if _is_followed(state, line, end_line, marker) else None
    return None


def _next(state: StateBlock, style: str) -> str:
    """The key in the environment of the number that would follow in a list like this one."""
    return f"{_NEXT} {state.level} {style}"


def _found(state: StateBlock, line: int) -> re.Match[str] | None:
    begin = state.bMarks[line] + state.tShift[line]
    found = _MARKER().match(state.src, begin, state.eMarks[line])
    if found is None or (found["open"] and found["close"] == "."):
        return None
    return found if found["blanks"] or not found["rest"] else None


def _styles(found: re.Match[str]) -> tuple[str, ...]:
    """The styles that a list may have whose first mark was `found`, the likeliest first."""
    number, around = found["number"], f"{found['open']}{{}}{found['close']}"
    if number.startswith("@"):
        return (EXAMPLES,) if found["open"] else ()
    if number == "#":
        return (around.format(DECIMAL),)
    if number.isdigit():
        # The others are CommonMark's.
        return (around.format(DECIMAL),) if found["open"] else ()
    kinds = (LETTER, ROMAN) if number.islower() else (CAPITAL, CAPITAL_ROMAN)
    if len(number) > 1:
        return (around.format(kinds[1]),)
    return tuple(map(around.format, kinds[::-1] if number in "iI" else kinds))


def _marker(state: StateBlock, line: int, style: str) -> _Marker | None:
    """The mark on a line if it is that of an item of a list in `style`."""
    found = _found(state, line)
    if found is None:
        return None
    number, end = found["number"], found.end("close")
    has_words = bool(found["rest"])
    if style == EXAMPLES:
        is_example = number.startswith("@") and found["open"]
        return _Marker(style, 0, number[1:], end, has_words=has_words) if is_example else None
    kind = kind_of_style(style)
    if style != f"{found['open']}{kind}{found['close']}":
        return None
    if number == "#":
        return _Marker(style, 0, "", end, has_words=has_words)
    value = value_of(number, kind)
    if value is None or (kind == DECIMAL and not found["open"]):
        return None
    is_capital = kind == CAPITAL or (kind == CAPITAL_ROMAN and len(number) == 1)
    is_initial = is_capital and found["close"] == "." and found["blanks"] in (" ", "\t")
    return _Marker(style, value, "", end, is_initial, has_words)


def _is_followed(state: StateBlock, line: int, end_line: int, marker: _Marker) -> bool:
    """Whether the next number stands on a line below, no deeper than this one's text."""
    text = state.sCount[line] + marker.end - state.bMarks[line] - state.tShift[line] + 1
    for below in range(line + 1, min(end_line, line + _MOST_LINES)):
        if state.isEmpty(below) or state.sCount[below] >= text:
            continue
        if state.sCount[below] < state.blkIndent:
            return False
        following = _marker(state, below, marker.style)
        if following is not None:
            return following.number == marker.number + 1
    return False


def _following(state: StateBlock, line: int, end_line: int, style: str) -> _Marker | None:
    """The mark of the next item, if there is one."""
    if line >= end_line or state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return None
    return _marker(state, line, style)


def _continued(state: StateBlock) -> int:
    """The number of a list that does not say it: it goes on from a list right before it."""
    tokens = state.tokens
    if not tokens or tokens[-1].type != "ordered_list_close":
        return 1
    count = 0
    for token in reversed(tokens):
        if token.level == state.level and token.type == "ordered_list_open":
            is_plain = token.info in ("", PLAIN) and token.markup != ")"
            return int(token.attrs.get("start", 1)) + count if is_plain else 1
        count += token.level == state.level + 1 and token.type == "list_item_open"
    return 1


def _item(
    state: StateBlock, line: int, end_line: int, marker: _Marker, most: int
) -> tuple[int, int]:
    """Read an item, and return the line after it and how far its text hangs: as far as that of the
    first item does, and not more than the four columns that pandoc asks for."""
    begin, column = state.bMarks[line] + state.tShift[line], state.sCount[line]
    after = column + marker.end - begin
    offset, position = _text_start(state, line, marker.end, after)
    gap = offset - after if position < state.eMarks[line] else 1
    hang = min(after - column + (gap if gap <= _CODE_INDENT else 1), _DEEPEST_HANG, most)
    token = state.push("list_item_open", "li", 1)
    token.map = lines = [line, 0]
    token.info = str(marker.number or "")
    if marker.label:
        token.meta[LABEL] = marker.label
    kept = state.bMarks[line], state.tShift[line], state.listIndent, state.blkIndent
    state.listIndent, state.blkIndent = state.blkIndent, column + hang
    # The mark is not part of the line, so that text may hang less than it takes.
    state.bMarks[line], state.tShift[line], state.sCount[line] = position, 0, state.blkIndent
    if position >= state.eMarks[line] and state.isEmpty(line + 1):
        # What is below an empty item is none of its content.
        state.line = min(line + 2, end_line)
    else:
        state.md.block.tokenize(state, line, end_line)
    state.bMarks[line], state.tShift[line], state.listIndent, state.blkIndent = kept
    state.sCount[line] = column
    state.push("list_item_close", "li", -1)
    lines[1] = state.line
    return state.line, hang


def _text_start(state: StateBlock, line: int, position: int, column: int) -> tuple[int, int]:
    """The column and the place of the first word after a mark."""
    while position < state.eMarks[line] and state.src[position] in " \t":
        is_tab = state.src[position] == "\t"
        column += 4 - (column + state.bsCount[line]) % 4 if is_tab else 1
        position += 1
    return column, position
