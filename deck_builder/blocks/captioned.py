"""A frame with a caption under it, as pictures and charts have."""

from __future__ import annotations

from collections.abc import Callable

from deck_builder.blocks.base import Placed
from deck_builder.blocks.frames import place_text
from deck_builder.shapes import Shape
from deck_builder.text import Paragraph, Run
from deck_builder.theme import Theme
from deck_builder.units import Box, emu

CAPTION_GAP = emu(6)


def place_captioned(
    caption: tuple[Run, ...], box: Box, theme: Theme, frame: Callable[[Box], tuple[Shape, ...]]
) -> Placed:
    """Lay the shapes of `frame` out in what the caption leaves of `box`, the caption under it."""
    if not caption:
        return Placed(frame(box), box.height)
    paragraphs = (Paragraph(caption),)
    height = place_text(paragraphs, box, theme, theme.styles["caption"]).height
    room = box.of_height(max(0, box.height - height - CAPTION_GAP))
    shapes = frame(room)
    top = max((shape.box.bottom for shape in shapes), default=room.y) + CAPTION_GAP
    below = Box(box.x, top, box.width, height)
    text = place_text(paragraphs, below, theme, theme.styles["caption"])
    return Placed((*shapes, *text.shapes), top + height - box.y)
