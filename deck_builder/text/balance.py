"""Balancing text: the width in which its lines are about equally long, and no line ends with a
short word that belongs to the next one.

A narrower frame makes PowerPoint and LibreOffice break the lines alike, and leaves the text as the
author wrote it. Hard breaks would not. Where that is not enough, a blank becomes a no-break space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from msgspec.structs import replace

from deck_builder.text.fit import can_end_in_two, full_width, longest_word, measure
from deck_builder.text.known import SetText
from deck_builder.text.likely import likely_width
from deck_builder.text.lines import set_paragraphs
from deck_builder.text.no_breaks import NO_BREAK_SPACE
from deck_builder.text.runs import LINE_BREAK, Paragraph, with_character
from deck_builder.text.wrapping import MANY_WORDS
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import TextStyle

_NARROWEST = 0.5
# Lines of more text than this are no longer read at a glance.
_MOST_LINES = 6
_STEP = 0.02
# Beside a word of so much of the width, others may have no room.
_LONG = 0.4
# A last line of less of the width is short.
_SHORT = 0.4
# A line does not end with a word of so many letters, unless it is a name.
_SHORT_WORD = 2
_MOST_BOUND = 16
# Lines are uneven when the shortest is less than this share of the longest.
_EVEN = 0.6
# A dash between words stands with the one before it.
_DASHES = ("–", "—", "-")


def balanced(
    paragraphs: tuple[Paragraph, ...], width: int, style: TextStyle, fonts: Fonts
) -> tuple[tuple[Paragraph, ...], int]:
    """Return `paragraphs`, and the width in EMU, at most `width`, in which their lines are about
    equally long. Where it takes no more lines, no-break spaces keep a word from being alone on the
    last line, and short words with the next one as far as that leaves the lines even."""
    found = balanced_width(paragraphs, width, style, fonts)
    refused: set[tuple[int, int]] = set()
    for _ in range(_MOST_BOUND):
        place = _loose_place(paragraphs, found, style, fonts, refused)
        if place is None:
            break
        number, at = place
        one = with_character(paragraphs[number], at, NO_BREAK_SPACE)
        tried = (*paragraphs[:number], one, *paragraphs[number + 1 :])
        if _takes_more(tried, paragraphs, width, style, fonts):
            refused.add(place)
            continue
        narrowed = balanced_width(tried, width, style, fonts)
        if _is_uneven(one, narrowed, paragraphs[number], found, style, fonts):
            refused.add(place)
            continue
        refused.clear()
        paragraphs, found = tried, narrowed
    return paragraphs, found


def _is_uneven(
    bound: Paragraph, narrowed: int, before: Paragraph, width: int, style: TextStyle, fonts: Fonts
) -> bool:
    """Whether a paragraph in which a short word was bound to the next one has lines that are less
    even than `before`: “Now / it is your turn” instead of “Now it is / your turn”."""
    old, new = (
        [line.text for line in set_paragraphs((one,), wide, style, fonts)[0].lines]
        for one, wide in ((before, width), (bound, narrowed))
    )
    return evenness(new) < min(_EVEN, evenness(old)) and len(old[-1].split()) > 1


def evenness(lines: Sequence[str]) -> float:
    """Return how long the shortest of `lines` is, as a share of the longest one."""
    lengths = [len(line) for line in lines]
    return min(lengths) / max(1, *lengths)


def ends_alone(
    paragraphs: tuple[Paragraph, ...], width: int, style: TextStyle, fonts: Fonts
) -> bool:
    """Return whether a text ends with a short word on a line of its own, even when it is balanced,
    because there is a word so long that it stands on a line by itself, such as an address."""
    if longest_word(paragraphs, style, fonts) < _LONG * width:
        return False
    shown, room = balanced(paragraphs, width, style, fonts)
    lines = set_paragraphs(shown, room, style, fonts)[-1].lines if shown else ()
    if len(lines) < 2 or len(words := lines[-1].text.split()) > 1 or not words:
        return False
    last = replace(shown[-1], runs=tuple(piece.run for piece in lines[-1].pieces))
    last = replace(last, runs=(replace(last.runs[-1], text=words[0]),))
    return full_width((last,), style, fonts) < _SHORT * width


def _takes_more(
    tried: tuple[Paragraph, ...],
    paragraphs: tuple[Paragraph, ...],
    width: int,
    style: TextStyle,
    fonts: Fonts,
) -> bool:
    """Whether a text that was changed takes more lines, or has a word that is torn."""
    before = measure(paragraphs, width, style, fonts).lines
    after = measure(tried, width, style, fonts).lines
    return before != after or longest_word(tried, style, fonts) > width


def _loose_place(
    paragraphs: tuple[Paragraph, ...],
    width: int,
    style: TextStyle,
    fonts: Fonts,
    refused: Set[tuple[int, int]],
) -> tuple[int, int] | None:
    """The first blank that should not be at the end of a line, as the number of its paragraph and
    its place in that; none of those that were `refused`."""
    lines = measure(paragraphs, width, style, fonts).lines
    if max(lines, default=1) < 2 or sum(lines) > _MOST_LINES:
        return None
    for number, one in enumerate(set_paragraphs(paragraphs, width, style, fonts)):
        text = one.paragraph.text
        if len(one.lines) < 2 or LINE_BREAK in text:
            continue
        for at in _loose_blanks([line.text for line in one.lines], text):
            if (number, at) not in refused and not _is_code(one.paragraph, at):
                return number, at
    return None


def _loose_blanks(lines: Sequence[str], text: str) -> Iterator[int]:
    """Where a text, which stands on these lines, should rather not be broken."""
    *before, last = lines
    start = text.rfind(last)
    if len(last.split()) == 1 and len(before[-1].split()) > 1 and text[start - 1] == " ":
        yield start - 1
    end = 0
    for line, below in pairwise(lines):
        begin = text.find(line, end)
        end = begin + len(line)
        word = line.replace(NO_BREAK_SPACE, " ").rpartition(" ")[2]
        if text[end : end + 1] != " ":
            continue
        is_dash = below.startswith(_DASHES) and below[1:2].isspace()
        if " " in line and (_is_short(word) or is_dash):
            yield end


def _is_code(paragraph: Paragraph, place: int) -> bool:
    """Whether a place is in code or in a formula, which stay as they are."""
    end = 0
    for run in paragraph.runs:
        end += len(run.text)
        if place < end:
            return run.code or bool(run.formula)
    return False


def _is_short(word: str) -> bool:
    """Whether a word is one of those that stand with the next one, such as “a”, “of” and “I”."""
    return len(word) <= _SHORT_WORD and word.isalpha() and (word.islower() or word == "I")


def balanced_width(
    paragraphs: Sequence[Paragraph], width: int, style: TextStyle, fonts: Fonts
) -> int:
    """Return about the least width in EMU, at most `width`, in which `paragraphs` have as many
    lines as in `width` and no word is torn; `width` if no last line is short, or there are many
    lines."""
    measured = measure(paragraphs, width, style, fonts)
    lines = measured.lines
    has_breaks = any(LINE_BREAK in paragraph.text for paragraph in paragraphs)
    if max(lines, default=1) < 2 or sum(lines) > _MOST_LINES or has_breaks:
        return width
    pairs = zip(paragraphs, measured.texts, strict=True)
    if not any(_ends_short(one, found, width, style, fonts) for one, found in pairs):
        return width
    least = max(int(width * _NARROWEST), longest_word(paragraphs, style, fonts))
    step = max(1, int(width * _STEP))
    low, high = 0, max(0, (width - least) // step)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(paragraphs, width - middle * step, style, fonts).lines == lines:
            low = middle
        else:
            high = middle - 1
    # A step wider than the narrowest: there, the programs do not always break lines alike.
    return width - max(0, low - 1) * step


def _ends_short(
    paragraph: Paragraph, found: SetText, width: int, style: TextStyle, fonts: Fonts
) -> bool:
    """Whether the last of several lines is a single word, or may be short."""
    count, _, words = found
    if count < 2:
        return False
    return words == 1 or full_width((paragraph,), style, fonts) < (count - 1 + _SHORT) * width


def without_widows(
    paragraphs: tuple[Paragraph, ...], width: int, style: TextStyle, fonts: Fonts
) -> tuple[Paragraph, ...]:
    """Return `paragraphs`, in a frame `width` EMU wide, with a no-break space before the last word
    of each that would have it alone on its last line; the same ones where none has. No paragraph
    takes more lines than before."""
    texts = measure(paragraphs, width, style, fonts).texts
    if all(words == MANY_WORDS for _, _, words in texts):
        return paragraphs
    made = [
        _without_widow(one, words, width, style, fonts) if words < MANY_WORDS else one
        for one, (_, _, words) in zip(paragraphs, texts, strict=True)
    ]
    is_same = all(one is other for one, other in zip(made, paragraphs, strict=True))
    return paragraphs if is_same else tuple(made)


def _without_widow(
    paragraph: Paragraph, words: int, width: int, style: TextStyle, fonts: Fonts
) -> Paragraph:
    """A paragraph that has one or two words on its last line as it was fitted; of two, the programs
    may leave one there."""
    if words > 1:
        _, _, words = measure((paragraph,), likely_width(width), style, fonts).texts[0]
    text = paragraph.text.rstrip()
    at = text.rfind(" ")
    if (
        words > 1
        or at < 0
        or NO_BREAK_SPACE in text[at:]
        or _is_code(paragraph, at)
        or _has_gaps(paragraph)
    ):
        return paragraph
    if not can_end_in_two(paragraph, width, style, fonts):
        return paragraph
    return with_character(paragraph, at, NO_BREAK_SPACE)


def _has_gaps(paragraph: Paragraph) -> bool:
    """Whether pictures stand in the lines of a text, each over a gap, which must stay there."""
    return any(run.text and not run.text.strip(NO_BREAK_SPACE) for run in paragraph.runs)
