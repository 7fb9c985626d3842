"""A PowerPoint file as its parts, read without trust (ECMA-376 part 2)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct, field

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError
from deck_builder.package.formats import DAMAGES, Format, format_of
from deck_builder.template.xml import Element, parse

TYPES = "[Content_Types].xml"
SUFFIXES = (".pptx", ".potx", ".pptm", ".potm", ".ppsx", ".ppsm")
"""The endings of files that may be a template."""

_TYPES_SPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_SPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = "http://purl.oclc.org/ooxml/"
_MEBIBYTE = 1 << 20
_LARGEST_FILE = 256 * _MEBIBYTE
_LARGEST_PART = 96 * _MEBIBYTE
_LARGEST_XML = 16 * _MEBIBYTE
_LARGEST_WHOLE = 160 * _MEBIBYTE
_MOST_ENTRIES = 20_000
_MOST_TAGS = 1_000_000
_SAVE_AGAIN = "open it in PowerPoint and save it again as .pptx or .potx"


class Relation(Struct, frozen=True):
    """A relation of a part: its id, the last word of its type, and the name of the part that it
    leads to, or the address of what is outside."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of its type."""
        return self.type.rpartition("/")[2]


class Package(Struct, frozen=True):
    """The parts of a file that can be reached, by name. `types` are their content types,
    `relations` those of each part; those of the file itself are of the part ``."""

    name: str
    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    trees: dict[str, Element] = field(default_factory=dict)

    def tree(self, part: str) -> Element:
        """Return the root element of a part. Raises DeckError when it cannot be parsed."""
        if part not in self.trees:
            try:
                self.trees[part] = parse(self.parts[part])
            except (KeyError, ValueError) as error:
                raise broken(self.name, f"{part}: {error}") from error
        return self.trees[part]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that a part leads to by relations of a kind."""
        found = self.relations.get(part, ())
        return [one.target for one in found if one.kind == kind and not one.external]

    def by_id(self, part: str) -> Mapping[str, Relation]:
        """Return the relations of a part by id."""
        return {one.id: one for one in self.relations.get(part, ())}


def broken(name: str, why: str) -> DeckError:
    """Return the error that says that a file is no PowerPoint file."""
    return DeckError(f"‘{name}’ cannot be read as a PowerPoint file: {why}", _SAVE_AGAIN)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a template. Raises DeckError when there is no such file, or it is far
    too large."""
    if not inputs.is_file(path):
        if inputs.exists(str(path)):
            raise DeckError(f"the template ‘{path}’ is no file", "name a .pptx or .potx file")
        raise DeckError(f"there is no template ‘{path}’")
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _too_large(str(path))
        return inputs.read_bytes(path)
    except OSError as error:
        raise DeckError(f"cannot read the template ‘{path}’", error.strerror or "") from error


def open_package(data: bytes, name: str, dropped: Iterable[str] = ()) -> Package:
    """Return the parts of a PowerPoint file that can be reached without relations of the kinds
    `dropped`; `name` is how messages call it.

    Raises DeckError with a hint when it is encrypted, old, broken or far too large.
    """
    _check_format(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Reader(archive, name, frozenset(dropped)).read()
    except DAMAGES as error:
        raise broken(name, str(error) or type(error).__name__) from error


def _check_format(data: bytes, name: str) -> None:
    match format_of(data):
        case Format.PROTECTED:
            raise DeckError(
                f"‘{name}’ is protected with a password",
                "open it in PowerPoint, remove the password, and save it",
            )
        case Format.OLD:
            raise DeckError(
                f"‘{name}’ is in the old format of PowerPoint 97-2003",
                "open it in PowerPoint and save it as .pptx or .potx",
            )
        case Format.OTHER:
            raise DeckError(f"‘{name}’ is no PowerPoint file", "name a .pptx or .potx file")


def _too_large(name: str) -> DeckError:
    return DeckError(
        f"‘{name}’ is too large to be read",
        "take slides, films and large pictures out of it",
    )


class _Reader(Struct):
    archive: zipfile.ZipFile
    name: str
    dropped: frozenset[str]
    size: int = 0
    tags: int = 0
    entries: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)

    def read(self) -> Package:
        """Return the package."""
        infos = self.archive.infolist()
        if len(infos) > _MOST_ENTRIES:
            raise _too_large(self.name)
        # Of two entries with one name the last one counts, as PowerPoint has it.
        self.entries = {_key(info.filename): info for info in infos if not info.is_dir()}
        self._read_types()
        package = Package(self.name)
        package.relations[""] = self._relations("")
        waiting = [one.target for one in package.relations[""] if not one.external]
        while waiting:
            part = waiting.pop()
            if part in package.parts:
                continue
            package.parts[part] = self._content(part)
            package.types[part] = self._type(part)
            package.relations[part] = self._relations(part)
            waiting += [one.target for one in package.relations[part] if not one.external]
        return package

    def _read_types(self) -> None:
        if _key(TYPES) not in self.entries:
            raise broken(self.name, "it has no list of content types")
        for item in parse(self._content(TYPES)):
            kind = str(item.get("ContentType", ""))
            if item.tag == f"{_TYPES_SPACE}Default":
                self.defaults[str(item.get("Extension", "")).lower()] = kind
            elif item.tag == f"{_TYPES_SPACE}Override":
                self.overrides[_key(str(item.get("PartName", "")))] = kind

    def _content(self, part: str) -> bytes:
        info = self.entries[_key(part)]
        most = _LARGEST_XML if _is_xml(part) else _LARGEST_PART
        with self.archive.open(info) as file:
            content = file.read(most + 1)
        self.size += len(content)
        self.tags += content.count(b"<") if _is_xml(part) else 0
        if len(content) > most or self.size > _LARGEST_WHOLE or self.tags > _MOST_TAGS:
            raise _too_large(self.name)
        return content

    def _type(self, part: str) -> str:
        extension = part.rpartition(".")[2].lower()
        return self.overrides.get(_key(part)) or self.defaults.get(extension, "application/xml")

    def _relations(self, part: str) -> list[Relation]:
        folder, file = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if _key(listed) not in self.entries:
            return []
        found = (
            self._relation(item, folder)
            for item in parse(self._content(listed))
            if item.tag == f"{_RELATIONS_SPACE}Relationship"
        )
        # Of two with one id the last one counts.
        return list({one.id: one for one in found if one is not None}.values())

    def _relation(self, item: Element, folder: str) -> Relation | None:
        """A relation, None for one that is dropped or leads nowhere."""
        kind, target = str(item.get("Type", "")), str(item.get("Target", ""))
        if kind.startswith(_STRICT):
            raise DeckError(
                f"‘{self.name}’ is saved as Strict Open XML",
                "save it in PowerPoint as a plain PowerPoint presentation (.pptx)",
            )
        external = item.get("TargetMode") == "External"
        found = Relation(str(item.get("Id", "")), kind, target, external)
        if found.kind in self.dropped:
            return None
        if external:
            return found
        way = unquote(target.partition("#")[0]).replace("\\", "/")
        part = posixpath.normpath(posixpath.join("/", folder, way))[1:]
        entry = self.entries.get(_key(part))
        # What lists relations or types is itself no part.
        if entry is None or way.lower().endswith(".rels") or part == TYPES:
            return None
        return Relation(found.id, kind, entry.filename.replace("\\", "/").lstrip("/"), False)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _is_xml(part: str) -> bool:
    return part.lower().endswith((".xml", ".rels", ".vml"))
