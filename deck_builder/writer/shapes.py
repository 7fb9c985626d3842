"""Each shape of the waist as PresentationML (ECMA-376 part 1, section 19.3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from msgspec.structs import replace

from deck_builder.base.units import Box, Insets, emu
from deck_builder.shapes import (
    AutoShape,
    ChartFrame,
    Connection,
    Connector,
    FormulaFrame,
    Freeform,
    Geometry,
    Picture,
    Shape,
    TableFrame,
    TextBox,
)
from deck_builder.theme.model import SECTION_PLACES, Placeholder
from deck_builder.theme.palette import Palette
from deck_builder.writer.connection import connection_xml
from deck_builder.writer.freeform import freeform_xml
from deck_builder.writer.list_style import list_style
from deck_builder.writer.page import Page, placeholder_reference
from deck_builder.writer.picture import chart_xml, picture_xml
from deck_builder.writer.table import table_xml
from deck_builder.writer.text import paragraphs_xml
from deck_builder.writer.xml import ANCHORS, geometry, non_visual, solid_fill, transform

_PLACEHOLDER_NAMES = {
    "": "Content Placeholder",
    "body": "Text Placeholder",
    "dt": "Date Placeholder",
    "ctrTitle": "Title",
    "ftr": "Footer Placeholder",
    "pic": "Picture Placeholder",
    "sldNum": "Slide Number Placeholder",
    "subTitle": "Subtitle",
    "title": "Title",
}
_GEOMETRY_NAMES = {
    Geometry.RECTANGLE: "Rectangle",
    Geometry.ROUNDED_RECTANGLE: "Rounded Rectangle",
    Geometry.ELLIPSE: "Oval",
    Geometry.TRIANGLE: "Isosceles Triangle",
    Geometry.TRAPEZOID: "Trapezoid",
    Geometry.CHEVRON: "Arrow: Chevron",
    Geometry.PENTAGON: "Arrow: Pentagon",
    Geometry.HEXAGON: "Hexagon",
    Geometry.DIAMOND: "Diamond",
    Geometry.ARROW: "Arrow: Right",
    Geometry.ARC: "Block Arc",
}
_OTHER_GEOMETRY = "Shape"
# The names of the handles of geometries that have several.
_HANDLES = {
    Geometry.SLICE: ("adj1", "adj2"),
    Geometry.TOP_ROUNDED: ("adj1", "adj2"),
    Geometry.LEFT_ARROW: ("adj1", "adj2"),
    Geometry.UP_ARROW: ("adj1", "adj2"),
    Geometry.DOWN_ARROW: ("adj1", "adj2"),
    Geometry.BOTH_ARROW: ("adj1", "adj2"),
    Geometry.BRACE_LEFT: ("adj1", "adj2"),
    Geometry.BRACE_RIGHT: ("adj1", "adj2"),
    Geometry.STAR: ("adj", "hf", "vf"),
    Geometry.HEXAGON: ("adj", "vf"),
    Geometry.ARROW: ("adj1", "adj2"),
    Geometry.ARC: ("adj1", "adj2", "adj3"),
}
_ARROW_HEAD = '<a:tailEnd type="triangle"/>'
_PLAIN = ' wrap="square" numCol="1"'
_CORNER = emu(6)
# As high as what is above the names of sections.
_HIDDEN_HEIGHT = emu(12.9)
_FROM_LOWER_EDGE = emu(16)


def shape_xml(shape: Shape, page: Page) -> str:
    """Return `shape` as an element of the slide's shape tree."""
    match shape:
        case TextBox():
            placeholder = page.placeholder(shape.placeholder)
            if placeholder is None:
                return _text_box(shape, page)
            return _filled_placeholder(shape, placeholder, page)
        case Picture():
            return picture_xml(shape, page)
        case ChartFrame(native=True):
            return page.charts.xml(shape, page)
        case ChartFrame():
            return chart_xml(shape, page)
        case FormulaFrame():
            from deck_builder.writer.formula import formula_xml

            return formula_xml(shape, page)
        case TableFrame():
            return table_xml(shape, page)
        case AutoShape():
            return _auto_shape(shape, page)
        case Freeform():
            return freeform_xml(shape, page)
        case Connector():
            return _connector(shape, page)
        case Connection():
            return connection_xml(shape, page)
        case _:
            assert_never(shape)


def placeholder_xml(placeholder: Placeholder, content: str, page: Page) -> str:
    """Return a shape that fills `placeholder` with the paragraphs `content`, and inherits its
    look as a whole."""
    return (
        f"<p:sp>{_placeholder_head(placeholder, page)}<p:spPr/>"
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{content}</p:txBody></p:sp>"
    )


def hidden_placeholder_xml(placeholder: Placeholder, content: str, page: Page) -> str:
    """Return a hidden shape for `content`, above or below the visible ones, since LibreOffice draws
    hidden placeholders."""
    box = _hidden_box(placeholder.box, page)
    # Titles of a template may have an outline.
    bare = "<a:noFill/><a:ln><a:noFill/></a:ln>" if page.layout.colors else ""
    return (
        f"<p:sp>{_placeholder_head(placeholder, page, hidden=True)}"
        f"<p:spPr>{transform(box)}{bare}</p:spPr><p:txBody>"
        '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle/>{content}</p:txBody></p:sp>"
    )


def _hidden_box(box: Box, page: Page) -> Box:
    """A strip at the slide's upper edge, or at the lower one where a theme has its footer above."""
    strip = Box(box.x, 0, box.width, _HIDDEN_HEIGHT)
    others = (one.box for one in page.layout.placeholders if one.box != box)
    if any(other.overlaps(strip) for other in others):
        # Its line is higher than the strip.
        return replace(strip, y=page.theme.height - _FROM_LOWER_EDGE)
    return strip


def _placeholder_head(placeholder: Placeholder, page: Page, hidden: bool = False) -> str:
    number = next(page.ids)
    name = f"{_PLACEHOLDER_NAMES.get(placeholder.type, 'Placeholder')} {number}"
    return (
        f"<p:nvSpPr>{non_visual(number, name, hidden=hidden)}"
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"{placeholder_reference(placeholder)}</p:nvSpPr>"
    )


def _filled_placeholder(frame: TextBox, placeholder: Placeholder, page: Page) -> str:
    setting, given = page.setting, placeholder.given or placeholder
    properties = "" if frame.box == given.box else transform(frame.box)
    if frame.geometry is not Geometry.RECTANGLE:
        properties += _outline(frame.geometry, frame.box)
    if frame.fill:
        properties += solid_fill(setting.palette, frame.fill)
    if frame.line:
        properties += f"<a:ln>{solid_fill(setting.palette, frame.line)}</a:ln>"
    properties = f"<p:spPr>{properties}</p:spPr>" if properties else "<p:spPr/>"
    levels = list_style(frame.style, given.style, _deepest(frame), setting)
    # LibreOffice gives all lists of a slide the colour of one, unless paragraphs say theirs.
    inherited = replace(frame.style, bullet_color=given.style.bullet_color)
    # Size and spacing are decided: no `normAutofit`, which would have LibreOffice decide again.
    return (
        f"<p:sp>{_placeholder_head(placeholder, page)}{properties}"
        f"<p:txBody><a:bodyPr{_changed_frame(frame, given)}/>{levels}"
        f"{paragraphs_xml(frame.paragraphs, frame.style, inherited, setting)}</p:txBody></p:sp>"
    )


def _deepest(frame: TextBox) -> int:
    """The level of the most deeply nested paragraph."""
    return max([paragraph.level for paragraph in frame.paragraphs], default=0)


def _changed_frame(frame: TextBox, placeholder: Placeholder) -> str:
    attributes = "" if placeholder.plain else _PLAIN
    if frame.insets != placeholder.insets:
        attributes += _margins(frame.insets)
    if frame.anchor is not placeholder.anchor:
        attributes += f' anchor="{ANCHORS[frame.anchor]}"'
    return attributes


def _text_box(frame: TextBox, page: Page) -> str:
    setting, number = page.setting, page.number_of(frame.key)
    fill = solid_fill(setting.palette, frame.fill) if frame.fill else "<a:noFill/>"
    line = _line(frame, setting.palette)
    place = transform(frame.box, turned=_turned(frame.mirrored))
    outline = _outline(frame.geometry, frame.box, frame.adjustments)
    return (
        f"<p:sp><p:nvSpPr>{_own_head(frame, number, page)}</p:nvSpPr>"
        f"<p:spPr>{place}{outline}{fill}{line}</p:spPr>"
        f'<p:txBody><a:bodyPr wrap="square"{_margins(frame.insets)} '
        f'rtlCol="{int(frame.style.rtl)}" anchor="{ANCHORS[frame.anchor]}">'
        "<a:noAutofit/></a:bodyPr>"
        f"{list_style(frame.style, None, _deepest(frame), setting)}"
        f"{paragraphs_xml(frame.paragraphs, frame.style, frame.style, setting)}</p:txBody></p:sp>"
    )


def _line(frame: TextBox, palette: Palette) -> str:
    """The outline of a text box."""
    if not frame.line:
        return ""
    return _edge(frame, solid_fill(palette, frame.line))


def _own_head(frame: TextBox, number: int, page: Page) -> str:
    """The name and kind of a text box, which is a title where the layout only has room for one."""
    place = page.layout.placeholder(frame.placeholder)
    if place is None or place.type != "title":
        name = frame.name or f"{SECTION_PLACES.get(frame.placeholder, 'TextBox')} {number}"
        return f'{non_visual(number, name)}<p:cNvSpPr txBox="1"/><p:nvPr/>'
    return (
        f'{non_visual(number, f"Title {number}")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"{placeholder_reference(place)}"
    )


def _margins(insets: Insets) -> str:
    return f' lIns="{insets.left}" tIns="{insets.top}" rIns="{insets.right}" bIns="{insets.bottom}"'


def _auto_shape(shape: AutoShape, page: Page) -> str:
    palette, number = page.setting.palette, page.number_of(shape.key)
    fill = solid_fill(palette, shape.fill) if shape.fill else "<a:noFill/>"
    line = solid_fill(palette, shape.line) if shape.line else "<a:noFill/>"
    kind = _GEOMETRY_NAMES.get(shape.geometry, _OTHER_GEOMETRY)
    name = shape.name or f"{kind} {number}"
    turned = _turned(shape.mirrored, shape.flipped)
    outline = _outline(shape.geometry, shape.box, shape.adjustments)
    return (
        f"<p:sp><p:nvSpPr>{non_visual(number, name, alt='')}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{transform(shape.box, turned=turned)}{outline}{fill}"
        f"{_edge(shape, line)}</p:spPr></p:sp>"
    )


def _edge(shape: TextBox | AutoShape, fill: str) -> str:
    """The line around a shape."""
    width = f' w="{emu(shape.width)}"' if shape.width else ""
    dash = f'<a:prstDash val="{shape.dash}"/>' if shape.dash else ""
    return f"<a:ln{width}>{fill}{dash}</a:ln>"


def _turned(is_mirrored: bool, is_flipped: bool = False) -> str:
    return ' flipH="1"' * is_mirrored + ' flipV="1"' * is_flipped


def _connector(line: Connector, page: Page) -> str:
    number = next(page.ids)
    head = non_visual(number, line.name or f"Straight Connector {number}", alt="")
    end = _ARROW_HEAD if line.arrow else ""
    place = transform(line.box, turned=_turned(line.mirrored, line.flipped))
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{head}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
        f"<p:spPr>{place}{geometry('line')}"
        f'<a:ln w="{emu(line.width)}">{solid_fill(page.setting.palette, line.color)}{end}</a:ln>'
        "</p:spPr></p:cxnSp>"
    )


def _outline(outline: Geometry, box: Box, adjustments: Sequence[int] = ()) -> str:
    if adjustments:
        names = _HANDLES.get(outline, ("adj",))
        values = zip(names, adjustments, strict=False)
        guides = (f'<a:gd name="{name}" fmla="val {value}"/>' for name, value in values)
        return geometry(outline.value, "".join(guides))
    if outline is not Geometry.ROUNDED_RECTANGLE:
        return geometry(outline.value)
    shorter = max(1, min(box.width, box.height))
    # In 1/100,000 of the shorter side, so that the corners of all shapes are alike.
    radius = min(50_000, _CORNER * 100_000 // shorter)
    return geometry(outline.value, f'<a:gd name="adj" fmla="val {radius}"/>')
