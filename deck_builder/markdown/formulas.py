"""Formulas in Markdown: `$…$` and `\\(…\\)` in a line, `$$…$$` and `\\[…\\]` as displays.

The rules are pandoc's (user's guide, `tex_math_dollars`): no blank right inside the dollars and
no digit after them, so that prices are text; a dollar inside is written `\\$`.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from deck_builder.markdown.braces import ending_braces
from deck_builder.markdown.marks import last_place

_DISPLAY = re.compile(r"\$\$(?P<latex>(?:[^$\\]|\\.|\$(?!\$))++)\$\$", re.DOTALL)
_INLINE = re.compile(r"\$(?P<latex>(?=\S)(?:[^$\\]|\\.)++)(?<=\S)\$(?!\d)", re.DOTALL)
_PARENTHESES = re.compile(r"\\\((?P<latex>(?:[^\\]|\\[^)])++)\\\)", re.DOTALL)
_BRACKETS = re.compile(r"\\\[(?P<latex>(?:[^\\]|\\[^\]])++)\\\]", re.DOTALL)
_KINDS = (
    ("$$", "$$", _DISPLAY),
    ("$", "$", _INLINE),
    ("\\(", "\\)", _PARENTHESES),
    ("\\[", "\\]", _BRACKETS),
)
_LATEX_SIGN = re.compile(r"[\\^_={}+<>|]|^\s*\w\s*$|\d")
_BLOCK_ENDS = {"$$": "$$", "\\[": "\\]"}


def formula(state: StateInline, silent: bool) -> bool:
    """Read a formula inside a paragraph; one token whose `info` is `display` or empty."""
    found = _match(state)
    if found is None or not _is_written(found["latex"]):
        return False
    if found[0].startswith("\\") and not _LATEX_SIGN.search(found["latex"]):
        # A bracket escaped as CommonMark has it, around words.
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content = found["latex"].strip()
        token.info = "display" if found[0].startswith(("$$", "\\[")) else ""
        token.meta["end"] = found.end()
    state.pos = found.end()
    return True


def _match(state: StateInline) -> re.Match[str] | None:
    text, start = state.src, state.pos
    for opening, closing, pattern in _KINDS:
        if text.startswith(opening, start):
            is_closed = last_place(state, closing) > start
            return pattern.match(text, start, state.posMax) if is_closed else None
    return None


def _is_written(latex: str) -> bool:
    """Whether there is more than blanks and escapes."""
    return any(not character.isspace() and character != "\\" for character in latex)


def formula_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a display that has its lines for itself; no blank line is part of it."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    opening = state.src[start : start + 2]
    closing = _BLOCK_ENDS.get(opening)
    if closing is None or state.is_code_block(start_line):
        return False
    last = _last_line(state, start_line, end_line, closing)
    if last < 0:
        return False
    lines = state.getLines(start_line, last + 1, state.blkIndent, False).strip()
    lines, braces = ending_braces(lines)
    latex = lines[2:-2]
    if not _is_written(latex) or closing in latex:
        return False
    if opening == "\\[" and not _LATEX_SIGN.search(latex):
        return False
    if not silent:
        token = state.push("formula_block", "math", 0)
        token.content = latex.strip()
        token.map = [start_line, last + 1]
        token.info, token.meta["line"] = braces[0] if braces else "", last
        state.line = last + 1
    return True


def _last_line(state: StateBlock, start_line: int, end_line: int, closing: str) -> int:
    """Return the line that `closing` ends, -1 when a blank line or the end comes first."""
    for line in range(start_line, end_line):
        start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if start >= end or state.sCount[line] < state.blkIndent:
            return -1
        begin = start + 2 if line == start_line else start
        text, _ = ending_braces(state.src[begin:end].rstrip())
        if text.endswith(closing):
            return line
        if closing in text:
            return -1
    return -1
