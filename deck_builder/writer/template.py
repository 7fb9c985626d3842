"""The template of a theme: a whole .pptx without slides, its parts written as text."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from msgspec import Struct, field

from deck_builder.assets import Image
from deck_builder.theme.model import KEPT_SPACE, Aspect, Layout, Theme
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
from deck_builder.writer.xml import DECLARATION, NAMESPACES, attribute, text

__all__ = [
    "build_template",
    "color_mapping_override",
    "editable_template",
    "layout_part",
    "table_style_id",
    "template_of",
    "template_parts",
]

_PRESENTATION = "ppt/presentation.xml"
_NOTES_MASTER = "ppt/notesMasters/notesMaster1.xml"
_KEPT = "customXml/item1.xml"
_KEPT_PROPERTIES = "customXml/itemProps1.xml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_MOST_LAYOUTS = 1000
_DATE = (1980, 1, 1, 0, 0, 0)
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_SLIDES = f"{_OFFICE}presentationml."
_CREATED = "2025-01-01T00:00:00Z"


def build_template(*themes: Theme) -> bytes:
    """Return the template of `themes`, of one slide size, as a .pptx file with a master for each;
    equal themes give equal bytes. It is not compressed, since it is read at once."""
    return _zipped(template_parts(*themes), zipfile.ZIP_STORED)


def _zipped(parts: Mapping[str, bytes], compression: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = compression
            # What a machine would fill in by itself.
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, content)
    return buffer.getvalue()


def template_of(themes: Sequence[Theme]) -> bytes:
    """Return the .pptx that a deck of `themes` is written into: the one that its theme was read
    from, or one made for it."""
    own = themes[0].template
    return own.data if own else build_template(*themes)


def layout_part(theme: Theme, layout: Layout) -> str:
    """Return the name of the part that holds a layout in the template of one theme."""
    return _layout_name(list(theme.layouts).index(layout.role) + 1)


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
    package = _package((theme,), ("customXml", _KEPT))
    aspect = attribute(theme.aspect.value)
    package.add_as(
        _KEPT,
        "application/xml",
        f'<theme xmlns="{KEPT_SPACE}" aspect="{aspect}">{text(source)}</theme>',
    )
    package.relate(_KEPT, ("customXmlProps", _KEPT_PROPERTIES))
    identity = f"{{{uuid.uuid5(uuid.NAMESPACE_URL, KEPT_SPACE)}}}".upper()
    package.add_as(
        _KEPT_PROPERTIES,
        f"{_OFFICE}customXmlProperties+xml",
        f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{identity}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{KEPT_SPACE}"/></ds:schemaRefs></ds:datastoreItem>',
    )
    if is_template:
        package.types[_PRESENTATION] = f"{_SLIDES}template.main+xml"
    return _zipped(package.parts(), zipfile.ZIP_DEFLATED)


def template_parts(*themes: Theme) -> dict[str, bytes]:
    """Return the parts of the template by name, in the order in which they are stored."""
    return _package(themes).parts()


def _package(themes: Sequence[Theme], *more: tuple[str, str]) -> _Package:
    """The package of the template, whose presentation has `more` relations."""
    package = _Package()
    first = themes[0]
    notes_theme = _theme_name(len(themes) + 1)
    masters = [_master_name(number) for number in range(1, len(themes) + 1)]
    package.add(_PRESENTATION, "presentation.main", _presentation_xml(themes))
    package.relate(
        _PRESENTATION,
        *(("slideMaster", master) for master in masters),
        ("notesMaster", _NOTES_MASTER),
        ("presProps", "ppt/presProps.xml"),
        ("viewProps", "ppt/viewProps.xml"),
        ("tableStyles", "ppt/tableStyles.xml"),
        ("theme", _theme_name(1)),
        *more,
    )
    numbers = count(1)
    for number, theme in enumerate(themes, start=1):
        names = [_layout_name(next(numbers)) for _ in theme.layouts]
        _add_master(package, theme, names, number)
    package.add(_NOTES_MASTER, "notesMaster", notes_master_xml(first))
    package.relate(_NOTES_MASTER, ("theme", notes_theme))
    package.add("ppt/presProps.xml", "presProps", f"<p:presentationPr {NAMESPACES}/>")
    package.add("ppt/viewProps.xml", "viewProps", _view_xml())
    package.add("ppt/tableStyles.xml", "tableStyles", _table_styles_xml(themes))
    for number, theme in enumerate(themes, start=1):
        package.add_theme(_theme_name(number), theme_xml(theme, theme.palette))
    package.add_theme(notes_theme, theme_xml(first, printed(first.palette)))
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    package.add_as("docProps/core.xml", core, _core_xml(first))
    package.add_as("docProps/app.xml", f"{_OFFICE}extended-properties+xml", _app_xml())
    return package


def _add_master(package: _Package, theme: Theme, names: Sequence[str], number: int) -> None:
    """Add a theme's master, numbered from 1, and its layouts as the parts `names`."""
    master = _master_name(number)
    package.add(master, "slideMaster", master_xml(theme, _master_id(number) + 1))
    layouts = (("slideLayout", name) for name in names)
    package.relate(master, *layouts, ("theme", _theme_name(number)))
    for name, layout in zip(names, theme.layouts.values(), strict=True):
        package.add(name, "slideLayout", layout_xml(layout, theme))
        pictures = (("image", package.picture(picture)) for picture in layout_pictures(layout))
        package.relate(name, ("slideMaster", master), *pictures)


def _master_name(number: int) -> str:
    return f"ppt/slideMasters/slideMaster{number}.xml"


def _layout_name(number: int) -> str:
    return f"ppt/slideLayouts/slideLayout{number}.xml"


def _theme_name(number: int) -> str:
    return f"ppt/theme/theme{number}.xml"


def _master_id(number: int) -> int:
    """The id of a master, which the ids of its layouts follow: no id may be there twice."""
    return FIRST_MASTER_ID + (number - 1) * _MOST_LAYOUTS


class _Package(Struct, frozen=True):
    """The parts of a file as they are added, with their content types."""

    contents: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    pictures: dict[Image, str] = field(default_factory=dict)

    def add(self, name: str, kind: str, xml: str) -> None:
        """Add a part of a PresentationML `kind`."""
        self.add_as(name, f"{_SLIDES}{kind}+xml", xml)

    def add_as(self, name: str, content_type: str, xml: str) -> None:
        """Add a part of any content type."""
        self.types[name] = content_type
        self.contents[name] = (DECLARATION + xml).encode()

    def add_theme(self, name: str, xml: str) -> None:
        """Add a colour theme."""
        self.add_as(name, f"{_OFFICE}theme+xml", xml)

    def picture(self, picture: Image) -> str:
        """Add a picture if it is not there, and return the name of its part."""
        if picture not in self.pictures:
            name = f"ppt/media/theme{len(self.pictures) + 1}.{picture.format}"
            self.pictures[picture] = name
            self.types[name] = f"image/{picture.format}"
            self.contents[name] = picture.data
        return self.pictures[picture]

    def relate(self, name: str, *targets: tuple[str, str]) -> None:
        """Relate a part to others, each a kind and a name, as rId1, rId2 and so on."""
        folder, _, file = name.rpartition("/")
        rows = [(f"{_DOCUMENT}{kind}", _way(folder, target)) for kind, target in targets]
        self.contents[f"{folder}/_rels/{file}.rels"] = _relations_xml(rows)

    def parts(self) -> dict[str, bytes]:
        """Return everything that goes into the file."""
        root = (
            (f"{_DOCUMENT}officeDocument", "ppt/presentation.xml"),
            (f"{_PACKAGE}relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_DOCUMENT}extended-properties", "docProps/app.xml"),
        )
        return {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _relations_xml(root),
            **self.contents,
        }

    def _content_types(self) -> bytes:
        relations = "application/vnd.openxmlformats-package.relationships+xml"
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>'
            for name, kind in self.types.items()
        )
        return (
            f'{DECLARATION}<Types xmlns="{_PACKAGE}content-types">'
            f'<Default Extension="rels" ContentType="{relations}"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ).encode()


def _relations_xml(rows: Iterable[tuple[str, str]]) -> bytes:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(rows, start=1)
    )
    return (
        f'{DECLARATION}<Relationships xmlns="{_PACKAGE}relationships">{relations}</Relationships>'
    ).encode()


def _way(folder: str, target: str) -> str:
    if target.startswith(f"{folder}/"):
        return target[len(folder) + 1 :]
    return f"../{target.removeprefix('ppt/')}"


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


def _core_xml(theme: Theme) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{attribute(theme.name.title())}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _app_xml() -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>deck-builder</Application></Properties>'
    )
