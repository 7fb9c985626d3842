"""Decks made of words, without a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from deck_builder.reader.model import (
    DeckContents,
    SlideContents,
    TextParagraph,
    TextShape,
)


def a_slide(title: str, *texts: str, notes: Sequence[str] = (), layout: str = "") -> SlideContents:
    """A slide of a title and a body."""
    shapes = [
        TextShape(tuple(TextParagraph(text) for text in lines), kind)
        for kind, lines in (("title", [title] if title else []), ("body", texts))
        if lines
    ]
    said = tuple(TextParagraph(text) for text in notes)
    return SlideContents(0, title, layout, shapes=tuple(shapes), notes=said)


def a_deck(*slides: SlideContents) -> DeckContents:
    """A deck of slides, numbered."""
    return DeckContents(tuple(numbered(slides)))


def numbered(slides: Iterable[SlideContents]) -> list[SlideContents]:
    """Slides with the numbers that they have in this order."""
    return [replace(slide, number=number) for number, slide in enumerate(slides, 1)]
