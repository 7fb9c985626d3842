"""LaTeX of authors, rewritten in the commands that latex2mathml knows."""

from __future__ import annotations

import re

from deck_builder.formulas.arrays import with_marks
from deck_builder.formulas.commands import in_known_commands
from deck_builder.formulas.groups import group_end, with_arguments
from deck_builder.formulas.reasons import FormulaError

DEEPEST = 40

# What aligns pairs of columns around their relation signs.
_ALIGNED = (
    *("align", "aligned", "alignat", "alignat*", "alignedat", "flalign", "flalign*", "split"),
)
_ENVIRONMENTS = {
    **dict.fromkeys(_ALIGNED, r"align*"),
    **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "matrix"),
    **dict.fromkeys(("multlined", "lgathered", "rgathered"), "matrix"),
    **dict.fromkeys(("dcases", "cases*", "dcases*"), "cases"),
}
# Environments that only begin a formula.
_FORMULAS = ("equation", "equation*", "displaymath", "math", "subequations", "dmath", "dmath*")
# Environments whose brackets latex2mathml does not know.
_BRACKETS = {
    "pmatrix*": ("(", ")"),
    "bmatrix*": ("[", "]"),
    "Bmatrix*": (r"\{", r"\}"),
    "vmatrix*": ("|", "|"),
    "Vmatrix*": (r"\|", r"\|"),
    "matrix*": (".", "."),
    "psmallmatrix": ("(", ")"),
    "bsmallmatrix": ("[", "]"),
    "Bsmallmatrix": (r"\{", r"\}"),
    "vsmallmatrix": ("|", "|"),
    "Vsmallmatrix": (r"\|", r"\|"),
    "drcases": (".", r"\}"),
    "rcases": (".", r"\}"),
}
_KNOWN = frozenset(
    (
        *("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix"),
        *("array", "cases", "align*", "subarray"),
    )
)
_BEGIN_END = re.compile(
    r"\\(begin|end)\s*\{\s*([a-zA-Z]+\*?)\s*\}((?:\s*\{\s*\d+\s*\})?(?:\s*\[[a-z]\])?)"
)
_COUNTED = ("alignat", "alignat*", "alignedat")
_DROPPED = re.compile(
    r"\\(?:label|vspace\*?)\s*\{[^{}]*\}"
    r"|\\(?:nonumber|notag|allowbreak|nobreak|displaylimits|displaybreak|centering|relax|hfill?)"
    r"(?![a-zA-Z])"
)
_EQUATION_ARRAY = re.compile(r"\\(begin|end)\s*\{\s*eqnarray\*?\s*\}")
_EMPTY_LAST = re.compile(r"(?<=&)\s*(?=\\end(?![a-zA-Z]))")
_TAG = re.compile(r"\\tag(\*?)\s*\{([^{}]*)\}")
_PRESCRIPT = re.compile(r"\\prescript(?![a-zA-Z])\s*")
_WORDS = re.compile(
    r"\\(text|textrm|textbf|textit|textnormal|textsf|texttt|textup|textmd|mbox|hbox|emph)\s*(?=\{)"
)
_OPERATOR_NAME = re.compile(r"\\operatorname(\*?)\s*(?=\{)")
_NAME_SPACE = "\u2006"
_SIMPLE_NAME = re.compile(r"[a-zA-Z\u2006 ]+")
_SIMPLE_WORDS = re.compile(r"\\(?:,|;|:|!| |quad|qquad)|~")
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
    "vcentcolon": ":",
    "ratio": ":",
    "eqdef": "≝",
    "qed": "∎",
    "qedsymbol": "∎",
    "AA": "Å",
    "aa": "å",
    "o": "ø",
    "ss": "ß",
    "S": "§",
    "P": "¶",
    "pounds": "£",
    "euro": "€",
    "textdegree": r"^\circ",
    "textbackslash": r"\backslash",
    "dag": r"\dagger",
    "ddag": r"\ddagger",
    "lbrace": r"\{",
    "rbrace": r"\}",
    "idotsint": r"\int\cdots\int",
    "mathds": r"\mathbb",
    "mathbbm": r"\mathbb",
}


def normalized(latex: str) -> str:
    """Return `latex` with the same meaning in fewer commands. Raises FormulaError."""
    text = in_known_commands(latex)
    text = _DROPPED.sub(" ", text).replace("{,}", r"\text{,}")
    text = _TAG.sub(_tag, text)
    text = with_arguments(text, _WORDS, _words)
    text = with_arguments(text, _OPERATOR_NAME, _operator_name)
    text = _EQUATION_ARRAY.sub(_equation_array, text)
    text = with_marks(text)
    text = _with_prescripts(text)
    text = _COMMAND.sub(_synonym, text)
    text = _BEGIN_END.sub(_environment, text)
    # latex2mathml drops a last row whose last cell is empty.
    text = _EMPTY_LAST.sub(" {} ", text)
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
    if brackets := _BRACKETS.get(name):
        left, right = brackets
        columns = argument.strip(" []") or ("ll" if "cases" in name else "c")
        if verb == "begin":
            return rf"\left{left}\begin{{array}}{{{columns}}}"
        return rf"\end{{array}}\right{right} "
    if name == "subarray" and verb == "begin":
        return r"\begin{matrix}" + argument
    if name == "subarray":
        return r"\end{matrix}"
    if name in _COUNTED or argument.startswith("["):
        argument = ""
    known = _ENVIRONMENTS.get(name, name)
    if known not in _KNOWN:
        raise FormulaError(f"unknown environment {name}")
    if verb == "begin" and not argument and found.string[found.end() :].lstrip().startswith("["):
        # latex2mathml would take what is in the brackets for the alignment of columns.
        argument = "{}"
    return rf"\{verb}{{{known}}}{argument}"


def _equation_array(found: re.Match[str]) -> str:
    return r"\begin{array}{rcl}" if found[1] == "begin" else r"\end{array}"


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
    # latex2mathml drops ordinary blanks.
    words = _SIMPLE_WORDS.sub(_NAME_SPACE, argument).strip()
    if _SIMPLE_NAME.fullmatch(words):
        return f"{found[0]}{{{words}}}"
    return rf"\mathrm{{{argument}}}"


def _with_prescripts(text: str) -> str:
    while found := _PRESCRIPT.search(text):
        above_end = group_end(text, found.end())
        below_end = group_end(text, above_end) if above_end > 0 else -1
        if below_end < 0:
            break
        above, below = text[found.end() : above_end], text[above_end:below_end]
        text = f"{text[: found.start()]}{{}}^{above}_{below}{text[below_end:]}"
    return text


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
