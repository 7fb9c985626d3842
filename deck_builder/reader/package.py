"""The file itself (ECMA-376 part 2): parts by name, and where their relations lead."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct

from deck_builder.base.diagnostics import DeckError
from deck_builder.package.formats import DAMAGES, Format, format_of

_MOST_PARTS = 50_000
_MOST_XML = 64 * 2**20
_MOST_BYTES = 2 * 2**30
_CHUNK = 2**20
# The same language under other names (ISO/IEC 29500, the strict variant).
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([a-zA-Z]+)/")
_TRANSITIONAL = {
    b"presentationml": b"http://schemas.openxmlformats.org/presentationml/2006/",
    b"drawingml": b"http://schemas.openxmlformats.org/drawingml/2006/",
    b"officeDocument": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}


class Relation(Struct, frozen=True):
    """Where a relation leads: the name of a part, or a URL when it is `external`. `kind` is the
    last word of its type."""

    kind: str
    target: str
    external: bool = False


class Package:
    """An opened file. `shown` is what messages call it. Every method raises DeckError for what is
    damaged, and for what unpacks to more than a deck can have."""

    __slots__ = ("_archive", "_left", "_names", "_relations", "shown")

    def __init__(self, data: bytes, shown: str) -> None:
        self.shown = shown
        self._archive = self._opened(data)
        entries = self._archive.infolist()
        if len(entries) > _MOST_PARTS:
            raise DeckError(f"{shown} has more than {_MOST_PARTS:,} parts")
        self._names = {entry.filename.lower().lstrip("/"): entry for entry in entries}
        self._left = _MOST_BYTES
        self._relations: dict[str, Mapping[str, Relation]] = {}

    def _opened(self, data: bytes) -> zipfile.ZipFile:
        found = format_of(data)
        if found is Format.PROTECTED:
            raise DeckError(
                f"{self.shown} is encrypted",
                "open it in PowerPoint and save it without a password",
            )
        if found is Format.OLD:
            raise DeckError(
                f"{self.shown} is no .pptx file, but one of an old format",
                "open it in PowerPoint and save it as .pptx",
            )
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except DAMAGES as error:
            hint = "it may have been cut off" if found is Format.PACKAGE else ""
            raise DeckError(f"{self.shown} is not a PowerPoint file", hint) from error

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name.lower() in self._names

    def digest(self, name: str) -> tuple[str, int]:
        """Return a digest of a part and its size; of one that lacks, an empty text and 0."""
        entry = self._names.get(name.lower())
        if entry is None:
            return "", 0
        self._spend(entry.file_size)
        found = hashlib.sha256()
        try:
            with self._archive.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    found.update(chunk)
        except DAMAGES as error:
            raise self._damage(name) from error
        return found.hexdigest()[:16], entry.file_size

    def xml(self, name: str) -> etree._Element | None:
        """Return the root element of a part; None when it lacks."""
        entry = self._names.get(name.lower())
        if entry is None:
            return None
        if entry.file_size > _MOST_XML:
            raise DeckError(f"{self.shown} has a part that is too large: {name}")
        self._spend(entry.file_size)
        try:
            data = self._archive.read(entry)
        except DAMAGES as error:
            raise self._damage(name) from error
        try:
            return etree.fromstring(_STRICT.sub(_named, data), _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damage(name) from error

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return the relations of a part by their ids; those of the file itself for an empty
        name."""
        known = self._relations.get(name)
        if known is None:
            folder, file = posixpath.split(name)
            root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
            known = {} if root is None else dict(_relations(root, folder))
            self._relations[name] = known
        return known

    def related(self, name: str, kind: str) -> str:
        """Return the part to which the first relation of that `kind` leads, or an empty text."""
        found = self.relations(name).values()
        return next((one.target for one in found if one.kind == kind and not one.external), "")

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise DeckError(f"{self.shown} unpacks to more than {_MOST_BYTES // 2**30} GB")

    def _damage(self, name: str) -> DeckError:
        return DeckError(f"{self.shown} is damaged: {name} cannot be read")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip


def _named(found: re.Match[bytes]) -> bytes:
    return _TRANSITIONAL.get(found[1], found[0])


def _relations(root: etree._Element, folder: str) -> list[tuple[str, Relation]]:
    return [
        (relation.get("Id", ""), _relation(relation, folder))
        for relation in root
        if relation.get("Target")
    ]


def _relation(element: etree._Element, folder: str) -> Relation:
    kind = element.get("Type", "").rpartition("/")[2]
    target = element.get("Target", "")
    if element.get("TargetMode") == "External":
        return Relation(kind, target, external=True)
    return Relation(kind, posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:])
