"""Numbers in diagrams, as they are written in the language of the talk."""

from __future__ import annotations

from deck_builder.base.locale import decimal_mark, grouped
from deck_builder.charts.numerals import plain_number


def amount(value: float, language: str) -> str:
    """Return a number as it is written in a language, a BCP 47 tag: with groups of digits."""
    number = plain_number(value)
    if "e" in number:
        return number.replace(".", decimal_mark(language))
    return grouped(number, language)
