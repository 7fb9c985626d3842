"""Templates as others would make them, for tests."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pptx
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Inches

MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(presentation: Presentation) -> bytes:
    """The bytes of a presentation."""
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def plain() -> Presentation:
    """A template with PowerPoint's eleven layouts, on slides of 4:3."""
    return pptx.Presentation()


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A file with each of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def of_type(data: bytes, kind: str) -> bytes:
    """A file whose presentation has another content type."""

    def change(name: str, content: bytes) -> bytes:
        return (
            content.replace(MAIN.encode(), kind.encode())
            if name.endswith("Types].xml")
            else content
        )

    return changed(data, change)


def without_types(data: bytes) -> bytes:
    """A template whose layouts say neither by type nor by name what they are for."""

    def change(name: str, content: bytes) -> bytes:
        if "/slideLayouts/" not in name or not name.endswith(".xml"):
            return content
        number = re.findall(r"\d+", name)[0].encode()
        content = re.sub(rb'(<p:sldLayout [^>]*?) type="\w+"', rb"\1", content)
        return re.sub(rb'<p:cSld name="[^"]*"', b'<p:cSld name="L' + number + b'"', content)

    return changed(data, change)


def used() -> bytes:
    """A template that was used: four slides with notes, a chart, jumps between slides and from a
    layout, sections, a custom show, and a view that remembers a slide."""
    presentation = plain()
    layout = presentation.slide_layouts[1]
    slides = [presentation.slides.add_slide(layout) for _ in range(4)]
    for number, slide in enumerate(slides):
        slide.shapes.title.text = f"Old slide {number}"
        slide.notes_slide.notes_text_frame.text = "old notes"
    chart: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    chart.categories = ["a", "b"]
    chart.add_series("s", (1, 2))
    where = (0, 0, Inches(3), Inches(3))
    slides[0].shapes.add_chart(XL_CHART_TYPE.PIE, *where, chart)
    box = slides[1].shapes.add_textbox(*where)
    box.click_action.target_slide = slides[3]
    jump = layout.part.relate_to(slides[0].part, RELATIONSHIP_TYPE.SLIDE)
    named = next(layout._element.iter(qn("p:cNvPr")))
    named.append(
        parse_xml(
            f'<a:hlinkClick xmlns:a="{_A}" xmlns:r="{_R}" r:id="{jump}" '
            'action="ppaction://hlinksldjump"/>'
        )
    )
    _remember(presentation)
    return saved(presentation)


def _remember(presentation: Presentation) -> None:
    element: Any = presentation.part._element
    listed = list(element.sldIdLst)
    show = (
        f'<p:custShowLst xmlns:p="{_P}" xmlns:r="{_R}"><p:custShow name="x" id="0"><p:sldLst>'
        f'<p:sld r:id="{listed[0].rId}"/></p:sldLst></p:custShow></p:custShowLst>'
    )
    element.find(qn("p:notesSz")).addnext(parse_xml(show))
    ids = "".join(f'<p14:sldId id="{one.id}"/>' for one in listed)
    sections = (
        f'<p:ext xmlns:p="{_P}" uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
        f'<p14:sectionLst xmlns:p14="{_P14}"><p14:section name="Old section" '
        'id="{11111111-1111-1111-1111-111111111111}">'
        f"<p14:sldIdLst>{ids}</p14:sldIdLst></p14:section></p14:sectionLst></p:ext>"
    )
    extensions = element.find(qn("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(element, qn("p:extLst"))
    extensions.append(parse_xml(sections))
    view = presentation.part.part_related_by(RELATIONSHIP_TYPE.VIEW_PROPS)
    slide = presentation.slides[2].part
    relation = view.relate_to(slide, RELATIONSHIP_TYPE.SLIDE)
    view.blob = (
        f'<p:viewPr xmlns:p="{_P}" xmlns:a="{_A}" xmlns:r="{_R}"><p:outlineViewPr><p:cViewPr>'
        '<p:scale><a:sx n="33" d="100"/><a:sy n="33" d="100"/></p:scale><p:origin x="0" y="0"/>'
        f'</p:cViewPr><p:sldLst><p:sld r:id="{relation}" collapse="1"/></p:sldLst>'
        "</p:outlineViewPr></p:viewPr>"
    ).encode()


def written(folder: Path, data: bytes, name: str = "corporate.pptx") -> Path:
    """A template in a file."""
    path = folder / name
    path.write_bytes(data)
    return path
