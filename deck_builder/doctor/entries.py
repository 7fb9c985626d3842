"""The entries of the archive and their content types (ECMA-376 part 2, sections 9 and 10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deck_builder.base.patterns import late
from deck_builder.doctor.findings import Finding, error, finding, note
from deck_builder.doctor.package import MAIN_TYPES, TYPES_PART, Package

_UNSAFE = late(r"(^|[/\\])\.\.?([/\\]|$)|^[/\\]|^[A-Za-z]:|//|\\|[\x00-\x1f]")

TWO_OF_A_NAME = error(
    "duplicate-part",
    "{count} parts have this name",
    "give each its own name; upper and lower case count as the same",
)
UNSAFE_NAME = error(
    "unsafe-name",
    "‘{name}’ is no name of a part",
    "a name has no ‘..’, backslash, drive or leading slash; such a file may be hostile",
)
FOLDER = note("folder-entry", "the folder ‘{name}’ has an entry of its own")
NO_TYPES = error(
    "no-content-types",
    "‘[Content_Types].xml’ is missing, or cannot be read",
    "this may be another kind of zip archive",
)
NO_TYPE = error(
    "untyped-part",
    "the part has no content type",
    "list its ending or its name in ‘[Content_Types].xml’",
)
ABSENT_TYPED = error(
    "type-without-part",
    "there is a content type for ‘{name}’, which is not in the file",
    "remove the override",
)
TYPE_TWICE = error("duplicate-type", "‘{name}’ has two content types", "keep one of them")
WRONG_ENDING = error(
    "wrong-main-type",
    "the file says that it is a .{kind}, but it ends in .{ending}",
    "rename it, or save it again in PowerPoint",
)
NO_PRESENTATION = error(
    "no-presentation",
    "no relationship of the file leads to a presentation",
    "this may be another kind of document",
)


def duplicates(package: Package) -> Iterator[Finding]:
    """Names that several parts have."""
    if len(package.by_lower) == len(package.entries):
        return
    counts = Counter(name.lower() for name in package.entries if not name.endswith("/"))
    for name in package.names:
        count = counts.pop(name.lower(), 1)
        if count > 1:
            yield finding(TWO_OF_A_NAME, name, count=count)


def unsafe_names(package: Package) -> Iterator[Finding]:
    """Names that lead out of the archive, or are not names of parts."""
    for name in package.entries:
        if not name or _UNSAFE().search(name):
            yield finding(UNSAFE_NAME, name=name)


def folders(package: Package) -> Iterator[Finding]:
    """Entries for folders, which parts need not have."""
    for name in package.entries:
        if name.endswith("/"):
            yield finding(FOLDER, name=name)


def content_types(package: Package) -> Iterator[Finding]:
    """Parts without a content type, and content types without a part."""
    listed = package.part(TYPES_PART)
    if listed is None or (not package.types.defaults and not package.types.overrides):
        yield finding(NO_TYPES, TYPES_PART)
        return
    for name in package.types.twice:
        yield finding(TYPE_TWICE, listed, name=name)
    for name in package.types.overrides:
        if name not in package.by_lower:
            yield finding(ABSENT_TYPED, listed, name=name)
    for name in package.names:
        if name != listed and not package.typed[name]:
            yield finding(NO_TYPE, name)


def main_part(package: Package) -> Iterator[Finding]:
    """Whether there is a presentation at all."""
    if package.main is None or package.types.of(package.main) not in MAIN_TYPES:
        yield finding(NO_PRESENTATION)


def wrong_ending(package: Package, ending: str) -> Iterator[Finding]:
    """Whether the main part is what the ending of the file's name, without the dot, says."""
    kind = MAIN_TYPES.get(package.types.of(package.main)) if package.main else None
    if kind and ending in MAIN_TYPES.values() and kind != ending:
        yield finding(WRONG_ENDING, package.main or "", kind=kind, ending=ending)
