"""Blanks at which no line is broken: between a number and its unit, in abbreviations, after words
of one letter where a language wants that.

They become no-break spaces, as a typesetter would set them. PowerPoint and LibreOffice break no
line at these, and they are as wide as other blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base import inputs
from deck_builder.base.languages import primary_language
from deck_builder.base.patterns import late
from deck_builder.text.runs import Run

NO_BREAK_SPACE = "\u00a0"

_DATA = Path(__file__).with_name("no_breaks.yaml")
_DIGIT = late(r"\d")
_BESIDE_DIGIT = late(r"(?<=\d) | (?=\d)")
# Digits in groups of three, unless they follow a whole number, such as a year.
_GROUP = late(r"(?<!\d{4}) \d{3}(?!\d)")
# What stands before a number, far shorter than this.
_BEFORE = late(r"\S*\Z")
_LONGEST_BEFORE = 40
_INITIALS = late(r"(?<![^\W_])[^\W\d_]\. (?=[^\W\d_]\.)")
_INITIAL = ". "
_OPENING = "([{<\"'“‘„‚«‹¿¡"
# In place of what is no text, which has no blanks.
_NOT_TEXT = "\ufffc"
_END = r"(?![^\W_]|['’])"
_BEGIN = r"(?<![^\W_])"
_SYMBOLS = "€$£¥₹₽₩₺₴"


class _Language(Struct, frozen=True):
    """What is special to a language."""

    units: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    letters: str = ""
    abbreviations: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()


class _Data(Struct, frozen=True):
    units: tuple[tuple[str, ...], ...]
    currencies: tuple[tuple[str, ...], ...]
    signs: tuple[str, ...]
    languages: Mapping[str, _Language]


class _Rules(Struct, frozen=True):
    """The rules of a language: which `units` come after a number, with a group for the blank
    between a large number and its money, which words come `before` one, and patterns whose matches
    have blanks that break no line."""

    units: re.Pattern[str]
    before: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]


def known_languages() -> frozenset[str]:
    """Return the languages that the rules name, also those that need none: primary languages, and
    others by their tags."""
    return frozenset(_data().languages)


def bound(text: str, language: str) -> str:
    """Return `text` with no-break spaces where the `language`, a BCP 47 tag, has no line break.
    Nothing else in it changes."""
    places = _places(text, language)
    if not places:
        return text
    characters = list(text)
    for place in places:
        characters[place] = NO_BREAK_SPACE
    return "".join(characters)


def bound_runs(runs: tuple[Run, ...], language: str) -> tuple[Run, ...]:
    """Return `runs` with no-break spaces, each in its own language, else in `language`. Code and
    formulas stay as they are, and `runs` themselves are returned where nothing changes."""
    if len(runs) == 1:
        run = runs[0]
        if not _is_text(run):
            return runs
        text = bound(run.text, run.lang or language)
        return runs if text is run.text else (replace(run, text=text),)
    whole = "".join([one.text if _is_text(one) else _NOT_TEXT * len(one.text) for one in runs])
    if " " not in whole:
        return runs
    tags = {run.lang or language for run in runs}
    places = {tag: _places(whole, tag) for tag in tags}
    return _with_places(runs, places, language) if any(places.values()) else runs


def _with_places(
    runs: Sequence[Run], places: Mapping[str, frozenset[int]], language: str
) -> tuple[Run, ...]:
    made: list[Run] = []
    begin = 0
    for run in runs:
        end = begin + len(run.text)
        own = [one - begin for one in places[run.lang or language] if begin <= one < end]
        if own:
            characters = list(run.text)
            for place in own:
                characters[place] = NO_BREAK_SPACE
            run = replace(run, text="".join(characters))
        made.append(run)
        begin = end
    return tuple(made)


def _is_text(run: Run) -> bool:
    return not (run.code or run.formula or run.note)


def _places(text: str, language: str) -> frozenset[int]:
    """Where a text has blanks that break no line."""
    if " " not in text:
        return frozenset()
    rules = _rules(language)
    found: list[int] = []
    # Most texts have no digit, which takes a quarter of the time to find out.
    if _DIGIT().search(text):
        for match in _BESIDE_DIGIT().finditer(text):
            found += _at(match, rules)
    patterns = (*rules.patterns, _INITIALS()) if _INITIAL in text else rules.patterns
    for pattern in patterns:
        for match in pattern.finditer(text):
            places = range(match.start(), match.end())
            found += [place for place in places if text[place] == " "]
    return frozenset(found)


def _at(match: re.Match[str], rules: _Rules) -> Iterator[int]:
    """A blank beside a digit, and the next one, if they break no line."""
    text, place = match.string, match.start()
    if place and text[place - 1].isdecimal():
        unit = rules.units.match(text, place + 1)
        if unit is not None:
            yield place
            if unit[1]:
                yield unit.start(1)
            return
        if _GROUP().match(text, place):
            yield place
            return
    if text[place + 1 : place + 2].isdecimal():
        before = _BEFORE().search(text, max(0, place - _LONGEST_BEFORE), place)
        if before and before[0].lstrip(_OPENING) in rules.before:
            yield place


@cache
def _data() -> _Data:
    return msgspec.yaml.decode(inputs.read_bytes(_DATA), type=_Data)


@cache
def _rules(language: str) -> _Rules:
    data = _data()
    own = data.languages.get(language.lower()) or data.languages.get(primary_language(language))
    own = own or _Language()
    money = [one for group in data.currencies for one in group]
    units = [*(one for group in data.units for one in group), *money, *own.units]
    large = rf"{_any(own.units)}( )(?=[{_SYMBOLS}]|{_any(money)})|" if own.units else "(?!)( )|"
    patterns = []
    if own.letters:
        patterns.append(rf"{_BEGIN}(?<![-'’.])[{own.letters}] (?=\w)")
    if own.inside:
        closing, opening = own.inside
        patterns.append(rf"(?<=\S) (?=[{closing}](?:[\s)\]»”]|$))")
        patterns.append(rf"(?<=[{opening}]) (?=\S)")
    if own.abbreviations:
        patterns.append(rf"{_BEGIN}{_any(own.abbreviations)}(?!\w)")
    return _Rules(
        re.compile(large + _any(units)),
        frozenset((*own.before, *money, *data.signs)),
        tuple(map(re.compile, patterns)),
    )


def _any(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longest first; a letter or digit ends none."""
    found = sorted(words, key=lambda word: (-len(word), word))
    parts = (re.escape(one) + (_END if one[-1].isalnum() else "") for one in found)
    return f"(?:{'|'.join(parts)})"
