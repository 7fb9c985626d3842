"""A frame with a caption under it, as pictures and charts have."""

from __future__ import annotations

from collections.abc import Callable

from deck_builder.base.units import Box, emu
from deck_builder.blocks.base import Placed
from deck_builder.blocks.frames import place_text
from deck_builder.shapes import Shape
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.model import Theme

CAPTION_GAP = emu(6)


def place_captioned(
    caption: tuple[Run, ...], box: Box, theme: Theme, frame: Callable[[Box], tuple[Shape, ...]]
) -> Placed:
    """Lay the shapes of `frame` out in what the caption leaves of `box`, the caption under them,
    where they begin if it has room there."""
    if not caption:
        return Placed(frame(box), box.height)
    below = caption_height(caption, box, theme)
    room = box.of_height(max(0, box.height - below))
    shapes = frame(room)
    top = max((shape.box.bottom for shape in shapes), default=room.y) + CAPTION_GAP
    left = min((shape.box.x for shape in shapes), default=box.x)
    text = _placed(caption, Box(left, top, box.right - left, below), theme)
    if text.height + CAPTION_GAP > below:
        text = _placed(caption, Box(box.x, top, box.width, below), theme)
    return Placed((*shapes, *text.shapes), top + text.height - box.y)


def caption_height(caption: tuple[Run, ...], box: Box, theme: Theme) -> int:
    """Return the height in EMU of a caption at the width of `box` and of the gap above it."""
    return _placed(caption, box, theme).height + CAPTION_GAP if caption else 0


def _placed(caption: tuple[Run, ...], box: Box, theme: Theme) -> Placed:
    return place_text((Paragraph(caption),), box, theme, theme.styles["caption"])
