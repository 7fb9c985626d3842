"""Abbreviations, written as in PHP Markdown Extra: `*[HTML]: HyperText Markup Language`."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from deck_builder.base.patterns import late

_DEFINITION = late(r"\*\[([^\[\]\n]+)\]:[ \t]+(\S[^\n]*)")


def abbreviation(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a line that defines an abbreviation."""
    if state.level or state.is_code_block(start_line):
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    found = _DEFINITION().match(state.src, start, state.eMarks[start_line])
    if found is None:
        return False
    if silent:
        return True
    token = state.push("abbreviation", "", 0)
    token.info, token.content = found[1].strip(), found[2].strip()
    token.map = [start_line, start_line + 1]
    state.line = start_line + 1
    return True
