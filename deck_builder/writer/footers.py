"""Footer and date on the layouts of a template, as PowerPoint writes them when they are applied to
all slides: a new slide has them, and LibreOffice shows them in the template's style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from deck_builder.package.opc import Part, replace_content
from deck_builder.package.xml import parse, qn, serialized

_PLACEHOLDER = qn("p:ph")
_SHAPE = qn("p:sp")
_PARAGRAPH = qn("a:p")
_TEXTS = (qn("a:t"), qn("a:fld"))


def fill_footers(layouts: Iterable[Part], words: Mapping[str, str]) -> None:
    """Write `words`, by the type of their placeholder, where a layout has an empty one."""
    for layout in layouts:
        root = parse(layout.blob)
        filled = [_fill(shape, words) for shape in root.iter(_SHAPE)]
        if any(filled):
            replace_content(layout, serialized(root))


def _fill(shape: etree._Element, words: Mapping[str, str]) -> bool:
    reference = next(shape.iter(_PLACEHOLDER), None)
    content = "" if reference is None else words.get(reference.get("type", ""), "")
    paragraph = next(shape.iter(_PARAGRAPH), None)
    if not content or paragraph is None or next(shape.iter(*_TEXTS), None) is not None:
        return False
    run = etree.Element(qn("a:r"))
    etree.SubElement(run, qn("a:t")).text = content
    before = paragraph.find(qn("a:pPr"))
    paragraph.insert(0 if before is None else 1, run)
    return True
