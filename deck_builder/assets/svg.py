"""SVG drawings: made harmless, without metadata, and drawn as PNG by resvg."""

from __future__ import annotations

import re
import struct
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from msgspec import Struct

from deck_builder.assets.metadata import without_metadata
from deck_builder.assets.metadata.svg import has_unparsed, remove_metadata, written
from deck_builder.assets.svg_drawing import rasterize, rasterize_apart
from deck_builder.assets.svg_effort import HREFS, effort_of, name_of
from deck_builder.base.limits import ALL_PIXELS, SVG_ELEMENTS, SVG_FILE

_ACTIVE = ("script", "foreignObject", "iframe", "audio", "video", "handler")
_INSIDE = re.compile(r"\s*(#|data:image/(png|jpe?g|gif|webp);)", re.IGNORECASE)
_OUTSIDE_STYLE = re.compile(r"@import|url\(\s*[\"']?(?!\s*[\"']?(#|data:image/))", re.IGNORECASE)
_FEWEST_SIDE = 1


class UnrenderableError(Exception):
    """A drawing that cannot be drawn."""


class Drawing(Struct, frozen=True):
    """An SVG without metadata, its PNG and that one's size in pixels. It `is_changed` when it had
    to be made harmless."""

    data: bytes
    png: bytes
    width: int
    height: int
    is_changed: bool


def render(data: bytes, side: int) -> Drawing:
    """Return the drawing in `data` with a PNG whose longer side is `side` pixels.

    Nothing that it refers to is run, read or fetched. Raises UnrenderableError, LimitError when it
    would take too long, and ImportError without a renderer.
    """
    root = _parsed(data)
    is_changed = _clean(root)
    has_metadata = remove_metadata(root, without_metadata)
    effort = effort_of(root, len(data))
    if is_changed or has_metadata or has_unparsed(data):
        data = written(root)
    width, height = _shape(root)
    scale = side / max(width, height)
    wide, high = (max(_FEWEST_SIDE, round(length * scale)) for length in (width, height))
    ALL_PIXELS.count(wide * high)
    try:
        text = data.decode("utf-8")
        png = rasterize(text, wide, high) if effort.is_small else rasterize_apart(text, wide, high)
    except (ValueError, UnicodeDecodeError) as error:
        raise UnrenderableError(str(error)) from error
    # PNG specification, section 11.2.2: the header's first two fields.
    wide, high = struct.unpack(">II", png[16:24])
    return Drawing(data, png, wide, high, is_changed)


def _parsed(data: bytes) -> Element:
    SVG_FILE.check(len(data), "the drawing")
    if b"<!ENTITY" in data:
        raise UnrenderableError("with entities")
    # Before there is a tree, which takes far more memory. Most elements have two tags.
    SVG_ELEMENTS.check(data.count(b"<") // 2, "the drawing")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnrenderableError(str(error)) from error


def _clean(root: Element) -> bool:
    """Remove scripts and references out of the file; return whether there were any."""
    is_changed = False
    for element in list(root.iter()):
        for child in [child for child in element if name_of(child) in _ACTIVE]:
            element.remove(child)
            is_changed = True
        for key, value in list(element.attrib.items()):
            if _is_unsafe(name_of(element), key, value):
                del element.attrib[key]
                is_changed = True
        if name_of(element) == "style" and _OUTSIDE_STYLE.search(element.text or ""):
            element.text = ""
            is_changed = True
    return is_changed


def _is_unsafe(element: str, key: str, value: str) -> bool:
    if key in HREFS:
        # A link is followed by a person, not by a program.
        return element != "a" and not _INSIDE.match(value)
    return key.lower().startswith("on") or bool(_OUTSIDE_STYLE.search(value))


_LONGEST = 1e9
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(px|pt|pc|cm|mm|in|em|ex)?\s*")


def _shape(root: Element) -> tuple[float, float]:
    """The width and height, in whatever unit: those of the view box unless they are given."""
    box = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    given = [_LENGTH.fullmatch(root.get(key, "")) for key in ("width", "height")]
    if given[0] and given[1] and given[0][2] == given[1][2]:
        width, height = float(given[0][1]), float(given[1][1])
    elif len(box) == 4:
        width, height = box[2], box[3]
    else:
        raise UnrenderableError("without a size")
    if not (0 < width < _LONGEST and 0 < height < _LONGEST) or not 0.001 <= width / height <= 1000:
        raise UnrenderableError("without a size")
    return width, height
