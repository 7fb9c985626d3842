"""A look into a .pptx file, and what PowerPoint would stumble over there."""

from __future__ import annotations

import io
import posixpath
import zipfile
from functools import cached_property

from lxml import etree

from deck_builder.doctor.examine import examine
from deck_builder.shapes import LaidOutDeck
from deck_builder.writer.page import Drawings
from deck_builder.writer.presentation import write

SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


class Opened:
    """The parts of a file by name, and questions to ask of them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.archive.namelist()

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
        return [f"{found.part}: {found.message}" for found in examine(self.data)]


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


def first(element: etree._Element, path: str) -> etree._Element:
    """The first element that an XPath finds."""
    found = element.xpath(path, namespaces=SPACES)
    assert isinstance(found, list)
    node = found[0]
    assert isinstance(node, etree._Element)
    return node


def written(deck: LaidOutDeck, template: bytes, drawings: Drawings) -> Opened:
    """Write a deck and look into the file."""
    return Opened(write(deck, template, drawings))
