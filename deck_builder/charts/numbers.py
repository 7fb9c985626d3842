"""Numbers as authors write them.

What can be read in one way only is read in every language: `1.250,5`, `12,34,567`, `($450,000.00)`,
`1.2M`, `½`. What can be read in two ways, such as `1,250`, is settled by the author, by the other
cells, by the language where a column of a table is written in one way, or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.locale import decimal_mark, group_mark, is_currency, magnitudes
from deck_builder.base.marks import COMMA, POINT

LARGEST = 1e100
"""No chart shows more, and sums of such numbers are still numbers."""
GAP_WORDS = ("", "~", "null")

_DASHES = str.maketrans(dict.fromkeys("−–—‒﹣－", "-"))
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´٬", "'"))
_WIDE = str.maketrans({"，": ",", "．": ".", "％": "%", "＋": "+"})
_ARABIC_MARK = "\N{ARABIC DECIMAL SEPARATOR}"

_EXPONENT = r"(?:[eE][-+]?\d{1,3})"
_WHOLE = re.compile(rf"\d+{_EXPONENT}?")
_BLANK_GROUPS = re.compile(r"\d{1,3}([ '_])\d{3}(?:\1\d{3})*(?:([.,])\d+)?")
_PLAIN = re.compile(r"-?\d{1,15}")
_FRACTION = re.compile(r"(\d*) ?([¼½¾⅐-⅞])")
# Groups of three digits, or of two and three as in India; with what tells them from decimals.
_THREES = {mark: re.compile(rf"\d{{1,3}}(?:\{mark}\d{{3}})+") for mark in (POINT, COMMA)}
_TWOS = {mark: re.compile(rf"\d{{1,2}}(?:\{mark}\d\d)*\{mark}\d{{3}}") for mark in (POINT, COMMA)}
_DECIMALS = {
    mark: re.compile(rf"(?:\d+\{mark}\d+|\{mark}\d+|\d+\.){_EXPONENT}?") for mark in (POINT, COMMA)
}
_SHORT = re.compile(r"\d{1,3}")
_FEWEST_ALIKE = 2
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")

_SIGN = "[$¢£¥֏؋৳฿៛\u20a0-\u20cf]"
_MONEY = rf"[A-Z]{{0,3}}{_SIGN}|[A-Z]{{3}}|kr\.?|zł|Kč|Ft|Fr\.|Rs\.?"
_GROUPED_MONEY = ("$", "£", "¥")
_MONEY_FIRST = re.compile(rf"({_MONEY}) ?(?=[-+(.\d])")
_MONEY_LAST = re.compile(rf"(?<=[\d).\-A-Za-z]) ?({_MONEY})$")
_SIZE_LAST = re.compile(r"(?<=[\d.])( ?[^\W\d_][^\d]*)$")
_ATTACHED = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9}
_WORDS = {
    "tsd": 1e3,
    "mio": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "mrd": 1e9,
    "bn": 1e9,
}
_ENGLISH_WORDS = {"thousand": 1e3, "billion": 1e9, "billions": 1e9, "trillion": 1e12}


class Notation(Struct, frozen=True):
    """How the numbers of one column are written: the mark before their decimals, empty when
    nothing settles it, and the unit that they carry. When it `is_stated` by the author, no other
    mark is read. When it `is_mixed`, the numbers settle it in two ways, and what can be read in two
    ways is ambiguous."""

    decimal: str = ""
    unit: str = ""
    language: str = "en"
    is_stated: bool = False
    is_mixed: bool = False

    def read(self, text: str) -> float | None:
        """Return the number in `text`, or None when it is none or is ambiguous."""
        readings = self.readings(text)
        return readings[0] if len(readings) == 1 else None

    def readings(self, text: str) -> tuple[float, ...]:
        """Return what `text` can mean as a number: nothing, one number, or two."""
        if _PLAIN.fullmatch(text):
            return (float(text),)
        core = _core_of(text, self.unit, self.language)
        if core is None or core.money not in ("", _normal(self.unit)):
            return ()
        found = dict.fromkeys(
            float(f"{number * core.factor:.15g}")
            for mark in (POINT, COMMA)
            if (number := _with_mark(core.digits, mark)) is not None and self._allows(core, mark)
        )
        return tuple(number for number in found if abs(number) <= LARGEST)

    def _allows(self, core: _Core, mark: str) -> bool:
        """Whether `mark` may begin the decimals of a number."""
        if self.is_stated:
            return mark == self.decimal
        if self.is_mixed or not _EITHER.fullmatch(core.digits):
            return True
        if self.decimal:
            return mark == self.decimal
        # A point is the mark of programs, too.
        if POINT in core.digits and decimal_mark(self.language) == POINT:
            return mark == POINT
        return not core.is_grouped or mark not in core.digits


def notation_of(
    texts: Iterable[str],
    unit: str,
    language: str = "en",
    decimal: str = "",
    others: Iterable[str] = (),
) -> Notation:
    """Return how the numbers in `texts` are written: with the mark `decimal` if the author says so,
    else as the unambiguous ones are, else as those of `others` are, the other cells of the table.

    A percent sign or a currency counts as the unit when `unit` is empty and all texts agree.
    """
    filled = [text for text in texts if text not in GAP_WORDS]
    unit = unit or _common_unit(filled, language)
    if decimal:
        return Notation(decimal, unit, language, is_stated=True)
    marks = set(_marks_in(filled, unit, language))
    if not marks and any(POINT in text or COMMA in text for text in filled):
        marks = set(_marks_in(others, "", language))
    is_mixed = len(marks) > 1
    return Notation("" if is_mixed else "".join(marks), unit, language, is_mixed=is_mixed)


def settled_by_language(notation: Notation, texts: Sequence[str]) -> Notation:
    """Return `notation`, in which the mark before the decimals may be open, with the one that the
    language has, if the `texts` of a column all look alike: two or more have one mark before three
    digits, which means something in the language, and the rest are numbers of up to three digits.
    """
    if notation.decimal or not any(POINT in text or COMMA in text for text in texts):
        return notation
    marks = []
    for text in texts:
        core = None if text in GAP_WORDS else _core_of(text, notation.unit, notation.language)
        if core is None or _SHORT.fullmatch(core.digits):
            continue
        if not _EITHER.fullmatch(core.digits):
            return notation
        marks.append(COMMA if COMMA in core.digits else POINT)
    if len(marks) < _FEWEST_ALIKE or len(set(marks)) > 1:
        return notation
    mark, decimal = marks[0], decimal_mark(notation.language)
    if mark == decimal:
        return replace(notation, decimal=mark, is_mixed=False)
    if mark == group_mark(notation.language):
        return replace(notation, decimal=POINT if mark == COMMA else COMMA, is_mixed=False)
    return notation


def _common_unit(texts: Iterable[str], language: str) -> str:
    filled = list(texts)
    if filled and all(text.rstrip().endswith(("%", "％")) for text in filled):
        return "%"
    cores = [_core_of(text, "", language) for text in filled if not _PLAIN.fullmatch(text)]
    money = {core.money for core in cores if core is not None} - {""}
    return money.pop() if len(money) == 1 else ""


def _marks_in(texts: Iterable[str], unit: str, language: str) -> Iterator[str]:
    """The marks before decimals that `texts` must have: of `1,5` and `1.234,5` the comma, of
    `1,234,567` the point; `1,234` says nothing."""
    for text in texts:
        if POINT not in text and COMMA not in text:
            continue
        core = _core_of(text, unit, language)
        if core is None or (_EITHER.fullmatch(core.digits) and not core.is_grouped):
            continue
        known = [mark for mark in (POINT, COMMA) if _with_mark(core.digits, mark) is not None]
        if core.is_grouped and len(known) > 1:
            known = [mark for mark in known if mark not in core.digits]
        if len(known) == 1:
            yield known[0]


class _Core(Struct, frozen=True):
    """A number without its surroundings: its digits and marks, what to multiply them with, and the
    currency that it carries. It `is_grouped` when a mark before three digits hardly begins
    decimals: among accounts, in parentheses, and behind a dollar sign."""

    digits: str
    factor: float
    money: str
    is_grouped: bool = False


def _core_of(text: str, unit: str, language: str) -> _Core | None:
    rest = whole = _normal(text)
    if rest.isdecimal():
        return _Core(rest, 1.0, "")
    rest, factor = _signed(rest)
    rest, money = _without_unit(rest, _normal(unit))
    if not money:
        rest, money = _without_money(rest)
    rest, more = _signed(rest)
    if factor == more == -1.0:
        return None
    rest, size = _without_size(rest, language)
    if not money:
        rest, money = _without_money(rest)
    is_grouped = ")" in whole or (COMMA in rest and any(sign in whole for sign in _GROUPED_MONEY))
    return _Core(rest, factor * more * size, money, is_grouped)


def _normal(text: str) -> str:
    """`text` with the plain form of blanks, dashes, apostrophes, full-width signs and digits."""
    if text.isascii():
        return text.strip()
    plain = text.strip().translate(_DASHES).translate(_APOSTROPHES).translate(_WIDE)
    return "".join(
        " "
        if character.isspace()
        else str(unicodedata.decimal(character))
        if character.isdecimal()
        else character
        for character in plain
    )


def _signed(text: str) -> tuple[str, float]:
    """`text` without its sign or parentheses, and 1, or -1 for a number below zero."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), -1.0
    if text[:1] in ("-", "+"):
        return text[1:].lstrip(), -1.0 if text[0] == "-" else 1.0
    return text, 1.0


def _without_unit(text: str, unit: str) -> tuple[str, str]:
    if unit and text.endswith(unit):
        return text.removesuffix(unit).rstrip(), unit
    if unit and text.startswith(unit):
        return text.removeprefix(unit).lstrip(), unit
    return text, ""


def _without_money(text: str) -> tuple[str, str]:
    for pattern, side in ((_MONEY_FIRST, 0), (_MONEY_LAST, 1)):
        found = pattern.search(text) if side else pattern.match(text)
        if found and (not _is_code(found[1]) or is_currency(found[1])):
            return (text[: found.start()] if side else text[found.end() :]).strip(), found[1]
    return text, ""


def _is_code(text: str) -> bool:
    return text.isascii() and text.isalpha() and text.isupper()


def _without_size(text: str, language: str) -> tuple[str, float]:
    """`text` without a word such as `k`, `M` or `Mio.` at its end, and what that stands for."""
    found = _SIZE_LAST.search(text)
    if not found:
        return text, 1.0
    written = found[1]
    word = written.strip().rstrip(".").lower()
    size = _ATTACHED.get(written) or _WORDS.get(word)
    if size is None and language.partition("-")[0] in ("", "en"):
        size = _ENGLISH_WORDS.get(word)
    if size is None:
        of_language = {_normal(f"0{one.after}")[1:]: one.divisor for one in magnitudes(language)}
        size = of_language.get(written)
    return (text[: found.start()], size) if size else (text, 1.0)


def _with_mark(digits: str, mark: str) -> float | None:
    """The number in `digits` when `mark` begins its decimals and the other one groups; None when
    it cannot be read so."""
    if _WHOLE.fullmatch(digits):
        return float(digits)
    fraction = _FRACTION.fullmatch(digits)
    if fraction:
        return float(fraction[1] or 0) + unicodedata.numeric(fraction[2])
    if _ARABIC_MARK in digits:
        whole, _, decimals = digits.replace("'", "").partition(_ARABIC_MARK)
        return float(f"{whole}.{decimals}") if (whole + decimals).isdecimal() else None
    blanks = _BLANK_GROUPS.fullmatch(digits)
    if blanks:
        plain = digits.replace(blanks[1], "")
        return float(plain.replace(mark, ".")) if blanks[2] in (None, mark) else None
    if _DECIMALS[mark].fullmatch(digits):
        return float(digits.replace(mark, "."))
    group = COMMA if mark == POINT else POINT
    whole, _, decimals = digits.partition(mark)
    if decimals and not decimals.isdecimal():
        return None
    if _THREES[group].fullmatch(whole) or _TWOS[group].fullmatch(whole):
        if whole.startswith("0"):
            return None
        return float(f"{whole.replace(group, '')}.{decimals or 0}")
    return None
