"""The shapes of a template as XML, and its style of tables."""

from __future__ import annotations

from deck_builder.base.units import emu
from deck_builder.package.xml import attribute, text
from deck_builder.theme.looks import Outline
from deck_builder.theme.model import Decoration, Placeholder, Theme
from deck_builder.theme.palette import Palette
from deck_builder.writer.list_style import SHOWN_LEVELS, template_levels
from deck_builder.writer.xml import (
    ANCHORS,
    geometry,
    non_visual,
    picture_shape,
    scheme_color,
    solid_fill,
    transform,
)

LANGUAGE = "en-US"
_OUTLINES = {Outline.RECTANGLE: "rect", Outline.ROUNDED: "roundRect", Outline.ELLIPSE: "ellipse"}
_LEVEL_NAMES = ("Click to edit text", "Second level", "Third level", "Fourth level", "Fifth level")
# GUIDs of version 5 in the URL namespace, of deck-builder/field/slidenum and …/datetime.
_FIELDS = {
    "sldNum": ("{F9FE52CC-6A5C-5C44-AF13-20C70F5D7A3D}", "slidenum", "‹#›"),
    "dt": ("{75F6C92C-9AE8-54E9-832A-552E3D5842ED}", "datetime1", "1/1/2025"),
}
_HALF_SIZED = ("left", "right", "left-heading", "right-heading")
_MARGINAL = ("ftr", "sldNum", "dt")
_ONE_LEVEL = ("title", "ctrTitle", *_MARGINAL)


def placeholder_xml(
    placeholder: Placeholder, number: int, theme: Theme, inherited: Placeholder
) -> str:
    """Return a placeholder of a layout or a master, with only what differs from the one that it
    inherits from."""
    place = ""
    if placeholder.box != inherited.box:
        place = transform(placeholder.box) + geometry("rect")
    levels = 1 if placeholder.type in _ONE_LEVEL else SHOWN_LEVELS
    style = template_levels(placeholder.style, theme, levels, inherited.style)
    return (
        f"<p:sp><p:nvSpPr>{non_visual(number, _shown_name(placeholder))}"
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{_reference(placeholder, inherited)}</p:nvPr></p:nvSpPr>"
        f"<p:spPr>{place}</p:spPr>"
        f"<p:txBody>{_frame(placeholder)}"
        f"<a:lstStyle>{style}</a:lstStyle>{_prompt(placeholder)}</p:txBody></p:sp>"
    )


def _shown_name(placeholder: Placeholder) -> str:
    return placeholder.name.replace("-", " ").title() + " Placeholder"


def _reference(placeholder: Placeholder, inherited: Placeholder) -> str:
    kind = f' type="{placeholder.type}"' if placeholder.type else ""
    size = ' sz="half"' if placeholder.name in _HALF_SIZED else ""
    if placeholder.type in _MARGINAL:
        size = ' sz="quarter"'
    idx = f' idx="{placeholder.idx}"' if placeholder.idx else ""
    own_prompt = placeholder.prompt not in ("", inherited.prompt)
    custom = ' hasCustomPrompt="1"' if own_prompt and placeholder.type not in _MARGINAL else ""
    return f"<p:ph{kind}{size}{idx}{custom}/>"


def _frame(placeholder: Placeholder) -> str:
    insets, is_rtl = placeholder.insets, placeholder.style.rtl
    # PowerPoint shrinks the text that someone adds to.
    return (
        f'<a:bodyPr vert="horz" wrap="square" lIns="{insets.left}" tIns="{insets.top}" '
        f'rIns="{insets.right}" bIns="{insets.bottom}" rtlCol="{int(is_rtl)}" '
        f'anchor="{ANCHORS[placeholder.anchor]}">'
        "<a:normAutofit/></a:bodyPr>"
    )


def _prompt(placeholder: Placeholder) -> str:
    language = f'<a:rPr lang="{LANGUAGE}"/>'
    end = f'<a:endParaRPr lang="{LANGUAGE}"/>'
    if placeholder.type in _FIELDS:
        guid, kind, value = _FIELDS[placeholder.type]
        field = f'<a:fld id="{guid}" type="{kind}">{language}<a:t>{value}</a:t></a:fld>'
        return f"<a:p>{field}{end}</a:p>"
    if placeholder.prompt:
        return f"<a:p><a:r>{language}<a:t>{text(placeholder.prompt)}</a:t></a:r>{end}</a:p>"
    if placeholder.type == "pic":
        return f"<a:p>{end}</a:p>"
    return "".join(
        f'<a:p><a:pPr lvl="{depth}"/><a:r>{language}<a:t>{name}</a:t></a:r></a:p>'
        for depth, name in enumerate(_LEVEL_NAMES)
    )


def decoration_xml(decoration: Decoration, number: int, theme: Theme, relation: str = "") -> str:
    """Return a decoration as a shape that screen readers skip; `relation` is the id of the
    relationship to its picture."""
    head = non_visual(number, f"Decoration {number}", alt="")
    place = transform(decoration.box) + geometry(_OUTLINES[decoration.outline])
    if relation:
        return picture_shape(
            head, f'<a:blip r:embed="{relation}"/>', place, '<p:nvPr userDrawn="1"/>'
        )
    fill = "<a:noFill/>"
    if decoration.fill:
        fill = solid_fill(theme.palette, decoration.fill, decoration.opacity)
    return (
        f"<p:sp><p:nvSpPr>{head}<p:cNvSpPr/>"
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{place}'
        f"{fill}<a:ln><a:noFill/></a:ln></p:spPr>{_decoration_text(decoration, theme)}</p:sp>"
    )


def _decoration_text(decoration: Decoration, theme: Theme) -> str:
    if decoration.style is None:
        return ""
    style = template_levels(decoration.style, theme, 1)
    return (
        '<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t">'
        f"<a:noAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>"
        f'<a:p><a:r><a:rPr lang="{LANGUAGE}"/><a:t>{text(decoration.text)}</a:t></a:r></a:p>'
        "</p:txBody>"
    )


def table_style_xml(theme: Theme, guid: str) -> str:
    """Return the theme's table style: header and total rows, banding, rules between rows."""
    look, palette = theme.table, theme.palette
    name = attribute(f"{theme.name.title()} table")
    thin = _rule(look.rule, 0.75, palette)
    plain, bold = _cell_text("text", palette), _bold_text("text", palette)
    frame = _rule(look.frame, 1.5, palette)
    borders = _borders(top=frame, bottom=frame or thin, between=thin)
    whole = plain + _cell(borders, "", palette)
    total = bold + _cell(_borders(top=_rule("text", 1.0, palette)), "", palette)
    under = _rule(look.header_rule, 1.0 if look.frame else 1.5, palette)
    header = _bold_text(look.header_color, palette) + _cell(
        _borders(top=frame, bottom=under), look.header_fill, palette
    )
    side = bold + _cell("", "", palette)
    return (
        f'<a:tblStyle styleId="{guid}" styleName="{name}"><a:wholeTbl>{whole}</a:wholeTbl>'
        f"<a:band1H>{_cell('', look.band, palette)}</a:band1H>"
        f"<a:lastCol>{side}</a:lastCol><a:firstCol>{side}</a:firstCol>"
        f"<a:lastRow>{total}</a:lastRow><a:firstRow>{header}</a:firstRow></a:tblStyle>"
    )


def _bold_text(color: str, palette: Palette) -> str:
    return _cell_text(color, palette).replace("<a:tcTxStyle>", '<a:tcTxStyle b="on">')


def _cell_text(color: str, palette: Palette) -> str:
    reference = '<a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef>'
    return f"<a:tcTxStyle>{reference}{scheme_color(palette, color)}</a:tcTxStyle>"


def _cell(borders: str, fill: str, palette: Palette) -> str:
    paint = f"<a:fill>{solid_fill(palette, fill)}</a:fill>" if fill else ""
    return f"<a:tcStyle><a:tcBdr>{borders}</a:tcBdr>{paint}</a:tcStyle>"


def _borders(top: str = "", bottom: str = "", between: str = "") -> str:
    sides = (("top", top), ("bottom", bottom), ("insideH", between))
    return "".join(f"<a:{side}>{line}</a:{side}>" for side, line in sides if line)


def _rule(color: str, width: float, palette: Palette) -> str:
    if not color:
        return ""
    return f'<a:ln w="{emu(width)}" cmpd="sng">{solid_fill(palette, color)}</a:ln>'
