"""Text in a frame of its own, cut where a person would cut it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar

from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks.base import Block, Placed
from deck_builder.shapes import TextBox
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph, ParagraphRole, Run, plain_text
from deck_builder.theme.model import TextStyle, Theme

Paragraphs = tuple[Paragraph, ...]

_SENTENCE_END = re.compile(r"(?<=[.!?…;:])[\"'”’)\]]*\s+|(?<=[。！？；])")
# Chinese and Japanese have no blanks: any two characters that are no punctuation can be parted.
_SIGN = "[\u3040-\u30ff\u3400-\u9fff]"
_WORD_END = re.compile(rf"\s+|(?<={_SIGN})(?={_SIGN})")
LONGEST_PARAGRAPH = 3_000
"""In characters: more than any slide holds."""
_SHORT_TAIL = 40


class TextBlock(Block, frozen=True):
    """A block that is nothing but paragraphs in one `style` of the theme."""

    style: ClassVar[str] = "body"

    paragraphs: Paragraphs
    span: Span | None = None

    @property
    def text(self) -> Paragraphs | None:
        """Its paragraphs when they are in the body style, else None."""
        return self.paragraphs if self.style == "body" else None

    def place(self, box: Box, theme: Theme) -> Placed:
        """In a frame as high as its paragraphs."""
        return place_text(self.paragraphs, box, theme, theme.styles[self.style])

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Between paragraphs, or at the end of a sentence."""
        parts = split_text(self.paragraphs, box, theme, theme.styles[self.style])
        return parts and (replace(self, paragraphs=parts[0]), replace(self, paragraphs=parts[1]))

    def plain(self) -> str:
        """Its words."""
        return plain_text(self.paragraphs)


def place_text(paragraphs: Paragraphs, box: Box, theme: Theme, style: TextStyle) -> Placed:
    """Lay `paragraphs` out in a frame of their own, as high as they are."""
    height = measure(paragraphs, box.width, style, theme.fonts).height
    frame = TextBox(box.of_height(height), paragraphs, style)
    return Placed((frame,), height)


def split_text(
    paragraphs: Paragraphs, box: Box, theme: Theme, style: TextStyle
) -> tuple[Paragraphs, Paragraphs] | None:
    """Cut `paragraphs` so that the first part fits into `box`: between paragraphs, else at the
    end of a sentence, else between words; None when not even a word fits."""
    if not paragraphs:
        return None
    fitting = _count_fitting(paragraphs, box, theme, style)
    if count := _good_cut(paragraphs, fitting):
        return paragraphs[:count], paragraphs[count:]
    if fitting == 0 or len(paragraphs) == 1:
        return _split_first(paragraphs, box, theme, style)
    return paragraphs[:fitting], paragraphs[fitting:]


def _count_fitting(paragraphs: Paragraphs, box: Box, theme: Theme, style: TextStyle) -> int:
    def fits(count: int) -> bool:
        return measure(paragraphs[:count], box.width, style, theme.fonts).height <= box.height

    return most_fitting(len(paragraphs), fits)


def most_fitting(count: int, fits: Callable[[int], bool]) -> int:
    """Return the largest number up to `count` that `fits`, given that all smaller ones fit, too.
    Numbers far above it are never tried."""
    low, high = 0, 1
    while high < count and fits(high):
        low, high = high, high * 2
    high = high - 1 if high < count else count
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _good_cut(paragraphs: Paragraphs, fitting: int) -> int:
    """The largest number of paragraphs, at most `fitting`, after which a cut is a good one."""
    counts = range(min(fitting, len(paragraphs) - 1), 0, -1)
    return next((one for one in counts if _may_cut(paragraphs[one - 1], paragraphs[one])), 0)


def _may_cut(above: Paragraph, below: Paragraph) -> bool:
    if above.role is ParagraphRole.HEADING or below.role is ParagraphRole.ATTRIBUTION:
        return False
    return below.level == 0


def _split_first(
    paragraphs: Paragraphs, box: Box, theme: Theme, style: TextStyle
) -> tuple[Paragraphs, Paragraphs] | None:
    first, rest = paragraphs[0], paragraphs[1:]
    text = first.text
    for pattern, shortest in ((_SENTENCE_END, _SHORT_TAIL), (_WORD_END, 1), (None, 1)):
        cut = _fitting_cut(first, _cuts(pattern, text, shortest), box, theme, style)
        if cut:
            head, tail = split_paragraph(first, cut)
            return (head,), (tail, *rest)
    return None


def _cuts(pattern: re.Pattern[str] | None, text: str, shortest: int) -> list[int]:
    if pattern is None:
        return list(range(1, len(text)))
    ends = (found.end() for found in pattern.finditer(text))
    return [end for end in ends if shortest <= end <= len(text) - shortest]


def _fitting_cut(
    paragraph: Paragraph, cuts: Sequence[int], box: Box, theme: Theme, style: TextStyle
) -> int:
    def fits(count: int) -> bool:
        head = split_paragraph(paragraph, cuts[count - 1])[0]
        return measure((head,), box.width, style, theme.fonts).height <= box.height

    count = most_fitting(len(cuts), fits)
    return cuts[count - 1] if count else 0


def in_pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Cut a paragraph that is longer than any slide into pieces that are quick to measure."""
    rest = paragraph
    while len(rest.text) > 2 * LONGEST_PARAGRAPH:
        window = rest.text[:LONGEST_PARAGRAPH]
        ends = _cuts(_SENTENCE_END, window, 1) or _cuts(_WORD_END, window, 1)
        head, rest = split_paragraph(rest, ends[-1] if ends else LONGEST_PARAGRAPH)
        yield head
    yield rest


def split_paragraph(paragraph: Paragraph, offset: int) -> tuple[Paragraph, Paragraph]:
    """Cut a paragraph before the character at `offset`; the second part has no visible mark, but
    keeps its indent."""
    head, tail = split_runs(paragraph.runs, offset)
    bullet = paragraph.bullet and replace(paragraph.bullet, shown=False)
    return (
        replace(paragraph, runs=without_end_blanks(head)),
        replace(paragraph, runs=tail, bullet=bullet),
    )


def without_end_blanks(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return `runs` without the white space at the end of the last one."""
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip())) if runs else ()


def split_runs(runs: Iterable[Run], offset: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Cut runs before the character at `offset`."""
    head: list[Run] = []
    tail: list[Run] = []
    position = 0
    for run in runs:
        cut = min(max(offset - position, 0), len(run.text))
        if run.formula and 0 < cut < len(run.text):
            # A formula stays whole, and before the cut only where nothing else would be there.
            cut = 0 if head else len(run.text)
        if cut:
            head.append(replace(run, text=run.text[:cut]))
        if cut < len(run.text):
            tail.append(replace(run, text=run.text[cut:]))
        position += len(run.text)
    return tuple(head), tuple(tail)
