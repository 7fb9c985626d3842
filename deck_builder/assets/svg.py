"""SVG drawings: made harmless, without metadata, and drawn as PNG by resvg."""

from __future__ import annotations

import struct
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from msgspec import Struct

from deck_builder.assets.metadata import without_metadata
from deck_builder.assets.metadata.svg import SVG, has_unparsed, remove_metadata, written
from deck_builder.assets.svg_drawing import rasterize, rasterize_apart
from deck_builder.assets.svg_effort import effort_of
from deck_builder.assets.svg_entities import EntityError, check_entities
from deck_builder.assets.svg_harmless import make_harmless
from deck_builder.assets.svg_labels import Labels, labels_as_text
from deck_builder.assets.svg_size import SizeError, size_of
from deck_builder.base.limits import ALL_PIXELS, SVG_ELEMENTS, SVG_FILE

_FEWEST_SIDE = 1


class UnrenderableError(Exception):
    """A drawing that cannot be drawn; its message says why."""


class Drawing(Struct, frozen=True):
    """An SVG without metadata, its PNG and that one's size in pixels. It `is_changed` when it had
    to be made harmless. One that does not say how large it is has no `data`, and its PNG ends where
    the last thing in it does. Some of its `labels` may have become text. Its `own_size` is the
    width and height that it says, in pixels."""

    data: bytes
    png: bytes
    width: int
    height: int
    is_changed: bool
    labels: Labels
    own_size: tuple[float, float] | None


def render(data: bytes, side: int) -> Drawing:
    """Return the drawing in `data` with a PNG whose longer side is `side` pixels.

    Nothing that it refers to is run, read or fetched. Raises UnrenderableError, LimitError when it
    would take too long, and ImportError without a renderer.
    """
    root = _parsed(data)
    effort = effort_of(root, len(data))
    labels = labels_as_text(root)
    is_changed = make_harmless(root)
    has_metadata = remove_metadata(root, without_metadata)
    try:
        size = size_of(root)
        is_new = is_changed or has_metadata or labels != Labels() or has_unparsed(data)
        text = written(root).decode() if is_new else _text(data, root)
        wide, high = _pixels(size or (1, 1), side)
        ALL_PIXELS.count(wide * high)
        png = rasterize(text, wide, high) if effort.is_small else rasterize_apart(text, wide, high)
    except (SizeError, ValueError) as error:
        raise UnrenderableError(str(error)) from error
    # PNG specification, section 11.2.2: the header's first two fields.
    wide, high = struct.unpack(">II", png[16:24])
    return Drawing(text.encode() if size else b"", png, wide, high, is_changed, labels, size)


def _pixels(size: tuple[float, float], side: int) -> tuple[int, int]:
    scale = side / max(size)
    width, height = (max(_FEWEST_SIDE, round(length * scale)) for length in size)
    return width, height


def _text(data: bytes, root: Element) -> str:
    """The text of a drawing as it is, if it is in UTF-8 and says that it is SVG."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    return text if SVG in text else written(root).decode()


def _parsed(data: bytes) -> Element:
    SVG_FILE.check(len(data), "the drawing")
    if b"<!ENTITY" in data:
        try:
            check_entities(data)
        except EntityError as error:
            raise UnrenderableError(str(error)) from error
    # Before there is a tree, which takes far more memory. Most elements have two tags.
    SVG_ELEMENTS.check(data.count(b"<") // 2, "the drawing")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnrenderableError(f"it is no XML: {error}") from error
    if root.tag == "svg":
        # As in a web page, where it is known to be SVG without a word.
        for element in root.iter():
            if isinstance(element.tag, str) and "}" not in element.tag:
                element.tag = f"{{{SVG}}}{element.tag}"
    return root
