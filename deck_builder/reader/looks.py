"""A digest of the looks of shapes, whatever their words: places, sizes, colours, emphasis."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from lxml import etree

from deck_builder.reader.names import SPACES, local, qn

# Attributes with words or names, or of the spelling checker.
_IGNORED = frozenset(
    ("id", "name", "descr", "title", "lang", "altLang", "dirty", "err", "smtClean", "noProof")
)
_ENDS = (qn("a:endParaRPr"), qn("p:extLst"), qn("a:extLst"))
_RELATIONS = f"{{{SPACES['r']}}}"


def looks_of(element: etree._Element) -> str:
    """Return the digest of an element with all that is in it."""
    found = hashlib.sha256()
    for part in _parts(element):
        found.update(part.encode("utf-8", "replace"))
    return found.hexdigest()[:16]


def _parts(element: etree._Element) -> Iterator[str]:
    if element.tag in _ENDS:
        return
    yield f"<{local(element)}"
    yield from sorted(
        f" {key!s}={value!s}"
        for key, value in element.attrib.items()
        if key not in _IGNORED and not str(key).startswith(_RELATIONS)
    )
    before: tuple[str, ...] = ()
    for child in element:
        parts = tuple(_parts(child))
        # Programs cut runs of one look into several.
        if parts != before or child.tag != qn("a:r"):
            yield from parts
        before = parts
    yield ">"
