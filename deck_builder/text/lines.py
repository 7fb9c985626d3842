"""The lines of a text: which words stand on each, and where.

They break where the programs are likely to break them (`text.likely`), so that a picture of a slide
shows what these will show, and never make more lines than `text.fit` counted. They are as far apart
as LibreOffice has them; where the line height of a font is larger, `text.fit` reckons with that.
Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from deck_builder.base.units import points
from deck_builder.text.fit import (
    LEAST_LINE_HEIGHT,
    SCRIPT_SCALE,
    Filled,
    filled,
    indents,
    label_of,
    measure,
    paragraph_size,
    space_before,
)
from deck_builder.text.likely import formula_signs, likely
from deck_builder.text.line_breaks import BLANKS, tokens
from deck_builder.text.runs import LINE_BREAK, Alignment, Paragraph, Run
from deck_builder.text.wrapping import ends_of, word_breaks
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import TextStyle

# Where a paragraph of the other direction begins, by whether its style is read from the right.
_TURNED = {
    False: {Alignment.LEFT: Alignment.RIGHT},
    True: {Alignment.RIGHT: Alignment.LEFT},
}
_BLANKS = "".join(BLANKS)
# How much deeper a line with a subscript is, as a factor of the size: letters go down by a sixth of
# their size, as for LibreOffice all lines do.
_BELOW = 0.25 + 0.2 * SCRIPT_SCALE - 0.2
# Two places in em that differ by no more are one.
_SAME = 1e-6
# How much of the free width of a line is left of its text.
_SHARES = {Alignment.LEFT: 0.0, Alignment.CENTER: 0.5, Alignment.RIGHT: 1.0}


class Piece(Struct, frozen=True):
    """Characters of one run on a line: where they begin in the frame, and how wide they are.
    `skipped` characters of the run are before them."""

    run: Run
    text: str
    x: float
    width: float
    skipped: int = 0


class SetLine(Struct, frozen=True):
    """A line of a paragraph: its pieces in reading order, its upper edge and height. `below` is
    what its height has at the lower end for letters under the line."""

    pieces: tuple[Piece, ...]
    top: float
    height: float
    below: float = 0.0

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join([piece.text for piece in self.pieces])

    @property
    def bottom(self) -> float:
        """Its lower edge in the text."""
        return self.top + self.height


class SetParagraph(Struct, frozen=True):
    """A paragraph with its lines, `size` points large. `label` is what its mark says, and
    `label_x` where that begins, which is its right end in text that is read from the right."""

    paragraph: Paragraph
    lines: tuple[SetLine, ...]
    size: float
    label: str = ""
    label_x: float = 0.0


class _Part(Struct, frozen=True):
    """Characters from `begin` to `end` on a line, counted from 0, that begin at `x`, in em."""

    line: int
    begin: int
    end: int
    x: float


class _Broken(Struct, frozen=True):
    """A paragraph that is broken into `lines`; its n-th character ends at `ends[n]` on one endless
    line, in em. `line_height` is a factor of the size."""

    paragraph: Paragraph
    ends: Sequence[float]
    lines: Sequence[Sequence[_Part]]
    line_height: float


class _Place(Struct, frozen=True):
    """Where a line is: its upper edge and height, and what is for letters under it."""

    top: float
    height: float
    below: float = 0.0


def set_paragraphs(
    paragraphs: Sequence[Paragraph], width: int, style: TextStyle, fonts: Fonts
) -> tuple[SetParagraph, ...]:
    """Return `paragraphs` as they are likely to stand in a frame `width` EMU wide, from its upper
    edge down. None has more lines than it was fitted with."""
    found: list[SetParagraph] = []
    top = above = 0.0
    counts = measure(paragraphs, width, style, fonts).lines
    for paragraph, count in zip(paragraphs, counts, strict=True):
        if found:
            top += above + space_before(paragraph, style)
        broken = _broken(paragraph, *likely(paragraph, width, style, fonts))
        if len(broken.lines) > count:
            broken = _as_fitted(paragraph, width, style, fonts)
        one = _set(broken, width, style, _places(broken, style, top))
        found.append(one)
        top = one.lines[-1].bottom
        above = style.level(paragraph.level).space_after
    return tuple(found)


def fitted_paragraphs(
    paragraphs: Sequence[Paragraph], width: int, style: TextStyle, fonts: Fonts
) -> tuple[SetParagraph, ...]:
    """Return `paragraphs` with the lines that they were fitted with, those of each paragraph
    equally high."""
    found: list[SetParagraph] = []
    top = above = 0.0
    texts = measure(paragraphs, width, style, fonts).texts
    for paragraph, (count, height, _) in zip(paragraphs, texts, strict=True):
        if found:
            top += above + space_before(paragraph, style)
        broken = _as_fitted(paragraph, width, style, fonts)
        if not style.pitch:
            height *= LEAST_LINE_HEIGHT / broken.line_height
        one = height / count
        places = [_Place(top + number * one, one) for number in range(count)]
        found.append(_set(broken, width, style, places))
        top += height
        above = style.level(paragraph.level).space_after
    return tuple(found)


def _as_fitted(paragraph: Paragraph, width: int, style: TextStyle, fonts: Fonts) -> _Broken:
    found = filled(paragraph, width, style, fonts)
    return _broken(paragraph, found, ends_of(found.stretches))


def _broken(paragraph: Paragraph, filling: Filled, ends: Sequence[float]) -> _Broken:
    text = paragraph.text
    lines = tuple(_by_line(_parts(text, ends, filling), text))
    return _Broken(paragraph, ends, lines, filling.line_height)


def _places(broken: _Broken, style: TextStyle, top: float) -> Iterator[_Place]:
    """Where the lines of a paragraph are from `top` down."""
    paragraph = broken.paragraph
    size = paragraph_size(paragraph, style)
    height = style.pitch or LEAST_LINE_HEIGHT * size * style.line_spacing
    low = () if style.pitch else tuple(_subscripts(paragraph))
    for parts in broken.lines:
        first, last = parts[0].begin, parts[-1].end
        is_low = any(begin < last and end > first for begin, end in low)
        below = size * _BELOW if is_low else 0.0
        yield _Place(top, height + below, below)
        top += height + below


def _subscripts(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Begin and end of what is set under the line."""
    begin = 0
    for run in paragraph.runs:
        end = begin + len(run.text)
        if run.rise < 0:
            yield begin, end
        elif run.formula:
            lowered = enumerate(formula_signs(run), begin)
            yield from ((place, place + 1) for place, sign in lowered if sign.rise < 0)
        begin = end


def _set(broken: _Broken, width: int, style: TextStyle, places: Iterable[_Place]) -> SetParagraph:
    """The paragraph with its lines at `places`."""
    paragraph = broken.paragraph
    lines = tuple(
        SetLine(pieces, place.top, place.height, place.below)
        for pieces, place in zip(_lines(broken, width, style), places, strict=True)
    )
    begin = points(sum(indents(paragraph, style)))
    x = points(width) - begin if paragraph.rtl else begin
    size = paragraph_size(paragraph, style)
    return SetParagraph(paragraph, lines, size, label_of(paragraph, style), x)


def _lines(broken: _Broken, width: int, style: TextStyle) -> Iterator[tuple[Piece, ...]]:
    """The pieces of each line."""
    paragraph, ends = broken.paragraph, broken.ends
    size, margin = paragraph_size(paragraph, style), points(indents(paragraph, style)[0])
    room = points(width) - margin
    share = _SHARES[alignment_of(paragraph, style)]
    for parts in broken.lines:
        used = (parts[-1].x + ends[parts[-1].end] - ends[parts[-1].begin]) * size
        left = (0.0 if paragraph.rtl else margin) + share * max(0.0, room - used)
        yield tuple(_pieces(parts, paragraph, ends, (size, left)))


def alignment_of(paragraph: Paragraph, style: TextStyle) -> Alignment:
    """Return how the lines of `paragraph` stand; without an alignment of its own, one of the other
    direction begins at the other side."""
    if paragraph.alignment is not None:
        return paragraph.alignment
    alignment = Alignment(style.alignment)
    if paragraph.rtl == style.rtl:
        return alignment
    return _TURNED[style.rtl].get(alignment, alignment)


def _parts(text: str, ends: Sequence[float], filling: Filled) -> Iterator[_Part]:
    """The tokens of a text on their lines, as `text.wrapping` counts these; a part without
    characters begins each line."""
    line, x = 0, filling.start
    yield _Part(0, 0, 0, x)
    for begin, end in tokens(text):
        width = ends[end] - ends[begin]
        if text[begin] == LINE_BREAK:
            line, x = line + 1, 0.0
            yield _Part(line, end, end, x)
        elif text[begin] == "\t":
            line, x = (line, x) if x + filling.tab <= filling.room else (line + 1, 0.0)
            x += filling.tab
            yield _Part(line, end, end, x)
        elif text[begin] in BLANKS or x + width <= filling.room:
            yield _Part(line, begin, end, x)
            x += width
        elif width <= filling.room:
            line, x = line + 1, width
            yield _Part(line, begin, end, 0.0)
        else:
            line += x > 0.0
            advances = [ends[place + 1] - ends[place] for place in range(begin, end)]
            breaks, x = word_breaks(text[begin:end], advances, filling.room)
            places = [begin, *(begin + one for one in breaks), end]
            for number, (first, last) in enumerate(pairwise(places)):
                yield _Part(line + number, first, last, 0.0)
            line += len(breaks)


def _by_line(parts: Iterable[_Part], text: str) -> Iterator[list[_Part]]:
    """The parts of each line, without the blanks at its end."""
    for _, found in groupby(parts, lambda part: part.line):
        line = list(found)
        while len(line) > 1 and text[line[-1].begin : line[-1].end].strip(_BLANKS) == "":
            line.pop()
        yield line


def _pieces(
    parts: Sequence[_Part],
    paragraph: Paragraph,
    ends: Sequence[float],
    place: tuple[float, float],
) -> Iterator[Piece]:
    """The characters of a line by run; an em is so many points, and the line begins at x: `place`.
    Neighbours of one run are one piece."""
    em, left = place
    first = 0
    for run in paragraph.runs:
        last = first + len(run.text)
        own = [
            (max(first, part.begin), min(last, part.end), part)
            for part in parts
            if part.begin < last and part.end > first
        ]
        for begin, end, x in _joined(own, ends):
            text = paragraph.text[begin:end]
            width = (ends[end] - ends[begin]) * em
            yield Piece(run, text, left + x * em, width, begin - first)
        first = last


def _joined(
    found: Iterable[tuple[int, int, _Part]], ends: Sequence[float]
) -> Iterator[tuple[int, int, float]]:
    """Begin, end and x of characters that follow each other without a gap."""
    open_piece: tuple[int, int, float] | None = None
    for begin, end, part in found:
        x = part.x + ends[begin] - ends[part.begin]
        if open_piece is not None:
            first, last, left = open_piece
            if last == begin and abs(left + ends[begin] - ends[first] - x) < _SAME:
                open_piece = first, end, left
                continue
            yield open_piece
        open_piece = begin, end, x
    if open_piece is not None:
        yield open_piece
