"""Balancing text: the width in which its lines are about equally long.

A narrower frame makes PowerPoint and LibreOffice break the lines alike, and leaves the text as the
author wrote it. Hard breaks would not.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.text.fit import full_width, longest_word, measure
from deck_builder.text.runs import LINE_BREAK, Paragraph
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import TextStyle

_NARROWEST = 0.5
# Lines of more text than this are no longer read at a glance.
_MOST_LINES = 6
_STEP = 0.02
# A last line of less of the width is short.
_SHORT = 0.25


def balanced_width(
    paragraphs: Sequence[Paragraph], width: int, style: TextStyle, fonts: Fonts
) -> int:
    """Return about the least width in EMU, at most `width`, in which `paragraphs` have as many
    lines as in `width` and no word is torn; `width` if no last line is short, or there are many
    lines."""
    lines = measure(paragraphs, width, style, fonts).lines
    has_breaks = any(LINE_BREAK in paragraph.text for paragraph in paragraphs)
    if max(lines, default=1) < 2 or sum(lines) > _MOST_LINES or has_breaks:
        return width
    pairs = zip(paragraphs, lines, strict=True)
    if not any(_ends_short(one, count, width, style, fonts) for one, count in pairs):
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
    paragraph: Paragraph, count: int, width: int, style: TextStyle, fonts: Fonts
) -> bool:
    """Whether the last of `count` lines is a single word, or may be short."""
    if count < 2:
        return False
    if full_width((paragraph,), style, fonts) < (count - 1 + _SHORT) * width:
        return True
    *runs, last = paragraph.runs
    before = replace(last, text=last.text.rstrip().rpartition(" ")[0])
    return measure((replace(paragraph, runs=(*runs, before)),), width, style, fonts).lines < (
        count,
    )
