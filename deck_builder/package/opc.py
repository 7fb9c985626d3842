"""Parts and relationships of a package (ECMA-376 part 2, 6.2 and 6.5): python-pptx's own.

Its public API is quadratic in the number of slides, recurses along links between slides, and dates
a file "now". All private names of python-pptx that the program uses stand here, each with the
reason; `tests/package/test_opc.py` tests what is relied on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, cast

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TARGET_MODE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import (
    OpcPackage,
    Part,
    XmlPart,
    _PackageLoader,
    _Relationship,
    _Relationships,
)
from pptx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from pptx.opc.serialized import PackageReader, _ContentTypesItem
from pptx.oxml import parse_xml
from pptx.package import Package
from pptx.util import lazyproperty

from deck_builder.package.xml import DECLARATION, Element, attribute

if TYPE_CHECKING:
    from pptx.opc.oxml import CT_Relationships

# What others take of python-pptx from here.
__all__ = ["CT", "RT", "PackURI", "Package", "Part"]

Entries = Sequence[tuple[str, bytes]]
"""The names and contents of a file's parts."""

_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


def new_part(package: Package, name: str, content_type: str, content: bytes = b"") -> Part:
    """Return a new part of a package, `name` beginning with a slash."""
    return Part(PackURI(name), content_type, package, content)


class StoredPart(Part):
    """A part of an opened file, which reads its content on demand. `digest` returns a digest of the
    content, and its size."""

    def __init__(
        self,
        partname: PackURI,
        content_type: str,
        package: Package,
        read: Callable[[], bytes],
        digest: Callable[[], tuple[str, int]],
    ) -> None:
        super().__init__(partname, content_type, package)
        self._read = read
        self.digest = digest

    @property
    def blob(self) -> bytes:
        """The bytes of the part. Raises RefusedError when they are damaged or too much."""
        if self._blob is None:
            self._blob = self._read()
        return self._blob

    @blob.setter
    def blob(self, blob: bytes) -> None:
        self._blob = blob


def relationships(source: Part | OpcPackage) -> _Relationships:
    """Return the relationships of a part, or of the package itself, which has no public way to
    them."""
    return source._rels


def relate(source: Part | OpcPackage, kind: str, target: Part | str) -> str:
    """Add a relationship of this `kind` to a part, or to a URL, and return its id: the first that
    is free from the last one down. `relate_to` would make a dictionary of all relationships first:
    51 s for 5,000 slides."""
    rels = source._rels
    known = rels._rels
    number = len(known) + 1
    while (rid := f"rId{number}") in known:
        number -= 1
    known[rid] = _relationship(rels, rid, kind, target)
    return rid


def put_relationship(source: Part | OpcPackage, rid: str, kind: str, target: Part | str) -> None:
    """Add a relationship under an id that the part's XML has; there is no public way to do so."""
    rels = source._rels
    rels._rels[rid] = _relationship(rels, rid, kind, target)


def _relationship(rels: _Relationships, rid: str, kind: str, target: Part | str) -> _Relationship:
    modes = RELATIONSHIP_TARGET_MODE
    mode = modes.EXTERNAL if isinstance(target, str) else modes.INTERNAL
    return _Relationship(rels._base_uri, rid, kind, mode, target)


def related(source: Part | OpcPackage, kind: str) -> list[Part]:
    """Return the parts that relationships of this `kind` lead to."""
    found = relationships(source).values()
    return [one.target_part for one in found if one.reltype == kind and not one.is_external]


def unrelate(source: Part | OpcPackage, kind: str) -> None:
    """Remove the relationships of this `kind`."""
    known = relationships(source)
    for rid in [rid for rid, one in known.items() if one.reltype == kind]:
        known.pop(rid)


def reachable_parts(package: OpcPackage) -> list[Part]:
    """Return the parts that relationships lead to from the package, nearest first.

    It does not recurse, since a chain of links from slide to slide may be as long as the deck.
    Raises ValueError when two parts have one name, which PowerPoint would refuse.
    """
    found: dict[Part, None] = {}
    names: set[str] = set()
    waiting = [*_targets_of(package)]
    while waiting:
        nearest = [part for part in dict.fromkeys(waiting) if part not in found]
        waiting = [target for part in nearest for target in _targets_of(part)]
        for part in nearest:
            name = part.partname.lower()
            if name in names:
                raise ValueError(f"two parts named {part.partname}")
            names.add(name)
            found[part] = None
    return list(found)


def _targets_of(source: Part | OpcPackage) -> Iterator[Part]:
    """The parts that relationships lead to. The public properties of a relationship keep each
    answer in a dictionary of their own; a deck has six relationships for each slide."""
    for one in source._rels._rels.values():
        if isinstance(one._target, Part):
            yield one._target


def element_of(part: Part) -> Element:
    """Return the root of a part that python-pptx has parsed; only some kinds show it."""
    return cast("XmlPart", part)._element


def replace_content(part: Part, content: bytes) -> None:
    """Give a part other bytes. One that python-pptx has parsed writes its element, and what is set
    as its `blob` is lost."""
    if isinstance(part, XmlPart):
        part._element = parse_xml(content)
    else:
        part.blob = content


def replace_type(part: Part, content_type: str) -> None:
    """Give a part another content type, as a template has one that a deck must not have."""
    part.__dict__.pop("content_type", None)
    part._content_type = content_type


class StoredEntries(Protocol):
    """What a package is loaded from, as `PackageReader` has it."""

    def __contains__(self, uri: object) -> bool: ...
    def __getitem__(self, uri: PackURI) -> bytes: ...
    def rels_xml_for(self, partname: PackURI) -> bytes | None: ...
    def part(self, uri: PackURI, content_type: str, package: Package) -> Part:
        """Return a new part that reads what it holds from here."""


class _Loader(_PackageLoader):
    """Loads a package from entries that were checked. python-pptx recurses along links from slide
    to slide, and parses what may be broken; here all parts are bytes."""

    @lazyproperty
    def _package_reader(self) -> PackageReader:
        return cast("PackageReader", self._pkg_file)

    @lazyproperty
    def _xml_rels(self) -> dict[PackURI, CT_Relationships]:
        found: dict[PackURI, CT_Relationships] = {}
        waiting = [PACKAGE_URI]
        while waiting:
            uri = waiting.pop(0)
            if uri not in found:
                rels = found[uri] = self._xml_rels_for(uri)
                waiting += (
                    PackURI.from_rel_ref(uri.baseURI, one.target_ref)
                    for one in rels.relationship_lst
                    if one.targetMode == RELATIONSHIP_TARGET_MODE.INTERNAL
                )
        return found

    @lazyproperty
    def _parts(self) -> dict[PackURI, Part]:
        entries = cast("StoredEntries", self._pkg_file)
        uris = (uri for uri in self._xml_rels if uri != PACKAGE_URI)
        return {uri: entries.part(uri, self._content_types[uri], self._package) for uri in uris}


class _LoadedPackage(Package):
    def load(self, entries: StoredEntries) -> dict[PackURI, Part]:
        """Load the parts and relationships of the package, and return its parts."""
        rels, parts = _Loader.load(entries, self)  # type: ignore[arg-type]
        self._rels.load_from_xml(PACKAGE_URI.baseURI, rels, parts)
        return parts


def load_package(entries: StoredEntries) -> tuple[Package, dict[PackURI, Part]]:
    """Return a package of these entries and its parts. `Package.open` takes only files."""
    package = _LoadedPackage("")
    return package, package.load(entries)


def entries_of(package: OpcPackage) -> Entries:
    """Return what the package's file consists of, names and contents: every part that can be
    reached. Raises ValueError when two parts have one name.

    `save` would walk the relationships by recursion, and date the file "now". As elements, the
    relationships and content types of 1,000 slides would take a fifteenth of the whole build, and
    relationships would keep the folders that renamed parts had before.
    """
    parts = reachable_parts(package)
    found = [
        (CONTENT_TYPES_URI.membername, _types(parts)),
        (PACKAGE_URI.rels_uri.membername, package._rels.xml),
    ]
    for part in parts:
        folder, _, file = part.partname.rpartition("/")
        found.append((part.partname.membername, part.blob))
        if known := part._rels._rels:
            name = f"{folder}/_rels/{file}.rels".removeprefix("/")
            found.append((name, _listed(folder or "/", known.values())))
    return found


def _types(parts: Sequence[Part]) -> bytes:
    """The part that lists the content types of all others."""
    defaults, overrides = _ContentTypesItem(parts)._defaults_and_overrides
    rows = [
        f'<Default Extension="{attribute(end)}" ContentType="{attribute(kind)}"/>'
        for end, kind in sorted(defaults.items())
    ]
    rows += (
        f'<Override PartName="{attribute(name)}" ContentType="{attribute(kind)}"/>'
        for name, kind in sorted(overrides.items())
    )
    return f'{_DECLARATION}<Types xmlns="{_TYPES_SPACE}">{"".join(rows)}</Types>'.encode()


def _listed(folder: str, known: Iterable[_Relationship]) -> bytes:
    """The part that lists the relationships of another, which is in a folder."""
    rows = "".join([_row(one, folder) for one in known])
    return f'{DECLARATION}<Relationships xmlns="{_SPACE}">{rows}</Relationships>'.encode()


def _row(one: _Relationship, folder: str) -> str:
    head = f'<Relationship Id="{attribute(one._rId)}" Type="{_type(one._reltype)}"'
    if isinstance(one._target, str):
        return f'{head} Target="{attribute(one._target)}" TargetMode="External"/>'
    target, _, file = one._target.partname.rpartition("/")
    return f'{head} Target="{attribute(_way(folder, target) + file)}"/>'


@lru_cache(maxsize=64)
def _type(kind: str) -> str:
    """A type, ready for an attribute: one from a file of others may have any character."""
    return attribute(kind)


@lru_cache(maxsize=256)
def _way(folder: str, target: str) -> str:
    """The relative path from one folder to another, ready for a file's name."""
    way = PackURI(f"{target}/").relative_ref(folder)
    return "" if way == "." else f"{way}/"
