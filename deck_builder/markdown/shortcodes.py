"""Includes and variables: `{{< include file.md >}}`, `::: include file.md`, `{{ name }}`.

The first is Quarto's shortcode; it stands on a line of its own.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from deck_builder.base.patterns import late
from deck_builder.markdown.braces import BLANK
from deck_builder.markdown.node import VARIABLE

_SHORTCODE = late(r"\{\{<\s*include\s+(.+?)\s*>\}\}\s*$")
_DIV = late(r"(:{3,})\s*include\s+(\S.*?)\s*:*\s*$")
# With what stands for its blanks.
_VARIABLE = late(VARIABLE.pattern.replace(r"\s", rf"[\s{BLANK}]"))
_OPENINGS = ("{{<", ":::")
_QUOTES = "\"'`"


def include(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a line that includes a file; a div's own closing line directly below belongs to it."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith(_OPENINGS, start) or state.is_code_block(start_line):
        return False
    line = state.src[start : state.eMarks[start_line]]
    if "include" not in line:
        return False
    found = _SHORTCODE().match(line) or _DIV().match(line)
    if found is None:
        return False
    if silent:
        return True
    last = start_line + 1
    if line.startswith(":::") and _closes(state, last, end_line, found[1]):
        last += 1
    token = state.push("include", "", 0)
    token.content = found[found.re.groups].strip(_QUOTES)
    token.map = [start_line, last]
    state.line = last
    return True


def _closes(state: StateBlock, line: int, end_line: int, colons: str) -> bool:
    if line >= end_line or state.is_code_block(line):
        return False
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    return text.rstrip() == colons


def variable(state: StateInline, silent: bool) -> bool:
    """Read `{{ name }}`."""
    if not state.src.startswith("{{", state.pos):
        return False
    found = _VARIABLE().match(state.src, state.pos)
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push("variable", "", 0)
        token.content = found[1]
        token.markup = found[0]
    state.pos = found.end()
    return True
