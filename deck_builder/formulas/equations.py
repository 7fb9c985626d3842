"""Equations below each other, which can be cut apart between two of them."""

from __future__ import annotations

import re

_BEGIN = re.compile(
    r"\s*(?:\\begin\s*\{(?:equation|displaymath|math|subequations)\*?\}\s*)?"
    r"\\begin\s*\{((?:align|eqnarray|flalign|gather)\*?|aligned|gathered|split)\}(?:\s*\[[tbc]\])?"
)
_END = re.compile(
    r"\\end\s*\{([a-z]+\*?)\}\s*(?:\\end\s*\{(?:equation|displaymath|math|subequations)\*?\}\s*)?"
)
_SIGN = re.compile(
    r"\\\\(?:\s*\[[^\]\n]{0,20}(?:em|ex|pt|mm|cm)\])?|\\begin|\\end|\\.|[{}]", re.DOTALL
)


def equations_of(latex: str) -> tuple[str, tuple[str, ...], str]:
    """Return what begins the equations that are all of a formula, each equation, and what ends
    them. There are none where a formula is something else."""
    begin = _BEGIN.match(latex)
    last = latex.rfind(rf"\end{{{begin[1]}}}") if begin else -1
    if begin is None or last < begin.end() or _END.fullmatch(latex, last) is None:
        return "", (), ""
    rows: list[str] = []
    start, level = begin.end(), 0
    for found in _SIGN.finditer(latex, start, last):
        sign = found[0]
        if sign in ("{", r"\begin"):
            level += 1
        elif sign in ("}", r"\end"):
            level -= 1
        # The braces around an environment's name come and go by themselves.
        elif level == 0 and sign.startswith("\\\\"):
            rows.append(latex[start : found.start()])
            start = found.end()
    rest = latex[start:last]
    return begin[0], (*rows, *((rest,) if rest.strip() else ())), latex[last:]
