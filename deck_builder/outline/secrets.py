"""What must not be in a deck: the phrases that only other audiences see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from deck_builder.base.escapes import readings
from deck_builder.base.exact import Exact
from deck_builder.base.limits import WITHHELD
from deck_builder.base.memory import recalled, remembered
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.outline.model import Outline, OutlineSection, OutlineSlide
from deck_builder.outline.overlaps import shared_lengths
from deck_builder.outline.settings import DeckFile
from deck_builder.text.runs import Run

FEWEST_WORDS = 3
"""A part of a longer text is a secret from this many words on; numbers do not count."""
FEWEST_LETTERS = 8
"""A text, or a part of one, is a secret from this many letters on. Numbers and the shortest words
do not count: they may be anything."""
_SHORTEST_WORD = 3

# Scripts without blanks between words: each character is one.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORDS = late(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+")
# Soft hyphens, joiners, marks of direction, variants: formats, not letters.
_UNSEEN = late(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)

Phrase = tuple[str, ...]
"""Words in lower case, without punctuation."""


def words_of(text: str) -> Phrase:
    """Return the words of `text`, for comparison: in whatever form its characters are, and without
    those that cannot be seen, such as soft hyphens."""
    if not text.isascii():
        text = _UNSEEN().sub("", unicodedata.normalize("NFKC", text))
    return tuple(_WORDS().findall(text.casefold()))


def secrets_of(outline: Outline) -> dict[Phrase, str]:
    """Return the shortest phrases that would give away a text that the audience of `outline` must
    not see, each with the place of that text: those of the texts withheld from it and of other
    audiences' settings that occur nowhere in what it sees."""
    withheld = tuple(withheld_texts(outline))
    if not withheld:
        return {}
    texts = _numbered(tuple(text for text, _ in withheld))
    WITHHELD.check(sum(map(len, texts)), "what the talk withholds")
    whole = tuple(word for words in texts for word in (*words, None))
    shared = shared_lengths(whole, map(_seen_in, visible_parts(outline)))
    known = Exact(texts, len(texts))
    found = recalled(lambda: (_only_withheld, known, shared), lambda: _only_withheld(texts, shared))
    places = {number: withheld[number][1] for number in found.values()}
    named = {
        number: f"{place.source.path}:{place.line}" if place else ""
        for number, place in places.items()
    }
    return {phrase: named[number] for phrase, number in found.items()}


@remembered
def _numbered(texts: tuple[str, ...]) -> dict[Phrase, int]:
    """The words of each text, with the number of the first one that has them, from 0."""
    found: dict[Phrase, int] = {}
    for number, text in enumerate(texts):
        found.setdefault(words_of(text), number)
    return found


def _only_withheld(texts: dict[Phrase, int], shared: Sequence[int]) -> dict[Phrase, int]:
    """The phrases in `texts` that nobody else sees, with the numbers of these. Behind the words of
    each text, `shared` has one more."""
    lengths = iter(shared)
    found: dict[Phrase, int] = {}
    for words, number in texts.items():
        for phrase in _phrases(words, tuple(islice(lengths, len(words)))):
            found.setdefault(phrase, number)
        next(lengths)
    return found


@remembered
def _seen_in(texts: tuple[str, ...]) -> Phrase:
    """The words of some texts. The file is searched for what is written as other characters,
    too."""
    return tuple(word for text in texts for one in readings(text) for word in words_of(one))


def withheld_texts(outline: Outline) -> Iterator[tuple[str, Span | None]]:
    """Yield the texts that only others see, and those of their settings, with their places."""
    yield from zip(outline.withheld, outline.places, strict=True)
    for other in others_of(outline.deck):
        texts = (other.title, other.subtitle, other.notes, other.author, other.footer)
        for text in (*texts, *_of_authors(other)):
            yield text, other.changes
        for _, value in other.variables:
            yield value, other.changes


def _of_authors(deck: DeckFile) -> Iterator[str]:
    """What settings say of authors besides their names."""
    for author in deck.authors:
        yield from (*author.affiliations, author.email, author.link)


def others_of(deck: DeckFile) -> Iterator[DeckFile]:
    """Yield the settings of other audiences than that of `deck`."""
    return (one for one in deck.audiences if one.audience != deck.audience)


def _phrases(words: Phrase, shared: Sequence[int]) -> Iterator[Phrase]:
    """Yield the shortest long enough phrases of a text that nobody else sees; a short text as a
    whole. `shared` says for each word how many up to it are seen together."""
    is_long, is_telling = _worth(words)
    if not is_long:
        if is_telling and words and shared[-1] < len(words):
            yield words
        return
    for first, innermost, last in _windows(words):
        # What is seen as well gives nothing away; with one more word before it, it may.
        start = min(innermost, last - shared[last - 1] - 1)
        if start >= first:
            yield words[start:last]


@remembered
def _worth(words: Phrase) -> tuple[bool, bool]:
    """Whether a text as a whole is long, and whether it is telling."""
    whole = _Window(words)
    for _ in words:
        whole.grow()
    return whole.is_long, whole.is_telling


@remembered
def _windows(words: Phrase) -> tuple[tuple[int, int, int], ...]:
    return tuple(_each_window(words))


def _each_window(words: Phrase) -> Iterator[tuple[int, int, int]]:
    """Yield each place `last` where a phrase ends, with the first place and the last one from which
    it is the end of the shortest phrase. Each word is looked at twice."""
    window = _Window(words)
    while window.last < len(words):
        window.grow()
        first = window.first
        while window.is_phrase:
            window.shrink()
        if window.first > first:
            yield first, window.first - 1, window.last


class _Window:
    """The words of a text from `first` up to but not including `last`, and what counts of them."""

    __slots__ = ("_counts", "_ideographs", "_letters", "_numbers", "first", "last", "words")

    def __init__(self, words: Phrase) -> None:
        self.words = words
        self.first = self.last = self._numbers = self._letters = self._ideographs = 0
        self._counts: dict[str, int] = {}

    def grow(self) -> None:
        """Take in the next word."""
        word = self.words[self.last]
        self.last += 1
        self._numbers += word.isnumeric()
        if letters := _letters(word):
            self._counts[word] = self._counts.get(word, 0) + 1
            if self._counts[word] == 1:
                self._letters += letters
                self._ideographs += _is_ideograph(word)

    def shrink(self) -> None:
        """Leave out the first word."""
        word = self.words[self.first]
        self.first += 1
        self._numbers -= word.isnumeric()
        if letters := _letters(word):
            self._counts[word] -= 1
            if not self._counts[word]:
                del self._counts[word]
                self._letters -= letters
                self._ideographs -= _is_ideograph(word)

    @property
    def is_phrase(self) -> bool:
        """Whether it is long enough, and would not occur by chance."""
        return self.is_long and self.is_telling

    @property
    def is_long(self) -> bool:
        """Whether it has enough words. A number does not count: after a title that everybody sees
        it may be a page number."""
        return self.last - self.first - self._numbers >= FEWEST_WORDS

    @property
    def is_telling(self) -> bool:
        """Whether it would not occur by chance: it has enough letters, in more than one word unless
        it is a single word. A word counts once, and two ideographs as one word."""
        count = len(self._counts) - self._ideographs + self._ideographs // 2
        enough = count >= min(2, self.last - self.first)
        return enough and self._letters >= FEWEST_LETTERS


def _letters(word: str) -> int:
    """How many letters a word has; none of the shortest count."""
    letters = sum(map(str.isalpha, word))
    return letters if letters >= _SHORTEST_WORD or _is_ideograph(word) else 0


def _is_ideograph(word: str) -> bool:
    return re.match(f"[{_IDEOGRAPHS}]", word) is not None


def visible_parts(outline: Outline) -> Iterator[tuple[str, ...]]:
    """Yield the texts of each part of all that the audience sees, hears or finds in the file."""
    yield tuple(_texts_before(outline))
    yield from outline.seen
    slides = (*outline.opening, *outline.slides, *outline.closing)
    parts: Iterable[OutlineSection | OutlineSlide] = (*outline.sections, *slides)
    for part in parts:
        yield recalled(partial(_part_key, part), partial(_texts_of_part, part))


def _part_key(part: OutlineSection | OutlineSlide) -> Hashable:
    return _part_key, Exact(part, part.span)


def _texts_before(outline: Outline) -> Iterator[str]:
    """The texts of a talk that are not in its slides."""
    deck = outline.deck
    yield from (deck.title, deck.subtitle, deck.author, deck.footer, deck.date, deck.theme)
    for paragraph in (*outline.notes, *outline.lines):
        yield from _texts(paragraph.runs)
    for _, runs in deck.marked:
        yield from _texts(runs)
    yield from _of_authors(deck)
    yield from (value for _, value in deck.variables)


def _texts_of_part(part: OutlineSection | OutlineSlide) -> tuple[str, ...]:
    """The texts of a slide, or of the heading of a section."""
    found = list(_texts(part.title))
    for notes in part.notes:
        found.extend(_texts(notes.runs))
    if part.imported:
        found.extend(part.imported.seen)
    if isinstance(part, OutlineSlide):
        found.extend(block.plain() for block in part.blocks)
    return tuple(found)


def _texts(runs: Iterable[Run]) -> Iterator[str]:
    """The words of a line, and the targets of its links."""
    whole = tuple(runs)
    yield "".join(run.text for run in whole)
    for run in whole:
        yield run.link
        yield run.tip
        if run.note:
            yield from _texts(run.note)
