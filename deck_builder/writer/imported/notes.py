"""The notes of an imported slide, with what the author adds to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from deck_builder.package.opc import CT
from deck_builder.package.opened import OpenedFile
from deck_builder.package.xml import NAMESPACES, parse, qn, serialized
from deck_builder.text.runs import Paragraph


def has_body(package: OpenedFile, name: str) -> bool:
    """Whether a part of a file is a notes slide with a placeholder for text."""
    return package.type(name) == CT.PML_NOTES_SLIDE and _body(package.tree(name)) is not None


def _body(notes: etree._Element) -> etree._Element | None:
    for shape in notes.iter(qn("p:sp")):
        place = next(shape.iter(qn("p:ph")), None)
        if place is not None and place.get("type") == "body":
            return shape.find(qn("p:txBody"))
    return None


def added_around(own: Iterable[str], notes: Sequence[Paragraph]) -> tuple[int, int]:
    """Return how many of `notes` come before the imported slide's `own`, and how many after
    them."""
    texts, whole = list(own), [one.text for one in notes]
    for start in range(len(whole) - len(texts) + 1):
        if whole[start : start + len(texts)] == texts:
            return start, len(whole) - start - len(texts)
    return len(whole), 0


def with_paragraphs(blob: bytes, before: str, after: str) -> bytes:
    """Return a notes slide with paragraphs before and after its own; empty ones are removed."""
    root = parse(blob)
    body = _body(root)
    assert body is not None
    for one in list(body.iterchildren(qn("a:p"))):
        if not "".join(map(str, one.itertext())).strip():
            body.remove(one)
    own = list(body.iterchildren(qn("a:p")))
    first = body.index(own[0]) if own else len(body)
    for offset, one in enumerate(_elements(before)):
        body.insert(first + offset, one)
    body.extend(_elements(after))
    return serialized(root)


def _elements(paragraphs: str) -> list[etree._Element]:
    return list(parse(f"<a:x {NAMESPACES}>{paragraphs}</a:x>".encode()))
