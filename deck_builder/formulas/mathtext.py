"""Formulas as source of matplotlib's mathtext, as far as it can express them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from deck_builder.formulas import tree
from deck_builder.formulas.letters import BIG, WIDE_SPACE, ends_operand, is_binary, is_relation

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
    "‖": r"\Vert",
    **{sign: sign for sign in "|()[]/"},
}
_BARS = ("|", "‖")
_ACCENTS = {
    "\u0302": r"\hat",
    "\u0303": r"\tilde",
    "\u0305": r"\bar",
    "\u20d7": r"\vec",
    "\u0307": r"\dot",
    "\u0308": r"\ddot",
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
    "∗": r"\ast ",
    "∣": r"\mid ",
    "≔": r"\coloneq ",
}
_SPACED = frozenset("=<>+−")
_WIDE, _NARROW = r"\;", r"\:"
_PRIMES = {"′": 1, "″": 2, "‴": 3, "⁗": 4}
# The command that sets ordinary letters in an alphabet of mathematics, by its name in Unicode.
_ALPHABETS = {
    "BOLD ITALIC": r"\mathbfit",
    "BOLD": r"\mathbf",
    "ITALIC": r"\mathit",
    "SCRIPT": r"\mathcal",
    "FRAKTUR": r"\mathfrak",
    "DOUBLE-STRUCK": r"\mathbb",
    "SANS-SERIF": r"\mathsf",
    "MONOSPACE": r"\mathtt",
}


class NotInMathtext(Exception):  # noqa: N818 - it is no error
    """A part that mathtext cannot express."""


def mathtext(parts: Iterable[tree.Part], large: bool) -> str:
    """Return `parts` as mathtext, fractions `large` as in a display. Raises NotInMathtext."""
    return "".join(_spaced(tuple(parts), large))


def _spaced(parts: tuple[tree.Part, ...], large: bool) -> Iterator[str]:
    """The sources of `parts`, with the space before a function that mathtext leaves out."""
    for before, part in zip((None, *parts), parts, strict=False):
        if isinstance(part, tree.Function) and before is not None and _is_operand(before):
            yield r"\,"
        yield _source(part, large)


def _is_operand(part: tree.Part) -> bool:
    if isinstance(part, tree.Atom):
        return ends_operand(part.text)
    return not isinstance(part, tree.Stack | tree.Arrow)


def _group(row: tree.Row | None, large: bool = False) -> str:
    # mathtext takes no empty groups.
    inner = mathtext(row.parts, large) if row else ""
    return f"{{{inner}}}" if inner.strip() else r"{\hspace{0}}"


def _source(part: tree.Part, large: bool) -> str:
    match part:
        case tree.Atom():
            return _atom(part)
        case tree.Row():
            return _group(part, large)
        case tree.Fraction() if part.bar:
            return rf"\{'d' if large else ''}frac{_group(part.top)}{_group(part.bottom)}"
        case tree.Fraction():
            both = _group(part.top) + _group(part.bottom)
            return rf"\genfrac{{}}{{}}{{0}}{{{0 if large else 1}}}{both}"
        case tree.Script():
            primes, sup = _primes(part.sup)
            base = _group(part.base, large)
            if primes and _is_letter(part.base):
                # A prime is raised by its own form; mathtext would raise it once more.
                return f"{{{base}{primes}}}{_scripts(part.sub, sup)}"
            return base + _scripts(part.sub, part.sup)
        case tree.Prescript():
            return "{}" + _scripts(part.sub, part.sup) + _group(part.base, large)
        case tree.Root():
            index = f"[{mathtext(part.index.parts, False)}]" if part.index else ""
            return rf"\sqrt{index}{_group(part.inside)}"
        case tree.Big():
            return _big(part, large)
        case tree.Fence():
            return _fence(part, large)
        case tree.Accent():
            return _accent(part)
        case tree.Line() if part.over:
            return rf"\overline{_group(part.base)}"
        case tree.Function():
            fenced = part.argument.parts and isinstance(part.argument.parts[0], tree.Fence)
            space = "" if fenced else r"\,"
            return mathtext(part.name.parts, large) + space + mathtext(part.argument.parts, large)
        case tree.Stack():
            return _stack(part)
        case _:
            raise NotInMathtext


def _atom(atom: tree.Atom) -> str:
    if atom.look is tree.Look.TEXT:
        return _text(atom.text)
    if len(atom.text) > 1 and atom.text.isascii() and atom.text.isalpha():
        return rf"\mathrm{{{atom.text}}}"
    return "".join(_letter(character, atom.look) for character in atom.text)


def _text(text: str) -> str:
    return "".join(
        _letter(character, tree.Look.UPRIGHT)
        if "\U0001d400" <= character <= "\U0001d7ff"
        else rf"\mathrm{{{character}}}"
        if character.isalpha()
        else _SPECIAL.get(character, f"{{{character}}}")
        for character in text
    )


def _letter(character: str, look: tree.Look) -> str:
    if "\U0001d400" <= character <= "\U0001d7ff":
        name = unicodedata.name(character).removeprefix("MATHEMATICAL ")
        command = next(word for style, word in _ALPHABETS.items() if name.startswith(style))
        return rf"{command}{{{unicodedata.normalize('NFKC', character)}}}"
    if character in BIG:
        return _BIG.get(character, character) + " "
    if character.isalpha() and look is tree.Look.UPRIGHT and character < "\u0370":
        return rf"\mathrm{{{character}}}"
    word = _SPECIAL.get(character, character)
    # Of these signs mathtext itself spaces the first few only.
    if is_relation(character):
        return f" {word} " if character in _SPACED else f"{_WIDE}{word}{_WIDE}"
    if is_binary(character):
        return f" {word} " if character in _SPACED else f"{_NARROW}{word}{_NARROW}"
    return word


def _scripts(sub: tree.Row | None, sup: tree.Row | None) -> str:
    below = f"_{_small(sub)}" if sub else ""
    # At a high base a prime is a power.
    primes, rest = _primes(sup)
    return below + "'" * len(primes) + (f"^{_small(rest)}" if rest else "")


def _is_letter(base: tree.Row) -> bool:
    return len(base.parts) == 1 and isinstance(base.parts[0], tree.Atom | tree.Accent)


def _small(row: tree.Row) -> str:
    return _group(row).replace(_WIDE, "").replace(_NARROW, "")


def _primes(sup: tree.Row | None) -> tuple[str, tree.Row | None]:
    """The primes that a power begins with, and its rest."""
    count, parts = 0, sup.parts if sup else ()
    while parts and isinstance(first := parts[0], tree.Atom) and first.text in _PRIMES:
        count, parts = count + _PRIMES[first.text], parts[1:]
    return "′" * count, tree.Row(parts) if parts else None if count else sup


def big_sign(sign: str) -> str:
    """Return a large operator as mathtext."""
    return _BIG.get(sign, sign)


def _big(big: tree.Big, large: bool) -> str:
    sign = _BIG.get(big.sign)
    # mathtext's integrals are not larger than a line of text.
    if sign is None or (large and big.is_integral):
        raise NotInMathtext
    return rf"{sign}{_scripts(big.under, big.over)}\," + mathtext(big.operand.parts, large)


def _fence(fence: tree.Fence, large: bool) -> str:
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


def _accent(accent: tree.Accent) -> str:
    single = len(accent.base.parts) == 1 and isinstance(accent.base.parts[0], tree.Atom)
    table = _ACCENTS if single else _WIDE_ACCENTS
    word = table.get(accent.mark)
    if word is None:
        raise NotInMathtext
    return f"{word}{_group(accent.base)}"


def _stack(stack: tree.Stack) -> str:
    word = _group(stack.base)
    if stack.under is not None:
        word = rf"\underset{_group(stack.under)}{{{word}}}"
    if stack.over is not None:
        word = rf"\overset{_group(stack.over)}{{{word}}}"
    return word + r"\,"
