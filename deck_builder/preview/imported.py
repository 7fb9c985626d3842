"""Slides that were taken from a PowerPoint file, as far as they are read: their text."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.base.units import Box, emu
from deck_builder.preview.geometry import rectangle
from deck_builder.preview.ink import Ink, rect_of
from deck_builder.preview.marks import Part, Path
from deck_builder.preview.text import Frame, text_parts
from deck_builder.reader import ImportedSlide
from deck_builder.text.fit import count_fitting, measure
from deck_builder.text.runs import Paragraph, Run

_MARGIN = emu(48)
_SMALLER = 0.9
_SMALLEST = 8.0


def imported_parts(slide: ImportedSlide, ink: Ink) -> Iterator[Part]:
    """Yield the text of a slide, one paragraph below the other, as small as it needs to be. What
    still has no room is left out."""
    theme = ink.theme
    whole = rect_of(Box(0, 0, theme.width, theme.height))
    yield Part((Path(rectangle(whole), ink.hex("bg1")),), whole)
    paragraphs = tuple(Paragraph((Run(words),)) for words in slide.texts if words.strip())
    box = Box(_MARGIN, _MARGIN, theme.width - 2 * _MARGIN, theme.height - 2 * _MARGIN)
    style = theme.styles["body"]
    size = style.levels[0].size
    while size > _SMALLEST and (
        measure(paragraphs, box.width, style, theme.fonts).height > box.height
    ):
        size *= _SMALLER
        style = style.at_most(size)
    fitting = count_fitting(paragraphs, box.width, box.height, style, theme.fonts)
    yield from text_parts(Frame(box, paragraphs[:fitting], style), ink)
