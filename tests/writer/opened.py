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
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_RELATION_USES = re.compile(rb'r:(?:id|embed|link|pict)="([^"]+)"')
# How control characters get into text that python-pptx writes.
_ESCAPE = re.compile("_x00[01][0-9A-F]_")
_FIRST_MASTER_ID = 2**31
# In hundredths of a point.
_SMALLEST = 1100


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
        broken = list(self._broken_parts())
        if broken:
            return broken
        return [
            *self._wrong_names(),
            *self._wrong_relations(),
            *self._wrong_types(),
            *self._wrong_ids(),
            *self._wrong_master_ids(),
            *(f"{name}: {fault}" for name in self.names for fault in self._slide_faults(name)),
        ]

    def _broken_parts(self) -> Iterator[str]:
        for name in self.names:
            if name.endswith((".xml", ".rels")):
                try:
                    self.xml(name)
                except etree.XMLSyntaxError as error:
                    yield f"{name}: {error}"

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
                # What stands for a shape in other programs has its id.
                own = "//p:cNvPr[not(ancestor::mc:Fallback)]/@id"
                ids = Counter(values(self.xml(name), own))
                yield from (f"{name}: id {one} twice" for one, count in ids.items() if count > 1)
        presentation = self.xml("ppt/presentation.xml")
        slides = values(presentation, "//p:sldId/@id")
        listed = values(presentation, "//p14:sldId/@id")
        if len(set(slides)) != len(slides):
            yield "a slide id twice"
        if listed and listed != slides:
            yield "sections do not list the slides in order, each once"

    def _wrong_master_ids(self) -> Iterator[str]:
        """Masters and their layouts share one row of ids, which begins at 2^31."""
        ids = values(self.xml("ppt/presentation.xml"), "//p:sldMasterId/@id")
        for name in self.names:
            if re.fullmatch(r"ppt/slideMasters/[^/]+\.xml", name):
                ids += values(self.xml(name), "//p:sldLayoutId/@id")
        if len(set(ids)) != len(ids) or min(map(int, ids)) < _FIRST_MASTER_ID:
            yield f"ids of masters and layouts: {ids}"

    def _slide_faults(self, name: str) -> Iterator[str]:
        if re.fullmatch(r"ppt/slides/[^/]+\.xml", name):
            slide = self.xml(name)
            yield from _wrong_timing(slide)
            yield from _wrong_tables(slide)
            yield from _wrong_texts(slide)
            if elements(slide, "//p:bgPr[not(a:effectLst) and not(a:effectDag)]"):
                yield "a background without a list of effects"

    @property
    def outside(self) -> list[str]:
        """What is not, or not wholly, on its slide."""
        slides = [name for name in self.names if re.fullmatch(r"ppt/slides/[^/]+\.xml", name)]
        return [f"{name}: {fault}" for name in slides for fault in self._outside(self.xml(name))]

    def _outside(self, slide: etree._Element) -> Iterator[str]:
        size = first(self.xml("ppt/presentation.xml"), "//p:sldSz")
        width, height = int(size.get("cx", "0")), int(size.get("cy", "0"))
        for frame in elements(slide, "//p:spPr/a:xfrm | //p:xfrm"):
            left, top = (int(frame[0].get(key, "0")) for key in ("x", "y"))
            right, bottom = left + int(frame[1].get("cx", "0")), top + int(frame[1].get("cy", "0"))
            if not (0 <= left <= right <= width and 0 <= top <= bottom <= height):
                yield f"off the slide: {left}, {top} to {right}, {bottom}"


def _wrong_timing(slide: etree._Element) -> Iterator[str]:
    ids = set(values(slide, "//p:cNvPr/@id"))
    targets = values(slide, "//p:timing//@spid")
    yield from (f"timing of {one}, which is not there" for one in targets if one not in ids)
    nodes = Counter(values(slide, "//p:timing//p:cTn/@id"))
    yield from (f"timing node {one} twice" for one, count in nodes.items() if count > 1)
    for paragraphs in elements(slide, "//p:timing//p:txEl/p:pRg"):
        (shape,) = elements(paragraphs, "ancestor::p:spTgt")
        there = elements(slide, f"//p:sp[p:nvSpPr/p:cNvPr/@id='{shape.get('spid')}']//a:p")
        if int(paragraphs.get("end", "0")) >= len(there):
            yield f"timing of paragraph {paragraphs.get('end')} of {len(there)}"


def _wrong_tables(slide: etree._Element) -> Iterator[str]:
    for table in elements(slide, "//a:tbl"):
        columns = len(elements(table, "a:tblGrid/a:gridCol"))
        cells = {len(elements(row, "a:tc")) for row in elements(table, "a:tr")}
        if cells != {columns}:
            yield f"rows of {cells} cells in {columns} columns"


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


def written(deck: LaidOutDeck, template: bytes, drawings: Drawings) -> Opened:
    """Write a deck and look into the file."""
    return Opened(write(deck, template, drawings))
