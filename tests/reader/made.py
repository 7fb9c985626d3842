"""A finished deck whose slides go into talks, as someone else would have made it."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pptx
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Emu, Inches, Pt

from tests.template.made import changed, saved

TITLES = ("The year", "Sales", "Where we are", "A spare one", "Thank you")
NOTES = "Say how the year went."
TABLE_STYLE = "{11111111-2222-3333-4444-555555555555}"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def picture(color: str = "#336699") -> io.BytesIO:
    """A small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(buffer, "png")
    buffer.seek(0)
    return buffer


def source(wide: bool = True) -> Presentation:
    """Five slides: with notes, a picture and a link to the third; a chart; a table and
    a link to the last; a hidden one with the same picture; one with an animation."""
    presentation = pptx.Presentation()
    if wide:
        presentation.slide_width, presentation.slide_height = Emu(12_192_000), Emu(6_858_000)
    layout = presentation.slide_layouts[5]
    slides: list[Any] = [presentation.slides.add_slide(layout) for _ in TITLES]
    for slide, title in zip(slides, TITLES, strict=True):
        slide.shapes.title.text = title
    where = (Inches(1), Inches(2), Inches(4), Inches(3))
    slides[0].notes_slide.notes_text_frame.text = NOTES
    slides[0].shapes.add_picture(picture(), *where)
    _jump(slides[0], slides[2], "See where we are")
    chart: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    chart.categories = ["Bern", "Basel"]
    chart.add_series("Sold", (1, 2))
    frame = slides[1].shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *where, chart)
    for axis in frame.chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        axis.set("val", axis.get("val").lstrip("-"))
    table = slides[2].shapes.add_table(2, 2, *where).table
    for cell, text in zip(table.iter_cells(), ("Town", "Shops", "Bern", "3"), strict=True):
        cell.text = text
    _jump(slides[2], slides[4], "The end")
    slides[3].element.set("show", "0")
    slides[3].shapes.add_picture(picture(), *where)
    _animate(slides[4])
    return presentation


def _jump(slide: Any, target: Any, text: str) -> None:
    box = slide.shapes.add_textbox(Inches(6), Inches(5), Inches(3), Inches(1))
    box.text_frame.text = text
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(20)
    box.click_action.target_slide = target


def _animate(slide: Any) -> None:
    shape = slide.shapes.title.shape_id
    slide.element.append(
        parse_xml(
            '<p:timing xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
            '<p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot">'
            '<p:childTnLst><p:set><p:cBhvr><p:cTn id="2" dur="1" fill="hold"/><p:tgtEl>'
            f'<p:spTgt spid="{shape}"/></p:tgtEl><p:attrNameLst><p:attrName>style.visibility'
            '</p:attrName></p:attrNameLst></p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set>'
            "</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
        )
    )


@cache
def source_bytes(wide: bool = True) -> bytes:
    """The file of `source`, the same each time: its workbook knows when it was made."""
    return saved(source(wide))


def with_table_style(data: bytes) -> bytes:
    """The file with a table style of its own, which its table has."""

    def change(name: str, content: bytes) -> bytes:
        if name.endswith("tableStyles.xml"):
            return (
                f'<a:tblStyleLst xmlns:a="{_A}" def="{TABLE_STYLE}"><a:tblStyle '
                f'styleId="{TABLE_STYLE}" styleName="Ours"/></a:tblStyleLst>'
            ).encode()
        if name == "ppt/slides/slide3.xml":
            start, end = content.index(b"<a:tableStyleId>"), content.index(b"</a:tableStyleId>")
            return content[: start + 16] + TABLE_STYLE.encode() + content[end:]
        return content

    return changed(data, change)


def with_default_size(data: bytes, size: int) -> bytes:
    """The file with another size for text boxes that have none of their own."""

    def change(name: str, content: bytes) -> bytes:
        if name != "ppt/presentation.xml":
            return content
        start = content.index(b"<a:lvl1pPr")
        return content[:start] + content[start:].replace(b'sz="1800"', b'sz="%d"' % size, 1)

    return changed(data, change)
