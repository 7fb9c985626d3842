"""A PowerPoint file of unknown origin, opened: loaded by python-pptx from checked entries, with its
parts by name (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from msgspec import Struct
from pptx.opc.packuri import CONTENT_TYPES_URI, PackURI

from deck_builder.package import opc
from deck_builder.package.guard import (
    STRICT,
    Archive,
    Entry,
    Reason,
    RefusedError,
    as_deck_error,
    damaged,
    open_archive,
)
from deck_builder.package.xml import Element, attribute, parse, serialized

_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_ANY_TYPE = "application/xml"
_STRICT_NAME = re.compile(STRICT.encode() + rb"([a-zA-Z]+)/")
# Only tags have names: what a text says stays as it is.
_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_STRICT_TAG = re.compile(rb"<[^<>]*\sxmlns[\w:.-]*\s*=\s*[\"']" + STRICT.encode())
_TRANSITIONAL = {
    b"presentationml": b"http://schemas.openxmlformats.org/presentationml/2006/",
    b"drawingml": b"http://schemas.openxmlformats.org/drawingml/2006/",
    b"officeDocument": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}


class Relation(Struct, frozen=True):
    """A relationship of a part: its id, its type, and the name of the part that it leads to, or
    the URL of what is outside."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of its type."""
        return self.type.rpartition("/")[2]


class OpenedFile:
    """The parts of a file that can be reached, by name without a slash before it; the file itself
    is the part ``. `name` is how messages call it. Every method raises DeckError for a part that
    is damaged or too large."""

    __slots__ = ("_trees", "name", "package", "parts")

    def __init__(self, name: str, package: opc.Package, parts: dict[str, opc.Part]) -> None:
        self.name = name
        self.package = package
        self.parts = parts
        self._trees: dict[str, Element] = {}

    def content(self, part: str) -> bytes:
        """Return the bytes of a part as the file has them."""
        try:
            return self.parts[part].blob
        except (KeyError, RefusedError) as error:
            raise self._damage(part, error) from error

    def type(self, part: str) -> str:
        """Return the content type of a part."""
        return self.parts[part].content_type

    def tree(self, part: str) -> Element:
        """Return the root element of a part, which `store_trees` writes back after a change;
        names of the strict variant become those of the usual one."""
        if part not in self._trees:
            try:
                self._trees[part] = parse(_with_usual_names(self.content(part)))
            except ValueError as error:
                raise self._damage(part, error) from error
        return self._trees[part]

    def is_readable(self, part: str) -> bool:
        """Whether a part is well-formed, if it is XML at all."""
        if part in self._trees or not part.lower().endswith(".xml"):
            return True
        try:
            parse(self.content(part))
        except ValueError:
            return False
        return True

    def store_trees(self) -> None:
        """Write the trees of parts back into them."""
        for part, tree in self._trees.items():
            opc.replace_content(self.parts[part], serialized(tree))

    def digest(self, part: str) -> tuple[str, int]:
        """Return a digest of a part, 16 hexadecimal digits, and its size."""
        found = self.parts[part]
        assert isinstance(found, opc.StoredPart)
        try:
            return found.digest()
        except RefusedError as error:
            raise self._damage(part, error) from error

    def relations(self, part: str) -> list[Relation]:
        """Return the relationships of a part."""
        return [
            Relation(rid, one.reltype, one.target_ref, True)
            if one.is_external
            else Relation(rid, one.reltype, one.target_part.partname[1:])
            for rid, one in opc.relationships(self._source(part)).items()
        ]

    def by_id(self, part: str) -> dict[str, Relation]:
        """Return the relationships of a part by id."""
        return {one.id: one for one in self.relations(part)}

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that a part leads to by relationships of a kind, the last word of a
        type."""
        found = self.relations(part)
        return [one.target for one in found if one.kind == kind and not one.external]

    def _source(self, part: str) -> opc.Part | opc.Package:
        return self.parts[part] if part else self.package

    def keep(self, part: str, wanted: Callable[[Relation], bool]) -> None:
        """Remove the relationships of a part that are not `wanted`."""
        known = opc.relationships(self._source(part))
        for one in self.relations(part):
            if not wanted(one):
                known.pop(one.id)

    def relate(self, part: str, full_type: str, target: str, rid: str = "") -> None:
        """Add a relationship from one part to another, under a new id unless one is given."""
        source, leads_to = self.parts[part], self.parts[target]
        if rid:
            opc.put_relationship(source, rid, full_type, leads_to)
        else:
            opc.relate(source, full_type, leads_to)

    def retype(self, part: str, content_type: str) -> None:
        """Give a part another content type."""
        if self.type(part) != content_type:
            opc.replace_type(self.parts[part], content_type)

    def rename(self, part: str, name: str) -> None:
        """Give a part another name, which no other has."""
        found = self.parts[name] = self.parts.pop(part)
        found.partname = opc.PackURI(f"/{name}")

    def copy(self, part: str, name: str) -> None:
        """Add a copy of a part by another name, with the same relationships."""
        old = self.parts[part]
        new = opc.new_part(self.package, f"/{name}", old.content_type, self.content(part))
        for one in self.relations(part):
            target = one.target if one.external else self.parts[one.target]
            opc.put_relationship(new, one.id, one.type, target)
        self.parts[name] = new

    def _damage(self, part: str, error: Exception) -> Exception:
        if isinstance(error, RefusedError) and error.reason is Reason.TOO_LARGE:
            return as_deck_error(error, self.name)
        return damaged(self.name, f"{part}: {error}")


def _with_usual_names(content: bytes) -> bytes:
    if STRICT.encode() not in content or not _STRICT_TAG.search(content):
        return content
    return _TAG.sub(lambda tag: _STRICT_NAME.sub(_usual, tag[0]), content)


def _usual(found: re.Match[bytes]) -> bytes:
    return _TRANSITIONAL.get(found[1], found[0])


def open_file(data: bytes, name: str, dropped: Iterable[str] = ()) -> OpenedFile:
    """Return the PowerPoint file in `data` without relationships of the kinds `dropped`; `name` is
    how messages call it.

    Raises DeckError with a hint when it is encrypted, old, damaged or far too large.
    """
    try:
        archive = open_archive(data)
        package, parts = opc.load_package(_Entries(archive, frozenset(dropped)))
    except RefusedError as error:
        raise as_deck_error(error, name) from error
    except ValueError as error:
        raise damaged(name, str(error)) from error
    return OpenedFile(name, package, {uri[1:]: part for uri, part in parts.items()})


class _Entries:
    """What python-pptx loads a package from: its entries as it expects them. The case of names
    does not matter; of two entries with one name the last one counts, as in PowerPoint; and
    relationships without a target are left out."""

    def __init__(self, archive: Archive, dropped: frozenset[str]) -> None:
        self._archive = archive
        self._dropped = dropped
        self._known = {_key(one.filename): one for one in archive.entries if not one.is_dir()}

    def __contains__(self, uri: object) -> bool:
        return isinstance(uri, str) and _key(uri) in self._known

    def __getitem__(self, uri: PackURI) -> bytes:
        return self._types() if uri == CONTENT_TYPES_URI else self._read(uri)

    def part(self, uri: PackURI, content_type: str, package: opc.Package) -> opc.Part:
        """Return a part that reads its content on demand."""
        entry = self._known[_key(uri)]
        archive = self._archive

        def digest() -> tuple[str, int]:
            return archive.digest(entry), entry.file_size

        return opc.StoredPart(uri, content_type, package, lambda: archive.read(entry), digest)

    def _read(self, name: str) -> bytes:
        return self._archive.read(self._known[_key(name)])

    def _types(self) -> bytes:
        """The list of content types, in which every part has one."""
        if _key(_TYPES) not in self._known:
            raise ValueError("it has no list of content types")
        defaults: dict[str, str] = {}
        overrides: dict[str, str] = {}
        for item in parse(self._read(_TYPES)):
            kind = item.get("ContentType", "")
            if item.tag == f"{{{_PACKAGE}content-types}}Default":
                defaults[item.get("Extension", "").lower()] = kind
            elif item.tag == f"{{{_PACKAGE}content-types}}Override":
                overrides[_key(item.get("PartName", ""))] = kind
        rows = "".join(
            f'<Override PartName="/{attribute(_name(entry))}" ContentType="'
            f'{attribute(overrides.get(key) or defaults.get(_ending(key)) or _ANY_TYPE)}"/>'
            for key, entry in self._known.items()
        )
        return f'<Types xmlns="{_PACKAGE}content-types">{rows}</Types>'.encode()

    def rels_xml_for(self, partname: PackURI) -> bytes | None:
        """Return the relationships of a part, None when it has none."""
        if partname.rels_uri not in self:
            return None
        folder = posixpath.dirname(partname)
        found: dict[str, str] = {}
        for item in parse(self._read(partname.rels_uri)):
            if item.tag == f"{{{_PACKAGE}relationships}}Relationship":
                rid = item.get("Id", "")
                row = self._relationship(rid, item, folder)
                # Of two with one id the last one counts.
                if row:
                    found[rid] = row
        rows = "".join(found.values())
        return f'<Relationships xmlns="{_PACKAGE}relationships">{rows}</Relationships>'.encode()

    def _relationship(self, rid: str, item: Element, folder: str) -> str:
        """A relationship as python-pptx expects it, empty for one that is dropped or leads
        nowhere."""
        kind, target = item.get("Type", ""), item.get("Target", "")
        if kind.rpartition("/")[2] in self._dropped:
            return ""
        head = f'<Relationship Id="{attribute(rid)}" Type="{attribute(kind)}"'
        if item.get("TargetMode") == "External":
            return f'{head} Target="{attribute(target)}" TargetMode="External"/>'
        way = unquote(target.partition("#")[0]).replace("\\", "/")
        entry = self._known.get(_key(posixpath.normpath(posixpath.join("/", folder, way))))
        # What lists relationships or types is itself no part.
        if entry is None or way.lower().endswith(".rels") or _name(entry) == _TYPES:
            return ""
        return f'{head} Target="/{attribute(_name(entry))}"/>'


def _name(entry: Entry) -> str:
    return entry.filename.replace("\\", "/").lstrip("/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _ending(name: str) -> str:
    return name.rpartition(".")[2]
