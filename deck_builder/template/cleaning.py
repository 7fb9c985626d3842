"""A template without its old slides: nothing is left that leads to them."""

from __future__ import annotations

from collections.abc import Container
from itertools import chain

from deck_builder.package.assemble import packed as packed_entries
from deck_builder.package.guard import damaged
from deck_builder.package.opc import CT, entries_of, reachable_parts
from deck_builder.package.opened import OpenedFile
from deck_builder.package.xml import Element
from deck_builder.template.repair import repair_parts
from deck_builder.template.unseen import clean_parts, drop_data, remove, rename_files
from deck_builder.template.xml import A, P, R, referring

DROPPED = (
    *("slide", "thumbnail", "vbaProject", "comments", "commentAuthors", "authors"),
    *("core-properties", "extended-properties"),
    *("revisionInfo", "changesInfo", "changesInfos", "printerSettings", "origin"),
)
"""Kinds of relationships that a template is read without: to slides and what is about them, to
macros, to properties of the file, to a picture of the old deck, to signatures."""

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
# Of the presentation, of its properties and of its views: what is about the old slides, or about
# who may change the file.
_ABOUT_SLIDES = (
    *("sldIdLst", "custShowLst", "modifyVerifier", "photoAlbum"),
    *("custShow", "sldRg", "sldLst", "htmlPubPr"),
)
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_FINAL = "_MarkAsFinal"
_LINKS = (f"{A}hlinkClick", f"{A}hlinkHover", f"{A}hlinkMouseOver")
_FILLS = (f"{A}blip", f"{A}videoFile", f"{A}audioFile")
_REFERENCES = [f"{R}{name}" for name in ("id", "embed", "link", "pict", "dm", "lo", "qs", "cs")]


def main_part(package: OpenedFile) -> str:
    """Return the name of the presentation's own part. Raises DeckError when the file is no
    presentation."""
    for part in package.related("", "officeDocument"):
        if package.type(part) in _MAIN_TYPES:
            return part
    raise damaged(package.name, "it is no presentation")


def has_macros(package: OpenedFile) -> bool:
    """Whether the file may have macros."""
    return package.type(main_part(package)) in _MACRO_TYPES


def without_slides(package: OpenedFile, keep_data: bool = False) -> OpenedFile:
    """Return the package, which was opened without the relationships `DROPPED`, as a presentation
    without slides in which nothing refers to what was removed; what it does not show is removed,
    too, unless `keep_data`."""
    main = main_part(package)
    package.retype(main, CT.PML_PRESENTATION_MAIN)
    if not keep_data:
        drop_data(package, main)
    repair_parts(package, main)
    properties = (package.related(main, kind) for kind in ("presProps", "viewProps"))
    for part in (main, *chain.from_iterable(properties)):
        _remove_slide_lists(package.tree(part))
    for part in package.related("", "custom-properties"):
        _remove_final_mark(package.tree(part))
    reachable = reachable_parts(package.package)
    for part in (one.partname[1:] for one in reachable):
        if "presentationml" in package.type(part) and package.type(part).endswith("+xml"):
            drop_references(package.tree(part), package.by_id(part))
    package.store_trees()
    if not keep_data:
        rename_files(package)
        clean_parts(reachable)
    return package


def _remove_slide_lists(root: Element) -> None:
    for tag in _ABOUT_SLIDES:
        for element in list(root.iter(f"{P}{tag}")):
            remove(element)
    for extension in list(root.iter(f"{P}ext")):
        if extension.get("uri", "").upper() == _SECTIONS:
            remove(extension)
    for extensions in list(root.iter(f"{P}extLst")):
        if not len(extensions):
            remove(extensions)


def _remove_final_mark(root: Element) -> None:
    for item in list(root):
        if item.get("name") == _FINAL:
            remove(item)


def drop_references(root: Element, known: Container[str]) -> None:
    """Remove what refers to a relationship that is not among those `known`."""
    for element in referring(root):
        given = [name for name in _REFERENCES if element.get(name)]
        lost = [name for name in given if element.get(name) not in known]
        if lost and (element.tag in _LINKS or (lost == given and element.tag not in _FILLS)):
            remove(element)
            continue
        for name in lost:
            del element.attrib[name]


def packed(package: OpenedFile) -> bytes:
    """Return the package as a file, equal for equal packages."""
    return packed_entries(entries_of(package.package))
