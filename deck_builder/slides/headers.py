"""What a talk or a slide has at the top of its slides, as a footer is at their foot."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.base.units import Box, emu
from deck_builder.shapes import DeckProperties, LaidOutDeck, LaidOutSlide, Shape, TextBox
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.model import Theme

_TOP = emu(9)
_SIZE = 11


def with_headers(deck: LaidOutDeck) -> LaidOutDeck:
    """Return `deck` with its header, or their own, on slides that have one."""
    properties = deck.properties
    if not properties.header and all(one.staging.header is None for one in deck.slides):
        return deck
    slides = (_with_header(one, one.theme or deck.theme, properties) for one in deck.slides)
    return replace(deck, slides=tuple(slides))


def _with_header(slide: LaidOutSlide, theme: Theme, properties: DeckProperties) -> LaidOutSlide:
    own = slide.staging.header
    words = properties.header if own is None else own
    if not words.strip() or slide.imported:
        return slide
    return replace(slide, head=(*slide.head, *_header(words, slide, theme)))


def _header(words: str, slide: LaidOutSlide, theme: Theme) -> Iterator[Shape]:
    style = theme.styles["caption"].at_most(_SIZE)
    if slide.staging.ground is not None:
        style = replace(style, color="text")
    lines = (Paragraph((Run(" ".join(words.split())),)),)
    content = theme.content
    height = measure(lines, content.width, style, theme.fonts).height
    yield TextBox(Box(content.x, _TOP, content.width, height), lines, style)
