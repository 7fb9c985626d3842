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

# JSON, since to read YAML of that size takes 1.5 % of a short build.
_DATA = Path(__file__).with_name("no_breaks.json")
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
_SYMBOLS = tuple("€$£¥₹₽₩₺₴")
_APOSTROPHES = ("'", "’")


class _Language(Struct, frozen=True):
    """What is special to a language: `units` after a number, words `before` a number, `letters`
    that are words and stand with the next one, `abbreviations` of more than single letters, and the
    marks that have a blank `inside`, before the closing ones, and after the opening ones."""

    units: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    letters: str = ""
    abbreviations: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()


class _Data(Struct, frozen=True):
    """The rules of all languages: units and signs after a number, which count only as a whole (“5
    m”, and not “5 men”), units of money before and after one, and `signs` before one."""

    units: tuple[tuple[str, ...], ...]
    currencies: tuple[tuple[str, ...], ...]
    signs: tuple[str, ...]
    languages: Mapping[str, _Language]


class _Words(Struct, frozen=True):
    """Words, with their lengths. To compile a pattern of all units would take as long as to lay
    out several slides."""

    words: frozenset[str]
    lengths: frozenset[int]

    def ends(self, text: str, start: int) -> Iterator[int]:
        """Yield where those that stand at `start` end, as whole words."""
        for length in self.lengths:
            end = start + length
            if text[start:end] in self.words and end <= len(text):
                after = text[end : end + 1]
                if not (text[end - 1].isalnum() and (after.isalnum() or after in _APOSTROPHES)):
                    yield end


class _Rules(Struct, frozen=True):
    """The rules of a language: which `units` come after a number, and which of them are `large`
    numbers that stand with the `money` after them, which words come `before` a number, and patterns
    whose matches have blanks that break no line."""

    units: _Words
    large: _Words
    money: _Words
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
    # A slide has hundreds of runs: here, calling a function for each takes as long as the rest.
    texts = [
        _NOT_TEXT * len(one.text) if one.code or one.formula or one.note else one.text
        for one in runs
    ]
    whole = "".join(texts)
    tags = {run.lang or language for run in runs}
    places = {tag: found for tag in tags if (found := _places(whole, tag))}
    return _with_places(runs, places, language) if places else runs


def _with_places(
    runs: Sequence[Run], places: Mapping[str, frozenset[int]], language: str
) -> tuple[Run, ...]:
    made: list[Run] = []
    begin = 0
    for run in runs:
        end = begin + len(run.text)
        own = [one - begin for one in places.get(run.lang or language, ()) if begin <= one < end]
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
        if any(rules.units.ends(text, place + 1)):
            yield place
            for end in rules.large.ends(text, place + 1):
                if text.startswith(" ", end) and _is_money(text, end + 1, rules):
                    yield end
            return
        if _GROUP().match(text, place):
            yield place
            return
    if text[place + 1 : place + 2].isdecimal():
        before = _BEFORE().search(text, max(0, place - _LONGEST_BEFORE), place)
        if before and before[0].lstrip(_OPENING) in rules.before:
            yield place


def _is_money(text: str, start: int, rules: _Rules) -> bool:
    return text.startswith(_SYMBOLS, start) or any(rules.money.ends(text, start))


@cache
def _data() -> _Data:
    return msgspec.json.decode(inputs.read_bytes(_DATA), type=_Data)


@cache
def _rules(language: str) -> _Rules:
    data = _data()
    own = data.languages.get(language.lower()) or data.languages.get(primary_language(language))
    own = own or _Language()
    money = [one for group in data.currencies for one in group]
    units = [*(one for group in data.units for one in group), *money, *own.units]
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
        _words_of(units),
        _words_of(own.units),
        _words_of(money),
        frozenset((*own.before, *money, *data.signs)),
        tuple(map(re.compile, patterns)),
    )


def _words_of(words: Iterable[str]) -> _Words:
    known = frozenset(words)
    return _Words(known, frozenset(map(len, known)))


def _any(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longest first; a letter or digit ends none."""
    found = sorted(words, key=lambda word: (-len(word), word))
    parts = (re.escape(one) + (_END if one[-1].isalnum() else "") for one in found)
    return f"(?:{'|'.join(parts)})"
