"""A template without what belonged to its old slides: nothing stays that leads to them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Container, Iterator

from deck_builder.template.healing import heal
from deck_builder.template.package import TYPES, Package, Relation, broken
from deck_builder.template.xml import A, Element, P, R, referring, serialized

DROPPED = (
    *("slide", "thumbnail", "vbaProject", "comments", "commentAuthors", "authors"),
    *("core-properties", "extended-properties"),
    *("revisionInfo", "changesInfo", "changesInfos", "printerSettings", "origin"),
)
"""Kinds of relations that a template is read without: to slides and what is about them, to
macros, to what the file says of itself, to a picture of the old deck, to signatures."""

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_MAIN_TYPES = tuple(
    f"application/vnd.{kind}.main+xml"
    for kind in (
        "openxmlformats-officedocument.presentationml.presentation",
        "openxmlformats-officedocument.presentationml.template",
        "openxmlformats-officedocument.presentationml.slideshow",
        "ms-powerpoint.presentation.macroEnabled",
        "ms-powerpoint.template.macroEnabled",
        "ms-powerpoint.slideshow.macroEnabled",
    )
)
_MACRO_TYPES = _MAIN_TYPES[3:]
_DATE = (1980, 1, 1, 0, 0, 0)
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
# Of the presentation, of its properties and of its views: what is about the old slides, or about
# who may change the file.
_ABOUT_SLIDES = (
    *("sldIdLst", "custShowLst", "modifyVerifier", "photoAlbum"),
    *("custShow", "sldRg", "sldLst", "htmlPubPr"),
)
_OUTSIDE = ' TargetMode="External"'
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_FINAL = "_MarkAsFinal"
_LINKS = (f"{A}hlinkClick", f"{A}hlinkHover", f"{A}hlinkMouseOver")
_FILLS = (f"{A}blip", f"{A}videoFile", f"{A}audioFile")
_REFERENCES = (
    f"{R}id",
    f"{R}embed",
    f"{R}link",
    f"{R}pict",
    f"{R}dm",
    f"{R}lo",
    f"{R}qs",
    f"{R}cs",
)


def main_part(package: Package) -> str:
    """Return the name of the presentation's own part. Raises DeckError when the file is no
    presentation."""
    for part in package.related("", "officeDocument"):
        if package.types[part] in _MAIN_TYPES:
            return part
    raise broken(package.name, "it is no presentation")


def has_macros(package: Package) -> bool:
    """Whether the file may have macros."""
    return package.types[main_part(package)] in _MACRO_TYPES


def cleaned(package: Package) -> Package:
    """Return the package, which was opened without the relations `DROPPED`, as a presentation
    without slides in which nothing refers to what is gone."""
    main = main_part(package)
    package.types[main] = MAIN_TYPE
    heal(package, main)
    for part in (main, *_related(package, main, ("presProps", "viewProps"))):
        _forget_slides(package.tree(part))
    for part in _related(package, "", ("custom-properties",)):
        _unfinish(package.tree(part))
    for part in _reached(package):
        if _is_presentation_xml(package.types[part]):
            drop_references(package.tree(part), package.by_id(part))
    for part, tree in package.trees.items():
        package.parts[part] = serialized(tree)
    return package


def _related(package: Package, part: str, kinds: tuple[str, ...]) -> Iterator[str]:
    for kind in kinds:
        yield from package.related(part, kind)


def _forget_slides(root: Element) -> None:
    for tag in _ABOUT_SLIDES:
        for element in list(root.iter(f"{P}{tag}")):
            _remove(element)
    for extension in list(root.iter(f"{P}ext")):
        if extension.get("uri", "").upper() == _SECTIONS:
            _remove(extension)
    for extensions in list(root.iter(f"{P}extLst")):
        if not len(extensions):
            _remove(extensions)


def _unfinish(root: Element) -> None:
    """Take the mark off a file that says that it is final."""
    for item in list(root):
        if item.get("name") == _FINAL:
            _remove(item)


def drop_references(root: Element, known: Container[str]) -> None:
    """Remove what refers to a relation that is not among those `known`."""
    for element in referring(root):
        given = [name for name in _REFERENCES if element.get(name)]
        lost = [name for name in given if element.get(name) not in known]
        if lost and (element.tag in _LINKS or (lost == given and element.tag not in _FILLS)):
            _remove(element)
            continue
        for name in lost:
            del element.attrib[name]


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _is_presentation_xml(kind: str) -> bool:
    return "presentationml" in kind and kind.endswith("+xml")


def packed(package: Package) -> bytes:
    """Return the package as a file, equal for equal packages."""
    parts = _reached(package)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in _entries(package, parts):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 0
            archive.writestr(entry, content)
    return buffer.getvalue()


def _reached(package: Package) -> list[str]:
    found: dict[str, None] = {}
    waiting = [one.target for one in package.relations[""] if not one.external]
    while waiting:
        part = waiting.pop(0)
        if part not in found:
            found[part] = None
            waiting += [one.target for one in package.relations[part] if not one.external]
    return list(found)


def _entries(package: Package, parts: list[str]) -> Iterator[tuple[str, bytes]]:
    overrides = "".join(
        f'<Override PartName="/{_escaped(part)}" ContentType="{_escaped(package.types[part])}"/>'
        for part in parts
    )
    yield (
        TYPES,
        (
            f'<Types xmlns="{_TYPES_SPACE}"><Default Extension="rels" '
            f'ContentType="{_RELATIONS_TYPE}"/>{overrides}</Types>'
        ).encode(),
    )
    for part in ("", *parts):
        if part:
            yield part, package.parts[part]
        if package.relations[part]:
            folder, file = posixpath.split(part)
            yield posixpath.join(folder, "_rels", f"{file}.rels"), _listed(package.relations[part])


def _listed(relations: list[Relation]) -> bytes:
    rows = "".join(
        f'<Relationship Id="{_escaped(one.id)}" Type="{_escaped(one.type)}" '
        f'Target="{"" if one.external else "/"}{_escaped(one.target)}"'
        f"{_OUTSIDE if one.external else ''}/>"
        for one in relations
    )
    return f'<Relationships xmlns="{_RELATIONS_SPACE}">{rows}</Relationships>'.encode()


def _escaped(value: str) -> str:
    escapes = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"))
    for character, escape in escapes:
        value = value.replace(character, escape)
    return value
