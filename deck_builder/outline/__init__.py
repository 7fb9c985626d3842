"""What the author wrote: sections, slides, blocks and notes."""

from deck_builder.outline.anchors import identifier
from deck_builder.outline.model import Outline, OutlineSection, OutlineSlide
from deck_builder.outline.parser import parse_outline
from deck_builder.outline.resolve import resolve

__all__ = ["Outline", "OutlineSection", "OutlineSlide", "identifier", "parse_outline", "resolve"]
