"""Pictures as small as a page needs them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from msgspec import Struct

from deck_builder.assets import Image
from deck_builder.shapes import Crop

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

WIDTH = 1280
"""How many pixels the picture of a slide is wide: 300 dots an inch on half of a sheet."""
# Flat colours are smaller without loss; of photographs nobody sees the loss.
_LOSSLESS_UP_TO = 90_000
_QUALITY = 82


class PagePicture(Struct, frozen=True):
    """A picture for a page, in WebP, its size in pixels."""

    data: bytes
    width: int
    height: int


def png_picture(png: bytes) -> PagePicture:
    """Return the picture of a slide for a page."""
    import PIL.Image

    with PIL.Image.open(io.BytesIO(png)) as pixels:
        return _compact(pixels.convert("RGB"))


def page_picture(image: Image, crop: Crop) -> PagePicture:
    """Return a picture of the talk, cut as it is on its slide, no larger than a page needs it."""
    import PIL.Image

    with PIL.Image.open(io.BytesIO(image.fallback or image.data)) as pixels:
        width, height = pixels.size
        box = (
            round(width * crop.left),
            round(height * crop.top),
            max(round(width * crop.left) + 1, round(width * (1 - crop.right))),
            max(round(height * crop.top) + 1, round(height * (1 - crop.bottom))),
        )
        shown = pixels.convert("RGBA" if pixels.has_transparency_data else "RGB").crop(box)
        shown.thumbnail((WIDTH, WIDTH), PIL.Image.Resampling.LANCZOS)
        return _compact(shown)


def _compact(pixels: Pixels) -> PagePicture:
    """As WebP: without loss where that is small."""
    data = _as_webp(pixels, lossless=True)
    if len(data) > _LOSSLESS_UP_TO:
        data = _as_webp(pixels, lossless=False)
    return PagePicture(data, *pixels.size)


def _as_webp(pixels: Pixels, lossless: bool) -> bytes:
    out = io.BytesIO()
    # For lossless files the quality is the effort.
    pixels.save(out, "WEBP", lossless=lossless, quality=60 if lossless else _QUALITY, method=4)
    return out.getvalue()
