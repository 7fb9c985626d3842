"""The shapes of a page, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from deck_builder.package.xml import Element
from deck_builder.preview.lines import line_marks
from deck_builder.preview.marks import Mark, Part, Path, Rect
from deck_builder.preview.powerpoint.fills import (
    NONE,
    Fill,
    Stroke,
    fill_in,
    filled,
    line_of,
    stroke_of,
    stroked,
    styled_fill,
    texture_of,
    textured,
)
from deck_builder.preview.powerpoint.frames import Text, framed_text
from deck_builder.preview.powerpoint.looks import body_of
from deck_builder.preview.powerpoint.objects import object_parts
from deck_builder.preview.powerpoint.outlines import OPEN, Shares, outline_in, straight_pieces
from deck_builder.preview.powerpoint.places import Nest, Place, group_in, place_in
from deck_builder.preview.powerpoint.sheet import (
    Sheet,
    inherited,
    own_properties,
    placeholder,
    shapes_in,
)
from deck_builder.shapes import LineEnd
from deck_builder.template.xml import A, P, child, flag, text

_ENDS = {
    "triangle": LineEnd.ARROW,
    "stealth": LineEnd.ARROW,
    "arrow": LineEnd.OPEN,
    "oval": LineEnd.CIRCLE,
    "diamond": LineEnd.DIAMOND,
}
_DIAGONAL = ((0.0, 0.0), (1.0, 1.0))


def page_parts(sheet: Sheet, part: str, placeholders: bool) -> Iterator[Part]:
    """Yield the shapes of a slide, layout or master; without `placeholders`, only the others."""
    tree = child(sheet.package.tree(part), f"{P}cSld", f"{P}spTree")
    drawer = Drawer(sheet, part, placeholders)
    yield from drawer.parts(tree, Nest(sheet.position))


def frame_marks(sheet: Sheet, part: str, shape: Element, rect: Rect) -> tuple[Mark, ...]:
    """Return the fill and the line of a placeholder of `part` around a text in `rect`."""
    drawer = Drawer(sheet, part, placeholders=True)
    return drawer.marks(shape, inherited(sheet, part, shape), Place(rect), None)


class Drawer:
    """Draws the shapes of a `part`."""

    def __init__(self, sheet: Sheet, part: str, placeholders: bool) -> None:
        self._sheet = sheet
        self._part = part
        self._placeholders = placeholders

    def parts(self, tree: Element | None, nest: Nest, fill: Fill | None = None) -> Iterator[Part]:
        """Yield the shapes of a tree; `fill` is that of the group that they are in."""
        for shape in shapes_in(tree):
            about = child_named(own_properties(shape), "cNvPr")
            if flag(about, "hidden"):
                continue
            if placeholder(shape) is not None and not self._placeholders:
                continue
            yield from self._shape(shape, nest, fill, text(about, "descr"), text(about, "name"))

    def _shape(
        self, shape: Element, nest: Nest, fill: Fill | None, alt: str, name: str
    ) -> Iterator[Part]:
        match str(shape.tag).rpartition("}")[2]:
            case "sp":
                yield from self._own(shape, nest, fill, alt)
            case "cxnSp":
                yield from self._line(shape, nest)
            case "pic":
                yield from self._picture(shape, nest, alt)
            case "grpSp":
                settings = child_named(shape, "grpSpPr")
                inner = group_in(child(settings, f"{A}xfrm"), nest)
                own = fill_in(settings, self._sheet, self._part) or fill
                yield from self.parts(shape, inner, own)
            case "graphicFrame":
                yield from object_parts(self, shape, nest, self._sheet, self._part, alt, name)
            case _:
                self._sheet.miss(f"‘{name}’")

    def _own(self, shape: Element, nest: Nest, group: Fill | None, alt: str) -> Iterator[Part]:
        found = inherited(self._sheet, self._part, shape)
        body = body_of(shape)
        if placeholder(shape) is not None and not _says(body):
            # What an empty placeholder invites to is not shown.
            return
        place = _place(found, nest)
        if place is None:
            return
        marks = self.marks(shape, found, place, group)
        if marks:
            yield Part(marks, place.rect, alt=alt, turn=place.turn)
        if body is not None and _says(body):
            style = child_named(shape, "style")
            color = self._sheet.colors.tone(child(style, f"{A}fontRef"))
            inside = _text_place(shape, place, nest)
            words = Text(body, found, self._part, color)
            yield from framed_text(words, inside.rect, inside, self._sheet)

    def marks(
        self, shape: Element, found: tuple[Element, ...], place: Place, group: Fill | None
    ) -> tuple[Mark, ...]:
        """Return the outline of a shape with its fill and its line; `found` are itself and the
        placeholders that it inherits from."""
        settings = [child_named(one, "spPr") for one in found]
        styles = (child_named(one, "style") for one in found)
        style = next((one for one in styles if one is not None), None)
        fills = (self._fill(one, group) for one in settings)
        own = next((one for one in fills if one is not None), None)
        fill = own if own is not None else styled_fill(style, self._sheet)
        stroke = self._stroke(settings, style)
        look = next((one for one in settings if _has_outline(one)), None)
        preset = child(look, f"{A}prstGeom")
        pieces = straight_pieces(preset)
        if pieces:
            return tuple(_way(place, pieces, stroke))
        draw = partial(_outline, look, self._sheet)
        return filled(draw, place, NONE if text(preset, "prst") in OPEN else fill, stroke)

    def _fill(self, settings: Element | None, group: Fill | None) -> Fill | None:
        if child(settings, f"{A}grpFill") is not None:
            return group
        if settings is None:
            return None
        # A placeholder may have the fill of its layout, whose pictures are not those of the slide.
        return fill_in(settings, self._sheet, self._sheet.part_of(settings, self._part))

    def _stroke(self, settings: list[Element | None], style: Element | None) -> Stroke | None:
        own = next((one for one in settings if child(one, f"{A}ln") is not None), None)
        return stroke_of(own, style, self._sheet)

    def _line(self, shape: Element, nest: Nest) -> Iterator[Part]:
        settings = child_named(shape, "spPr")
        place = _place((shape,), nest)
        stroke = stroke_of(settings, child_named(shape, "style"), self._sheet)
        if place is None or stroke is None:
            return
        pieces = straight_pieces(child(settings, f"{A}prstGeom"))
        if not _has_outline(settings):
            pieces = _DIAGONAL
        draw = partial(_outline, settings, self._sheet)
        marks = _way(place, pieces, stroke) if pieces else filled(draw, place, None, stroke)
        yield Part(tuple(marks), place.rect, turn=place.turn)

    def _picture(self, shape: Element, nest: Nest, alt: str) -> Iterator[Part]:
        found = inherited(self._sheet, self._part, shape)
        place = _place(found, nest)
        if place is not None:
            yield from self.picture(shape, place, alt)

    def picture(self, shape: Element, place: Place, alt: str) -> Iterator[Part]:
        """Yield the picture of a `pic` at `place`."""
        settings = child_named(shape, "spPr")
        own = child_named(shape, "blipFill")
        picture = texture_of(own, self._sheet, self._part) if own is not None else None
        draw = partial(_outline, settings, self._sheet)
        marks: list[Mark] = list(
            filled(draw, place, fill_in(settings, self._sheet, self._part), None)
        )
        if picture is not None:
            marks.append(textured(draw, place.rect, picture))
        stroke = line_of(child(settings, f"{A}ln"), self._sheet)
        marks += filled(draw, place, None, stroke)
        if marks:
            yield Part(tuple(marks), place.rect, alt=alt, turn=place.turn)


def _way(place: Place, pieces: Shares, stroke: Stroke | None) -> Iterator[Mark]:
    """A line of straight pieces with what is at its ends."""
    if stroke is None:
        return
    rect = place.rect
    way = [
        (
            rect.x + rect.width * (1 - x if place.mirrored else x),
            rect.y + rect.height * (1 - y if place.flipped else y),
        )
        for x, y in pieces
    ]
    path = stroked(Path(""), stroke)
    begins, ends = (_ENDS.get(one, LineEnd.NONE) for one in (stroke.head, stroke.tail))
    yield from line_marks(way, path, begins, ends)


def child_named(element: Element | None, name: str) -> Element | None:
    """Return the first child with a name, whatever its namespace."""
    for one in element if element is not None else ():
        if str(one.tag).rpartition("}")[2] == name:
            return one
    return None


def _outline(settings: Element | None, sheet: Sheet, rect: Rect) -> str:
    return outline_in(settings, rect, sheet)


def _has_outline(settings: Element | None) -> bool:
    return any(child(settings, f"{A}{name}") is not None for name in ("prstGeom", "custGeom"))


def _place(found: tuple[Element, ...], nest: Nest) -> Place | None:
    for number, one in enumerate(found):
        settings = child_named(one, "spPr")
        place = place_in(child(settings, f"{A}xfrm"))
        if place is not None:
            # Placeholders of layouts are in no group.
            return nest.out(place) if not number else Nest(nest.position).out(place)
    return None


def _text_place(shape: Element, place: Place, nest: Nest) -> Place:
    """Where the text of a shape stands, when that is elsewhere than the shape."""
    own = place_in(child_named(shape, "txXfrm"))
    return nest.out(own) if own is not None else replace(place, mirrored=False)


def _says(body: Element | None) -> bool:
    texts = body.iter(f"{A}t") if body is not None else ()
    return any((one.text or "").strip() for one in texts)
