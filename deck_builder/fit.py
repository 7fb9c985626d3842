"""Measuring and wrapping text: how high paragraphs are in a frame of a given width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deck_builder.text import Paragraph
from deck_builder.theme import Fonts, TextStyle


@dataclass(frozen=True, slots=True)
class Measured:
    """`height` of the text in EMU (without insets), and the number of lines of each paragraph."""

    height: int
    lines: tuple[int, ...]


def measure(
    paragraphs: Sequence[Paragraph], width: int, style: TextStyle, fonts: Fonts
) -> Measured:
    """Return how high `paragraphs` are when set in `style` in a frame `width` EMU wide."""
    raise NotImplementedError
