"""Formulas in the words of matplotlib's mathtext, as far as it has words for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from deck_builder.formulas.letters import BIG, WIDE_SPACE, is_binary, is_relation
from deck_builder.formulas.tree import (
    Accent,
    Atom,
    Big,
    Fence,
    Fraction,
    Function,
    Line,
    Look,
    Part,
    Prescript,
    Root,
    Row,
    Script,
    Stack,
)

_BIG = {
    "∑": r"\sum",
    "∏": r"\prod",
    "∐": r"\coprod",
    "∫": r"\int",
    "∬": r"\iint",
    "∭": r"\iiint",
    "∮": r"\oint",
    "⋀": r"\bigwedge",
    "⋁": r"\bigvee",
    "⋂": r"\bigcap",
    "⋃": r"\bigcup",
    "⨀": r"\bigodot",
    "⨁": r"\bigoplus",
    "⨂": r"\bigotimes",
    "⨄": r"\biguplus",
}
_FENCES = {
    "": ".",
    "{": r"\{",
    "}": r"\}",
    "⟨": r"\langle",
    "⟩": r"\rangle",
    "⌈": r"\lceil",
    "⌉": r"\rceil",
    "⌊": r"\lfloor",
    "⌋": r"\rfloor",
    "|": "|",
    "‖": r"\Vert",
    "(": "(",
    ")": ")",
    "[": "[",
    "]": "]",
    "/": "/",
}
_BARS = ("|", "‖")
_ACCENTS = {
    "\u0302": r"\hat",
    "\u0303": r"\tilde",
    "\u0305": r"\bar",
    "\u20d7": r"\vec",
    "\u0307": r"\dot",
    "\u0308": r"\ddot",
    "\u030c": r"\check",
    "\u0306": r"\breve",
    "\u0301": r"\acute",
    "\u0300": r"\grave",
    "\u030a": r"\mathring",
    "\u20db": r"\dddot",
    "\u20dc": r"\ddddot",
}
_WIDE_ACCENTS = {"\u0302": r"\widehat", "\u0303": r"\widetilde", "\u0305": r"\overline"}
_SPECIAL = {
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "\\": r"\backslash ",
    "\u200b": "",
    "\u2006": r"\,",
    "\u2009": r"\,",
    "\u2005": r"\:",
    "\xa0": r"\ ",
    " ": r"\ ",
    WIDE_SPACE: r"\quad ",
    "′": r"\prime ",
    "∗": r"\ast ",
    "∣": r"\mid ",
    "≔": r"\coloneq ",
}
_SPACED = frozenset("=<>+−")
_WIDE, _NARROW = r"\;", r"\:"
_PRIMES = {"′": 1, "″": 2, "‴": 3, "⁗": 4}
# Where the alphabets of mathematics begin, and the commands that set ordinary letters so.
_ALPHABETS = (
    (0x1D400, r"\mathbf"),
    (0x1D434, r"\mathit"),
    (0x1D468, r"\mathbfit"),
    (0x1D49C, r"\mathcal"),
    (0x1D504, r"\mathfrak"),
    (0x1D538, r"\mathbb"),
    (0x1D5A0, r"\mathsf"),
    (0x1D670, r"\mathtt"),
    (0x1D6A8, r"\mathbf"),
    (0x1D6E2, r"\mathit"),
    (0x1D71C, r"\mathbfit"),
    (0x1D7CE, r"\mathbf"),
    (0x1D7D8, r"\mathbb"),
    (0x1D7E2, r"\mathsf"),
    (0x1D7F6, r"\mathtt"),
)


class NotInMathtext(Exception):  # noqa: N818 - it is no error
    """A part that mathtext has no words for."""


def mathtext(parts: Iterable[Part], large: bool) -> str:
    """Return `parts` as mathtext, fractions `large` as in a display. Raises NotInMathtext."""
    return "".join(_word(part, large) for part in parts)


def _group(row: Row | None, large: bool = False) -> str:
    # mathtext takes no empty groups.
    inner = mathtext(row.parts, large) if row else ""
    return f"{{{inner}}}" if inner.strip() else r"{\hspace{0}}"


def _word(part: Part, large: bool) -> str:
    match part:
        case Atom():
            return atom_word(part)
        case Row():
            return _group(part, large)
        case Fraction() if part.bar:
            return rf"\{'d' if large else ''}frac{_group(part.top)}{_group(part.bottom)}"
        case Fraction():
            both = _group(part.top) + _group(part.bottom)
            return rf"\genfrac{{}}{{}}{{0}}{{{0 if large else 1}}}{both}"
        case Script():
            return _group(part.base, large) + _scripts(part.sub, part.sup)
        case Prescript():
            return "{}" + _scripts(part.sub, part.sup) + _group(part.base, large)
        case Root():
            index = f"[{mathtext(part.index.parts, False)}]" if part.index else ""
            return rf"\sqrt{index}{_group(part.inside)}"
        case Big():
            return _big(part, large)
        case Fence():
            return _fence(part, large)
        case Accent():
            return _accent(part)
        case Line() if part.over:
            return rf"\overline{_group(part.base)}"
        case Function():
            fenced = part.argument.parts and isinstance(part.argument.parts[0], Fence)
            space = "" if fenced else r"\,"
            return mathtext(part.name.parts, large) + space + mathtext(part.argument.parts, large)
        case Stack():
            return _stack(part)
        case _:
            raise NotInMathtext


def atom_word(atom: Atom) -> str:
    """Return characters as mathtext."""
    if atom.look is Look.TEXT:
        return _words(atom.text)
    if len(atom.text) > 1 and atom.text.isascii() and atom.text.isalpha():
        return rf"\mathrm{{{atom.text}}}"
    return "".join(_letter(character, atom.look) for character in atom.text)


def _words(text: str) -> str:
    return "".join(
        rf"\mathrm{{{character}}}"
        if character.isalpha()
        else _SPECIAL.get(character, f"{{{character}}}")
        for character in text
    )


def _letter(character: str, look: Look) -> str:
    if "\U0001d400" <= character <= "\U0001d7ff":
        command = next(word for start, word in reversed(_ALPHABETS) if start <= ord(character))
        return rf"{command}{{{unicodedata.normalize('NFKC', character)}}}"
    if character in BIG:
        return _BIG.get(character, character) + " "
    if character.isalpha() and look is Look.UPRIGHT and character < "\u0370":
        return rf"\mathrm{{{character}}}"
    word = _SPECIAL.get(character, character)
    # Of these signs mathtext itself spaces the first few only.
    if is_relation(character):
        return f" {word} " if character in _SPACED else f"{_WIDE}{word}{_WIDE}"
    if is_binary(character):
        return f" {word} " if character in _SPACED else f"{_NARROW}{word}{_NARROW}"
    return word


def _scripts(sub: Row | None, sup: Row | None) -> str:
    below = f"_{_small(sub)}" if sub else ""
    if sup is None:
        return below
    # A prime is raised by itself.
    primes, rest = _primes(sup)
    return below + "'" * primes + (f"^{_small(rest)}" if rest.parts else "")


def _small(row: Row) -> str:
    return _group(row).replace(_WIDE, "").replace(_NARROW, "")


def _primes(sup: Row) -> tuple[int, Row]:
    count, parts = 0, sup.parts
    while parts and isinstance(first := parts[0], Atom) and first.text in _PRIMES:
        count, parts = count + _PRIMES[first.text], parts[1:]
    return count, Row(parts)


def _big(big: Big, large: bool) -> str:
    sign = _BIG.get(big.sign)
    if sign is None:
        raise NotInMathtext
    return rf"{sign}{_scripts(big.under, big.over)}\," + mathtext(big.operand.parts, large)


def _fence(fence: Fence, large: bool) -> str:
    signs = (fence.opening, fence.closing, fence.separator)
    if any(sign not in _FENCES for sign in signs):
        raise NotInMathtext
    if fence.grows and (fence.opening in _BARS or fence.closing in _BARS):
        # mathtext makes high bars thick.
        raise NotInMathtext
    opening, closing, separator = (_FENCES[sign] for sign in signs)
    if not fence.grows and len(fence.parts) == 1:
        return f"{opening} {mathtext(fence.parts[0].parts, large)}{closing} "
    inner = rf"\middle{separator} ".join(mathtext(part.parts, large) for part in fence.parts)
    return rf"\left{opening} {inner}\right{closing} "


def _accent(accent: Accent) -> str:
    single = len(accent.base.parts) == 1 and isinstance(accent.base.parts[0], Atom)
    table = _ACCENTS if single else _WIDE_ACCENTS
    word = table.get(accent.mark)
    if word is None:
        raise NotInMathtext
    return f"{word}{_group(accent.base)}"


def _stack(stack: Stack) -> str:
    word = _group(stack.base)
    if stack.under is not None:
        word = rf"\underset{_group(stack.under)}{{{word}}}"
    if stack.over is not None:
        word = rf"\overset{_group(stack.over)}{{{word}}}"
    return word + r"\,"
