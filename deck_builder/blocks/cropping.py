"""How a picture is cropped, and which part of it must stay visible."""

from __future__ import annotations

from deck_builder.assets import Image
from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.base.units import Box
from deck_builder.blocks.base import Reader
from deck_builder.markdown import Node
from deck_builder.shapes import Crop

UNCUT = Crop()
BAD_CROP = Problem(
    "bad-crop",
    Severity.ERROR,
    "‘{value}’ does not say what to cut off",
    'write crop="10% 0 20% 0": top, right, bottom, left',
)
BAD_FOCUS = Problem(
    "bad-focus",
    Severity.ERROR,
    "‘{value}’ is not a part of a picture",
    'write focus=top, bottom, left, right or center, or focus="30% 20%"',
)

CENTER = (0.5, 0.5)
_WORDS = {
    "center": CENTER,
    "top": (0.5, 0.0),
    "bottom": (0.5, 1.0),
    "left": (0.0, 0.5),
    "right": (1.0, 0.5),
}
_SHARE = late(r"(\d{1,3}(?:\.\d+)?)%|0")
# Which of the values given are those of top, right, bottom and left, as in CSS.
_SIDES = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}


def read_crop(node: Node, reader: Reader) -> Crop:
    """Return the crop that the attribute `crop` of a picture asks for."""
    value = node.attributes.get("crop")
    if value is None:
        return Crop()
    shares = _shares(value)
    if shares and len(shares) in _SIDES:
        top, right, bottom, left = (shares[index] for index in _SIDES[len(shares)])
        if top + bottom < 1 and left + right < 1:
            return Crop(left, top, right, bottom)
    reader.collector.report(BAD_CROP, node.attributes.span, value=value)
    return Crop()


def read_focus(node: Node, reader: Reader) -> tuple[float, float]:
    """Return the point that must stay visible, as shares of a picture's width and height."""
    value = node.attributes.get("focus")
    if value is None:
        return CENTER
    if value in _WORDS:
        return _WORDS[value]
    shares = _shares(value)
    if shares and len(shares) == 2 and max(shares) <= 1:
        return shares[0], shares[1]
    reader.collector.report(BAD_FOCUS, node.attributes.span, value=value)
    return CENTER


def _shares(value: str) -> list[float] | None:
    found = [_SHARE().fullmatch(word) for word in value.split()]
    shares = [float(one[1] or 0) / 100 for one in found if one]
    return shares if len(shares) == len(found) else None


def cropped_size(image: Image, crop: Crop) -> tuple[float, float]:
    """Return the width and height in pixels of what `crop` leaves of a picture."""
    width, height = 1 - crop.left - crop.right, 1 - crop.top - crop.bottom
    return image.width * width, image.height * height


def covering(
    image: Image, box: Box, crop: Crop = UNCUT, focus: tuple[float, float] = CENTER
) -> Crop:
    """Return `crop` enlarged so that `image` fills `box` undistorted and the point in `focus` stays
    visible."""
    width, height = cropped_size(image, crop)
    shape = box.width / max(1, box.height)
    if width / height > shape:
        surplus = (width - height * shape) / image.width
        left = surplus * focus[0]
        return Crop(crop.left + left, crop.top, crop.right + surplus - left, crop.bottom)
    surplus = (height - width / shape) / image.height
    top = surplus * focus[1]
    return Crop(crop.left, crop.top + top, crop.right, crop.bottom + surplus - top)
