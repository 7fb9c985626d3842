"""The numbers in a column of a table, as far as they can be compared."""

from __future__ import annotations

from collections.abc import Sequence

from deck_builder.base.locale import decimal_mark
from deck_builder.base.patterns import late

_WITH_UNIT = late(r"([-+−–]?[\d.,'\u00a0\u2009\u202f ]*\d)\s*([^\d\s].*)?")
_CLOCK = late(r"(\d{1,3}):(\d\d)(?::(\d\d))?")
_EMPTY = ("", "-", "–", "—", "n/a", "N/A")


def values_in(texts: Sequence[str], language: str) -> list[float | None] | None:
    """Return the numbers in `texts`, None for one without any; None instead of them all when a text
    is no number, or when the texts are not in one unit."""
    filled = [text for text in texts if text not in _EMPTY]
    if not filled:
        return None
    clocks = [_CLOCK().fullmatch(text) for text in filled]
    if all(clocks):
        known = {text: _minutes(text) for text in filled}
        return [known.get(text) for text in texts]
    values = _read(filled, language)
    if None in values:
        values = _in_one_unit(filled, language)
    if None in values:
        return None
    read = dict(zip(filled, values, strict=True))
    return [read.get(text) for text in texts]


def _in_one_unit(texts: Sequence[str], language: str) -> list[float | None]:
    found = [_WITH_UNIT().fullmatch(text) for text in texts]
    units = {one[2] or "" for one in found if one}
    if not all(found) or len(units) != 1:
        return [None]
    return _read([one[1].strip() for one in found if one], language)


def _read(texts: Sequence[str], language: str) -> list[float | None]:
    """The numbers in `texts`; what can be read in two ways is read as the language writes it."""
    from deck_builder.charts.numbers import notation_of

    for decimal in ("", decimal_mark(language)):
        notation = notation_of(texts, "", language, decimal)
        values = [notation.read(text) for text in texts]
        if None not in values:
            break
    return values


def _minutes(text: str) -> float:
    """A time of day or a length, whose parts are sixtieths of the one before."""
    value = 0.0
    parts = text.split(":")
    for part in parts:
        value = value * 60 + int(part)
    return value if len(parts) == 3 else value * 60
