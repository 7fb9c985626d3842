"""Displayed formulas: a text box with mathematics, and a picture as a fallback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deck_builder.package.xml import attribute
from deck_builder.shapes import FormulaFrame
from deck_builder.writer.math import math_xml, text_xml
from deck_builder.writer.page import Page
from deck_builder.writer.xml import (
    geometry,
    non_visual,
    picture_shape,
    solid_fill,
    transform,
    with_fallback,
)

if TYPE_CHECKING:
    from deck_builder.formulas.picture import FormulaPicture


def formula_xml(frame: FormulaFrame, page: Page) -> str:
    """Return a formula as a shape in two forms with one id, of which a program shows one."""
    number = next(page.ids)
    setting = page.setting
    look = f' lang="{attribute(setting.language)}" sz="{round(frame.size * 100)}"'
    fill = solid_fill(setting.palette, frame.color)
    head = non_visual(number, f"Formula {number}", frame.text)
    # A formula is read from the left in every language.
    direction = ' rtl="0"' if setting.rtl else ""
    mathematics = _text_box(head, frame, math_xml(frame.latex, True, look, fill), look, direction)
    color = setting.palette.hex(frame.color)
    picture = page.formulas.get((frame.latex, frame.size, color))
    if picture is not None:
        return with_fallback(mathematics, _picture(head, frame, picture, page))
    plain = text_xml(frame.latex, frame.text, look, fill)
    return with_fallback(mathematics, _text_box(head, frame, plain, look, direction))


def _text_box(head: str, frame: FormulaFrame, content: str, look: str, direction: str) -> str:
    return (
        f'<p:sp><p:nvSpPr>{head}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{transform(frame.box)}{geometry('rect')}<a:noFill/></p:spPr>"
        '<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" '
        'anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        f'<a:p><a:pPr algn="ctr"{direction}/>{content}<a:endParaRPr{look}/></a:p></p:txBody></p:sp>'
    )


def _picture(head: str, frame: FormulaFrame, picture: FormulaPicture, page: Page) -> str:
    box = picture.centered_in(frame.box)
    blip = f'<a:blip r:embed="{page.embed(picture.png, "png")}"/>'
    return picture_shape(head, blip, transform(box) + geometry("rect"))
