r"""LaTeX outside dollars: environments such as `\begin{align}`, and definitions of macros."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from deck_builder.base.patterns import late

_NAMES = (
    *("align", "aligned", "alignat", "alignedat", "array", "cases", "dcases", "displaymath"),
    *("dmath", "eqnarray", "equation", "flalign", "gather", "gathered", "math", "matrix"),
    *("bmatrix", "Bmatrix", "multline", "multlined", "pmatrix", "rcases", "smallmatrix", "split"),
    *("subequations", "vmatrix", "Vmatrix"),
)
ENVIRONMENT = late(rf"\\begin\{{((?:{'|'.join(_NAMES)})\*?)\}}")
"""The beginning of an environment that is a formula by itself."""
_DEFINITION = late(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator|DeclarePairedDelimiter)\*?"
    r"\s*\{?\s*\\[a-zA-Z]+\s*\}?|\\def\s*\\[a-zA-Z]+\s*(?:#\d\s*)*\{"
    r"|\\let\s*\\[a-zA-Z]+\s*=?\s*(?:\\[a-zA-Z]+|\S)\s*$"
)
_COMMENT = late(r"(?<!\\)%.*")
_BRACES = late(r"\\.|[{}]")
_MOST_LINES = 40


def definition_lines(state: StateBlock, start_line: int, end_line: int) -> int:
    """Return the last line of the definition of a macro that begins at `start_line`, -1 when none
    does."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not _DEFINITION().match(state.src, start, state.eMarks[start_line]):
        return -1
    level = 0
    for line in range(start_line, min(end_line, start_line + _MOST_LINES)):
        begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        text = _COMMENT().sub("", state.src[begin:end]).rstrip()
        # A definition inside another one is none of a text.
        if not text or (line > start_line and _DEFINITION().match(text)):
            return -1
        for found in _BRACES().finditer(text):
            level += {"{": 1, "}": -1}.get(found[0], 0)
        if level == 0:
            closed = text.endswith("}") or text.startswith(r"\let")
            return line if closed else -1
    return -1
