"""The template of a theme: a whole .pptx without slides, its parts written as text."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import count

from msgspec import Struct

from deck_builder.assets import Image
from deck_builder.package import opc
from deck_builder.package.assemble import describe, new_presentation, open_template, packed
from deck_builder.package.opc import CT, RT, Package, Part
from deck_builder.package.xml import DECLARATION, NAMESPACES, attribute, text
from deck_builder.theme.model import THEME_NAMESPACE, Aspect, Layout, Theme
from deck_builder.writer.list_style import LEVELS, template_levels
from deck_builder.writer.master import (
    FIRST_MASTER_ID,
    NOTES_HEIGHT,
    NOTES_WIDTH,
    layout_pictures,
    layout_xml,
    master_xml,
    notes_master_xml,
    other_style,
    printed,
    theme_xml,
)
from deck_builder.writer.properties import add_extended_properties
from deck_builder.writer.template_xml import LANGUAGE, table_style_xml

_NOTES_MASTER = "/ppt/notesMasters/notesMaster1.xml"
_KEPT = "/customXml/item1.xml"
_KEPT_PROPERTIES = "/customXml/itemProps1.xml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_MOST_LAYOUTS = 1000
_CREATED = datetime(2025, 1, 1, tzinfo=UTC)
_PROPERTIES_XML = f"<p:presentationPr {NAMESPACES}/>"


class Template(Struct, frozen=True):
    """What a deck is written into: the main part of a package without slides, and its layouts by
    the name of their theme and their own."""

    main: Part
    layouts: Mapping[tuple[str, str], Part]


def template_of(themes: Sequence[Theme]) -> Template:
    """Return what a deck of `themes`, of one slide size, is written into: the template that its
    theme was read from, whose layouts are named after their parts, or one with a master for each
    theme. Raises DeckError when the template is no PowerPoint file."""
    own = themes[0]
    if own.template is None:
        return _new_template(themes)
    main = open_template(own.template.data)
    parts = opc.reachable_parts(main.package)
    return Template(main, {(own.name, part.partname[1:]): part for part in parts})


def table_style_id(theme: Theme) -> str:
    """Return the GUID of the theme's table style."""
    if theme.template and theme.template.table_style:
        return theme.template.table_style
    name = f"deck-builder/table-style/{theme.name}"
    return f"{{{uuid.uuid5(uuid.NAMESPACE_URL, name)}}}".upper()


def editable_template(theme: Theme, source: str, is_template: bool) -> bytes:
    """Return the template of a theme to be changed in PowerPoint and read again: `source` is kept
    in it, as PowerPoint keeps what it does not know. One that `is_template` opens as a new
    presentation."""
    main = _new_template((theme,)).main
    aspect = attribute(theme.aspect.value)
    stored = _part(
        main.package,
        _KEPT,
        CT.XML,
        f'<theme xmlns="{THEME_NAMESPACE}" aspect="{aspect}">{text(source)}</theme>',
    )
    opc.relate(main, RT.CUSTOM_XML, stored)
    identity = f"{{{uuid.uuid5(uuid.NAMESPACE_URL, THEME_NAMESPACE)}}}".upper()
    properties = _part(
        main.package,
        _KEPT_PROPERTIES,
        CT.OFC_CUSTOM_XML_PROPERTIES,
        f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{identity}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{THEME_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>',
    )
    opc.relate(stored, RT.CUSTOM_XML_PROPS, properties)
    if is_template:
        opc.replace_type(main, CT.PML_TEMPLATE_MAIN)
    return packed(opc.entries_of(main.package))


def _new_template(themes: Sequence[Theme]) -> Template:
    """A template with a master for each theme."""
    main = new_presentation((DECLARATION + _presentation_xml(themes)).encode())
    package = main.package
    layouts: dict[tuple[str, str], Part] = {}
    colors = [
        _part(package, _theme_name(number), CT.OFC_THEME, theme_xml(theme, theme.palette))
        for number, theme in enumerate(themes, start=1)
    ]
    numbers = count(1)
    pictures: dict[Image, Part] = {}
    for number, (theme, scheme) in enumerate(zip(themes, colors, strict=True), start=1):
        xml = master_xml(theme, _master_id(number) + 1)
        master = _part(
            package, f"/ppt/slideMasters/slideMaster{number}.xml", CT.PML_SLIDE_MASTER, xml
        )
        for layout in theme.layouts.values():
            name = f"/ppt/slideLayouts/slideLayout{next(numbers)}.xml"
            part = _layout(package, name, layout, theme, master, pictures)
            layouts[theme.name, layout.name] = part
        opc.relate(master, RT.THEME, scheme)
        opc.relate(main, RT.SLIDE_MASTER, master)
    opc.relate(main, RT.NOTES_MASTER, _notes_master(package, themes))
    for kind, name, content_type, xml in (
        (RT.PRES_PROPS, "presProps", CT.PML_PRES_PROPS, _PROPERTIES_XML),
        (RT.VIEW_PROPS, "viewProps", CT.PML_VIEW_PROPS, _view_xml()),
        (RT.TABLE_STYLES, "tableStyles", CT.PML_TABLE_STYLES, _table_styles_xml(themes)),
    ):
        opc.relate(main, kind, _part(package, f"/ppt/{name}.xml", content_type, xml))
    opc.relate(main, RT.THEME, colors[0])
    describe(package, themes[0].name.title(), "", "", _CREATED)
    add_extended_properties(package)
    return Template(main, layouts)


def _layout(
    package: Package,
    name: str,
    layout: Layout,
    theme: Theme,
    master: Part,
    pictures: dict[Image, Part],
) -> Part:
    """A layout of a master, with its pictures; `pictures` are those of the package."""
    part = _part(package, name, CT.PML_SLIDE_LAYOUT, layout_xml(layout, theme))
    opc.relate(master, RT.SLIDE_LAYOUT, part)
    opc.relate(part, RT.SLIDE_MASTER, master)
    for picture in layout_pictures(layout):
        opc.relate(part, RT.IMAGE, _picture(package, picture, pictures))
    return part


def _picture(package: Package, picture: Image, pictures: dict[Image, Part]) -> Part:
    if picture not in pictures:
        name = f"/ppt/media/theme{len(pictures) + 1}.{picture.format}"
        pictures[picture] = opc.new_part(package, name, f"image/{picture.format}", picture.data)
    return pictures[picture]


def _notes_master(package: Package, themes: Sequence[Theme]) -> Part:
    first = themes[0]
    master = _part(package, _NOTES_MASTER, CT.PML_NOTES_MASTER, notes_master_xml(first))
    colors = theme_xml(first, printed(first.palette))
    opc.relate(master, RT.THEME, _part(package, _theme_name(len(themes) + 1), CT.OFC_THEME, colors))
    return master


def _part(package: Package, name: str, content_type: str, xml: str) -> Part:
    return opc.new_part(package, name, content_type, (DECLARATION + xml).encode())


def _theme_name(number: int) -> str:
    return f"/ppt/theme/theme{number}.xml"


def _master_id(number: int) -> int:
    """The id of a master, which the ids of its layouts follow: ids are unique among both."""
    return FIRST_MASTER_ID + (number - 1) * _MOST_LAYOUTS


def _presentation_xml(themes: Sequence[Theme]) -> str:
    theme = themes[0]
    masters = "".join(
        f'<p:sldMasterId id="{_master_id(number)}" r:id="rId{number}"/>'
        for number in range(1, len(themes) + 1)
    )
    direction = ' rtl="1"' if theme.rtl else ""
    kind = ' type="screen4x3"' if theme.aspect is Aspect.STANDARD else ""
    return (
        f'<p:presentation {NAMESPACES}{direction} saveSubsetFonts="1" autoCompressPictures="0">'
        f"<p:sldMasterIdLst>{masters}</p:sldMasterIdLst><p:notesMasterIdLst>"
        f'<p:notesMasterId r:id="rId{len(themes) + 1}"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{theme.width}" cy="{theme.height}"{kind}/>'
        f'<p:notesSz cx="{NOTES_WIDTH}" cy="{NOTES_HEIGHT}"/>'
        f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="{LANGUAGE}"/></a:defPPr>'
        f"{template_levels(other_style(theme), theme, LEVELS)}</p:defaultTextStyle>"
        "</p:presentation>"
    )


def _view_xml() -> str:
    # The notes pane is open: much of a talk is in it.
    return (
        f'<p:viewPr {NAMESPACES}><p:normalViewPr><p:restoredLeft sz="15600"/>'
        '<p:restoredTop sz="72000"/></p:normalViewPr></p:viewPr>'
    )


def _table_styles_xml(themes: Sequence[Theme]) -> str:
    styles = "".join(table_style_xml(theme, table_style_id(theme)) for theme in themes)
    return (
        '<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'def="{table_style_id(themes[0])}">{styles}</a:tblStyleLst>'
    )
