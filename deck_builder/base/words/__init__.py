"""The product's own words: what a deck, a handout and the alternative text of a chart say by
themselves. They stand beside this module, in a file for each language, which is read when a word of
it is first asked for. In `en.yaml` is said what each is for."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import msgspec

from deck_builder.base import inputs
from deck_builder.base.languages import primary_language, script_of

_FOLDER = Path(__file__).parent
_ENGLISH = "en"
# What the Turkish İ becomes in lower case.
_DOTTED = "i\N{COMBINING DOT ABOVE}"


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What things are called, by their kind."""

    def named(self, kind: str) -> str:
        """Return what a thing of a kind is called."""
        name: str = getattr(self, kind)
        return name


class Callouts(_Names, frozen=True, forbid_unknown_fields=True):
    """What callouts without a title of their own are called."""

    note: str
    tip: str
    important: str
    warning: str
    caution: str


class Theorems(_Names, frozen=True, forbid_unknown_fields=True):
    """What mathematical statements are called."""

    theorem: str
    lemma: str
    corollary: str
    proposition: str
    definition: str
    example: str
    proof: str
    remark: str


class Captions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What figures, tables and pieces of code are called, and what stands between their number and
    a caption."""

    figure: str
    table: str
    listing: str
    separator: str


class ChartWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells the data of a chart. `kinds` are the names of kinds of charts, as far as the
    language has them."""

    values: str
    first: str
    last: str
    lowest: str
    highest: str
    gaps: str
    no_value: str
    points: str
    reach: str
    more: str
    source: str
    other: str
    line_at: str
    band: str
    log: str
    lower_quartile: str
    median: str
    upper_quartile: str
    outliers: str
    axes: str
    across: str
    colon: str
    comma: str
    stop: str
    kinds: dict[str, str] = {}


class TableWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that say something by themselves in a table, several of each kind. `open` are those for
    work that goes on or has not begun."""

    affirmed: tuple[str, ...]
    denied: tuple[str, ...]
    partly: tuple[str, ...]
    done: tuple[str, ...]
    open: tuple[str, ...]
    risky: tuple[str, ...]
    blocked: tuple[str, ...]
    low_is_best: tuple[str, ...]
    high_is_best: tuple[str, ...]


class HandoutWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the parts of a handout are called."""

    contents: str
    notes: str
    slide: str
    slide_text: str
    hidden: str


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language. `closings` are how titles of last slides begin."""

    agenda: str
    appendix: str
    references: str
    closings: tuple[str, ...]
    on_this_slide: str
    callouts: Callouts
    theorems: Theorems
    captions: Captions
    charts: ChartWords
    tables: TableWords
    handout: HandoutWords


def words_in(tag: str) -> Words:
    """Return the words of the language `tag`, which for Traditional Chinese are those of `zh-Hant`;
    the English ones if there are none."""
    language = primary_language(tag)
    if language not in ("", _ENGLISH) and script_of(tag) == "Hant":
        language = "zh-Hant"
    return _read(language if language in languages() else _ENGLISH)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are words of."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def _read(language: str) -> Words:
    return msgspec.yaml.decode(inputs.read_bytes(_FOLDER / f"{language}.yaml"), type=Words)


def as_opening(words: str) -> str:
    """Return `words` as they open a sentence or a title."""
    return words[:1].upper() + words[1:]


def bare(text: str) -> str:
    """Return a title or a label in the form in which it is compared: its words in lower case, with
    a blank between them and without any marks."""
    composed = unicodedata.normalize("NFC", text).casefold().replace(_DOTTED, "i")
    return " ".join("".join(one if _is_of_word(one) else " " for one in composed).split())


def _is_of_word(sign: str) -> bool:
    """Whether a character is a letter or digit, or goes with the one before, as vowel signs do."""
    return sign.isalnum() or unicodedata.category(sign).startswith("M")
