"""LaTeX of authors, rewritten in the commands that latex2mathml knows."""

from __future__ import annotations

import re
from collections.abc import Callable

LONGEST = 10_000
DEEPEST = 40

# What aligns pairs of columns around their relation signs.
_ALIGNED = (
    *("align", "aligned", "alignat", "alignat*", "alignedat", "eqnarray", "eqnarray*"),
    *("flalign", "flalign*", "split"),
)
_ENVIRONMENTS = {
    **dict.fromkeys(_ALIGNED, r"align*"),
    **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "matrix"),
    **dict.fromkeys(("dcases", "cases*", "dcases*"), "cases"),
}
# Environments that only begin a formula.
_FORMULAS = ("equation", "equation*", "displaymath", "math")
_BEGIN_END = re.compile(
    r"\\(begin|end)\s*\{\s*([a-zA-Z]+\*?)\s*\}((?:\s*\{\s*\d+\s*\})?(?:\[[a-z]\])?)"
)
_COUNTED = ("alignat", "alignat*", "alignedat")
_DROPPED = re.compile(
    r"\\label\s*\{[^{}]*\}|\\(?:nonumber|notag|allowbreak|displaylimits)(?![a-zA-Z])"
)
_TAG = re.compile(r"\\tag(\*?)\s*\{([^{}]*)\}")
_PRESCRIPT = re.compile(r"\\prescript(?![a-zA-Z])\s*")
_WORDS = re.compile(
    r"\\(text|textrm|textbf|textit|textnormal|textsf|texttt|textup|textmd|mbox|hbox|emph)\s*(?=\{)"
)
_OPERATOR_NAME = re.compile(r"\\operatorname(\*?)\s*(?=\{)")
_SIMPLE_NAME = re.compile(r"[a-zA-Z ]+")
_SIMPLE_WORDS = re.compile(r"\\(?:,|;|:|!| |quad|qquad)|~")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_ESCAPED = re.compile(r"\\([$%&_#])")
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_SYNONYMS = {
    "arg": r"\operatorname{arg}",
    "argmax": r"\operatorname*{arg max}",
    "argmin": r"\operatorname*{arg min}",
    "colon": ":",
    "coloneqq": "≔",
    "coloneq": "≔",
    "defeq": "≔",
    "eqqcolon": "≕",
    "dd": r"\mathrm{d}",
    "degree": r"^\circ",
    "dotsb": r"\cdots",
    "dotsi": r"\cdots",
    "dotsm": r"\cdots",
    "implies": r"\Longrightarrow",
    "impliedby": r"\Longleftarrow",
    "llbracket": "⟦",
    "rrbracket": "⟧",
    "R": r"\mathbb{R}",
    "N": r"\mathbb{N}",
    "Z": r"\mathbb{Z}",
    "Q": r"\mathbb{Q}",
    "C": r"\mathbb{C}",
    "E": r"\mathbb{E}",
    "medspace": r"\:",
    "varnothing": "∅",
}


def normalized(latex: str) -> str:
    """Return `latex` with the same meaning in fewer commands."""
    text = _DROPPED.sub(" ", latex).replace("{,}", r"\text{,}")
    text = _TAG.sub(_tag, text)
    text = _with_arguments(text, _WORDS, _words)
    text = _with_arguments(text, _OPERATOR_NAME, _operator_name)
    text = _with_prescripts(text)
    text = _COMMAND.sub(_synonym, text)
    text = _BEGIN_END.sub(_environment, text)
    return _with_rows(text)


def depth(latex: str) -> int:
    """Return how deeply braces, growing brackets and environments are nested."""
    deepest = level = 0
    for found in re.finditer(
        r"\\left(?![a-zA-Z])|\\right(?![a-zA-Z])|\\begin|\\end|\\.|[{}]", latex
    ):
        if found[0] in ("{", r"\left", r"\begin"):
            level += 1
            deepest = max(deepest, level)
        elif found[0] in ("}", r"\right", r"\end"):
            level -= 1
    return deepest


def _tag(found: re.Match[str]) -> str:
    words = found[2] if found[1] else f"({found[2]})"
    return rf"\qquad\text{{{words}}}"


def _synonym(found: re.Match[str]) -> str:
    known = _SYNONYMS.get(found[1])
    if known is None:
        return found[0]
    return known + " " if known[-1].isalpha() else known


def _environment(found: re.Match[str]) -> str:
    verb, name, argument = found[1], found[2], found[3]
    if name in _FORMULAS:
        return argument
    if name == "rcases":
        return r"\left.\begin{array}{ll}" if verb == "begin" else r"\end{array}\right\}"
    if name == "subarray" and verb == "begin":
        return r"\begin{matrix}" + argument
    if name == "subarray":
        return r"\end{matrix}"
    if name in _COUNTED or argument.startswith("["):
        argument = ""
    return rf"\{verb}{{{_ENVIRONMENTS.get(name, name)}}}{argument}"


def _with_arguments(
    text: str, command: re.Pattern[str], rewrite: Callable[[re.Match[str], str], str]
) -> str:
    """Rewrite each `command` together with its argument in braces."""
    parts: list[str] = []
    position = 0
    while found := command.search(text, position):
        end = _group_end(text, found.end())
        if end < 0:
            break
        argument = text[found.end() + 1 : end - 1]
        parts += (text[position : found.start()], rewrite(found, argument))
        position = end
    return "".join(parts) + text[position:]


def _words(found: re.Match[str], argument: str) -> str:
    r"""Move formulas out of `\text{…}`, and remove braces and commands for spaces from it."""
    name = {"mbox": "text", "hbox": "text"}.get(found[1], found[1])
    pieces = re.split(r"(?<!\\)\$", argument)
    for index, piece in enumerate(pieces):
        if index % 2:
            pieces[index] = f"{{{piece}}}"
        elif piece:
            words = _ESCAPED.sub(r"\1", _SIMPLE_WORDS.sub(" ", piece))
            pieces[index] = rf"\{name}{{{words.replace('{', '').replace('}', '')}}}"
    return "".join(pieces)


def _operator_name(found: re.Match[str], argument: str) -> str:
    command = found[0] if _SIMPLE_NAME.fullmatch(argument) else r"\mathrm"
    return f"{command}{{{argument}}}"


def _with_prescripts(text: str) -> str:
    while found := _PRESCRIPT.search(text):
        above_end = _group_end(text, found.end())
        below_end = _group_end(text, above_end) if above_end > 0 else -1
        if below_end < 0:
            break
        above, below = text[found.end() : above_end], text[above_end:below_end]
        text = f"{text[: found.start()]}{{}}^{above}_{below}{text[below_end:]}"
    return text


def _group_end(text: str, start: int) -> int:
    """Return where the group in braces that begins at `start` ends, or -1."""
    if not text.startswith("{", start):
        return -1
    level = 0
    for found in _BRACES.finditer(text, start):
        level += {"{": 1, "}": -1}.get(found[0], 0)
        if not level:
            return found.end()
    return -1


def _with_rows(text: str) -> str:
    r"""Treat rows outside any environment as aligned equations."""
    level = 0
    rows = cells = False
    for found in re.finditer(r"\\\\|\\begin|\\end|\\.|[{}&]", text):
        sign = found[0]
        if sign in ("{", r"\begin"):
            level += 1
        elif sign in ("}", r"\end"):
            level -= 1
        # The braces around an environment's name come and go by themselves.
        elif level == 0 and sign == "\\\\":
            rows = True
        elif level == 0 and sign == "&":
            cells = True
    if not (rows or cells):
        return text
    name = "align*" if cells else "matrix"
    return rf"\begin{{{name}}}{text}\end{{{name}}}"
