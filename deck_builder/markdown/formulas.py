"""Formulas in Markdown: `$…$` and `\\(…\\)` in a line, `$$…$$`, `\\[…\\]` and environments such as
`\\begin{align}` as displays.

The rules are pandoc's (user's guide, `tex_math_dollars`): no blank right inside the dollars and
no digit after them, so that prices are text; a dollar inside is written `\\$`. Escaped brackets are
brackets, as CommonMark has it, unless what is between them can only be LaTeX.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from deck_builder.base.patterns import late
from deck_builder.markdown.braces import ending_braces
from deck_builder.markdown.environments import ENVIRONMENT, definition_lines
from deck_builder.markdown.marks import last_place

_DISPLAY = re.compile(r"\$\$(?P<latex>(?:[^$\\]|\\.|\$(?!\$))++)\$\$", re.DOTALL)
_INLINE = re.compile(r"\$(?P<latex>(?=\S)(?:[^$\\]|\\.)++)(?<=\S)\$(?!\d)", re.DOTALL)
_PARENTHESES = re.compile(r"\\\((?P<latex>(?:[^\\]|\\[^()])++)\\\)", re.DOTALL)
_BRACKETS = re.compile(r"\\\[(?P<latex>(?:[^\\]|\\[^\[\]])++)\\\]", re.DOTALL)
_KINDS = (
    ("$$", "$$", _DISPLAY),
    ("$", "$", _INLINE),
    ("\\(", "\\)", _PARENTHESES),
    ("\\[", "\\]", _BRACKETS),
)
# What only LaTeX has between escaped brackets: commands, powers, indices in braces; or letters that
# are no words, with signs between them.
_COMMAND = late(r"\\[a-zA-Z]{2,}|\\[,;:!{}|]|\\\\")
_SCRIPT = late(r"\^|_\{|(?<![^\W_])[^\W\d_]_[^\W_](?![^\W_])")
_WORDS = late(r"[^\W\d_]{2}|[^\W\d_]\d")
_LETTERS = late(r"(?=.*[^\W\d_])[\w\s=<>+\-*!,;:'()\[\]|]*[\w!'()\[\]|]\s*", re.DOTALL)
_LONGEST_LETTERS = 200
_DISPLAY_SIGN = late(r"[\\^_={}+<>|]|^\s*[^\W\d_]\s*$")
_BLOCK_ENDS = {"$$": "$$", "\\[": "\\]"}
_LABEL = late(r"\s*(\{#eq[:-][\w:.-]+\})\s*$")


def formula(state: StateInline, silent: bool) -> bool:
    """Read a formula inside a paragraph; one token whose `info` is `display` or empty."""
    found = _match(state)
    if found is None or not _is_written(found["latex"]) or not _is_meant(state, found):
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content = found["latex"].strip()
        token.info = "display" if found[0].startswith(("$$", "\\[", "\\b")) else ""
        token.meta["end"] = found.end()
    state.pos = found.end()
    return True


def _match(state: StateInline) -> re.Match[str] | None:
    text, start = state.src, state.pos
    for opening, closing, pattern in _KINDS:
        if text.startswith(opening, start):
            is_closed = last_place(state, closing) > start
            return pattern.match(text, start, state.posMax) if is_closed else None
    if text.startswith("\\begin{", start) and (found := ENVIRONMENT().match(text, start)):
        closing = rf"\end{{{found[1]}}}"
        if last_place(state, closing) > start:
            pattern = re.compile(rf"(?P<latex>.*?{re.escape(closing)})", re.DOTALL)
            return pattern.match(text, start, state.posMax)
    return None


def _is_meant(state: StateInline, found: re.Match[str]) -> bool:
    """Whether brackets with backslashes are those of a formula, and not escaped ones of a text."""
    latex = found["latex"]
    if found[0].startswith("\\("):
        return _is_latex(latex)
    if not found[0].startswith("\\["):
        return True
    # A display stands alone, as in a cell.
    alone = found[0] == state.src.strip()
    return _COMMAND().search(latex) is not None or (alone and _is_latex(latex))


def _is_latex(text: str) -> bool:
    """Whether what stands between escaped brackets is LaTeX."""
    if _COMMAND().search(text) or _SCRIPT().search(text):
        return True
    if len(text) > _LONGEST_LETTERS or _WORDS().search(text):
        return False
    return _LETTERS().fullmatch(text) is not None


def _is_written(latex: str) -> bool:
    """Whether there is more than blanks and escapes."""
    return any(not character.isspace() and character != "\\" for character in latex)


def formula_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a display that has its lines for itself; no blank line is part of it."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    opening = state.src[start : start + 2]
    closing = _BLOCK_ENDS.get(opening)
    if (closing is None and opening[:1] != "\\") or state.is_code_block(start_line):
        return False
    if closing is None:
        return _latex_block(state, start_line, end_line, silent)
    last = _last_line(state, start_line, end_line, closing)
    if last < 0:
        return False
    lines = state.getLines(start_line, last + 1, state.blkIndent, False).strip()
    lines, braces = _without_braces(lines)
    latex = lines[2:-2]
    if not _is_written(latex) or closing in latex:
        return False
    if opening == "\\[" and "\n" not in latex and not _DISPLAY_SIGN().search(latex):
        return False
    if not silent:
        _push(state, start_line, last, latex, braces)
    return True


def _push(state: StateBlock, start_line: int, last: int, latex: str, braces: str) -> None:
    token = state.push("formula_block", "math", 0)
    token.content = latex.strip()
    token.map = [start_line, last + 1]
    token.info, token.meta["line"] = braces, last
    state.line = last + 1


def _without_braces(text: str) -> tuple[str, str]:
    """Cut the conditions or the label off the end of a text."""
    rest, conditions = ending_braces(text)
    if conditions:
        return rest, conditions[0]
    if text.endswith("}") and (label := _LABEL().search(text, max(0, text.rfind("{#")))):
        return text[: label.start()].rstrip(), label[1]
    return text, ""


def _latex_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read an environment on lines of its own, or the definition of a macro."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    braces, last = "", definition_lines(state, start_line, end_line)
    found = ENVIRONMENT().match(state.src, start)
    if last < 0 and found:
        last = _environment_end(state, start_line, end_line, rf"\end{{{found[1]}}}")
    if last < 0:
        return False
    lines = state.getLines(start_line, last + 1, state.blkIndent, False).strip()
    if found:
        lines, braces = _without_braces(lines)
    if not silent:
        _push(state, start_line, last, lines, braces)
    return True


def _environment_end(state: StateBlock, start_line: int, end_line: int, closing: str) -> int:
    """Return the line that `closing` ends, the last one of the paragraph when there is none, or -1
    when there are words behind it."""
    last = start_line
    for line in range(start_line, end_line):
        start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if start >= end or state.sCount[line] < state.blkIndent:
            break
        last = line
        _, is_closed, behind = state.src[start:end].partition(closing)
        if is_closed:
            rest = behind.strip()
            return line if not rest or not _without_braces(f" {rest}")[0].strip() else -1
    return last


def _last_line(state: StateBlock, start_line: int, end_line: int, closing: str) -> int:
    """Return the line that `closing` ends, -1 when a blank line or the end comes first."""
    for line in range(start_line, end_line):
        start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if start >= end or state.sCount[line] < state.blkIndent:
            return -1
        begin = start + 2 if line == start_line else start
        text, _ = _without_braces(state.src[begin:end].rstrip())
        if text.endswith(closing):
            return line
        if closing in text:
            return -1
    return -1
