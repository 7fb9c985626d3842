"""The checks that cost little: of the parts of a deck that has just been written, before they are
packed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers.expat import ExpatError, ParserCreate

from deck_builder.doctor import entries, masters, media, presentation, relations, slides
from deck_builder.doctor.characters import BROKEN_XML
from deck_builder.doctor.findings import Finding, finding
from deck_builder.doctor.package import XML_ENDINGS, Package, Part, Stored

PACKAGE_CHECKS: tuple[Callable[[Package], Iterator[Finding]], ...] = (
    entries.duplicates,
    entries.content_types,
    entries.main_part,
    relations.relation_targets,
    relations.relation_uses,
    relations.unused_parts,
    masters.parents,
    masters.layouts,
    masters.shared_themes,
    masters.notes,
    media.signatures,
)
"""The checks of the package as a whole, but for names that no deck of our own has."""

_HEAD = 512
# What looks like a shape or an animated one. Other programs write the name before the id; and text
# may look so, too.
_SHAPE = re.compile(rb'<p:cNvPr\s(?:[^>]*?\s)??id="([^"]*)"')
_TARGET = re.compile(rb'\sspid="([^"]*)"')
_ID_CODES = (slides.TWO_OF_AN_ID.code, slides.TIMED_SHAPE.code)


def examine_parts(parts: Iterable[tuple[str, bytes]]) -> tuple[Finding, ...]:
    """Return what is wrong with the parts of a new deck, each with its name: the package as a
    whole, whether all XML is XML, and the ids of shapes."""
    names: list[str] = []
    texts: dict[str, bytes] = {}
    others: dict[str, Stored] = {}
    for name, data in parts:
        names.append(name)
        if name.endswith(XML_ENDINGS):
            texts[name] = data
        else:
            others[name] = Stored(data[:_HEAD], len(data))
    return tuple(_examined(Package(tuple(names), texts, others)))


def _examined(package: Package) -> Iterator[Finding]:
    for check in PACKAGE_CHECKS:
        yield from check(package)
    main = package.main
    root = package.root(main) if main else None
    if main and root is not None:
        for listed in presentation.CHECKS:
            yield from listed(Part(main, "", root, package))
    for name, data in package.texts.items():
        if name.endswith(".rels"):
            continue
        reason = _fault(data)
        if reason:
            yield finding(BROKEN_XML, name, reason=reason)
        if not reason and _is_suspicious(data):
            yield from _shape_ids(package, name)


def _fault(data: bytes) -> str:
    """Why a part cannot be parsed; without a tree, that takes half the time."""
    try:
        ParserCreate(None, "}").Parse(data, True)
    except ExpatError as error:
        return str(error)
    return ""


def _is_suspicious(data: bytes) -> bool:
    """Whether two shapes seem to have one id, or a missing shape seems to be animated: this costs
    a fraction of looking at the tree of every part."""
    numbers = _SHAPE.findall(data)
    known = set(numbers)
    if len(known) < len(numbers):
        return True
    return b"spid=" in data and not known.issuperset(_TARGET.findall(data))


def _shape_ids(package: Package, name: str) -> Iterator[Finding]:
    """Shapes of one id outside alternatives, and animations of missing shapes."""
    root = package.root(name)
    if root is None:
        return
    part = Part(name, "", root, package)
    for found in (*slides.shape_ids(part), *slides.timing(part)):
        if found.code in _ID_CODES:
            yield found
