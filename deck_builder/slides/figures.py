"""Pictures, charts and tables in placeholders, as PowerPoint puts them there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.blocks import Block, ImageBlock
from deck_builder.blocks.cropping import UNCUT, covering, cropped_size
from deck_builder.shapes import ChartFrame, Picture, Shape, TableFrame
from deck_builder.theme.model import Placeholder

PICTURE = "pic"
"""The type of placeholders that hold pictures alone."""

_ANYTHING = ""
# A photograph may lose so much at its edges to fill a frame.
_MOST_CUT = 0.2


def framed(blocks: tuple[Block, ...], box: Box) -> tuple[Block, ...]:
    """Return what stands in a picture placeholder: a photograph of about the shape of `box` fills
    it to the edges, anything else is seen whole."""
    if len(blocks) != 1 or not isinstance(block := blocks[0], ImageBlock):
        return blocks
    image = block.image
    if image is None or image.format != "jpeg" or block.recording or block.crop != UNCUT:
        return blocks
    if block.caption or block.width or block.height:
        return blocks
    width, height = cropped_size(image, covering(image, box, UNCUT, block.focus))
    is_alike = width * height >= (1 - _MOST_CUT) * image.width * image.height
    return (replace(block, cover=True),) if is_alike else blocks


def with_figure(shapes: Sequence[Shape], place: Placeholder) -> tuple[Shape, ...]:
    """Return the shapes of an area with the one picture, chart or table among them in its
    placeholder. Films stay free, and so do figures that have others beside them."""
    figures = [
        index
        for index, shape in enumerate(shapes)
        if isinstance(shape, Picture | ChartFrame | TableFrame)
    ]
    if len(figures) != 1:
        return tuple(shapes)
    index = figures[0]
    shape = shapes[index]
    if not _may_fill(shape, place):
        return tuple(shapes)
    assert isinstance(shape, Picture | ChartFrame | TableFrame)
    filled = replace(shape, placeholder=place.name, box=_placed(shape.box, len(shapes), place))
    return (*shapes[:index], filled, *shapes[index + 1 :])


def _placed(box: Box, count: int, place: Placeholder) -> Box:
    """A picture that is less high than the frame that it has for itself is in the middle."""
    spare = place.box.height - box.height
    if place.type != PICTURE or count > 1 or spare <= 0:
        return box
    return replace(box, y=place.box.y + spare // 2)


def _may_fill(shape: Shape, place: Placeholder) -> bool:
    match shape:
        case Picture():
            return place.type in (_ANYTHING, PICTURE) and shape.recording is None
        # Charts are drawings, so that a placeholder for charts would hold something else.
        case ChartFrame():
            return place.type in (_ANYTHING, PICTURE)
        case TableFrame():
            return place.type in (_ANYTHING, "tbl")
        case _:
            return False
