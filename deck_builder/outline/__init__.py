"""What the author wrote: sections, slides, blocks and notes."""

from deck_builder.outline.anchors import identifier
from deck_builder.outline.front_matter import read_deck
from deck_builder.outline.model import Outline, OutlineSection, OutlineSlide
from deck_builder.outline.parser import parse_outline
from deck_builder.outline.resolve import resolve
from deck_builder.outline.secrets import secrets_of, words_of
from deck_builder.outline.variables import filled_deck

__all__ = [
    "Outline",
    "OutlineSection",
    "OutlineSlide",
    "filled_deck",
    "identifier",
    "parse_outline",
    "read_deck",
    "resolve",
    "secrets_of",
    "words_of",
]
