"""The numbers of lists: the third is `3.`, `(c)`, `iii)` and so on.

A style is what the first number looks like in it: `1.`, `a)`, `(I)`.
"""

from __future__ import annotations

import math

from deck_builder.base.patterns import late

PLAIN = "1."
"""The style of a list that does not ask for another."""
DECIMAL, LETTER, CAPITAL, ROMAN, CAPITAL_ROMAN = "1aAiI"
STYLES = tuple(
    form.replace("1", kind)
    for kind in (DECIMAL, LETTER, CAPITAL, ROMAN, CAPITAL_ROMAN)
    for form in ("1.", "1)", "(1)")
)
"""All styles."""

_DIGITS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_IS_ROMAN = late("m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ALPHABET = 26
_LARGEST_ROMAN = 3_999
_MOST_DIGITS = 9
# How many digits are as wide as a letter, in common fonts.
_NARROW = dict.fromkeys("ijlI", 0.5) | dict.fromkeys("ftJ", 0.7) | dict.fromkeys("LX", 1.1)
_WIDTHS = _NARROW | dict.fromkeys("mw", 1.6) | dict.fromkeys("MW", 1.8)
_WIDTH, _CAPITAL_WIDTH = 1.0, 1.25


def kind_of_style(style: str) -> str:
    """Return the first numeral of a style, which says of what kind all are."""
    return style.strip("().")


def label(number: int, style: str = PLAIN) -> str:
    """Return what a list in `style` shows as its `number`."""
    if style == PLAIN:
        return f"{number}."
    kind = kind_of_style(style)
    return style.replace(kind, numeral(number, kind))


def numeral(number: int, kind: str) -> str:
    """Return `number` in digits, letters (z is followed by aa) or Roman numerals; in digits where
    there are no others."""
    if kind in (LETTER, CAPITAL) and number > 0:
        return _in_case(_letters(number), kind)
    if kind in (ROMAN, CAPITAL_ROMAN) and 0 < number <= _LARGEST_ROMAN:
        return _in_case(_roman(number), kind)
    return str(number)


def whole_number(text: str) -> int | None:
    """Return the number that a text is in up to nine digits; None for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def value_of(text: str, kind: str) -> int | None:
    """Return the number that `text` is in numerals of `kind`, or None."""
    if kind == DECIMAL:
        return whole_number(text)
    lower = text.lower()
    if not text or not text.isascii() or not text.isalpha() or _in_case(lower, kind) != text:
        return None
    if kind in (ROMAN, CAPITAL_ROMAN):
        return _roman_value(lower) if _IS_ROMAN().fullmatch(lower) else None
    value = 0
    for letter in lower:
        value = value * _ALPHABET + ord(letter) - ord("a") + 1
    return value


def digits_of(first: int, last: int, style: str) -> int:
    """Return how many digits are as wide as the widest number from `first` to `last`."""
    if style == PLAIN:
        return max(len(str(first)), len(str(last)))
    kind = kind_of_style(style)
    around = style.startswith("(")
    if kind == DECIMAL:
        return len(str(last)) + around
    numerals = (numeral(number, kind) for number in range(first, last + 1))
    return math.ceil(max(map(_width, numerals), default=_WIDTH)) + around


def _width(text: str) -> float:
    return sum(_WIDTHS.get(one, _CAPITAL_WIDTH if one.isupper() else _WIDTH) for one in text)


def _in_case(text: str, kind: str) -> str:
    return text.upper() if kind.isupper() else text


def _letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, _ALPHABET)
        letters = chr(ord("a") + place) + letters
    return letters


def _roman(number: int) -> str:
    digits = ""
    for value, digit in _DIGITS:
        count, number = divmod(number, value)
        digits += digit * count
    return digits


def _roman_value(text: str) -> int:
    value = 0
    for worth, digit in _DIGITS:
        while text.startswith(digit):
            value, text = value + worth, text[len(digit) :]
    return value
