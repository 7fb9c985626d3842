"""A photograph beside a few words: it fills a half of the slide, up to the edges."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.assets.inspection import is_photograph
from deck_builder.base.languages import Direction, direction_of
from deck_builder.blocks import Block, ImageBlock
from deck_builder.blocks.cropping import UNCUT
from deck_builder.text.runs import count_words

Blocks = tuple[Block, ...]

_MOST_WORDS = 45
_FEWEST_PIXELS = 720
# Of a photograph that fills a half, no more than this may be cut off.
_MOST_CUT = 0.47
_SIDES = ("left", "right")


def with_half(blocks: Blocks, language: str, shape: float) -> Blocks:
    """Return the `blocks` of a slide, its only photograph with the half of it that it fills, which
    is `shape` times as wide as high: the one behind the words as they are read, or the one before
    them if it comes first. A picture of any other kind, which may not be cropped, and one of which
    too much would be lost, stay as they are."""
    photos = [block for block in blocks if isinstance(block, ImageBlock)]
    words = [block for block in blocks if block.text]
    if len(photos) != 1 or not words or len(words) != len(blocks) - 1:
        return blocks
    photo = photos[0]
    is_between = blocks[0] is not photo and blocks[-1] is not photo
    if is_between or not _may_fill(photo, shape) or _count(words) > _MOST_WORDS:
        return blocks
    half = replace(photo, half=_side(blocks[0] is not photo, language))
    return tuple(half if block is photo else block for block in blocks)


def beside_title(picture: ImageBlock, words: Blocks, language: str, shape: float) -> ImageBlock:
    """Return the only picture of a first slide with the half that it stands in, beside the title
    and the `words`: a photograph fills it up to the edges, as in `with_half`, any other picture
    is as large as it has room for."""
    half = replace(picture, half=_side(True, language))
    return replace(half, cover=_may_fill(picture, shape) and _count(words) <= _MOST_WORDS)


def _side(is_second: bool, language: str) -> str:
    """The side of what is read first or second."""
    return _SIDES[is_second != (direction_of(language) is Direction.RTL)]


def _may_fill(photo: ImageBlock, shape: float) -> bool:
    """Whether a picture is a photograph that is large enough for a frame of such a `shape`, of
    which that shows enough, and that the author left alone."""
    image = photo.image
    if image is None or photo.recording or photo.crop != UNCUT:
        return False
    if photo.caption or photo.width or photo.height or photo.half:
        return False
    own = image.width / image.height
    is_large = min(image.width, image.height) >= _FEWEST_PIXELS
    return is_large and 1 - min(own / shape, shape / own) <= _MOST_CUT and is_photograph(image)


def _count(words: Sequence[Block]) -> int:
    return sum(count_words(block.plain()) for block in words)
