"""A look into a .pptx file, and what PowerPoint would stumble over there."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from deck_builder.doctor.examine import examine
from deck_builder.package.assemble import packed
from deck_builder.package.opc import Entries, entries_of
from deck_builder.shapes import LaidOutDeck
from deck_builder.theme.model import Theme
from deck_builder.writer.page import Drawings
from deck_builder.writer.presentation import write_entries
from deck_builder.writer.template import template_of

SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
# How control characters get into text that python-pptx writes.
_ESCAPE = re.compile("_x00[01][0-9A-F]_")
# In hundredths of a point.
_SMALLEST = 1100
_SLIDE = re.compile(r"ppt/slides/[^/]+\.xml")


class Opened:
    """The parts of a file by name, and questions to ask of them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.archive.namelist()

    def without(self, name: str) -> bytes:
        """The file without one of its parts."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for one in self.names:
                if one != name:
                    archive.writestr(one, self.archive.read(one))
        return buffer.getvalue()

    def xml(self, name: str) -> etree._Element:
        """The root element of a part."""
        return etree.fromstring(self.archive.read(name))

    def slide(self, number: int) -> etree._Element:
        """The root element of a slide."""
        return self.xml(f"ppt/slides/slide{number}.xml")

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part by id: the last word of their type, and where they lead."""
        folder, file = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self.names:
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rsplit("/", 1)[1],
                _target(folder, relation),
            )
            for relation in self.xml(listed)
        }

    @cached_property
    def problems(self) -> list[str]:
        """What is wrong with the file, small things, too."""
        found = [f"{one.part}: {one.message}" for one in examine(self.data)]
        return found or [
            f"{name}: {fault}"
            for name in self.names
            if _SLIDE.fullmatch(name)
            for fault in _wrong_texts(self.xml(name))
        ]

    @property
    def outside(self) -> list[str]:
        """What is not, or not wholly, on its slide."""
        slides = filter(_SLIDE.fullmatch, self.names)
        return [f"{name}: {fault}" for name in slides for fault in self._outside(self.xml(name))]

    def _outside(self, slide: etree._Element) -> Iterator[str]:
        size = first(self.xml("ppt/presentation.xml"), "//p:sldSz")
        width, height = int(size.get("cx", "0")), int(size.get("cy", "0"))
        for frame in elements(slide, "//p:spPr/a:xfrm | //p:xfrm"):
            left, top = (int(frame[0].get(key, "0")) for key in ("x", "y"))
            right, bottom = left + int(frame[1].get("cx", "0")), top + int(frame[1].get("cy", "0"))
            if not (0 <= left <= right <= width and 0 <= top <= bottom <= height):
                yield f"off the slide: {left}, {top} to {right}, {bottom}"


def _wrong_texts(slide: etree._Element) -> Iterator[str]:
    sizes = {int(size) for size in values(slide, "//a:p//@sz")}
    yield from (f"text of {size / 100} pt" for size in sizes if size < _SMALLEST)
    yield from (
        f"an escape in ‘{text}’" for text in values(slide, "//a:t/text()") if _ESCAPE.search(text)
    )


def _target(folder: str, relation: etree._Element) -> str:
    target = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join(folder, target))


def values(element: etree._Element, path: str) -> list[str]:
    """The attributes or texts that an XPath finds."""
    found = element.xpath(path, namespaces=SPACES)
    assert isinstance(found, list)
    return [str(one) for one in found]


def elements(element: etree._Element, path: str) -> list[etree._Element]:
    """The elements that an XPath finds."""
    found = element.xpath(path, namespaces=SPACES)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, etree._Element)]


def first(element: etree._Element, path: str) -> etree._Element:
    """The first element that an XPath finds."""
    return elements(element, path)[0]


def written(deck: LaidOutDeck, drawings: Drawings) -> Opened:
    """Write a deck and look into the file."""
    return Opened(packed(write_entries(deck, drawings)))


def template_entries(*themes: Theme) -> Entries:
    """The names and contents of the parts of a template that is made of `themes`."""
    return entries_of(template_of(themes).main.package)


def build_template(*themes: Theme) -> bytes:
    """A template that is made of `themes` as a file."""
    return packed(template_entries(*themes))
