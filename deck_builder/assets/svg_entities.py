"""Entities of drawings, which programs use as abbreviations: what they become has a limit, and they
are never read from elsewhere (XML 1.0, section 4)."""

from __future__ import annotations

import re

from deck_builder.base.limits import SVG_ELEMENTS, SVG_FILE

_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[(.*?)\]\s*>", re.DOTALL)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(
    rb"<!ENTITY\s+(%\s+)?([^\s\"'>]+)\s+(?:\"([^\"]*)\"|'([^']*)'|[^>\"']*(?:\"[^\"]*\"|'[^']*'|[^>])*)>",
    re.DOTALL,
)
_REFERENCE = re.compile(rb"&([^\s;&<#]+);")
_DEEPEST = 20


class EntityError(Exception):
    """Entities that are not read."""


def check_entities(data: bytes) -> None:
    """Raise EntityError when the entities of a drawing are not its own, or contain themselves, and
    LimitError when it becomes too large with them."""
    found = _SUBSET.search(data)
    subset = _COMMENT.sub(b"", found[1]) if found else b""
    entities = list(_ENTITY.finditer(subset))
    # What is not seen here would not be counted.
    if found is None or len(entities) != data.count(b"<!ENTITY"):
        raise EntityError("it has entities in a form that is not read")
    texts: dict[bytes, bytes | None] = {}
    for entity in entities:
        parameter, name, quoted, single = entity.groups()
        if parameter:
            raise EntityError("it has entities for parts of its document type")
        texts.setdefault(name, single if quoted is None else quoted)
    if b"&" in _ENTITY.sub(b"", subset):
        raise EntityError("it has entities in lists of attributes")
    known: dict[bytes, tuple[int, int]] = {}
    added = [_grown(name, texts, known, 0) for name in _REFERENCE.findall(data[found.end() :])]
    SVG_FILE.check(len(data) + sum(size for size, _ in added), "the drawing, with its entities,")
    tags = data.count(b"<") + sum(count for _, count in added)
    SVG_ELEMENTS.check(tags // 2, "the drawing, with its entities,")


def _grown(
    name: bytes,
    texts: dict[bytes, bytes | None],
    known: dict[bytes, tuple[int, int]],
    depth: int,
) -> tuple[int, int]:
    """How many bytes and tags a reference becomes."""
    if name not in texts:
        return 0, 0
    if name not in known:
        text = texts[name]
        shown = name.decode("utf-8", "replace")
        if text is None:
            raise EntityError(f"its entity ‘{shown}’ is in another file")
        if depth > _DEEPEST:
            raise EntityError(f"its entity ‘{shown}’ contains itself, or is nested too deeply")
        inner = [_grown(one, texts, known, depth + 1) for one in _REFERENCE.findall(text)]
        size = len(text) + sum(one for one, _ in inner)
        known[name] = size, text.count(b"<") + sum(count for _, count in inner)
    return known[name]
