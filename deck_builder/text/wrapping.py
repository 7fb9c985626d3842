"""Lines filled with stretches of text, greedily and with plain advance widths; lengths in em."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct

from deck_builder.base.languages import is_european
from deck_builder.fonts import Face
from deck_builder.text.line_breaks import BLANKS, breaks_at_spaces, tokens
from deck_builder.text.runs import LINE_BREAK

# Digits of Noto Sans CJK, and most of its other signs, advance by 0.555 em.
_WIDE_FONT_ADVANCE = 0.56
_SCRIPT_SPACE = 0.29
_EAST_ASIAN = "[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
# Where LibreOffice, unlike PowerPoint, breaks some of the words that are wider than a line.
_PART_ENDS = frozenset("/?\\-‐–—")


class Stretch(Struct, frozen=True):
    """Characters set in one face, at `scale` times the paragraph's size."""

    text: str
    face: Face
    scale: float


def plain_line_count(text: str, widths: Mapping[str, float], room: float, start: float) -> int:
    """Return the lines of a text that breaks at spaces only; lengths in em."""
    blank = widths[" "]
    words = text.split(" ")
    if start + sum(map(widths.__getitem__, words)) + blank * (len(words) - 1) <= room:
        return 1
    count, x = 1, start
    for word in words:
        width = widths[word]
        if x + width <= room or not word:
            x += width
        elif width <= room:
            count, x = count + 1, width
        else:
            advances = [widths[character] for character in word]
            count, x = _broken_word(word, advances, room, count, x)
        x += blank
    return count


def mixed_line_count(stretches: Sequence[Stretch], room: float, start: float, tab: float) -> int:
    """Return the lines of a text of several looks; lengths in em."""
    is_plain = all(breaks_at_spaces(one.text) for one in stretches)
    if is_plain and start + sum(map(_width, stretches)) <= room:
        return 1
    text = "".join([one.text for one in stretches])
    return _line_count(text, ends_of(stretches), room, start, tab)


def _line_count(text: str, ends: Sequence[float], room: float, start: float, tab: float) -> int:
    """Return the lines of any text, whose n-th character ends at `ends[n]`; lengths in em."""
    count, x = 1, start
    for begin, end in tokens(text):
        width = ends[end] - ends[begin]
        if text[begin] == LINE_BREAK:
            count, x = count + 1, 0.0
        elif text[begin] == "\t":
            # A tab that does not fit goes to the next line, with what follows.
            count, x = (count, x + tab) if x + tab <= room else (count + 1, tab)
        elif text[begin] in BLANKS or x + width <= room:
            x += width
        elif width <= room:
            count, x = count + 1, width
        else:
            advances = [ends[n + 1] - ends[n] for n in range(begin, end)]
            count, x = _broken_word(text[begin:end], advances, room, count, x)
    return count


def _width(stretch: Stretch) -> float:
    """Return the width of a text that breaks at spaces only, in em."""
    widths, words = stretch.face.widths, stretch.text.split(" ")
    return (sum(map(widths.__getitem__, words)) + widths[" "] * (len(words) - 1)) * stretch.scale


def _broken_word(
    word: str, advances: Sequence[float], room: float, count: int, x: float
) -> tuple[int, float]:
    """Return the line and place after a word that is wider than a line. It begins on a new line and
    is broken between any characters. A URL may also be broken after its parts: the way that takes
    more lines counts, and the rest of its last line does not."""
    if x > 0.0:
        count += 1
    anywhere, x = _broken(advances, (), room)
    ends = [place for place, sign in enumerate(word, 1) if sign in _PART_ENDS]
    if not ends:
        return count + anywhere, x
    at_parts, _ = _broken(advances, ends, room)
    return count + max(anywhere, at_parts), max(room, x)


def _broken(advances: Sequence[float], ends: Sequence[int], room: float) -> tuple[int, float]:
    """Return how often a word is broken, and where it ends on its last line. It is broken at the
    last of `ends` on a line, between any characters where there is none."""
    breaks, x, part = 0, 0.0, 0.0
    places = set(ends)
    for place, advance in enumerate(advances):
        while x > 0.0 and x + advance > room:
            breaks, x, part = breaks + 1, x - part if part else 0.0, 0.0
        if place in places:
            part = x
        x += advance
    return breaks, x


def ends_of(stretches: Sequence[Stretch]) -> Sequence[float]:
    """Return the place of each character's end on one endless line, in em, after a first 0."""
    if any(map(_has_east_asian, stretches)):
        return _east_asian_ends(tuple(stretches))
    advances = (
        stretch.face.widths[character] * stretch.scale
        for stretch in stretches
        for character in stretch.text
    )
    return list(accumulate(advances, initial=0.0))


def _has_east_asian(stretch: Stretch) -> bool:
    return not is_european(stretch.text) and re.search(_EAST_ASIAN, stretch.text) is not None


@lru_cache(maxsize=2_000)
def _east_asian_ends(stretches: tuple[Stretch, ...]) -> tuple[float, ...]:
    return tuple(accumulate(_east_asian_advances(stretches), initial=0.0))


def _east_asian_advances(stretches: Sequence[Stretch]) -> Iterator[float]:
    """Yield the advances of a text that has Chinese, Japanese or Korean characters. LibreOffice
    sets them apart from others by a fifth of the line height."""
    was_wide = None
    for stretch in stretches:
        for character in stretch.text:
            is_wide = re.match(_EAST_ASIAN, character) is not None
            advance = _advance_among_wide(stretch.face, character)
            if was_wide not in (None, is_wide):
                advance += _SCRIPT_SPACE
            was_wide = is_wide
            yield advance * stretch.scale


def _advance_among_wide(face: Face, character: str) -> float:
    """Return the advance of a character among wide ones: digits and punctuation may be taken from
    their font, where quotation marks and dashes are full-width."""
    own = face.widths[character]
    if not own or character.isalpha() or character.isspace():
        return own
    if not character.isascii() and unicodedata.east_asian_width(character) == "A":
        return max(own, 1.0)
    return max(own, _WIDE_FONT_ADVANCE)
