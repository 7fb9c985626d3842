"""Text in a frame of its own, cut where a person would cut it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import ClassVar

from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.base.units import Box, emu
from deck_builder.blocks.base import Block, Placed
from deck_builder.shapes import Shape, TextBox
from deck_builder.text import balance
from deck_builder.text.fit import count_fitting, longest_word, measure
from deck_builder.text.known import is_longer
from deck_builder.text.runs import LINE_BREAK, Paragraph, ParagraphRole, Run, plain_text
from deck_builder.theme.model import Theme
from deck_builder.theme.text_style import TextStyle

Paragraphs = tuple[Paragraph, ...]

# A no-break space is none at which anything is cut.
_SPACE = "[^\\S\u00a0\u202f]"
_SENTENCE_END = late(rf"(?<=[.!?…;:])[\"'”’)\]]*{_SPACE}+|(?<=[。！？；])")
# Chinese and Japanese have no blanks: any two characters that are no punctuation can be parted.
_SIGN = "[\u3040-\u30ff\u3400-\u9fff]"
_WORD_END = late(rf"{_SPACE}+|(?<={_SIGN})(?={_SIGN})")
LONGEST_PARAGRAPH = 3_000
"""In characters: more than any slide holds."""
_MOST_LINES = 60
_LONG_TEXT = 1_000
_MANY = 40
_MANY_CUTS = 64
_SHORT_TAIL = 40
# What is narrower, as a share of the slide's content, is a column.
_COLUMN = 0.7
# Columns may be set farther apart.
_SURE = 0.93
_STEP = 0.5


class TextBlock(Block, frozen=True):
    """A block that is nothing but paragraphs in one `style` of the theme."""

    style: ClassVar[str] = "body"

    paragraphs: Paragraphs
    span: Span | None = None

    @property
    def text(self) -> Paragraphs | None:
        """Its paragraphs when they are in the body style, else None."""
        return self.paragraphs if self.style == "body" else None

    def sure_height(self, width: int, theme: Theme) -> int:
        """That of its beginning, when it is long. What is not is as quickly measured."""
        if not _is_long(self.paragraphs):
            return 0
        beginning = _sure_height(self.paragraphs, width, theme, theme.styles[self.style])
        return max(super().sure_height(width, theme), beginning)

    def wanted_sizes(self, width: int, theme: Theme) -> Mapping[str, float]:
        """Beside another column, the largest size in which no word is torn."""
        if width > theme.content.width * _COLUMN or self.style != "body":
            return {}
        style = theme.styles[self.style]
        room = round(width * _SURE)
        # Hardly a letter is wider than the size; to measure each word takes longer.
        most = room / emu(style.level(0).size)
        if all(len(word) < most for one in self.paragraphs for word in one.text.split()):
            return {}
        while longest_word(self.paragraphs, style, theme.fonts) > room:
            smaller = style.at_most(style.level(0).size - _STEP)
            if smaller == style:
                break
            style = smaller
        return {self.style: style.level(0).size}

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


def appearing(paragraphs: Paragraphs) -> Paragraphs:
    """Return `paragraphs` as ones that appear one by one."""
    return tuple(replace(one, appears=True) for one in paragraphs)


def place_text(paragraphs: Paragraphs, box: Box, theme: Theme, style: TextStyle) -> Placed:
    """Lay `paragraphs` out in a frame of their own, as high as they are."""
    height = measure(paragraphs, box.width, style, theme.fonts).height
    frame = TextBox(box.of_height(height), paragraphs, style)
    return Placed((frame,), height)


def balanced(frame: TextBox, theme: Theme) -> TextBox:
    """Return `frame` so narrow that the lines of its text are about equally long."""
    room = frame.box.inset(frame.insets).width
    paragraphs, width = balance.balanced(frame.paragraphs, room, frame.style, theme.fonts)
    spare = room - width
    if not spare and paragraphs is frame.paragraphs:
        return frame
    shares = {"center": spare // 2, "right": spare}
    left = frame.box.x + shares.get(frame.style.alignment, 0)
    box = replace(frame.box, x=left, width=frame.box.width - spare)
    return replace(frame, box=box, paragraphs=paragraphs)


def without_widows(shapes: Iterable[Shape], theme: Theme) -> tuple[Shape, ...]:
    """Return `shapes` with no word alone on the last line of a text that is no code, where a
    no-break space is enough for that."""
    return tuple(
        _without_widows(one, theme) if isinstance(one, TextBox) and not _is_code(one) else one
        for one in shapes
    )


def _is_code(frame: TextBox) -> bool:
    return frame.style.name == "code"


def _without_widows(frame: TextBox, theme: Theme) -> TextBox:
    width = frame.box.inset(frame.insets).width
    made = balance.without_widows(frame.paragraphs, width, frame.style, theme.fonts)
    return frame if made is frame.paragraphs else replace(frame, paragraphs=made)


def place_balanced(paragraphs: Paragraphs, box: Box, theme: Theme, style: TextStyle) -> Placed:
    """Lay `paragraphs` out as `place_text` does, with lines of about the same length."""
    placed = place_text(paragraphs, box, theme, style)
    return replace(
        placed,
        shapes=tuple(
            balanced(one, theme) if isinstance(one, TextBox) else one for one in placed.shapes
        ),
    )


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


def _is_long(paragraphs: Paragraphs) -> bool:
    return len(paragraphs) > _MANY or is_longer(paragraphs, _LONG_TEXT)


def _count_fitting(paragraphs: Paragraphs, box: Box, theme: Theme, style: TextStyle) -> int:
    first = paragraphs[:1]
    if is_longer(first, _LONG_TEXT) and _sure_height(first, box.width, theme, style) > box.height:
        return 0
    return count_fitting(paragraphs, box.width, box.height, style, theme.fonts)


def _sure_height(paragraphs: Paragraphs, width: int, theme: Theme, style: TextStyle) -> int:
    """The height in EMU of the beginning of a long text, which may be enough to know; 0 for others.
    To measure all of it anew for each of many slides would take long."""
    length = 0
    for index, paragraph in enumerate(paragraphs):
        before = length
        for run in paragraph.runs:
            length += len(run.text)
        if length > _LONG_TEXT:
            # A short paragraph is measured only once as it is, but anew where it is cut.
            is_long = length - before > _LONG_TEXT
            last = split_paragraph(paragraph, _LONG_TEXT - before)[0] if is_long else paragraph
            return measure((*paragraphs[:index], last), width, style, theme.fonts).height
    return 0


def most_fitting(count: int, fits: Callable[[int], bool], near: int = 1) -> int:
    """Return the largest number up to `count` that `fits`, given that all smaller ones fit, too.
    Those `near` it are tried first, and numbers far above it never."""
    low, high = 0, count
    tried, step = max(1, near), 1
    # Away from the first one, in steps that grow, until the number is between two that were tried.
    while low < tried <= high:
        if fits(tried):
            low, tried = tried, tried + step
            if high < count:
                break
        else:
            high, tried = tried - 1, tried - step
            if low:
                break
        step *= 2
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


def _cuts(pattern: Callable[[], re.Pattern[str]] | None, text: str, shortest: int) -> list[int]:
    if pattern is None:
        return list(range(1, len(text)))
    ends = (found.end() for found in pattern().finditer(text))
    return [end for end in ends if shortest <= end <= len(text) - shortest]


def _fitting_cut(
    paragraph: Paragraph, cuts: Sequence[int], box: Box, theme: Theme, style: TextStyle
) -> int:
    def height(cut: int) -> int:
        head = split_paragraph(paragraph, cut)[0]
        return measure((head,), box.width, style, theme.fonts).height

    count = len(cuts)
    near = 1
    if count > _MANY_CUTS:
        # A text is about as high as it is long.
        sample = min(_LONG_TEXT, cuts[-1])
        near = bisect_left(cuts, sample * box.height // max(1, height(sample)))
    count = most_fitting(count, lambda count: height(cuts[count - 1]) <= box.height, near)
    return cuts[count - 1] if count else 0


def in_pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Cut a paragraph that is longer than any slide into pieces that are quick to measure."""
    rest = paragraph
    while _is_longer_than_any_slide(text := rest.text):
        window = text[:LONGEST_PARAGRAPH]
        if window.count(LINE_BREAK) > _MOST_LINES:
            cut = sum(len(line) + 1 for line in window.split(LINE_BREAK)[:_MOST_LINES])
        else:
            ends = _cuts(_SENTENCE_END, window, 1) or _cuts(_WORD_END, window, 1)
            cut = ends[-1] if ends else LONGEST_PARAGRAPH
        head, rest = split_paragraph(rest, cut)
        yield head
    yield rest


def _is_longer_than_any_slide(text: str) -> bool:
    return len(text) > 2 * LONGEST_PARAGRAPH or text.count(LINE_BREAK) > 2 * _MOST_LINES


def split_paragraph(paragraph: Paragraph, offset: int) -> tuple[Paragraph, Paragraph]:
    """Cut a paragraph before the character at `offset`; the second part has no visible mark, but
    keeps its indent."""
    head, tail = split_runs(paragraph.runs, offset)
    bullet = paragraph.bullet and replace(paragraph.bullet, shown=False)
    return (
        replace(paragraph, runs=without_end_blanks(head)),
        replace(paragraph, runs=tail, bullet=bullet, continues=True),
    )


def without_end_blanks(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return `runs` without the white space at the end of the last one."""
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip())) if runs else ()


def split_runs(runs: Iterable[Run], offset: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Cut runs before the character at `offset`."""
    whole = tuple(run for run in runs if run.text)
    ends = tuple(accumulate(len(run.text) for run in whole))
    index = bisect_right(ends, offset)
    if index == len(whole):
        return whole, ()
    run = whole[index]
    cut = offset - (ends[index] - len(run.text))
    if cut > 0 and run.formula:
        # A formula stays whole, and before the cut only where nothing else would be there.
        cut = 0 if index else len(run.text)
    head, tail = whole[:index], whole[index + 1 :]
    if cut > 0:
        head = (*head, replace(run, text=run.text[:cut]))
    if cut < len(run.text):
        tail = (replace(run, text=run.text[max(cut, 0) :]), *tail)
    return head, tail
