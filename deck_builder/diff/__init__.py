"""What changed from one finished deck to another, as values, text, Markdown and JSON."""

from __future__ import annotations

from deck_builder.diff.decks import compare_decks
from deck_builder.diff.model import DeckChanges

__all__ = ["DeckChanges", "compare_decks"]
