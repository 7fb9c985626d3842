"""The deck's package, assembled by python-pptx: a template opened, and a package packed into the
same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.opc.packuri import PackURI
from pptx.parts.presentation import PresentationPart

from deck_builder.base.diagnostics import DeckError
from deck_builder.package import opc
from deck_builder.package.opc import Package, Part
from deck_builder.package.xml import allowed

# What is compressed already.
_STORED = (".png", ".jpeg", ".jpg", ".gif", ".xlsx")
# The earliest date that a zip file can hold.
_DATE = (1980, 1, 1, 0, 0, 0)


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
    package = opc.Package("")
    name = PackURI("/ppt/presentation.xml")
    part: Part = PresentationPart.load(name, opc.CT.PML_PRESENTATION_MAIN, package, content)
    opc.relate(package, opc.RT.OFFICE_DOCUMENT, part)
    return part


def packed(entries: Iterable[tuple[str, bytes]], start: bytes = b"") -> bytes:
    """Return entries as a package, after those of the package `start`: the same bytes for the same
    entries."""
    buffer = io.BytesIO(start)
    with zipfile.ZipFile(buffer, "a" if start else "w") as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _DATE)
            # What a machine would fill in by itself.
            entry.create_system = 0
            if not name.lower().endswith(_STORED):
                entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the entries of a package that was written or checked by this program."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def describe(package: Package, title: str, author: str, language: str, time: datetime) -> None:
    """Set the core properties: title, author, language and `time` (in UTC)."""
    core = package.core_properties
    core.subject = ""
    core.revision = 1
    core.created = core.modified = time
    # python-pptx refuses what is longer than 255 characters, the length of PowerPoint's dialog.
    core.language = allowed(language)[:255]
    element: Any = opc.element_of(core)
    element.get_or_add_title().text = allowed(title)
    element.get_or_add_creator().text = allowed(author)
    element.get_or_add_lastModifiedBy().text = allowed(author)
