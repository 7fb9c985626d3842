"""Lines filled with stretches of text, greedily and with plain advance widths; lengths in em."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
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
EAST_ASIAN_SIGNS = "[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
"""Characters of Chinese, Japanese and Korean, which are set apart from others."""
# Where LibreOffice, unlike PowerPoint, breaks some of the words that are wider than a line.
_PART_ENDS = frozenset("/?\\-‐–—")
MANY_WORDS = 3
"""How many words a line has that has three and more."""


class Stretch(Struct, frozen=True):
    """Characters set in one face, at `scale` times the paragraph's size."""

    text: str
    face: Face
    scale: float


class Pieces(Struct, frozen=True):
    """A text as it is measured once, for any size; lengths in em.

    `words` are the widths of what no line break divides, `blanks` those of what follows each of
    them, and `lead` is what the text begins with. `whole` is the width on one line. A line break
    and a tab are words of infinite width.
    """

    stretches: Sequence[Stretch]
    lead: float
    words: Sequence[float]
    blanks: Sequence[float]
    whole: float


def pieces_of(stretches: Sequence[Stretch]) -> Pieces:
    """Return the pieces of a text of one look or several."""
    if not all(breaks_at_spaces(one.text) for one in stretches):
        return _pieces_of_any(stretches)
    if len(stretches) == 1 and stretches[0].scale == 1.0:
        widths, words = stretches[0].face.widths, stretches[0].text.split(" ")
        if "" not in words:
            blank, found = widths[" "], [widths[word] for word in words]
            whole = sum(found) + blank * (len(words) - 1)
            return Pieces(stretches, 0.0, found, [blank] * len(words), whole)
    return _pieces_at_spaces(stretches)


def _pieces_at_spaces(stretches: Sequence[Stretch]) -> Pieces:
    """Return the pieces of a text that breaks at spaces only. A word may change its look halfway,
    so it goes on until a space."""
    lead = 0.0
    words: list[float] = []
    blanks: list[float] = []
    goes_on = False
    for stretch in stretches:
        widths, scale = stretch.face.widths, stretch.scale
        blank = widths[" "] * scale
        for place, word in enumerate(stretch.text.split(" ")):
            if place:
                goes_on = False
                if blanks:
                    blanks[-1] += blank
                else:
                    lead += blank
            if word and goes_on:
                words[-1] += widths[word] * scale
            elif word:
                words.append(widths[word] * scale)
                blanks.append(0.0)
                goes_on = True
    return Pieces(stretches, lead, words, blanks, lead + sum(words) + sum(blanks))


def _pieces_of_any(stretches: Sequence[Stretch]) -> Pieces:
    """Return the pieces of any text."""
    lead = 0.0
    words: list[float] = []
    blanks: list[float] = []
    text = "".join([one.text for one in stretches])
    ends = ends_of(stretches)
    for begin, end in tokens(text):
        sign = text[begin]
        if sign not in BLANKS:
            is_width = sign not in (LINE_BREAK, "\t")
            words.append(ends[end] - ends[begin] if is_width else math.inf)
            blanks.append(0.0)
        elif blanks:
            blanks[-1] += ends[end] - ends[begin]
        else:
            lead += ends[end] - ends[begin]
    return Pieces(stretches, lead, words, blanks, lead + sum(words) + sum(blanks))


def line_count(pieces: Pieces, room: float, start: float, tab: float) -> tuple[int, int]:
    """Return the lines of a text where a line is `room` wide, the first one begins at `start`, and
    a tab is `tab` wide, lengths in em; and how many words are on the last of several lines:
    `MANY_WORDS` for three and more."""
    if start + pieces.whole <= room:
        return 1, MANY_WORDS
    count, x = 1, start + pieces.lead
    for width, blank in zip(pieces.words, pieces.blanks, strict=True):
        if x + width <= room:
            x += width
        elif width <= room:
            count, x = count + 1, width
        else:
            # A word wider than a line, a line break, or a tab: these are few.
            stretches = pieces.stretches
            text = "".join([one.text for one in stretches])
            return plain_line_count(text, ends_of(stretches), room, start, tab), MANY_WORDS
        x += blank
    if count == 1:
        return 1, MANY_WORDS
    # `x` was summed up in this order.
    width, blank = pieces.words[-1], pieces.blanks[-1]
    if x == width + blank:
        return count, 1
    is_of_two = x == pieces.words[-2] + pieces.blanks[-2] + width + blank
    return count, 2 if is_of_two else MANY_WORDS


def last_width(pieces: Pieces, count: int, room: float, start: float) -> float:
    """Return how wide the last line of the first `count` words of a text is, as `line_count` fills
    lines."""
    x, end = start + pieces.lead, 0.0
    for width, blank in zip(pieces.words[:count], pieces.blanks, strict=False):
        end = x + width if x + width <= room else width
        x = end + blank
    return end


def plain_line_count(
    text: str, ends: Sequence[float], room: float, start: float, tab: float
) -> int:
    """Return the lines of any text, whose n-th character ends at `ends[n]`, token by token: what
    `line_count` is a faster way to; lengths in em."""
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


def _broken_word(
    word: str, advances: Sequence[float], room: float, count: int, x: float
) -> tuple[int, float]:
    """Return the line and place after a word that is wider than a line. It begins on a new line and
    is broken between any characters. A URL may also be broken after its parts: the way that takes
    more lines counts, and the rest of its last line does not."""
    if x > 0.0:
        count += 1
    breaks, x = word_breaks(word, advances, room)
    return count + len(breaks), x


def word_breaks(word: str, advances: Sequence[float], room: float) -> tuple[Sequence[int], float]:
    """Return where a word that is wider than a line is broken, and the place behind it on its last
    line, in em."""
    anywhere, x = _broken(advances, (), room)
    ends = [place for place, sign in enumerate(word, 1) if sign in _PART_ENDS]
    if not ends:
        return anywhere, x
    at_parts, _ = _broken(advances, ends, room)
    return max(anywhere, at_parts, key=len), max(room, x)


def _broken(advances: Sequence[float], ends: Sequence[int], room: float) -> tuple[list[int], float]:
    """Return where a word is broken, and where it ends on its last line. It is broken at the last
    of `ends` on a line, between any characters where there is none."""
    breaks: list[int] = []
    x, part, part_end = 0.0, 0.0, 0
    places = set(ends)
    for place, advance in enumerate(advances):
        while x > 0.0 and x + advance > room:
            breaks.append(part_end if part else place)
            x, part = x - part if part else 0.0, 0.0
        if place in places:
            part, part_end = x, place
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
    return not is_european(stretch.text) and re.search(EAST_ASIAN_SIGNS, stretch.text) is not None


@lru_cache(maxsize=2_000)
def _east_asian_ends(stretches: tuple[Stretch, ...]) -> tuple[float, ...]:
    return tuple(accumulate(_east_asian_advances(stretches), initial=0.0))


def _east_asian_advances(stretches: Sequence[Stretch]) -> Iterator[float]:
    """Yield the advances of a text that has Chinese, Japanese or Korean characters. LibreOffice
    sets them apart from others by a fifth of the line height."""
    was_wide = None
    for stretch in stretches:
        for character in stretch.text:
            is_wide = re.match(EAST_ASIAN_SIGNS, character) is not None
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
