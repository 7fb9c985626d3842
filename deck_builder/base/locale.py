"""What CLDR knows of a language, asked of Babel, which is imported when it is needed first.

A tag is one of BCP 47; of one that CLDR does not know, the answer is that for the language without
script and region, or else for English. Numbers have Western digits in all languages.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from deck_builder.base.patterns import late

if TYPE_CHECKING:
    from datetime import date

    from babel.core import Locale

# What most talks ask for is not looked up.
_ENGLISH = ("", "en", "en-us", "en-gb")
_DIGITS = "latn"
_GROUP = 3
# Thousands are not shortened.
_LEAST_LARGE = 10_000
_SHORTENED = late(r"([^0;]*)(0+)([^0;]*)")
# CLDR knows Korean by all its letters, OpenType and PowerPoint by its syllables.
_ALIASES = {"Kore": "Hang"}


def likely_script(language: str, region: str) -> str:
    """Return the script (ISO 15924) that a language is written in, in a region where that matters;
    an empty text when not known."""
    from babel.core import get_global

    language = get_global("language_aliases").get(language, language)
    tags = get_global("likely_subtags")
    likely = tags.get(f"{language}_{region}") or tags.get(language) or ""
    script = next((one for one in likely.split("_")[1:] if len(one) == 4), "")
    return _ALIASES.get(script, script)


@cache
def decimal_mark(tag: str) -> str:
    """Return the sign before the decimals of a number in the language `tag`."""
    if tag.lower() in _ENGLISH:
        return "."
    from babel.numbers import get_decimal_symbol

    return get_decimal_symbol(_locale(tag), numbering_system=_DIGITS)


@cache
def windows_code(tag: str) -> int:
    """Return the number that Microsoft's formats have for the language `tag`, 0 when it has none;
    for a language without region that of the country of its name, or else its first."""
    # The table is in Python's own module.
    from locale import windows_locale

    language, _, region = tag.replace("_", "-").partition("-")
    wanted = f"{language}_{region}".lower() if region else f"{language}_{language}".lower()
    names = {name.lower(): code for code, name in sorted(windows_locale.items(), reverse=True)}
    if wanted in names:
        return names[wanted]
    alike = [code for name, code in names.items() if name.partition("_")[0] == language.lower()]
    return min(alike, default=0)


@cache
def group_mark(tag: str) -> str:
    """Return the sign between groups of digits in the language `tag`."""
    if tag.lower() in _ENGLISH:
        return ","
    from babel.numbers import get_group_symbol

    return get_group_symbol(_locale(tag), numbering_system=_DIGITS)


def grouped(number: str, tag: str) -> str:
    """Return `number`, digits that may have a point and decimals, as it is written in the language
    `tag`."""
    whole, _, decimals = number.partition(".")
    if len(whole) > _GROUP:
        whole = f"{int(whole):,}" if tag.lower() in _ENGLISH else _grouped(int(whole), tag)
    return f"{whole}{decimal_mark(tag)}{decimals}" if decimals else whole


def _grouped(number: int, tag: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(number, locale=_locale(tag), numbering_system=_DIGITS)


class Magnitude(msgspec.Struct, frozen=True):
    """A large number that has a short word, for numbers of `least` and more: they are divided by
    it, and the word stands behind what is left, in few languages `before` that."""

    divisor: float
    least: float
    after: str
    before: str = ""


@cache
def magnitudes(tag: str) -> tuple[Magnitude, ...]:
    """Return the large numbers that have a short word in the language `tag`, the largest first."""
    found: dict[float, Magnitude] = {}
    patterns = _locale(tag).compact_decimal_formats["short"]["other"]
    for size, pattern in sorted((int(size), one.pattern) for size, one in patterns.items()):
        parts = _SHORTENED().match(pattern.replace("'", ""))
        if parts is None or not (parts[1] or parts[3]):
            continue
        divisor = size / 10 ** (len(parts[2]) - 1)
        if divisor >= _LEAST_LARGE:
            found.setdefault(divisor, Magnitude(divisor, size, parts[3], parts[1]))
    return tuple(found[divisor] for divisor in sorted(found, reverse=True))


def is_currency(code: str) -> bool:
    """Whether `code` is one of ISO 4217, such as `EUR`."""
    from babel.core import get_global

    return code in get_global("all_currencies")


def month_names(tag: str) -> dict[str, int]:
    """Return the numbers of the months by their names in the language `tag`, long and short, in
    lower case and without full stops."""
    months = _locale(tag).months
    return {
        name.lower().rstrip("."): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in months[context][width].items()
    }


def is_month_first(tag: str) -> bool:
    """Whether a date in figures begins with the month in the language `tag`."""
    pattern = str(_locale(tag).date_formats["short"].pattern)
    return pattern.find("M") < pattern.find("d")


@cache
def dated(day: date, skeleton: str, tag: str) -> str:
    """Return what `skeleton` names of a date, such as `yMMM` for its month and year, as it is
    written in the language `tag`."""
    from babel.dates import format_date, format_skeleton

    try:
        return format_skeleton(skeleton, day, fuzzy=False, locale=_locale(tag))
    except KeyError:
        return format_date(day, skeleton, locale=_locale(tag))


@cache
def _locale(tag: str) -> Locale:
    from babel.core import Locale, UnknownLocaleError

    name = tag.replace("_", "-")
    for known in (name, name.partition("-")[0]):
        try:
            return Locale.parse(known, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")
