"""PowerPoint files of strangers, drawn: whatever they hold, a picture is made, and in time."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Pt

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.preview.deck import pictured
from deck_builder.preview.pdf import pdf_file
from deck_builder.preview.png import slide_pngs
from deck_builder.preview.svg import SvgOptions, slide_svg
from tests.template import made

SHAPE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="9" name="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
    '<a:xfrm rot="{rot}"><a:off x="{x}" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>{look}</p:spPr>'
    "<p:txBody><a:bodyPr {body}/><a:p><a:pPr {par}/><a:r><a:rPr {run}/><a:t>{text}</a:t></a:r>"
    "</a:p></p:txBody></p:sp>"
)
PLAIN = {
    "rot": "0",
    "x": "0",
    "cx": "914400",
    "cy": "914400",
    "look": '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
    "body": "",
    "par": "",
    "run": "",
    "text": "words",
}
GROUP = (
    '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="8" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm rot="60000"><a:off x="0" y="0"/><a:ext cx="9144000" cy="0"/>'
    '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="914400"/></a:xfrm></p:grpSpPr>{inner}</p:grpSp>'
)


def path_of(steps: str) -> str:
    return (
        f'<a:custGeom><a:avLst/><a:gdLst><a:gd name="n" fmla="*/ w h 0"/><a:gd name="m" fmla="mod '
        f'1e400 2 3"/></a:gdLst><a:pathLst><a:path w="100" h="0">{steps}</a:path></a:pathLst>'
        "</a:custGeom>"
    )


def shape(**changes: str) -> str:
    return SHAPE.format(**{**PLAIN, **changes})


def nested(depth: int) -> str:
    inner = shape()
    for _ in range(depth):
        inner = GROUP.format(inner=inner)
    return inner


PTS = '<a:moveTo><a:pt x="n" y="nowhere"/></a:moveTo><a:lnTo><a:pt x="m" y="1"/></a:lnTo>'
ARC = '<a:moveTo><a:pt x="0" y="0"/></a:moveTo><a:arcTo wR="1" hR="1" stAng="0" swAng="9e99"/>'
CASES = {
    "nested": nested(80),
    "no size": shape(cx="0", cy="0"),
    "negative": shape(cx="-914400", cy="-1"),
    "far away": shape(x="27273042316900", cx="27273042316900", rot="2147483647"),
    "no number": shape(x="far", cx="1e9", rot="half"),
    "huge letters": shape(run='sz="400000"'),
    "no letters": shape(run='sz="0" baseline="-99999999"'),
    "narrow": shape(cx="1", text="words " * 4000),
    "a long word": shape(cx="1", text="w" * 20_000),
    "insets": shape(body='lIns="99999999" tIns="-99999999" vert="vert270" anchor="b"'),
    "deep level": shape(par='lvl="99" marL="-2000000" indent="2000000000"'),
    "an unknown shape": shape(look='<a:prstGeom prst="&quot;&gt;&lt;script&gt;"/>'),
    "handles": shape(
        look='<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val -999999999"/>'
        "</a:avLst></a:prstGeom>"
    ),
    "paths": shape(look=path_of(PTS)),
    "arcs": shape(look=path_of(ARC)),
    "colours": shape(
        look='<a:prstGeom prst="rect"/><a:gradFill><a:gsLst><a:gs pos="-5"><a:schemeClr '
        'val="none"><a:lumMod val="999999999"/><a:alpha val="-1"/></a:schemeClr></a:gs><a:gs '
        'pos="x"><a:srgbClr val="&lt;script&gt;"/></a:gs></a:gsLst><a:lin ang="x"/></a:gradFill>'
        '<a:ln w="-5"><a:solidFill><a:srgbClr val="zzzzzz"/></a:solidFill></a:ln>'
    ),
    "a font": shape(run="", text="words").replace(
        "<a:rPr />", '<a:rPr><a:latin typeface="\'&gt;&lt;script&gt;"/></a:rPr>'
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_anything_is_drawn(tmp_path: Path, name: str) -> None:
    presentation = made.plain()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(1), Pt(1), Pt(9), Pt(9))
    spaces = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    added = re.sub(r"^<p:(\w+)", rf"<p:\1 {spaces}", CASES[name])

    def change(part: str, content: bytes) -> bytes:
        if part != "ppt/slides/slide1.xml":
            return content
        return content.replace(b"</p:spTree>", added.encode() + b"</p:spTree>")

    data = made.changed(made.saved(presentation), change)
    (tmp_path / "other.pptx").write_bytes(data)
    talk = tmp_path / "talk.md"
    talk.write_text("---\naspect: 4:3\n---\n\n{{< include other.pptx#1 >}}\n", "utf-8")
    deck = pictured(lay_out_deck(talk, Options()).value)
    picture = deck.slides[0].picture
    drawn = slide_svg(picture, 1, "", SvgOptions())
    assert ElementTree.fromstring(drawn) is not None
    assert "<script" not in drawn
    assert not re.search(r'[ ="(](?:nan|inf)\b', drawn)
    assert list(slide_pngs([picture], deck.fonts, 200))
    assert pdf_file(deck, [(deck.slides[0], picture)])


FRAME = (
    '<p:graphicFrame xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<p:nvGraphicFramePr><p:cNvPr id="9" name="Loop"/><p:cNvGraphicFramePr/><p:nvPr/>'
    '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></p:xfrm>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram">'
    '<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'r:dm="{data}"/></a:graphicData></a:graphic></p:graphicFrame>'
)
DRAWING = (
    '<dsp:drawing xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram">'
    "<dsp:spTree>{frame}</dsp:spTree></dsp:drawing>"
)
MODEL = (
    '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram">'
    '<dsp:dataModelExt xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" '
    'relId="{drawing}"/></dgm:dataModel>'
)


def test_a_diagram_in_itself_is_drawn_once(tmp_path: Path) -> None:
    presentation = made.plain()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])

    def part(name: str) -> Part:
        place = PackURI(f"/ppt/diagrams/{name}.xml")
        return Part(place, "application/xml", slide.part.package)

    model, drawing = part("data1"), part("drawing1")
    # The slide and the drawing know both under the same ids.
    drawing.relate_to(slide.slide_layout.part, "http://x.com/slideLayout")
    ids = [
        {owner.relate_to(one, f"http://x.com/{kind}") for owner in (slide.part, drawing)}
        for one, kind in ((model, "diagramData"), (drawing, "diagramDrawing"))
    ]
    (data,), (drawn,) = ids
    frame = FRAME.format(data=data)
    model._blob = MODEL.format(drawing=drawn).encode()
    drawing._blob = DRAWING.format(frame=frame).encode()
    slide.shapes._spTree.append(parse_xml(frame))
    (tmp_path / "other.pptx").write_bytes(made.saved(presentation))
    talk = tmp_path / "talk.md"
    talk.write_text("---\naspect: 4:3\n---\n\n{{< include other.pptx#1 >}}\n", "utf-8")
    deck = pictured(lay_out_deck(talk, Options()).value)
    assert deck.slides[0].picture.missing == ("the diagram ‘Loop’",)
