"""The parts of a package and the relations between them (ECMA-376 part 2, 6.2 and 6.5)."""

from __future__ import annotations

from msgspec import Struct, field

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PRESENTATIONML = "application/vnd.openxmlformats-officedocument.presentationml."

AUDIO = f"{_DOCUMENT}audio"
CORE_PROPERTIES = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
EXTENDED_PROPERTIES = f"{_DOCUMENT}extended-properties"
HYPERLINK = f"{_DOCUMENT}hyperlink"
IMAGE = f"{_DOCUMENT}image"
MEDIA = "http://schemas.microsoft.com/office/2007/relationships/media"
NOTES_MASTER = f"{_DOCUMENT}notesMaster"
NOTES_SLIDE = f"{_DOCUMENT}notesSlide"
OFFICE_DOCUMENT = f"{_DOCUMENT}officeDocument"
SLIDE = f"{_DOCUMENT}slide"
SLIDE_MASTER = f"{_DOCUMENT}slideMaster"
SLIDE_LAYOUT = f"{_DOCUMENT}slideLayout"
TABLE_STYLES = f"{_DOCUMENT}tableStyles"
THEME = f"{_DOCUMENT}theme"
VIDEO = f"{_DOCUMENT}video"

CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
EXTENDED_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
NOTES_MASTER_TYPE = f"{_PRESENTATIONML}notesMaster+xml"
NOTES_TYPE = f"{_PRESENTATIONML}notesSlide+xml"
PRESENTATION_TYPE = f"{_PRESENTATIONML}presentation.main+xml"
SLIDE_TYPE = f"{_PRESENTATIONML}slide+xml"
TABLE_STYLES_TYPE = f"{_PRESENTATIONML}tableStyles+xml"
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"

ROOT = "/"
"""The name of the package itself, whose relations lead to its parts."""


class Part(Struct, eq=False):
    """A part of a package, `name` beginning with a slash, or the package itself. `relations` are
    by id; `blob` is set when the part is written."""

    name: str
    content_type: str
    blob: bytes = b""
    relations: dict[str, Relation] = field(default_factory=dict)

    def relate(self, kind: str, target: Part | str) -> str:
        """Add a relation of this `kind` to another part, or to a URL; return its id."""
        number = len(self.relations) + 1
        while (key := f"rId{number}") in self.relations:
            number -= 1
        self.relations[key] = Relation(kind, target)
        return key

    def related(self, kind: str) -> list[Part]:
        """Return the parts that relations of this `kind` lead to."""
        targets = (one.target for one in self.relations.values() if one.kind == kind)
        return [target for target in targets if isinstance(target, Part)]

    def unrelate(self, kind: str) -> None:
        """Drop the relations of this `kind`."""
        for key in [key for key, one in self.relations.items() if one.kind == kind]:
            del self.relations[key]


class Relation(Struct, frozen=True):
    """Where a part leads: to another part, or to a URL outside of the package."""

    kind: str
    target: Part | str
