"""What a program can be told of the slides of a deck: how full they are, and how large their
text is."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from deck_builder.shapes.deck import LaidOutDeck, LaidOutSlide
from deck_builder.shapes.kinds import Shape, TableFrame, TextBox, paragraphs_of
from deck_builder.text.fit import measure
from deck_builder.text.runs import count_words
from deck_builder.theme.model import Anchor, Theme

_TITLE = "title"


class SlideFigures(Struct, frozen=True):
    """A slide in figures. `page` is 2 or more on slides that continue the one before. It takes
    `seconds` to speak, shows so many `words` and says so many in its `notes`. Its content ends at
    the share `ends` of the slide's height, and its smallest text has `smallest` points: both 0
    without content."""

    number: int
    title: str
    layout: str
    page: int
    hidden: bool
    appendix: bool
    seconds: float
    words: int
    notes: int
    ends: float
    smallest: float


def slide_figures(deck: LaidOutDeck) -> tuple[SlideFigures, ...]:
    """Return the figures of all slides of `deck`."""
    return tuple(
        _figures(number, slide, slide.theme or deck.theme)
        for number, slide in enumerate(deck.slides, 1)
    )


def _figures(number: int, slide: LaidOutSlide, theme: Theme) -> SlideFigures:
    content = [shape for shape in slide.shapes if not _is_title(shape)]
    lowest = max((_bottom(shape, theme) for shape in content), default=0)
    sizes = [size for shape in content for size in _sizes(shape)]
    return SlideFigures(
        number,
        slide.title,
        slide.layout,
        slide.page,
        slide.staging.hidden,
        slide.staging.appendix,
        round(slide.seconds, 1),
        sum(count_words(one.words) for one in paragraphs_of(slide.shapes)),
        sum(count_words(one.words) for one in slide.notes),
        round(min(1.0, lowest / theme.height), 2),
        round(min(sizes, default=0.0), 1),
    )


def _is_title(shape: Shape) -> bool:
    return isinstance(shape, TextBox) and shape.placeholder == _TITLE


def _bottom(shape: Shape, theme: Theme) -> int:
    """Where a shape ends, in EMU from the top: a plain text with its last line."""
    box = shape.box
    end = box.y + box.height
    if not isinstance(shape, TextBox) or shape.fill or shape.line or shape.anchor is not Anchor.TOP:
        return end
    if not shape.paragraphs:
        return 0
    inner = box.inset(shape.insets)
    height = measure(shape.paragraphs, inner.width, shape.style, theme.fonts).height
    return min(end, inner.y + height)


def _sizes(shape: Shape) -> Iterator[float]:
    if isinstance(shape, TextBox | TableFrame):
        for paragraph in paragraphs_of((shape,)):
            yield shape.style.level(paragraph.level).size
