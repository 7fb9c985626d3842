"""The template of a theme: a whole .pptx without slides, its parts written as text.

`python -m deck_builder.writer.template` writes the templates that come with the package anew.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from deck_builder.theme import Aspect, Layout, Theme
from deck_builder.themefile import load_theme, theme_names
from deck_builder.writer.master import (
    FIRST_MASTER_ID,
    NOTES_HEIGHT,
    NOTES_WIDTH,
    OTHER,
    color_mapping_override,
    layout_xml,
    master_xml,
    notes_master_xml,
    printed,
    theme_xml,
)
from deck_builder.writer.template_xml import LANGUAGE, LEVELS, list_style, table_style_xml
from deck_builder.writer.xml import DECLARATION, NAMESPACES, attribute

__all__ = [
    "TABLE_STYLE_ID",
    "build_template",
    "color_mapping_override",
    "layout_part",
    "template_file",
    "template_parts",
]

# A GUID of version 5 in the URL namespace, of deck-builder/table-style.
TABLE_STYLE_ID = "{50F5B829-8AC2-506B-9137-5BA4AAB9BDD2}"

FOLDER = Path(__file__).parent.parent / "themes"
_DATE = (1980, 1, 1, 0, 0, 0)
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_SLIDES = f"{_OFFICE}presentationml."
_CREATED = "2025-01-01T00:00:00Z"


def build_template(theme: Theme) -> bytes:
    """Return the template of `theme` as a .pptx file; equal themes give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in template_parts(theme).items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # What a machine would fill in by itself.
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, content)
    return buffer.getvalue()


def template_file(name: str, aspect: Aspect) -> str:
    """Return the file name of the template that comes with the theme called `name`."""
    return f"{name}-{aspect.value.replace(':', 'x')}.pptx"


def layout_part(theme: Theme, layout: Layout) -> str:
    """Return the name of the part that holds a layout of the theme."""
    return _layout_name(list(theme.layouts).index(layout.role) + 1)


def template_parts(theme: Theme) -> dict[str, bytes]:
    """Return the parts of the template by name, in the order in which they are stored."""
    package = _Package()
    count = len(theme.layouts)
    master = "ppt/slideMasters/slideMaster1.xml"
    notes_master = "ppt/notesMasters/notesMaster1.xml"
    names = [_layout_name(number) for number in range(1, count + 1)]
    package.add("ppt/presentation.xml", "presentation.main", _presentation_xml(theme))
    package.relate(
        "ppt/presentation.xml",
        ("slideMaster", master),
        ("notesMaster", notes_master),
        ("presProps", "ppt/presProps.xml"),
        ("viewProps", "ppt/viewProps.xml"),
        ("tableStyles", "ppt/tableStyles.xml"),
        ("theme", "ppt/theme/theme1.xml"),
    )
    package.add(master, "slideMaster", master_xml(theme, count))
    package.relate(
        master, *(("slideLayout", name) for name in names), ("theme", "ppt/theme/theme1.xml")
    )
    for name, layout in zip(names, theme.layouts.values(), strict=True):
        package.add(name, "slideLayout", layout_xml(layout, theme))
        package.relate(name, ("slideMaster", master))
    package.add(notes_master, "notesMaster", notes_master_xml(theme))
    package.relate(notes_master, ("theme", "ppt/theme/theme2.xml"))
    package.add("ppt/presProps.xml", "presProps", f"<p:presentationPr {NAMESPACES}/>")
    package.add("ppt/viewProps.xml", "viewProps", _view_xml())
    package.add("ppt/tableStyles.xml", "tableStyles", _table_styles_xml(theme))
    package.add_as("ppt/theme/theme1.xml", f"{_OFFICE}theme+xml", theme_xml(theme, theme.palette))
    notes_theme = theme_xml(theme, printed(theme.palette))
    package.add_as("ppt/theme/theme2.xml", f"{_OFFICE}theme+xml", notes_theme)
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    package.add_as("docProps/core.xml", core, _core_xml(theme))
    package.add_as("docProps/app.xml", f"{_OFFICE}extended-properties+xml", _app_xml())
    return package.parts()


def write_templates(folder: Path) -> None:
    """Write the template of every theme that comes with the package into `folder`."""
    for name in theme_names():
        for aspect in Aspect:
            template = build_template(load_theme(name, aspect).value)
            (folder / template_file(name, aspect)).write_bytes(template)


def _layout_name(number: int) -> str:
    return f"ppt/slideLayouts/slideLayout{number}.xml"


@dataclass(slots=True)
class _Package:
    """The parts of a file as they are added, with their content types."""

    contents: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, kind: str, xml: str) -> None:
        """Add a part of a PresentationML `kind`."""
        self.add_as(name, f"{_SLIDES}{kind}+xml", xml)

    def add_as(self, name: str, content_type: str, xml: str) -> None:
        """Add a part of any content type."""
        self.types[name] = content_type
        self.contents[name] = (DECLARATION + xml).encode()

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


def _presentation_xml(theme: Theme) -> str:
    kind = ' type="screen4x3"' if theme.aspect is Aspect.STANDARD else ""
    return (
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1" autoCompressPictures="0">'
        f'<p:sldMasterIdLst><p:sldMasterId id="{FIRST_MASTER_ID}" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{theme.width}" cy="{theme.height}"{kind}/>'
        f'<p:notesSz cx="{NOTES_WIDTH}" cy="{NOTES_HEIGHT}"/>'
        f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="{LANGUAGE}"/></a:defPPr>'
        f"{list_style(OTHER, theme, LEVELS)}</p:defaultTextStyle></p:presentation>"
    )


def _view_xml() -> str:
    # The notes pane stands open: a good part of a talk is in it.
    return (
        f'<p:viewPr {NAMESPACES}><p:normalViewPr><p:restoredLeft sz="15600"/>'
        '<p:restoredTop sz="72000"/></p:normalViewPr></p:viewPr>'
    )


def _table_styles_xml(theme: Theme) -> str:
    return (
        '<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'def="{TABLE_STYLE_ID}">{table_style_xml(theme, TABLE_STYLE_ID)}</a:tblStyleLst>'
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


if __name__ == "__main__":
    write_templates(FOLDER)
