"""All private names of python-pptx that the program uses, each with the reason.

python-pptx models a package as parts and relationships and reads and writes them, but its public
way is quadratic in the number of slides, recurses along links between slides, and dates a file
"now". `tests/package/test_opc.py` holds what is relied on here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, cast

from pptx.opc.constants import RELATIONSHIP_TARGET_MODE
from pptx.opc.package import (
    OpcPackage,
    Part,
    XmlPart,
    _PackageLoader,
    _Relationship,
    _Relationships,
)
from pptx.opc.packuri import PACKAGE_URI, PackURI
from pptx.opc.serialized import PackageReader, PackageWriter, _PhysPkgWriter
from pptx.oxml import parse_xml
from pptx.package import Package
from pptx.util import lazyproperty

from deck_builder.package.xml import DECLARATION, Element, attribute

if TYPE_CHECKING:
    from pptx.opc.oxml import CT_Relationships

_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


class StoredPart(Part):
    """A part of an opened file, which reads what it holds when it is asked for it. `digest` says
    what it holds in a few digits, and its size."""

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


def relationship_table(source: Part | OpcPackage) -> dict[str, _Relationship]:
    """Return the relationships of a part, or of the package, by id, as python-pptx keeps them. The
    mapping around them looks up each one anew for every loop."""
    return source._rels._rels


def add_relationship(source: Part | OpcPackage, kind: str, target: Part | str) -> str:
    """Add a relationship under the first id that is free from the last one down, and return it.
    `relate_to` would make a dictionary of all that there are first: 51 s for 5,000 slides."""
    known = relationship_table(source)
    number = len(known) + 1
    while (rid := f"rId{number}") in known:
        number -= 1
    put_relationship(source, rid, kind, target)
    return rid


def put_relationship(source: Part | OpcPackage, rid: str, kind: str, target: Part | str) -> None:
    """Add a relationship under an id that the part's XML has already; there is no public way."""
    modes = RELATIONSHIP_TARGET_MODE
    mode = modes.EXTERNAL if isinstance(target, str) else modes.INTERNAL
    rels = source._rels
    rels._rels[rid] = _Relationship(rels._base_uri, rid, kind, mode, target)


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


class Entries(Protocol):
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
        entries = cast("Entries", self._pkg_file)
        uris = (uri for uri in self._xml_rels if uri != PACKAGE_URI)
        return {uri: entries.part(uri, self._content_types[uri], self._package) for uri in uris}


class _LoadedPackage(Package):
    def load(self, entries: Entries) -> dict[PackURI, Part]:
        """Load the parts and relationships of the package, and return its parts."""
        rels, parts = _Loader.load(entries, self)  # type: ignore[arg-type]
        self._rels.load_from_xml(PACKAGE_URI.baseURI, rels, parts)
        return parts


def load_package(entries: Entries) -> tuple[Package, dict[PackURI, Part]]:
    """Return a package of these entries and its parts. `Package.open` takes only files."""
    package = _LoadedPackage("")
    return package, package.load(entries)


class _Collector:
    """Takes the place of the zip file that python-pptx writes, which has today's date."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, bytes]] = []

    def write(self, uri: PackURI, blob: bytes) -> None:
        """Keep an entry."""
        self.entries.append((uri.membername, blob))


class _Writer(PackageWriter):
    def entries(self) -> list[tuple[str, bytes]]:
        """Return the entries that the package's file consists of."""
        found = _Collector()
        self._write_content_types_stream(found)  # type: ignore[arg-type]
        self._write_pkg_rels(found)  # type: ignore[arg-type]
        self._write_parts(found)  # type: ignore[arg-type]
        return found.entries

    def _write_parts(self, phys_writer: _PhysPkgWriter) -> None:
        # As elements, the relationships of 1,000 slides take a twentieth of the whole build, and
        # they would keep the folders that renamed parts had before.
        for part in self._parts:
            phys_writer.write(part.partname, part.blob)
            if known := relationship_table(part):
                listed = _listed(part.partname.baseURI, known.values())
                phys_writer.write(part.partname.rels_uri, listed)


def _listed(folder: str, known: Iterable[_Relationship]) -> bytes:
    """The part that lists the relationships of another, which is in a folder."""
    rows = "".join([_row(one, folder) for one in known])
    return f'{DECLARATION}<Relationships xmlns="{_SPACE}">{rows}</Relationships>'.encode()


def _row(one: _Relationship, folder: str) -> str:
    head = f'<Relationship Id="{attribute(one._rId)}" Type="{one._reltype}"'
    if isinstance(one._target, str):
        return f'{head} Target="{attribute(one._target)}" TargetMode="External"/>'
    target, _, file = one._target.partname.rpartition("/")
    return f'{head} Target="{attribute(_way(folder, target) + file)}"/>'


@lru_cache(maxsize=256)
def _way(folder: str, target: str) -> str:
    """The relative path from one folder to another, ready for a file's name."""
    way = PackURI(f"{target}/").relative_ref(folder)
    return "" if way == "." else f"{way}/"


def entries_of(package: OpcPackage, parts: Sequence[Part]) -> list[tuple[str, bytes]]:
    """Return what python-pptx writes for a package that has these parts: names and contents.
    `save` would walk the relationships by recursion, and date the file "now"."""
    return _Writer("", package._rels, parts).entries()


def targets_of(source: Part | OpcPackage) -> Iterator[Part]:
    """Yield the parts that relationships lead to. The public properties of a relationship keep
    each answer in a dictionary of their own; a deck has six relationships for each slide."""
    for one in relationship_table(source).values():
        if isinstance(one._target, Part):
            yield one._target
