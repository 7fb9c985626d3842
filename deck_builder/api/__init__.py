"""Decks built from Python: `build` and `check`, and what they give back."""

from deck_builder.api.building import build, check
from deck_builder.api.deck import Deck, Slide
from deck_builder.api.files import Content
from deck_builder.api.options import BuildOptions
from deck_builder.base import plain
from deck_builder.base.diagnostics import DeckError, Diagnostic, Severity

plain.be_a_guest()

__all__ = [
    "BuildOptions",
    "Content",
    "Deck",
    "DeckError",
    "Diagnostic",
    "Severity",
    "Slide",
    "build",
    "check",
]
