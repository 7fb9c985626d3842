"""The entries of the archive and their content types (ECMA-376 part 2, sections 9 and 10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deck_builder.diagnostics import Problem, Severity
from deck_builder.doctor.findings import Finding, finding
from deck_builder.doctor.package import MAIN_TYPES, TYPES_PART, Package, UnreadableError, parse

_UNSAFE = re.compile(r"(^|[/\\])\.\.?([/\\]|$)|^[/\\]|^[A-Za-z]:|//|\\|[\x00-\x1f]")
# Slides that open as presentations do; PowerPoint decides by the ending.
_MACROS = {"pptm", "potm", "ppsm"}

TWO_OF_A_NAME = Problem(
    "duplicate-part",
    Severity.ERROR,
    "{count} parts have this name",
    "give each its own; small and large letters count as the same",
)
UNSAFE_NAME = Problem(
    "unsafe-name",
    Severity.ERROR,
    "‘{name}’ is no name of a part",
    "a name has no ‘..’, backslash, drive or leading slash; such a file may be hostile",
)
FOLDER = Problem("folder-entry", Severity.NOTE, "the folder ‘{name}’ has an entry of its own")
NO_TYPES = Problem(
    "no-content-types",
    Severity.ERROR,
    "‘[Content_Types].xml’ is not there, or cannot be read",
    "this may be another kind of zip archive",
)
NO_TYPE = Problem(
    "untyped-part",
    Severity.ERROR,
    "the part has no content type",
    "list its ending or its name in ‘[Content_Types].xml’",
)
ABSENT_TYPED = Problem(
    "type-without-part",
    Severity.ERROR,
    "there is a content type for ‘{name}’, which is not in the file",
    "take the override out",
)
TYPE_TWICE = Problem(
    "duplicate-type", Severity.ERROR, "‘{name}’ has two content types", "keep one of them"
)
WRONG_ENDING = Problem(
    "wrong-main-type",
    Severity.ERROR,
    "the file says that it is a .{kind}, but it ends in .{ending}",
    "rename it, or save it anew from PowerPoint",
)
NO_PRESENTATION = Problem(
    "no-presentation",
    Severity.ERROR,
    "no relation of the file leads to a presentation",
    "this may be another kind of document",
)


def doubles(package: Package) -> Iterator[Finding]:
    """Names that are there twice."""
    counts = Counter(name.lower() for name in package.entries if not name.endswith("/"))
    for name in package.names:
        count = counts.pop(name.lower(), 1)
        if count > 1:
            yield finding(TWO_OF_A_NAME, name, count=count)


def unsafe_names(package: Package) -> Iterator[Finding]:
    """Names that lead out of the archive, or are none."""
    for name in package.entries:
        if not name or _UNSAFE.search(name):
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
        if package.part(name) is None:
            yield finding(ABSENT_TYPED, listed, name=name)
    for name in package.names:
        if name != listed and not package.types.of(name):
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


BROKEN_XML = Problem(
    "broken-xml",
    Severity.ERROR,
    "the part is no XML that is allowed: {reason}",
    "this part has to be written anew",
)
BAD_CHARACTER = Problem(
    "bad-character",
    Severity.ERROR,
    "the part has the character U+{code}, which no XML may hold",
    "take it out of the text that it came from",
)
ESCAPED_CHARACTER = Problem(
    "escaped-character",
    Severity.WARNING,
    "the text has ‘{text}’, which is shown as it is",
    "take the character out of the text that it came from",
)
# XML 1.0, section 2.2, as UTF-8: controls, halves of a pair, U+FFFE and U+FFFF.
_BAD = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xed[\xa0-\xbf][\x80-\xbf]|\xef\xbf[\xbe\xbf]")
_REFERENCE = re.compile(rb"&#(?:x([0-9A-Fa-f]+)|([0-9]+));")
_ESCAPED = re.compile(rb">[^<]*?(_x00(?:0[0-8bcef]|1[0-9a-f])_)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def characters(name: str, data: bytes) -> Iterator[Finding]:
    """Characters that may not be in a part, and whether it can be parsed."""
    bad = list(_bad_characters(data))
    for code in sorted(set(bad))[:5]:
        yield finding(BAD_CHARACTER, name, code=f"{code:04X}")
    if not bad:
        yield from well_formed(name, data)
    escaped = _ESCAPED.search(data)
    if escaped:
        yield finding(ESCAPED_CHARACTER, name, text=escaped[1].decode())


def well_formed(name: str, data: bytes) -> Iterator[Finding]:
    """Whether a part can be parsed."""
    try:
        parse(data)
    except UnreadableError as error:
        yield finding(BROKEN_XML, name, reason=str(error))


def _bad_characters(data: bytes) -> Iterator[int]:
    if data.startswith(_WIDE):
        return
    for found in _BAD.finditer(data):
        yield ord(found[0].decode("utf-8", "surrogatepass"))
    for found in _REFERENCE.finditer(data):
        # Longer ones are no character, either, but too long to convert.
        digits = (found[1] or found[2])[-8:]
        code = int(digits, 16 if found[1] else 10)
        if not _is_allowed(code):
            yield code


def _is_allowed(code: int) -> bool:
    if code < 0x20:
        return code in (9, 10, 13)
    return not 0xD800 <= code < 0xE000 and code not in (0xFFFE, 0xFFFF) and code < 0x110000
