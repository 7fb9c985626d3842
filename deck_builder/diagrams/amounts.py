"""Numbers in diagrams, as they are written in the language of the talk."""

from __future__ import annotations

import re

from deck_builder.base.locale import decimal_mark, grouped
from deck_builder.charts.numerals import plain_number

_ABOVE_ZERO = re.compile(r"\d{1,15}(?:\.\d{1,15})?|\.\d{1,15}")


def above_zero(text: str) -> float | None:
    """Return the number that a text is, None if it is none or not above zero."""
    number = float(text) if _ABOVE_ZERO.fullmatch(text) else 0.0
    return number or None


def amount(value: float, language: str) -> str:
    """Return a number as it is written in a language, a BCP 47 tag: with groups of digits."""
    number = plain_number(value)
    if "e" in number:
        return number.replace(".", decimal_mark(language))
    return grouped(number, language)
