"""Paragraphs, as one token each: they are most of a text, and markdown-it makes three of them."""

from __future__ import annotations

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

_CODE_INDENT = 4


def paragraph(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read what no other rule takes, as a `paragraph` (CommonMark, "Paragraphs")."""
    around, state.parentType = state.parentType, "paragraph"
    end = _end(state, start_line + 1)
    state.parentType = around
    token = state.push("paragraph", "p", 0)
    token.map = [start_line, end]
    if end == start_line + 1:
        first = state.bMarks[start_line] + state.tShift[start_line]
        token.content = mdTrim(state.src[first : state.eMarks[start_line]])
    else:
        token.content = mdTrim(state.getLines(start_line, end, state.blkIndent, False))
    state.line = end
    return True


def _end(state: StateBlock, line: int) -> int:
    """Return the first line from `line` on that does not go on with a paragraph."""
    interrupting = state.md.block.ruler.getRules("paragraph")
    last = state.lineMax
    while line < last and not state.isEmpty(line):
        # What is indented like code goes on, and so does what a quote has looked at already.
        goes_on = state.sCount[line] - state.blkIndent >= _CODE_INDENT or state.sCount[line] < 0
        if not goes_on and any(rule(state, line, last, True) for rule in interrupting):
            break
        line += 1
    return line
