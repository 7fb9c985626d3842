"""How large a drawing is (SVG 2, sections 7.2 and 8.2)."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = re.compile(_NUMBER)
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(px|pt|pc|cm|mm|Q|in|em|ex|)\s*", re.IGNORECASE)
# In pixels of CSS; letters are as high as a browser's when nothing is said.
_INCH = 96.0
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": _INCH / 72,
    "pc": _INCH / 6,
    "in": _INCH,
    "cm": _INCH / 2.54,
    "mm": _INCH / 25.4,
    "q": _INCH / 101.6,
    "em": 16.0,
    "ex": 8.0,
}
_LONGEST = 1e9
_MOST_TIMES = 1_000


class SizeError(Exception):
    """A drawing that says a size that it cannot have."""


def size_of(root: Element) -> tuple[float, float] | None:
    """Return the width and height of a drawing in pixels: those given, the proportions of the view
    box where one or both are missing or relative; None when nothing says how large it is. Raises
    SizeError for one without an area, or far too long or thin."""
    width, height = _length(root, "width"), _length(root, "height")
    box = [float(number) for number in _NUMBERS.findall(root.get("viewBox", ""))]
    if len(box) == 4:
        wide, high = box[2], box[3]
        _check(wide, high)
        if width is None:
            width = wide if height is None else height * wide / high
        if height is None:
            height = width * high / wide
    if width is None or height is None:
        return None
    _check(width, height)
    return width, height


def _length(root: Element, key: str) -> float | None:
    """A length in pixels; None when it is missing, or a share of what it is shown in."""
    found = _LENGTH.fullmatch(root.get(key, ""))
    return float(found[1]) * _PIXELS[found[2].lower()] if found else None


def _check(width: float, height: float) -> None:
    if not (0 < width < _LONGEST and 0 < height < _LONGEST):
        raise SizeError(f"it is {width:g} wide and {height:g} high")
    if not 1 / _MOST_TIMES <= width / height <= _MOST_TIMES:
        raise SizeError(f"it is more than {_MOST_TIMES:,} times as long as it is wide")
