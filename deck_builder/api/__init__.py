"""Decks built from Python: `build` and `check`, and what they give back."""

from deck_builder.api.building import build as build
from deck_builder.api.building import check as check
from deck_builder.api.deck import Deck as Deck
from deck_builder.api.deck import Slide as Slide
from deck_builder.api.files import Content as Content
from deck_builder.api.options import BuildOptions as BuildOptions
from deck_builder.base.diagnostics import DeckError as DeckError
from deck_builder.base.diagnostics import Diagnostic as Diagnostic
from deck_builder.base.diagnostics import Severity as Severity
