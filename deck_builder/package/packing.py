"""Packing: a graph of parts to the same bytes each time, and back (ECMA-376 part 2)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from deck_builder.package.archive import archived
from deck_builder.package.parts import ROOT, Part, Relation
from deck_builder.writer.xml import DECLARATION, attribute, own_attribute, parsed

_COMPRESSED = (".png", ".jpeg", ".jpg", ".gif")
_DEFAULT_TYPES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "svg": "image/svg+xml",
    "xml": "application/xml",
}
_TYPES = "[Content_Types].xml"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


Entries = Sequence[tuple[str, bytes]]
"""The names and contents of a file's parts."""


def pack(package: Part) -> bytes:
    """Return the package as a .pptx file: every part that can be reached, each name once.

    Raises ValueError when two parts have one name, which PowerPoint would refuse.
    """
    return zipped(entries_of(package))


def entries_of(package: Part) -> Entries:
    """Return what the package's file consists of. Raises ValueError as `pack` does."""
    return list(_entries(package, reachable_parts(package)))


def zipped(entries: Entries) -> bytes:
    """Return the entries as a .pptx file."""
    return archived(entries, _COMPRESSED)


def unpack(data: bytes) -> Part:
    """Return the package in a .pptx file. What no relation leads to is left out, and so are
    relations to parts that are not there.

    Raises BadZipFile, XMLSyntaxError or KeyError when it is none.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {f"/{name}": archive.read(name) for name in archive.namelist()}
    content_types = _types_in(files.pop(f"/{_TYPES}"))
    package = Part(ROOT, "")
    parts = {ROOT: package}
    waiting = [package]
    while waiting:
        part = waiting.pop(0)
        for key, kind, name, is_external in _relations_in(files, part.name):
            if not is_external and name not in parts:
                if name not in files:
                    continue
                parts[name] = Part(name, _type_of(name, content_types), files[name])
                waiting.append(parts[name])
            part.relations[key] = Relation(kind, name if is_external else parts[name])
    return package


def _types_in(content: bytes) -> dict[str, str]:
    """The content types of a package by the names of parts, or by the endings of names."""
    return {
        one.get("PartName", one.get("Extension", "")).lower(): one.get("ContentType", "")
        for one in parsed(content)
    }


def _type_of(name: str, content_types: Mapping[str, str]) -> str:
    name = name.lower()
    return content_types.get(name) or content_types[name.rpartition(".")[2]]


def _relations_in(files: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str, str, bool]]:
    """The id, the kind and the target of each relation of a part, and whether it leads out."""
    content = files.get(_relations_name(name))
    if content is None:
        return
    folder = posixpath.dirname(name)
    for one in parsed(content).iter(f"{{{_RELATIONS_NAMESPACE}}}Relationship"):
        target = one.get("Target", "")
        is_external = one.get("TargetMode") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join(folder, target))
        yield one.get("Id", ""), one.get("Type", ""), target, is_external


def reachable_parts(package: Part) -> list[Part]:
    """Return the parts that relations lead to from the package, nearest first.

    It does not recurse, since a chain of links from slide to slide may be as long as the deck.
    """
    parts: list[Part] = []
    seen: set[Part] = set()
    names: set[str] = set()
    relations = list(package.relations.values())
    while relations:
        found = [one.target for one in relations if isinstance(one.target, Part)]
        relations = []
        for part in found:
            if part in seen:
                continue
            seen.add(part)
            _claim(names, part)
            parts.append(part)
            relations.extend(part.relations.values())
    return parts


def _claim(names: set[str], part: Part) -> None:
    name = part.name.lower()
    if name in names:
        raise ValueError(f"two parts named {part.name}")
    names.add(name)


def _entries(package: Part, parts: list[Part]) -> Iterator[tuple[str, bytes]]:
    yield _TYPES, _content_types(parts)
    yield _relations_name(ROOT)[1:], _relations(ROOT, package.relations)
    for part in parts:
        yield part.name[1:], part.blob
        if part.relations:
            folder = part.name.rpartition("/")[0] or ROOT
            yield _relations_name(part.name)[1:], _relations(folder, part.relations)


def _relations_name(name: str) -> str:
    """The name of the part that lists the relations of another, or of the package."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _content_types(parts: Iterable[Part]) -> bytes:
    defaults = {"rels": _DEFAULT_TYPES["rels"], "xml": _DEFAULT_TYPES["xml"]}
    overrides: list[str] = []
    for part in parts:
        extension = part.name.rpartition(".")[2].lower()
        if extension != "xml" and _DEFAULT_TYPES.get(extension) == part.content_type:
            defaults[extension] = part.content_type
        else:
            overrides.append(
                f'<Override PartName="{own_attribute(part.name)}" '
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


def _relations(folder: str, relations: Mapping[str, Relation]) -> bytes:
    items = "".join([_relation(folder, key, one) for key, one in relations.items()])
    return (
        f'{DECLARATION}<Relationships xmlns="{_RELATIONS_NAMESPACE}">{items}</Relationships>'
    ).encode()


def _relation(folder: str, key: str, relation: Relation) -> str:
    head = f'<Relationship Id="{key}" Type="{relation.kind}"'
    if isinstance(relation.target, str):
        return f'{head} Target="{attribute(relation.target)}" TargetMode="External"/>'
    target, file = relation.target.name.rsplit("/", 1)
    return f'{head} Target="{own_attribute(_way(folder, target or "/") + file)}"/>'


@lru_cache(maxsize=256)
def _way(folder: str, target: str) -> str:
    """The relative path from one folder to another, ready for a file's name."""
    way = posixpath.relpath(target, folder)
    return "" if way == "." else f"{way}/"
