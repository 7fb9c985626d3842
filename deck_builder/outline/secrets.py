"""What must not be in a deck: the phrases that only other audiences get to see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deck_builder.outline.model import Outline
from deck_builder.outline.settings import DeckFile
from deck_builder.text.runs import Run

FEWEST_WORDS = 3
"""A part of a longer text is a secret from this many words on; numbers are none."""
FEWEST_LETTERS = 8
"""A text, or a part of one, is a secret from this many letters on. Numbers and the shortest words
do not count: they may be anything."""
_SHORTEST_WORD = 3

# Scripts without blanks between words: each character is one.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+"

Phrase = tuple[str, ...]
"""Words in lower case, without what stands between them."""


def words_of(text: str) -> Phrase:
    """Return the words of `text` as they are compared."""
    return tuple(re.findall(_WORD, text.casefold()))


def secrets_of(outline: Outline) -> tuple[Phrase, ...]:
    """Return the shortest phrases by which a text that the audience of `outline` must not see
    would be known: those of the texts withheld from it and of other audiences' settings that
    stand nowhere in what it sees."""
    withheld = (*outline.withheld, *_settings_of_others(outline.deck))
    if not withheld:
        return ()
    seen = f" {' '.join(word for text in _seen(outline) for word in words_of(text))} "
    phrases = (phrase for text in withheld for phrase in _phrases(words_of(text)))
    return tuple(phrase for phrase in dict.fromkeys(phrases) if f" {' '.join(phrase)} " not in seen)


def _phrases(words: Phrase) -> Iterator[Phrase]:
    """Yield each few words of a text; a short one as a whole."""
    for first in range(len(words)):
        for last in range(first + FEWEST_WORDS, len(words) + 1):
            if _is_long(words[first:last]) and _is_telling(words[first:last]):
                yield words[first:last]
                break
    if not _is_long(words) and _is_telling(words):
        yield words


def _is_long(words: Phrase) -> bool:
    """Whether a phrase has words enough. A number is none: behind a title that all see it may be
    that of a page."""
    return sum(not word.isnumeric() for word in words) >= FEWEST_WORDS


def _is_telling(words: Phrase) -> bool:
    """Whether a phrase would not be there by chance: it has letters enough, and more than one word
    of them unless it is but one word. A word counts once, and two ideographs as one word."""
    telling = {word: letters for word in words if (letters := _letters(word))}
    ideographs = sum(map(_is_ideograph, telling))
    enough = len(telling) - ideographs + ideographs // 2 >= min(2, len(words))
    return enough and sum(telling.values()) >= FEWEST_LETTERS


def _letters(word: str) -> int:
    """How many letters a word has; none of the shortest count."""
    letters = sum(map(str.isalpha, word))
    return letters if letters >= _SHORTEST_WORD or _is_ideograph(word) else 0


def _is_ideograph(word: str) -> bool:
    return re.match(f"[{_IDEOGRAPHS}]", word) is not None


def _settings_of_others(deck: DeckFile) -> Iterator[str]:
    for other in deck.audiences:
        if other.audience != deck.audience:
            yield from (other.title, other.subtitle, other.author, other.footer)
            yield from (value for _, value in other.variables)


def _seen(outline: Outline) -> Iterator[str]:
    """Everything that the audience sees, hears or can look up in the file."""
    deck = outline.deck
    yield from (deck.title, deck.subtitle, deck.author, deck.footer, deck.date, deck.theme)
    yield from (value for _, value in deck.variables)
    yield from outline.seen
    for section in outline.sections:
        yield from _texts(section.title)
        for notes in section.notes:
            yield from _texts(notes.runs)
        for slide in section.slides:
            yield from _texts(slide.title)
            yield from (block.plain() for block in slide.blocks)
            for notes in slide.notes:
                yield from _texts(notes.runs)
    yield from _seen_on_imported(outline)


def _seen_on_imported(outline: Outline) -> Iterator[str]:
    for section in outline.sections:
        if section.imported:
            yield from section.imported.seen
    for slide in (*outline.opening, *outline.slides, *outline.closing):
        if slide.imported:
            yield from slide.imported.seen


def _texts(runs: Iterable[Run]) -> Iterator[str]:
    """The words of a line, and where its links lead."""
    whole = tuple(runs)
    yield "".join(run.text for run in whole)
    for run in whole:
        yield run.link
        if run.note:
            yield from _texts(run.note)
