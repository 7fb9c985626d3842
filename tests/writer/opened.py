"""A look into a .pptx file, and what PowerPoint would stumble over there."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

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
_RELATION_USES = re.compile(rb'r:(?:id|embed|link|pict)="([^"]+)"')


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
        """What is wrong with the file."""
        return [
            *self._wrong_names(),
            *self._wrong_relations(),
            *self._wrong_types(),
            *self._wrong_ids(),
        ]

    def _wrong_names(self) -> Iterator[str]:
        for name, count in Counter(map(str.lower, self.names)).items():
            if count > 1:
                yield f"{count} parts named {name}"

    def _wrong_relations(self) -> Iterator[str]:
        reached = {"[Content_Types].xml"}
        for name in ("", *self.names):
            if name.endswith(".rels"):
                reached.add(name)
                continue
            relations = self.relations(name)
            for kind, target in relations.values():
                if kind != "hyperlink" and target not in self.names:
                    yield f"{name} has a relation to {target}, which is not there"
                reached.add(target)
            if name.endswith(".xml"):
                used = {found.decode() for found in _RELATION_USES.findall(self.archive.read(name))}
                yield from (f"{name} uses {one}" for one in used - relations.keys())
        yield from (f"nothing leads to {name}" for name in self.names if name not in reached)

    def _wrong_types(self) -> Iterator[str]:
        types = self.xml("[Content_Types].xml")
        defaults = {item.get("Extension") for item in types if item.get("Extension")}
        overrides = {item.get("PartName", "")[1:] for item in types if item.get("PartName")}
        yield from (f"a type for {name}" for name in overrides - set(self.names))
        for name in self.names:
            if name not in overrides and name.rsplit(".", 1)[-1] not in defaults:
                yield f"no type for {name}"

    def _wrong_ids(self) -> Iterator[str]:
        for name in self.names:
            if re.fullmatch(r"ppt/(slides|notesSlides|slideLayouts)/[^/]+\.xml", name):
                ids = Counter(values(self.xml(name), "//p:cNvPr/@id"))
                yield from (f"{name}: id {one} twice" for one, count in ids.items() if count > 1)
        presentation = self.xml("ppt/presentation.xml")
        slides = values(presentation, "//p:sldId/@id")
        listed = values(presentation, "//p14:sldId/@id")
        if len(set(slides)) != len(slides):
            yield "a slide id twice"
        if listed and listed != slides:
            yield "sections do not list the slides in order, each once"


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
