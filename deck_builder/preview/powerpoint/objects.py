"""What stands in the frames of a page: tables, charts, SmartArt and objects of other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deck_builder.package.xml import Element
from deck_builder.preview.marks import Part, Rect
from deck_builder.preview.powerpoint.places import Nest, Place, place_in
from deck_builder.preview.powerpoint.sheet import Sheet
from deck_builder.preview.powerpoint.tables import table_parts
from deck_builder.template.xml import A, P, child, text

if TYPE_CHECKING:
    from deck_builder.preview.powerpoint.shapes import Drawer


def object_parts(
    drawer: Drawer, frame: Element, nest: Nest, sheet: Sheet, part: str, alt: str, name: str
) -> Iterator[Part]:
    """Yield what is in a `graphicFrame`."""
    own = place_in(child(frame, f"{P}xfrm"))
    data = child(frame, f"{A}graphic", f"{A}graphicData")
    if own is None or data is None:
        return
    place = nest.out(own)
    table = child(data, f"{A}tbl")
    if table is not None:
        yield from table_parts(table, place, sheet, part, alt)
        return
    kind = text(data, "uri").rpartition("/")[2]
    # There is no SmartArt in SmartArt, which could be in itself.
    if kind == "diagram" and part in sheet.parts:
        drawing = _drawing(data, sheet, part)
        if drawing:
            yield from _smart_art(drawing, own, nest, sheet)
            return
    pictures = [one for one in data.iter("*") if str(one.tag).rpartition("}")[2] == "pic"]
    if pictures:
        yield from drawer.picture(pictures[-1], Place(place.rect), alt)
        return
    names = {"chart": "the chart", "diagram": "the diagram", "ole": "the object"}
    sheet.miss(f"{names.get(kind, 'the object')} ‘{name}’")


def _drawing(data: Element, sheet: Sheet, part: str) -> str:
    """The part in which SmartArt is drawn, empty when there is none."""
    ids = next(iter(data), None)
    relation = sheet.relation(part, ids, "dm")
    if relation is None or relation.external:
        return ""
    model = sheet.package.tree(relation.target)
    known = sheet.package.by_id(part)
    for one in model.iter("*"):
        if str(one.tag).endswith("}dataModelExt"):
            found = known.get(text(one, "relId"))
            return found.target if found is not None and not found.external else ""
    return ""


def _smart_art(drawing: str, own: Place, nest: Nest, sheet: Sheet) -> Iterator[Part]:
    from deck_builder.preview.powerpoint.shapes import Drawer

    root = sheet.package.tree(drawing)
    tree = next((one for one in root if str(one.tag).endswith("}spTree")), None)
    inner = Rect(0.0, 0.0, own.rect.width, own.rect.height)
    yield from Drawer(sheet, drawing, True).parts(tree, Nest(nest.position, own, inner, nest))
