"""What is known of a paragraph: its words are measured and counted once, however often a slide is
fitted and cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from deck_builder.base.languages import is_european
from deck_builder.text.runs import Paragraph, count_words, plain_text
from deck_builder.text.wrapping import Pieces
from deck_builder.theme.model import Fonts

SetText = tuple[int, float, int]
"""The number of lines of a paragraph, their height in points, and how many words are on the last of
several: `MANY_WORDS` for three and more."""


class Look(Struct, frozen=True):
    """A paragraph in one look, whatever its size: its pieces, the height of a line as a factor of
    the size, and the heights of its formulas as factors of a line, the highest first."""

    look: object
    fonts: Fonts
    pieces: Pieces
    line_height: float
    formulas: Sequence[float]


class Known(Struct):
    """What is known of `paragraph`: how many characters it has, its looks, and by width and
    `TextStyle.wrapping` the lines that it has. `words` is -1 as long as they are not counted, and
    None where letters are counted instead: those of several paragraphs make words together."""

    paragraph: Paragraph
    length: int
    words: int | None = -1
    looks: list[Look] = field(default_factory=list)
    lines: dict[tuple[int, int], tuple[object, Fonts, SetText]] = field(default_factory=dict)


_known: dict[int, Known] = {}
# All of a deck of 2,000 slides: most of the time only the spacing between the same lines changes.
_MOST_KNOWN = 20_000


def known_of(paragraph: Paragraph) -> Known:
    """Return what is known of `paragraph`. They are kept together, so that its id stays its own."""
    # Threads need no lock: one that finds nothing, since another has cleared it, measures again,
    # and what is found holds its paragraph.
    known = _known.get(id(paragraph))
    if known is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        length = sum([len(run.text) for run in paragraph.runs])
        known = _known[id(paragraph)] = Known(paragraph, length)
    return known


def words_in(paragraphs: Iterable[Paragraph]) -> int:
    """Return how many words are in `paragraphs`, as `count_words` counts those of their text."""
    paragraphs = tuple(paragraphs)
    total = 0
    for paragraph in paragraphs:
        known = known_of(paragraph)
        if known.words == -1:
            text = paragraph.words
            known.words = count_words(text) if is_european(text) else None
        if known.words is None:
            return count_words(plain_text(paragraphs))
        total += known.words
    return total


def is_longer(paragraphs: Sequence[Paragraph], length: int) -> bool:
    """Return whether `paragraphs` have more characters than `length`."""
    for paragraph in paragraphs:
        length -= known_of(paragraph).length
        if length < 0:
            return True
    return False
