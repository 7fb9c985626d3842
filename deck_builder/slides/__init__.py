"""From an outline to positioned slides: what is on each, and where."""

from deck_builder.slides.compose import compose
from deck_builder.slides.layout import lay_out
from deck_builder.slides.model import Deck, FlowRegion, Slide, TextRegion

__all__ = ["Deck", "FlowRegion", "Slide", "TextRegion", "compose", "lay_out"]
