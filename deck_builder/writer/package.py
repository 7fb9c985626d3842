"""Packing: python-pptx's graph of parts to the same bytes each time (ECMA-376 part 2)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from pptx.opc.package import OpcPackage, Part, _Relationship

from deck_builder.writer.xml import DECLARATION, attribute

# The earliest date that a zip file can hold.
_DATE = (1980, 1, 1, 0, 0, 0)
_COMPRESSED = ("png", "jpeg", "jpg", "gif")
_DEFAULT_TYPES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "svg": "image/svg+xml",
    "xml": "application/xml",
}
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


Entries = Sequence[tuple[str, bytes]]
"""The names and contents of a file's parts."""


def pack(package: OpcPackage) -> bytes:
    """Return the package as a .pptx file: every part that can be reached, each name once.

    Raises ValueError when two parts have one name, which PowerPoint would refuse.
    """
    return zipped(entries_of(package))


def entries_of(package: OpcPackage) -> Entries:
    """Return what the package's file consists of. Raises ValueError as `pack` does."""
    return list(_entries(package, reachable_parts(package)))


def zipped(entries: Entries) -> bytes:
    """Return the entries as a .pptx file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries:
            archive.writestr(_entry(name), content)
    return buffer.getvalue()


def reachable_parts(package: OpcPackage) -> list[Part]:
    """Return the parts that relations lead to from the package, nearest first.

    It does not recurse, since a chain of links from slide to slide may be as long as the deck.
    """
    parts: list[Part] = []
    seen: set[int] = set()
    names: set[str] = set()
    relations = list(package._rels.values())
    while relations:
        found = [relation.target_part for relation in relations if not relation.is_external]
        relations = []
        for part in found:
            if id(part) in seen:
                continue
            seen.add(id(part))
            _claim(names, part)
            parts.append(part)
            relations.extend(part.rels.values())
    return parts


def _claim(names: set[str], part: Part) -> None:
    name = part.partname.lower()
    if name in names:
        raise ValueError(f"two parts named {part.partname}")
    names.add(name)


def _entries(package: OpcPackage, parts: list[Part]) -> Iterator[tuple[str, bytes]]:
    yield "[Content_Types].xml", _content_types(parts)
    yield "_rels/.rels", _relations("/", package._rels)
    for part in parts:
        name = part.partname
        yield name[1:], part.blob
        if part.rels:
            folder, file = posixpath.split(name)
            yield f"{folder[1:]}/_rels/{file}.rels", _relations(folder, part.rels)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    stored = name.rpartition(".")[2].lower() in _COMPRESSED
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    # Which differs between machines.
    entry.create_system = 0
    return entry


def _content_types(parts: Iterable[Part]) -> bytes:
    defaults = {"rels": _DEFAULT_TYPES["rels"], "xml": _DEFAULT_TYPES["xml"]}
    overrides: list[str] = []
    for part in parts:
        extension = part.partname.rpartition(".")[2].lower()
        if extension != "xml" and _DEFAULT_TYPES.get(extension) == part.content_type:
            defaults[extension] = part.content_type
        else:
            overrides.append(
                f'<Override PartName="{attribute(part.partname)}" '
                f'ContentType="{attribute(part.content_type)}"/>'
            )
    known = (
        f'<Default Extension="{extension}" ContentType="{content_type}"/>'
        for extension, content_type in sorted(defaults.items())
    )
    return (
        f'{DECLARATION}<Types xmlns="{_TYPES_NAMESPACE}">{"".join(known)}{"".join(overrides)}'
        "</Types>"
    ).encode()


def _relations(folder: str, relations: Mapping[str, _Relationship]) -> bytes:
    items = "".join(_relation(folder, relation) for relation in relations.values())
    return (
        f'{DECLARATION}<Relationships xmlns="{_RELATIONS_NAMESPACE}">{items}</Relationships>'
    ).encode()


def _relation(folder: str, relation: _Relationship) -> str:
    head = f'<Relationship Id="{relation.rId}" Type="{relation.reltype}"'
    if relation.is_external:
        return f'{head} Target="{attribute(relation.target_ref)}" TargetMode="External"/>'
    target, file = relation.target_part.partname.rsplit("/", 1)
    return f'{head} Target="{attribute(_way(folder, target or "/") + file)}"/>'


@lru_cache(maxsize=256)
def _way(folder: str, target: str) -> str:
    """The relative path from one folder to another, ready for a file's name."""
    way = posixpath.relpath(target, folder)
    return "" if way == "." else f"{way}/"
