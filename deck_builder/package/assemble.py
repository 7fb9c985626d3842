"""The deck's package, assembled by python-pptx: a template opened, and a package packed to the same
bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.parts.coreprops import CorePropertiesPart
from pptx.parts.presentation import PresentationPart

from deck_builder.base.diagnostics import DeckError
from deck_builder.package import opc
from deck_builder.package.parts import Package, Part, new_package, reachable_parts, relate
from deck_builder.package.xml import Element, allowed

Entries = Sequence[tuple[str, bytes]]
"""The names and contents of a file's parts."""

# What is compressed already.
_STORED = (".png", ".jpeg", ".jpg", ".gif")
# The earliest date that a zip file can hold.
_DATE = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255


def open_template(template: bytes) -> Part:
    """Return the presentation of a template, opened by python-pptx. Raises DeckError when it is
    none."""
    try:
        return Presentation(io.BytesIO(template)).part
    # python-pptx raises whatever `zipfile` and lxml do, and its own.
    except (zipfile.BadZipFile, SyntaxError, ValueError, LookupError, AttributeError) as error:
        raise DeckError(f"the theme’s template is no PowerPoint file: {error}") from error


def new_presentation(content: bytes) -> Part:
    """Return a presentation with this XML as the main part of a new package."""
    package = new_package()
    name, kind = PackURI("/ppt/presentation.xml"), CONTENT_TYPE.PML_PRESENTATION_MAIN
    part: Part = PresentationPart.load(name, kind, package, content)
    relate(package, RELATIONSHIP_TYPE.OFFICE_DOCUMENT, part)
    return part


def element_of(presentation: Part) -> Element:
    """Return the root element of a presentation."""
    return opc.element_of(presentation)


def entries_of(package: Package) -> Entries:
    """Return what the package's file consists of: every part that can be reached. Raises ValueError
    when two parts have one name."""
    return opc.entries_of(package, reachable_parts(package))


def packed(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return entries as a .pptx file: the same bytes for the same entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _DATE)
            # What a machine would fill in by itself.
            entry.create_system = 0
            if not name.lower().endswith(_STORED):
                entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the entries of a .pptx file that was written or checked by this program."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def describe(package: Package, title: str, author: str, language: str, time: datetime) -> None:
    """Say in the core properties what the deck is, who made it and when (`time` in UTC)."""
    core = package.core_properties
    core.subject = ""
    core.revision = 1
    core.created = core.modified = time
    core.language = allowed(language)
    for setting, value in (("title", title), ("author", author), ("last_modified_by", author)):
        whole = allowed(value)
        setattr(core, setting, whole[:_LONGEST_PROPERTY])
        if len(whole) > _LONGEST_PROPERTY:
            _lengthen(core, whole)


def _lengthen(core: CorePropertiesPart, whole: str) -> None:
    """Say the whole of a property that python-pptx takes up to a length that is only PowerPoint's
    dialog's."""
    for element in opc.element_of(core):
        if element.text == whole[:_LONGEST_PROPERTY]:
            element.text = whole
