"""Finished decks: the contents of a PowerPoint file of any program, as values."""

from __future__ import annotations

from deck_builder.reader.model import DeckContents, SlideContents
from deck_builder.reader.read import read_deck
from deck_builder.reader.slides import ImportedSlide, SlideFile

__all__ = [
    "DeckContents",
    "ImportedSlide",
    "SlideContents",
    "SlideFile",
    "read_deck",
]
