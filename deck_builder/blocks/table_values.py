"""The numbers in a column of a table, as far as they can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

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
    values = _times(filled) or _read(filled, language) or _in_one_unit(filled, language)
    if values is None:
        return None
    read = dict(zip(filled, values, strict=True))
    return [read.get(text) for text in texts]


def _times(texts: Sequence[str]) -> list[float] | None:
    """Times of day or lengths, as numbers of their smallest part; each part is a sixtieth of the
    one before."""
    if not all(_CLOCK().fullmatch(text) for text in texts):
        return None
    return [
        reduce(lambda whole, part: whole * 60 + int(part), text.split(":"), 0.0) for text in texts
    ]


def _in_one_unit(texts: Sequence[str], language: str) -> list[float] | None:
    found = [_WITH_UNIT().fullmatch(text) for text in texts]
    units = {one[2] or "" for one in found if one}
    if not all(found) or len(units) != 1:
        return None
    return _read([one[1].strip() for one in found if one], language)


def _read(texts: Sequence[str], language: str) -> list[float] | None:
    """The numbers in `texts`; what can be read in two ways is read as the language writes it,
    unless the others are written in two ways, too."""
    from deck_builder.charts.numbers import notation_of

    for decimal in ("", decimal_mark(language)):
        notation = notation_of(texts, "", language, decimal)
        if notation.is_mixed:
            return None
        values = [notation.read(text) for text in texts]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            return known
    return None
