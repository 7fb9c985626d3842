"""Pictures, charts and tables in placeholders, as PowerPoint puts them there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.assets.inspection import is_photograph
from deck_builder.base.units import Box
from deck_builder.blocks import Block, ImageBlock
from deck_builder.blocks.cropping import UNCUT, covering, cropped_size
from deck_builder.shapes import (
    ChartFrame,
    Picture,
    Shape,
    TableFrame,
    TextBox,
    placeholder_of,
)
from deck_builder.text.fit import measure
from deck_builder.theme.model import Placeholder, Theme

PICTURE = "pic"
"""The type of placeholders that hold pictures alone."""

CHART = "chart"
"""The type of placeholders that hold native charts alone."""
EXHIBIT = "exhibit"
"""The layout for a picture or chart that stands alone under the title."""
LISTING = "listing"
"""The layout for code with text above or under it."""
_CODE = "code"
_ANYTHING = ""
# A photograph may lose so much at its edges to fill a frame.
_MOST_CUT = 0.2


def framed(blocks: tuple[Block, ...], box: Box) -> tuple[Block, ...]:
    """Return the content of a picture placeholder: a photograph of about the shape of `box` fills
    it to the edges, anything else is shown as a whole."""
    if len(blocks) != 1 or not isinstance(block := blocks[0], ImageBlock):
        return blocks
    image = block.image
    if image is None or block.recording or block.crop != UNCUT:
        return blocks
    if block.caption or block.width or block.height or not is_photograph(image):
        return blocks
    width, height = cropped_size(image, covering(image, box, UNCUT, block.focus))
    is_alike = width * height >= (1 - _MOST_CUT) * image.width * image.height
    return (replace(block, cover=True),) if is_alike else blocks


def with_figure(shapes: Sequence[Shape], place: Placeholder) -> tuple[Shape, ...]:
    """Return the shapes of an area with the one picture, chart or table among them in its
    placeholder. Films stay free, and so do figures that have others beside them."""
    figures = [one for one in shapes if isinstance(one, Picture | ChartFrame | TableFrame)]
    if len(figures) != 1 or not _may_fill(figure := figures[0], place):
        return tuple(shapes)
    box = _placed(figure.box, len(shapes), place)
    filled = replace(figure, placeholder=place.name, box=box)
    return tuple(filled if shape is figure else shape for shape in shapes)


def with_caption(shapes: Sequence[Shape], theme: Theme) -> tuple[Shape, ...]:
    """Return the shapes of a slide with the caption of its layout flush with the left edge of the
    picture over it, if the caption takes no more lines there."""
    pictures = [one for one in shapes if isinstance(one, Picture) and one.placeholder == "picture"]
    if len(pictures) != 1:
        return tuple(shapes)
    (picture,) = pictures
    return tuple(
        _under(one, picture.box, theme)
        if isinstance(one, TextBox) and one.placeholder == "caption"
        else one
        for one in shapes
    )


def _under(caption: TextBox, picture: Box, theme: Theme) -> TextBox:
    box, style = caption.box, caption.style
    if style.alignment != "left" or not box.x < picture.x < box.right:
        return caption
    left = picture.x - caption.insets.left
    width = min(box.width, theme.content.right - left)
    moved = replace(caption, box=replace(box, x=left, width=width))
    before, after = (
        measure(one.paragraphs, one.box.inset(one.insets).width, style, theme.fonts).lines
        for one in (caption, moved)
    )
    return moved if before == after else caption


def is_exhibit(shapes: Sequence[Shape]) -> bool:
    """Whether a picture or chart is all that fills a placeholder among the shapes of a slide."""
    filling = [shape for shape in shapes if placeholder_of(shape)]
    return len(filling) == 1 and isinstance(filling[0], Picture | ChartFrame)


def has_listing(shapes: Sequence[Shape]) -> bool:
    """Whether there is code above or under the text of a placeholder, and none beside it."""
    frames = [one for one in shapes if isinstance(one, TextBox)]
    codes = [one.box for one in frames if one.style.name == _CODE]
    texts = [one.box for one in frames if placeholder_of(one)]
    return bool(codes and texts) and all(
        code.x < text.right and text.x < code.right for code in codes for text in texts
    )


def _placed(box: Box, count: int, place: Placeholder) -> Box:
    """The box of a figure; a picture alone in a higher frame is centred."""
    spare = place.box.height - box.height
    if place.type != PICTURE or count > 1 or spare <= 0:
        return box
    return replace(box, y=place.box.y + spare // 2)


def _may_fill(shape: Picture | ChartFrame | TableFrame, place: Placeholder) -> bool:
    own = PICTURE
    if isinstance(shape, TableFrame):
        own = "tbl"
    elif isinstance(shape, ChartFrame) and shape.native:
        own = CHART
    is_film = isinstance(shape, Picture) and shape.recording is not None
    return place.type in (_ANYTHING, own) and not is_film
