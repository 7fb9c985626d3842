"""What can be told of a picture by looking at its pixels: whether it is drawn or photographed, the
white border around it, and what of it cannot be seen on some ground."""

from __future__ import annotations

import hashlib
import io
import threading
from typing import TYPE_CHECKING

from msgspec import Struct

from deck_builder.assets.picture import Image
from deck_builder.base.color import contrast

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

# Pictures are looked at in this size. A JPEG is decoded in about it, which takes a tenth of the
# time.
_SIDE = 640
# Of the pixels of a drawing or a screenshot, more than such a share is like its neighbour, and
# more than another one is quite unlike it: the edges of letters and lines. A page full of text has
# more edges, and many pixels of a few tones. Of 31 JPEG files in public decks this finds 20 of the
# 21 with letters or lines, and takes two of seven photographs for drawn, which then stay whole.
_FLAT, _HARD = 0.6, 0.0015
_PAPER, _LETTERED = 0.25, 0.03
_FEW_TONES = 3
_LIKE, _UNLIKE = 2, 64
# How far from white a border may be, as JPEG leaves it, and the share of a side that it covers.
_NEARLY_WHITE = 12
_MOST_OF_SIDE = 0.95
# What is seen through is less opaque than this; a picture with less of that than the share is no
# cut-out.
_OPAQUE = 128
_CUT_OUT = 0.1
_STEPS = 32
_FAINT = 1.6
_MOST_KNOWN = 64


class Margins(Struct, frozen=True):
    """A white border, as shares of the width and height of its picture."""

    left: float
    top: float
    right: float
    bottom: float


class Traits(Struct, frozen=True):
    """What a picture is like. One `is_drawn` has letters or lines on flat areas, as charts and
    screenshots have, so that nothing may be cut off. `border` is its white border, if it has one
    on all sides. `tones` are shares of what is opaque in a cut-out, from black to white."""

    is_drawn: bool = False
    border: Margins | None = None
    tones: tuple[float, ...] = ()

    def hidden_on(self, ground: str) -> float:
        """Return the share of a cut-out that can hardly be seen on `ground`, a colour as RRGGBB; 0
        of any other picture."""
        return sum(
            share
            for step, share in enumerate(self.tones)
            if share and contrast(_grey(step), ground) < _FAINT
        )


def _grey(step: int) -> str:
    return f"{round(step * 255 / (_STEPS - 1)):02X}" * 3


_known: dict[bytes, Traits] = {}
# Decks may be built in several threads.
_LOCK = threading.Lock()


def traits_of(image: Image) -> Traits:
    """Return what `image` is like."""
    data = image.fallback or image.data
    # The same picture is looked at for each way in which it may be shown.
    key = hashlib.sha256(data).digest()
    found = _known.get(key)
    if found is None:
        found = _inspected(data)
        with _LOCK:
            if len(_known) >= _MOST_KNOWN:
                del _known[next(iter(_known))]
            _known[key] = found
    return found


def is_photograph(image: Image) -> bool:
    """Whether `image` may be cropped: a JPEG that is not drawn."""
    return image.format == "jpeg" and not traits_of(image).is_drawn


def _inspected(data: bytes) -> Traits:
    import PIL.Image

    with PIL.Image.open(io.BytesIO(data)) as pixels:
        pixels.draft("RGB", (_SIDE, _SIDE))
        is_cut_out = pixels.has_transparency_data
        small = pixels.convert("RGBA" if is_cut_out else "L")
    # The nearest pixel, since others would blur letters.
    scale = min(1.0, _SIDE / max(small.size))
    size = (max(2, round(small.width * scale)), max(2, round(small.height * scale)))
    small = small.resize(size, PIL.Image.Resampling.NEAREST)
    if not is_cut_out:
        return Traits(_is_drawn(small), _border(small))
    white = PIL.Image.new("RGBA", size, "white")
    white.alpha_composite(small)
    return Traits(_is_drawn(white.convert("L")), None, _tones(small))


def _is_drawn(grey: Pixels) -> bool:
    from PIL import ImageChops

    width, height = grey.size
    flat = hard = 0
    for across, down in ((1, 0), (0, 1)):
        shifted = grey.crop((across, down, width, height))
        steps = ImageChops.difference(grey.crop((0, 0, *shifted.size)), shifted).histogram()
        flat += sum(steps[:_LIKE])
        hard += sum(steps[_UNLIKE:])
    pairs = (width - 1) * height + width * (height - 1)
    paper = sum(sorted(grey.histogram())[-_FEW_TONES:])
    is_page = paper >= _PAPER * width * height and hard >= _LETTERED * pairs
    return is_page or (flat >= _FLAT * pairs and hard >= _HARD * pairs)


def _border(grey: Pixels) -> Margins | None:
    width, height = grey.size
    mask = grey.point(lambda level: 255 if level < 255 - _NEARLY_WHITE else 0)
    sides = (
        (0, 0, 1, height),
        (0, 0, width, 1),
        (width - 1, 0, width, height),
        (0, height - 1, width, height),
    )
    inside = mask.getbbox()
    if inside is None:
        return None
    for side in sides:
        line = mask.crop(side)
        if line.histogram()[0] < _MOST_OF_SIDE * line.width * line.height:
            return None
    left, top, right, bottom = inside
    return Margins(left / width, top / height, 1 - right / width, 1 - bottom / height)


def _tones(pixels: Pixels) -> tuple[float, ...]:
    """The shares of what is opaque, nothing where hardly anything is not."""
    mask = pixels.getchannel("A").point(lambda level: 255 if level >= _OPAQUE else 0)
    opaque = mask.histogram()[255]
    count = pixels.width * pixels.height
    if not 0 < opaque <= (1 - _CUT_OUT) * count:
        return ()
    levels = pixels.convert("RGB").convert("L").histogram(mask)
    wide = 256 // _STEPS
    return tuple(sum(levels[at : at + wide]) / opaque for at in range(0, 256, wide))
