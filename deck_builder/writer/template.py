"""The template of a theme: a whole .pptx without slides, its parts written as text."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import count

from msgspec import Struct

from deck_builder.assets import Image
from deck_builder.package.assemble import (
    Entries,
    describe,
    entries_of,
    new_presentation,
    open_template,
    packed,
)
from deck_builder.package.kinds import (
    CUSTOM_XML,
    CUSTOM_XML_PROPERTIES,
    CUSTOM_XML_PROPERTIES_TYPE,
    CUSTOM_XML_TYPE,
    EXTENDED_PROPERTIES,
    EXTENDED_TYPE,
    IMAGE,
    NOTES_MASTER,
    NOTES_MASTER_TYPE,
    PRESENTATION_PROPERTIES,
    PRESENTATION_PROPERTIES_TYPE,
    SLIDE_LAYOUT,
    SLIDE_LAYOUT_TYPE,
    SLIDE_MASTER,
    SLIDE_MASTER_TYPE,
    TABLE_STYLES,
    TABLE_STYLES_TYPE,
    TEMPLATE_TYPE,
    THEME,
    THEME_TYPE,
    VIEW_PROPERTIES,
    VIEW_PROPERTIES_TYPE,
)
from deck_builder.package.parts import (
    Package,
    Part,
    new_part,
    reachable_parts,
    relate,
    replace_type,
)
from deck_builder.package.xml import DECLARATION, NAMESPACES, attribute, text
from deck_builder.theme.model import THEME_NAMESPACE, Aspect, Layout, Theme
from deck_builder.writer.master import (
    FIRST_MASTER_ID,
    NOTES_HEIGHT,
    NOTES_WIDTH,
    color_mapping_override,
    layout_pictures,
    layout_xml,
    master_xml,
    notes_master_xml,
    other_style,
    printed,
    theme_xml,
)
from deck_builder.writer.template_xml import LANGUAGE, LEVELS, list_style, table_style_xml

__all__ = [
    "Template",
    "build_template",
    "color_mapping_override",
    "editable_template",
    "layout_part",
    "table_style_id",
    "template_entries",
    "template_of",
]

_NOTES_MASTER = "/ppt/notesMasters/notesMaster1.xml"
_KEPT = "/customXml/item1.xml"
_KEPT_PROPERTIES = "/customXml/itemProps1.xml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_MOST_LAYOUTS = 1000
_APP = "/docProps/app.xml"
_CREATED = datetime(2025, 1, 1, tzinfo=UTC)
_PROPERTIES_XML = f"<p:presentationPr {NAMESPACES}/>"


class Template(Struct, frozen=True):
    """What a deck is written into: the main part of a package without slides, and its layouts by
    the name of their theme and their own."""

    main: Part
    layouts: Mapping[tuple[str, str], Part]


def template_of(themes: Sequence[Theme]) -> Template:
    """Return what a deck of `themes`, of one slide size, is written into: the template that its
    theme was read from, whose layouts are called as their parts, or one with a master for each
    theme. Raises DeckError when the template is no PowerPoint file."""
    own = themes[0]
    if own.template is None:
        return _made(themes)
    main = open_template(own.template.data)
    parts = reachable_parts(main.package)
    return Template(main, {(own.name, part.partname[1:]): part for part in parts})


def template_entries(*themes: Theme) -> Entries:
    """Return the names and contents of the parts of a template that is made of `themes`."""
    return entries_of(_made(themes).main.package)


def build_template(*themes: Theme) -> bytes:
    """Return the template that is made of `themes` as a .pptx file; equal themes give equal
    bytes."""
    return packed(template_entries(*themes))


def layout_part(theme: Theme, layout: Layout) -> str:
    """Return the name of the part that holds a layout in the template of one theme."""
    return _layout_name(list(theme.layouts).index(layout.role) + 1)[1:]


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
    main = _made((theme,)).main
    aspect = attribute(theme.aspect.value)
    kept = _part(
        main.package,
        _KEPT,
        CUSTOM_XML_TYPE,
        f'<theme xmlns="{THEME_NAMESPACE}" aspect="{aspect}">{text(source)}</theme>',
    )
    relate(main, CUSTOM_XML, kept)
    identity = f"{{{uuid.uuid5(uuid.NAMESPACE_URL, THEME_NAMESPACE)}}}".upper()
    properties = _part(
        main.package,
        _KEPT_PROPERTIES,
        CUSTOM_XML_PROPERTIES_TYPE,
        f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{identity}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{THEME_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>',
    )
    relate(kept, CUSTOM_XML_PROPERTIES, properties)
    if is_template:
        replace_type(main, TEMPLATE_TYPE)
    return packed(entries_of(main.package))


def _made(themes: Sequence[Theme]) -> Template:
    """A template with a master for each theme."""
    main = new_presentation((DECLARATION + _presentation_xml(themes)).encode())
    package = main.package
    layouts: dict[tuple[str, str], Part] = {}
    colors = [
        _part(package, _theme_name(number), THEME_TYPE, theme_xml(theme, theme.palette))
        for number, theme in enumerate(themes, start=1)
    ]
    numbers = count(1)
    pictures: dict[Image, Part] = {}
    for number, (theme, scheme) in enumerate(zip(themes, colors, strict=True), start=1):
        xml = master_xml(theme, _master_id(number) + 1)
        master = _part(package, _master_name(number), SLIDE_MASTER_TYPE, xml)
        for layout in theme.layouts.values():
            name = _layout_name(next(numbers))
            part = _layout(package, name, layout, theme, master, pictures)
            layouts[theme.name, layout.name] = part
        relate(master, THEME, scheme)
        relate(main, SLIDE_MASTER, master)
    relate(main, NOTES_MASTER, _notes_master(package, themes))
    for kind, name, content_type, xml in (
        (PRESENTATION_PROPERTIES, "presProps", PRESENTATION_PROPERTIES_TYPE, _PROPERTIES_XML),
        (VIEW_PROPERTIES, "viewProps", VIEW_PROPERTIES_TYPE, _view_xml()),
        (TABLE_STYLES, "tableStyles", TABLE_STYLES_TYPE, _table_styles_xml(themes)),
    ):
        relate(main, kind, _part(package, f"/ppt/{name}.xml", content_type, xml))
    relate(main, THEME, colors[0])
    describe(package, themes[0].name.title(), "", "", _CREATED)
    relate(package, EXTENDED_PROPERTIES, _part(package, _APP, EXTENDED_TYPE, _app_xml()))
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
    part = _part(package, name, SLIDE_LAYOUT_TYPE, layout_xml(layout, theme))
    relate(master, SLIDE_LAYOUT, part)
    relate(part, SLIDE_MASTER, master)
    for picture in layout_pictures(layout):
        relate(part, IMAGE, _picture(package, picture, pictures))
    return part


def _picture(package: Package, picture: Image, pictures: dict[Image, Part]) -> Part:
    if picture not in pictures:
        name = f"/ppt/media/theme{len(pictures) + 1}.{picture.format}"
        pictures[picture] = new_part(package, name, f"image/{picture.format}", picture.data)
    return pictures[picture]


def _notes_master(package: Package, themes: Sequence[Theme]) -> Part:
    first = themes[0]
    master = _part(package, _NOTES_MASTER, NOTES_MASTER_TYPE, notes_master_xml(first))
    colors = theme_xml(first, printed(first.palette))
    relate(master, THEME, _part(package, _theme_name(len(themes) + 1), THEME_TYPE, colors))
    return master


def _part(package: Package, name: str, content_type: str, xml: str) -> Part:
    return new_part(package, name, content_type, (DECLARATION + xml).encode())


def _master_name(number: int) -> str:
    return f"/ppt/slideMasters/slideMaster{number}.xml"


def _layout_name(number: int) -> str:
    return f"/ppt/slideLayouts/slideLayout{number}.xml"


def _theme_name(number: int) -> str:
    return f"/ppt/theme/theme{number}.xml"


def _master_id(number: int) -> int:
    """The id of a master, which the ids of its layouts follow: no id may be there twice."""
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
        f"{list_style(other_style(theme), theme, LEVELS)}</p:defaultTextStyle></p:presentation>"
    )


def _view_xml() -> str:
    # The notes pane stands open: a good part of a talk is in it.
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


def _app_xml() -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>deck-builder</Application></Properties>'
    )
