"""Numbers as authors write them, and as a chart shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from math import floor, log10

from msgspec import Struct

from deck_builder.base.languages import decimal_mark, in_language

LARGEST = 1e100
"""No chart shows more, and sums of such numbers are still numbers."""
THIN_SPACE = "\N{THIN SPACE}"
MINUS = "\N{MINUS SIGN}"
GAP_WORDS = ("", "~", "null")

_PLAIN = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_BLANKS = re.compile(r"(?<=\d)[   \u2007'’](?=\d{3}(?!\d))")
_COMMA_GROUPS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_POINT_GROUPS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_COMMA_DECIMAL = re.compile(r"[-+]?\d+,\d+")
_PREFIXES = ("$", "£", "¥")
_MONEY = (*_PREFIXES, "€")
# Short words for large numbers (CLDR 45, short decimal formats; in English as the press has them).
_WORDS = {
    "cs": ((1e12, "bil."), (1e9, "mld."), (1e6, "mil.")),
    "da": ((1e12, "bio."), (1e9, "mia."), (1e6, "mio.")),
    "de": ((1e12, "Bio."), (1e9, "Mrd."), (1e6, "Mio.")),
    "en": ((1e12, "tn"), (1e9, "bn"), (1e6, "M")),
    "es": ((1e12, "B"), (1e6, "M")),
    "fi": ((1e12, "bilj."), (1e9, "mrd."), (1e6, "milj.")),
    "fr": ((1e12, "Bn"), (1e9, "Md"), (1e6, "M")),
    "it": ((1e12, "Bln"), (1e9, "Mrd"), (1e6, "Mln")),
    "ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")),
    "ko": ((1e12, "조"), (1e8, "억"), (1e4, "만")),
    "nl": ((1e12, "bln."), (1e9, "mld."), (1e6, "mln.")),
    "no": ((1e12, "bill."), (1e9, "mrd."), (1e6, "mill.")),
    "pl": ((1e12, "bln"), (1e9, "mld"), (1e6, "mln")),
    "pt": ((1e12, "tri"), (1e9, "bi"), (1e6, "mi")),
    "ru": ((1e12, "трлн"), (1e9, "млрд"), (1e6, "млн")),
    "sv": ((1e12, "bn"), (1e9, "md"), (1e6, "mn")),
    "tr": ((1e12, "Tn"), (1e9, "Mr"), (1e6, "Mn")),
    "uk": ((1e12, "трлн"), (1e9, "млрд"), (1e6, "млн")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "zh-Hant": ((1e12, "兆"), (1e8, "億"), (1e4, "萬")),
}

# Decimals that still matter, by the largest of the numbers.
_DECIMALS = ((10_000, 0), (100, 1), (1, 2))
_FINEST = 7
_TOO_LARGE = 1e15
_TOO_SMALL = 1e-6


class Comma(Enum):
    """What a comma in a number means."""

    GROUPS = "groups"
    DECIMAL = "decimal"
    UNKNOWN = "unknown"


class Notation(Struct, frozen=True):
    """How the numbers of one column are written: what a comma means, and the unit they carry."""

    comma: Comma = Comma.UNKNOWN
    unit: str = ""

    def read(self, text: str) -> float | None:
        """Return the number in `text`, or None when it is none or can mean two things."""
        plain = _BLANKS.sub("", _without_unit(text, self.unit)).replace(MINUS, "-")
        match self.comma:
            case Comma.GROUPS if _COMMA_GROUPS.fullmatch(plain):
                plain = plain.replace(",", "")
            case Comma.DECIMAL if _POINT_GROUPS.fullmatch(plain):
                plain = plain.replace(".", "").replace(",", ".")
            case Comma.DECIMAL if _COMMA_DECIMAL.fullmatch(plain):
                plain = plain.replace(",", ".")
        return finite(plain) if _PLAIN.fullmatch(plain) else None


def finite(text: str) -> float | None:
    """Return `text` as a number, or None when it is too large for a chart."""
    number = float(text)
    return number if abs(number) <= LARGEST else None


def notation_of(texts: Iterable[str], unit: str) -> Notation:
    """Return how the numbers in `texts` are written, told from those that can mean one thing.

    A percent sign counts as the unit when `unit` is empty and every text has it.
    """
    filled = [text for text in texts if text not in GAP_WORDS]
    if not unit and filled and all(text.endswith("%") for text in filled):
        unit = "%"
    meanings = {_comma_in(_without_unit(text, unit)) for text in filled} - {Comma.UNKNOWN}
    return Notation(meanings.pop() if len(meanings) == 1 else Comma.UNKNOWN, unit)


def _without_unit(text: str, unit: str) -> str:
    if unit and text.endswith(unit):
        return text.removesuffix(unit).rstrip()
    if unit and text.startswith(unit):
        return text.removeprefix(unit).lstrip()
    return text


def _comma_in(text: str) -> Comma:
    """What the comma of one number means: `1,234.5` and `1,234,567` group, `1,5` does not, and
    of `1,234` nobody can tell."""
    if _COMMA_GROUPS.fullmatch(text):
        return Comma.GROUPS if "." in text or text.count(",") > 1 else Comma.UNKNOWN
    if _POINT_GROUPS.fullmatch(text):
        return Comma.DECIMAL if "," in text or text.count(".") > 1 else Comma.UNKNOWN
    return Comma.DECIMAL if _COMMA_DECIMAL.fullmatch(text) else Comma.UNKNOWN


def decimals_of(values: Iterable[float]) -> int:
    """Return how many decimals show `values`: as many as they have, but no more than matter."""
    sizes = [abs(value) for value in values]
    largest = max(sizes, default=0.0)
    if not largest:
        return 0
    allowed = next((digits for least, digits in _DECIMALS if largest >= least), 0)
    if largest < 1:
        allowed = min(_FINEST, 1 - floor(log10(largest)))
    return max(_own_decimals(size, allowed) for size in sizes)


def _own_decimals(value: float, allowed: int) -> int:
    digits = f"{value:.{allowed}f}".rstrip("0").partition(".")[2]
    return len(digits)


def plain_number(value: float) -> str:
    """Return `value` in full, as a sentence has it: no groups, no needless decimals."""
    return f"{value:.12g}" if abs(value) < 1e15 else f"{value:g}"


class NumberFormat(Struct, frozen=True):
    """How a chart in a `language` shows its numbers: divided by `divisor`, with its `word` and
    the `unit`."""

    decimals: int = 0
    unit: str = ""
    divisor: float = 1.0
    word: str = ""
    language: str = "en"

    def __call__(self, value: float) -> str:
        """Return `value` with thin spaces between groups of three digits, and its unit."""
        size = abs(value)
        digits = f"{size / self.divisor:,.{self.decimals}f}".replace(",", THIN_SPACE)
        if size >= _TOO_LARGE or 0 < size < _TOO_SMALL:
            digits = f"{size / self.divisor:.3g}"
        sign = MINUS if value < 0 and digits.strip(f"0.{THIN_SPACE}") else ""
        digits = digits.replace(".", decimal_mark(self.language))
        number = f"{digits}{THIN_SPACE}{self.word}" if self.word else digits
        if self.unit in _PREFIXES:
            return f"{sign}{self.unit}{number}"
        return f"{sign}{number}{THIN_SPACE}{self.unit}" if self.unit else f"{sign}{number}"


def number_format(values: Sequence[float], unit: str, language: str) -> NumberFormat:
    """Return the format for `values` in a `language`, a BCP 47 tag: large numbers in words, unless
    some are much smaller."""
    sizes = [abs(value) for value in values if value]
    for divisor, word in in_language(_WORDS, language):
        if max(sizes, default=0.0) >= divisor and min(sizes) >= divisor / 100:
            decimals = min(2, decimals_of([size / divisor for size in sizes]))
            return NumberFormat(decimals, unit, divisor, word, language)
    decimals = decimals_of(values)
    # Nobody writes a sum of money with one decimal.
    decimals = 2 if decimals == 1 and unit in _MONEY else decimals
    return NumberFormat(decimals, unit, language=language)
