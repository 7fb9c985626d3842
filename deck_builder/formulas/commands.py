"""Commands of authors that latex2mathml does not know or reads wrongly, in others that it knows."""

from __future__ import annotations

import re
from collections.abc import Callable

from deck_builder.base.numerals import whole_number
from deck_builder.formulas.macros import Macro, argument_at, expanded

_MACROS = {
    "abs": Macro(r"\lvert #1\rvert ", 1, starred=r"\left\lvert #1\right\rvert "),
    "norm": Macro(r"\lVert #1\rVert ", 1, starred=r"\left\lVert #1\right\rVert "),
    **{name: Macro("{#1}", 1) for name in ("mathord", "mathinner", "ensuremath", "vcenter")},
    **{name: Macro("#1 ", 1) for name in ("mathopen", "mathclose", "mathpunct")},
    **{name: Macro(r"\,{#1}\,", 1) for name in ("mathrel", "mathbin")},
    "overunderset": Macro(r"\overset{#1}{\underset{#2}{#3}}", 3),
    **{name: Macro(r"{}^{#1}\!/_{#2}", 2) for name in ("nicefrac", "sfrac")},
    "cancelto": Macro(r"\cancel{#2}^{#1}", 2),
    "raisebox": Macro(r"\text{#2}", 2),
    "makebox": Macro(r"\text{#1}", 1),
    "framebox": Macro(r"\boxed{\text{#1}}", 1),
    "fbox": Macro(r"\boxed{\text{#1}}", 1),
    **{name: Macro(r"\text{#1}\\ ", 1) for name in ("intertext", "shortintertext")},
    "multlinegap": Macro("", 1),
    **{name: Macro(r"\mathrm{#1}", 1) for name in ("symup", "symrm", "mathup")},
    **{name: Macro(r"\boldsymbol{#1}", 1) for name in ("symbf", "symbfit", "mathbfit")},
    "mathbfcal": Macro(r"\boldsymbol{\mathcal{#1}}", 1),
    "symit": Macro(r"\mathit{#1}", 1),
    "symcal": Macro(r"\mathcal{#1}", 1),
    "symfrak": Macro(r"\mathfrak{#1}", 1),
    "symbb": Macro(r"\mathbb{#1}", 1),
}
_GENFRAC = re.compile(r"\\genfrac(?![a-zA-Z])")
_COLUMNS = re.compile(r"\\(multicolumn|hdotsfor)(?:\s*\[[^\]]*\])?(?![a-zA-Z])")
_MODELS = re.compile(r"\\((?:text)?color)\s*\[\s*(rgb|RGB|HTML|gray)\s*\]\s*\{([^{}]*)\}")
_CASES = re.compile(r"\\begin\s*\{([dr]{0,2}cases)\*\}(.*?)\\end\s*\{\1\*\}", re.DOTALL)
_OPERATOR = re.compile(r"\\mathop(?![a-zA-Z])\s*")
_LIMITS = re.compile(r"\s*\\(?:no)?limits(?![a-zA-Z])")
_ROMAN = re.compile(r"\\(?:rm|mathrm|textrm|text|sf|operatorname)(?![a-zA-Z])|\\,|[{}]")
_MOST_COLUMNS = 100


def in_known_commands(latex: str) -> str:
    """Return `latex` with commands that latex2mathml reads. Raises FormulaError."""
    text = expanded(latex, dict(_MACROS)) if "\\" in latex else latex
    text = _MODELS.sub(_colored, text)
    text = _CASES.sub(_worded_cases, text)
    text = _rewritten(text, _GENFRAC, 6, _fraction)
    text = _with_columns(text)
    return _with_operators(text)


def _rewritten(text: str, command: re.Pattern[str], count: int, rewrite: Callable[..., str]) -> str:
    while found := command.search(text):
        arguments, position = [], found.end()
        for _ in range(count):
            argument, position = argument_at(text, position)
            arguments.append(argument)
        text = text[: found.start()] + rewrite(*arguments) + text[position:]
    return text


def _fraction(left: str, right: str, thickness: str, style: str, top: str, bottom: str) -> str:
    fraction = (
        rf"{{{top}\atop {bottom}}}"
        if thickness.strip()[:1] == "0"
        else (rf"\{'dfrac' if style.strip() == '0' else 'frac'}{{{top}}}{{{bottom}}}")
    )
    if not (left.strip() or right.strip()):
        return fraction
    return rf"\left{left.strip() or '.'}{fraction}\right{right.strip() or '.'} "


def _with_columns(text: str) -> str:
    """Cells over several columns, as the first of as many cells."""
    while found := _COLUMNS.search(text):
        number, position = argument_at(text, found.end())
        cells = min(_MOST_COLUMNS, whole_number(number.strip()) or 1)
        if found[1] == "hdotsfor":
            written = " & ".join([r"\cdots "] * cells)
        else:
            _, position = argument_at(text, position)
            content, position = argument_at(text, position)
            written = f"{{{content}}}" + " & " * (cells - 1)
        text = text[: found.start()] + written + text[position:]
    return text


def _with_operators(text: str) -> str:
    r"""`\mathop` of words as the name of an operator."""
    while found := _OPERATOR.search(text):
        inside, position = argument_at(text, found.end())
        if limits := _LIMITS.match(text, position):
            position = limits.end()
        words = " ".join(_ROMAN.sub(" ", inside).split())
        is_name = len(words) > 1 and re.fullmatch(r"[a-zA-Z ]+", words)
        written = rf"\operatorname*{{{words}}}" if is_name else f"{{{inside}}}"
        text = text[: found.start()] + written + text[position:]
    return text


def _worded_cases(found: re.Match[str]) -> str:
    """Cases whose conditions are words."""
    rows = []
    for row in found[2].split(r"\\"):
        value, cell, words = row.partition("&")
        is_plain = cell and words.strip() and r"\text" not in words
        rows.append(rf"{value}& \text{{{words.strip()}}}" if is_plain else row)
    body = r"\\".join(rows)
    return rf"\begin{{{found[1]}}}{body}\end{{{found[1]}}}"


def _colored(found: re.Match[str]) -> str:
    """A colour in numbers, as RRGGBB."""
    command, model, value = found[1], found[2], found[3].strip()
    try:
        if model == "HTML":
            channels = list(bytes.fromhex(value))
        else:
            scale = 1 if model == "RGB" else 255
            channels = [round(float(part) * scale) for part in value.split(",")]
    except ValueError:
        return found[0]
    channels = channels * 3 if len(channels) == 1 else channels
    color = "".join(f"{max(0, min(255, channel)):02X}" for channel in channels[:3])
    return rf"\{command}{{#{color}}}"
