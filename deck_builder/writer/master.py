"""Masters, layouts and colour themes as XML (ECMA-376 part 1, sections 19.3.1 and 20.1.6)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from deck_builder.assets import Image
from deck_builder.base.languages import EAST_ASIAN
from deck_builder.base.units import Box
from deck_builder.package.xml import NAMESPACES, attribute
from deck_builder.theme.mirror import mirrored_style
from deck_builder.theme.model import Fonts, Layout, Placeholder, Theme
from deck_builder.theme.palette import SLOTS, Palette
from deck_builder.theme.text_style import Level, TextStyle
from deck_builder.writer.list_style import LEVELS, template_levels
from deck_builder.writer.template_xml import decoration_xml, placeholder_xml
from deck_builder.writer.xml import TREE_START, geometry, non_visual, solid_fill, transform

NOTES_WIDTH, NOTES_HEIGHT = 6_858_000, 9_144_000
# ST_SlideMasterId begins here, and layouts share its numbers.
FIRST_MASTER_ID = 2_147_483_648

_TREE_END = "</p:spTree></p:cSld>"
_BACKGROUND = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
_LIGHT = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_DARK = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
_DATE_IDX = 10
_NOWHERE = Box(0, 0, 0, 0)
# Text outside placeholders: p:otherStyle and p:defaultTextStyle.
OTHER = TextStyle("other", (Level(18.0),), 12.0)
NOTES = TextStyle("notes", tuple(Level(12.0, 4.0, 228_600 * depth) for depth in range(9)), 12.0)


def master_xml(theme: Theme, first_id: int) -> str:
    """Return the slide master, with relationships rId1… to its layouts, whose ids are `first_id`
    and those that follow."""
    shapes = "".join(
        placeholder_xml(placeholder, number, theme, _from_text_styles(placeholder, theme))
        for number, placeholder in enumerate(master_placeholders(theme).values(), start=2)
    )
    ids = "".join(
        f'<p:sldLayoutId id="{first_id + number}" r:id="rId{number + 1}"/>'
        for number in range(len(theme.layouts))
    )
    styles = (
        f"<p:titleStyle>{template_levels(theme.styles['title'], theme, 1)}</p:titleStyle>"
        f"<p:bodyStyle>{template_levels(theme.styles['body'], theme, LEVELS)}</p:bodyStyle>"
        f"<p:otherStyle>{template_levels(other_style(theme), theme, LEVELS)}</p:otherStyle>"
    )
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld>{_BACKGROUND}{TREE_START}{shapes}{_TREE_END}"
        f"<p:clrMap {_color_mapping(theme.palette)}/><p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        f'<p:hf hdr="0" dt="0"/><p:txStyles>{styles}</p:txStyles></p:sldMaster>'
    )


def other_style(theme: Theme) -> TextStyle:
    """Return the style of text outside placeholders."""
    return mirrored_style(OTHER) if theme.rtl else OTHER


def notes_style(rtl: bool) -> TextStyle:
    """Return the style of notes."""
    return mirrored_style(NOTES) if rtl else NOTES


def _from_text_styles(placeholder: Placeholder, theme: Theme) -> Placeholder:
    """What a master's placeholder inherits from the master's text styles."""
    style = placeholder.style if placeholder.type in ("title", "body") else other_style(theme)
    return replace(placeholder, box=_NOWHERE, style=style)


def master_placeholders(theme: Theme) -> dict[str, Placeholder]:
    """Return the master's placeholders by PowerPoint's type: those of the content layout, and a
    date between the footer and the number."""
    content = theme.layouts["content"]
    real = (placeholder for placeholder in content.placeholders if placeholder.real)
    found = {placeholder.type or "body": placeholder for placeholder in real}
    footer, number = found.get("ftr"), found.get("sldNum")
    if footer and number:
        box = _between(footer.box, number.box, theme.gap)
        found["dt"] = replace(number, name="date", type="dt", idx=_DATE_IDX, box=box)
    found["body"] = replace(found["body"], type="body")
    return found


def _between(footer: Box, number: Box, gap: int) -> Box:
    """The space between footer and number."""
    first, last = sorted((footer, number), key=lambda box: box.x)
    width = last.x - first.right - 2 * gap
    return Box(first.right + gap, footer.y, max(0, width), footer.height)


def layout_pictures(layout: Layout) -> tuple[Image, ...]:
    """Return the pictures of a layout, to which its part has the relationships rId2 and so on."""
    drawn = (decoration.picture for decoration in layout.decorations)
    found = (layout.background.picture, *drawn)
    return tuple(dict.fromkeys(picture for picture in found if picture))


def layout_xml(layout: Layout, theme: Theme) -> str:
    """Return a slide layout."""
    masters = master_placeholders(theme)
    first = 2 + len(layout.decorations)
    real = [placeholder for placeholder in layout.placeholders if placeholder.real]
    relations = {
        picture: f"rId{number}" for number, picture in enumerate(layout_pictures(layout), start=2)
    }
    shapes = [
        decoration_xml(
            decoration,
            number,
            theme,
            relations[decoration.picture] if decoration.picture else "",
        )
        for number, decoration in enumerate(layout.decorations, start=2)
    ]
    shapes += [
        placeholder_xml(placeholder, number, theme, masters[_master_type(placeholder)])
        for number, placeholder in enumerate(real, start=first)
    ]
    kind = f' type="{layout.type}"' if layout.type else ""
    return (
        f'<p:sldLayout {NAMESPACES}{kind} preserve="1" userDrawn="1">'
        f'<p:cSld name="{attribute(layout.name)}">{_background(layout, theme, relations)}'
        f"{TREE_START}{''.join(shapes)}{_TREE_END}"
        f"{color_mapping_override(layout, theme.palette)}</p:sldLayout>"
    )


def _background(layout: Layout, theme: Theme, relations: Mapping[Image, str]) -> str:
    background = layout.background
    if background.picture:
        fill = _picture_fill(background.picture, relations[background.picture], theme)
    elif background.color:
        fill = solid_fill(theme.palette, background.color)
    else:
        return ""
    return f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"


def _picture_fill(picture: Image, relation: str, theme: Theme) -> str:
    """A picture that covers the slide, cut at two sides to the slide's shape."""
    shape = picture.width * theme.height / (picture.height * theme.width)
    cut = round(50_000 * (1 - min(shape, 1 / shape)))
    sides = f'l="{cut}" r="{cut}"' if shape > 1 else f't="{cut}" b="{cut}"'
    return (
        f'<a:blipFill dpi="0" rotWithShape="1"><a:blip r:embed="{relation}"/>'
        f"<a:srcRect {sides}/><a:stretch><a:fillRect/></a:stretch></a:blipFill>"
    )


def _master_type(placeholder: Placeholder) -> str:
    match placeholder.type:
        case "ctrTitle" | "title":
            return "title"
        case "ftr" | "sldNum":
            return placeholder.type
        case _:
            return "body"


def color_mapping_override(layout: Layout, palette: Palette) -> str:
    """Return the `p:clrMapOvr` of `layout`, which every slide with that layout needs as well."""
    if layout.mapping:
        mapping = " ".join(f'{slot}="{target}"' for slot, target in layout.mapping.items())
        return f"<p:clrMapOvr><a:overrideClrMapping {mapping}/></p:clrMapOvr>"
    if not layout.inverted and not layout.link:
        return "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    colors = layout.palette(palette)
    mapping = _color_mapping(colors, colors.slot(layout.link) if layout.link else "")
    return f"<p:clrMapOvr><a:overrideClrMapping {mapping}/></p:clrMapOvr>"


def _color_mapping(palette: Palette, link: str = "") -> str:
    mapping = {**(_DARK if palette.dark else _LIGHT), **{slot: slot for slot in SLOTS[4:]}}
    mapping |= palette.mapping
    if link:
        mapping |= {"hlink": link, "folHlink": link}
    return " ".join(f'{slot}="{target}"' for slot, target in mapping.items())


def notes_master_xml(theme: Theme) -> str:
    """Return the notes master: the slide above, the notes below, the page number."""
    width, left = NOTES_WIDTH - 2 * 685_800, 685_800
    height = width * theme.height // theme.width
    image = Box(left, 685_800, width, height)
    notes = Box(
        left, image.bottom + 342_900, width, NOTES_HEIGHT - image.bottom - 342_900 - 800_100
    )
    number = Box(left, NOTES_HEIGHT - 685_800, width, 342_900)
    frame = (
        f"<p:sp><p:nvSpPr>{non_visual(2, 'Slide Image Placeholder')}"
        '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>{transform(image)}'
        f'{geometry("rect")}<a:noFill/><a:ln w="6350"><a:solidFill><a:schemeClr val="tx2"/>'
        "</a:solidFill></a:ln></p:spPr></p:sp>"
    )
    style = notes_style(theme.rtl)
    notes_text = Placeholder("notes", "body", 3, notes, style)
    page = Placeholder("slide-number", "sldNum", 5, number, theme.styles["page"])
    shapes = "".join(
        placeholder_xml(placeholder, number, theme, replace(placeholder, box=_NOWHERE, style=style))
        for number, placeholder in ((3, notes_text), (4, page))
    )
    return (
        f"<p:notesMaster {NAMESPACES}><p:cSld>{_BACKGROUND}{TREE_START}{frame}{shapes}{_TREE_END}"
        f"<p:clrMap {_color_mapping(replace(theme.palette, dark=False, mapping={}))}/>"
        f"<p:notesStyle>{template_levels(style, theme, LEVELS)}</p:notesStyle></p:notesMaster>"
    )


def theme_xml(theme: Theme, palette: Palette) -> str:
    """Return a colour theme: the palette's scheme, the theme's fonts, plain fills and lines."""
    name = attribute(theme.name.title())
    colors = "".join(
        f'<a:{slot}><a:srgbClr val="{palette.scheme[slot]}"/></a:{slot}>' for slot in SLOTS
    )
    fonts = (
        f"<a:majorFont>{_faces(theme.fonts.major, 0, theme.fonts)}</a:majorFont>"
        f"<a:minorFont>{_faces(theme.fonts.minor, 1, theme.fonts)}</a:minorFont>"
    )
    # PowerPoint refuses a theme with fewer than three of each.
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
        for width in (6_350, 12_700, 19_050)
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{name}">'
        f'<a:themeElements><a:clrScheme name="{name}">{colors}</a:clrScheme>'
        f'<a:fontScheme name="{name}">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="{name}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _faces(family: str, column: int, fonts: Fonts) -> str:
    """The font of headings or of text, and the fonts for scripts that it does not cover, when the
    deck has any."""
    known = [script for script in fonts.used if script in fonts.scripts]
    asian = next((script for script in known if script in EAST_ASIAN), "")
    other = next((script for script in known if script not in EAST_ASIAN), "")
    east_asian, complex_script = (
        attribute(fonts.scripts[script][column]) if script else "" for script in (asian, other)
    )
    listed = "".join(
        f'<a:font script="{script}" typeface="{attribute(families[column])}"/>'
        for script, families in (fonts.scripts.items() if fonts.used else ())
    )
    return (
        f'<a:latin typeface="{attribute(family)}"/><a:ea typeface="{east_asian}"/>'
        f'<a:cs typeface="{complex_script}"/>{listed}'
    )


def printed(palette: Palette) -> Palette:
    """Return the palette for notes pages: black on white."""
    scheme = {**palette.scheme, "dk1": "000000", "lt1": "FFFFFF", "dk2": "595959", "lt2": "F0F0F0"}
    return replace(palette, scheme=scheme, dark=False, mapping={})
