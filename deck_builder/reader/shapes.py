"""The shapes of a slide in reading order, which is the order in the file."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.base.units import Box
from deck_builder.package.opened import OpenedFile
from deck_builder.reader.charts import chart_of
from deck_builder.reader.model import (
    Link,
    ObjectShape,
    PictureShape,
    Shape,
    TableShape,
    TextParagraph,
    TextShape,
)
from deck_builder.reader.names import attribute, find, find_all, first, iterate, local, number, qn
from deck_builder.reader.parts import content_of, digest_of
from deck_builder.reader.texts import linked_runs, paragraphs, plain_text

_RECORDINGS = ("a:videoFile", "a:audioFile", "a:wavAudioFile")
_DEEPEST = 64
# What our decks repeat of the talk's sections on their slides.
_OF_SECTIONS = late(r"Section (?:Name|Number|Map) \d+")


class PlacedShape(Struct, frozen=True):
    """A shape with the `id` by which builds name it, and its element."""

    id: str
    shape: Shape | None
    element: etree._Element


class ShapeReader(Struct, frozen=True):
    """Reads the shapes of the part called `part`."""

    package: OpenedFile
    part: str

    def shapes(self, tree: etree._Element, depth: int = 0) -> Iterator[PlacedShape]:
        """Yield the shapes in a shape tree, those of groups among them."""
        for element in tree if depth < _DEEPEST else ():
            kind = local(element)
            if kind == "grpSp":
                yield from self.shapes(element, depth + 1)
            elif kind == "AlternateContent":
                yield from self._alternative(element, depth)
            elif kind in ("sp", "pic", "graphicFrame"):
                yield PlacedShape(_about(element, "id"), self._shape(element, kind), element)

    def _alternative(self, element: etree._Element, depth: int) -> Iterator[PlacedShape]:
        """The first of several forms that is known here."""
        for choice in element:
            found = list(self.shapes(choice, depth + 1))
            if any(one.shape is not None for one in found):
                yield from found
                return

    def _shape(self, element: etree._Element, kind: str) -> Shape | None:
        name = _about(element, "name")
        shape = None if _OF_SECTIONS().fullmatch(name) else self._contents(element, kind)
        return None if shape is None else replace(shape, name=name, box=_box(element))

    def _contents(self, element: etree._Element, kind: str) -> Shape | None:
        if kind == "sp":
            return self._text(element) or self._picture(element, "p:spPr/a:blipFill/a:blip")
        if kind == "pic":
            return self._picture(element, "p:blipFill/a:blip")
        return self._frame(element)

    def _text(self, element: etree._Element) -> TextShape | None:
        body = find(element, "p:txBody")
        alt = _about(element, "descr")
        if alt and first(body, "m:t") is not None:
            # The words of a formula are in its alternative text.
            return TextShape((TextParagraph(alt),), placeholder_of(element))
        found = paragraphs(body) if body is not None else ()
        return TextShape(found, placeholder_of(element), alt=alt) if found else None

    def _picture(self, element: etree._Element, path: str) -> PictureShape | None:
        blip = find(element, path)
        if blip is None:
            return None
        part = self._target(attribute(blip, "r:embed") or attribute(blip, "r:link"))
        digest, size = digest_of(self.package, part)
        played = first(element, *_RECORDINGS)
        recording = "" if played is None else self._recording(played)
        ending = part.rpartition("/")[2].rpartition(".")[2].lower()
        return PictureShape(digest, ending, size, recording, alt=_about(element, "descr"))

    def _recording(self, element: etree._Element) -> str:
        key = attribute(element, "r:link") or attribute(element, "r:embed")
        return digest_of(self.package, self._target(key))[0]

    def _frame(self, element: etree._Element) -> Shape | None:
        content = find(element, "a:graphic/a:graphicData/*")
        if content is None:
            return None
        match local(content):
            case "tbl":
                return _table(element, content)
            case "chart" if content.tag == qn("c:chart"):
                return self._chart(element, content)
            case "relIds":
                return self._diagram(element, content)
            case _:
                return self._object(element, content)

    def _chart(self, element: etree._Element, content: etree._Element) -> Shape | None:
        space = content_of(self.package, self._target(attribute(content, "r:id")))
        if space is None:
            return None
        return replace(chart_of(space), alt=_about(element, "descr"))

    def _diagram(self, element: etree._Element, content: etree._Element) -> TextShape | None:
        data = content_of(self.package, self._target(attribute(content, "r:dm")))
        points = () if data is None else iterate(data, "dgm:t")
        found = tuple(one for point in points for one in paragraphs(point))
        return TextShape(found, "diagram", alt=_about(element, "descr")) if found else None

    def _object(self, element: etree._Element, content: etree._Element) -> Shape:
        held = next(iterate(content, "p:oleObj"), content)
        program = held.get("progId") or local(content)
        digest, _ = digest_of(self.package, self._target(attribute(held, "r:id")))
        return ObjectShape(program, digest, alt=_about(element, "descr"))

    def _target(self, key: str) -> str:
        relation = self.package.by_id(self.part).get(key)
        return "" if relation is None else relation.target

    def links(self, placed: PlacedShape, numbers: dict[str, int]) -> Iterator[Link]:
        """Yield the links of a shape; `numbers` are those of slides, by their parts."""
        click = find(first(placed.element, "p:cNvPr"), "a:hlinkClick")
        target = None if click is None else self._link(click, numbers)
        if target is not None:
            yield replace(target, text=_text_of(placed))
        found = linked_runs(placed.element, lambda click: self._link(click, numbers))
        yield from (replace(link, text=text.strip()) for text, link in found)

    def _link(self, click: etree._Element, numbers: dict[str, int]) -> Link | None:
        """Where a click leads, as a link without a text."""
        relation = self.package.by_id(self.part).get(attribute(click, "r:id"))
        if relation is not None and relation.kind == "slide":
            return Link("", "", numbers.get(relation.target.lower()))
        if relation is not None:
            return Link("", relation.target)
        action = click.get("action", "")
        step = action.rpartition("jump=")[2] if "hlinkshowjump" in action else ""
        return Link("", step) if step else None


def _text_of(placed: PlacedShape) -> str:
    shape = placed.shape
    if isinstance(shape, TextShape):
        return " ".join(one.text for one in shape.paragraphs)
    return _about(placed.element, "descr") or _about(placed.element, "name")


def _table(element: etree._Element, table: etree._Element) -> TableShape:
    rows = tuple(
        tuple(plain_text(cell) for cell in find_all(row, "a:tc")) for row in find_all(table, "a:tr")
    )
    return TableShape(rows, alt=_about(element, "descr"))


def placeholder_of(element: etree._Element) -> str:
    """Return the type of the placeholder that a shape fills, by default `obj`; empty for none."""
    found = first(element, "p:ph")
    return "" if found is None else found.get("type", "obj")


def _about(element: etree._Element, what: str) -> str:
    return " ".join(attribute(first(element, "p:cNvPr"), what).split())


def _box(element: etree._Element) -> Box | None:
    """The place of a shape; None when its layout sets that."""
    frame = first(element, "a:xfrm", "p:xfrm")
    place, extent = find(frame, "a:off"), find(frame, "a:ext")
    if place is None or extent is None:
        return None
    sizes = (place.get("x"), place.get("y"), extent.get("cx"), extent.get("cy"))
    x, y, width, height = (number(size) or 0 for size in sizes)
    return Box(x, y, width, height)
