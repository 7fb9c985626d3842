"""Where what is named at a place comes from: files, ids, variables and audiences."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from deck_builder.api.editing.desk import Desk, Index
from deck_builder.api.editing.marks import (
    anchors,
    id_at,
    places_of_variable,
    variable_at,
)
from deck_builder.api.editing.model import Place
from deck_builder.api.editing.regions import line_end, line_start, region_at, word_at
from deck_builder.base import inputs
from deck_builder.base.source import Span

_INCLUDE = re.compile(
    r"(?:\{\{<[ \t]*include|^[ \t>]*:{3,}[ \t]*include)[ \t]+(?P<name>[^\s>]+)", re.MULTILINE
)
_TARGET = re.compile(r"\]\(<?(?P<name>[^()\s<>#]+)")
_ATTRIBUTE = re.compile(r"\b(?:file|poster|background|include|link)=\"?(?P<name>[^\s\"{}]+)")
_SETTING = re.compile(
    r"^[ \t]*(?:- )?(?:theme|template|bibliography|csl|data|extends|picture|file):[ \t]*"
    r"[\"']?(?P<name>[^\s\"'{}\[\],]+)"
)
_NAMES = (_INCLUDE, _TARGET, _ATTRIBUTE, _SETTING)
_AUDIENCE = re.compile(
    r"\b(?:audience|not-audience|when-profile|unless-profile)=(\"[^\"]*|[^\s}]*)"
)
_NAME_OF_FILE = re.compile(r"[\w./-]+\.\w{1,8}")


def definitions(desk: Desk, path: str, offset: int) -> tuple[Place, ...]:
    """Return where what is named at `offset` of the file at `path` is defined: of an include, a
    picture, a data file, a theme or a template, the file; of an id, what has it; of a variable or
    an audience, its settings."""
    text = desk.source(path).text
    index = desk.index(desk.talk_of(path))
    found = list(_of_names(index, text, offset))
    if not found:
        with desk.reading(index.talk):
            name = named_file(path, text, offset)
            there = file_named(index, path, name) if name else None
        found = [Place(there)] if there else []
    return tuple(dict.fromkeys(found))


def _of_names(index: Index, text: str, offset: int) -> Iterator[Place]:
    if variable := variable_at(text, offset):
        yield from places_of_variable(index, text[variable.start : variable.end])
    elif found := id_at(text, offset):
        name = text[found.start : found.end]
        for anchor in anchors(index):
            if anchor.name == name:
                yield anchor.written or anchor.place
    elif name := _audience_at(text, offset):
        audiences = (index.settings.mapping or {}).get("audiences") if index.settings else None
        span = audiences.keys.get(name) if audiences else None
        if span is not None:
            yield place_of(span)


def place_of(span: Span) -> Place:
    """Return a span as a place in a file."""
    return Place(os.path.abspath(span.source.path), span.start, span.end)


def _audience_at(text: str, offset: int) -> str:
    begin = line_start(text, offset)
    line = text[begin : line_end(text, offset)]
    for found in _AUDIENCE.finditer(line):
        if found.start(1) <= offset - begin <= found.end(1):
            start, end = word_at(text, offset, r"[\w.-]")
            return text[start:end]
    return ""


def named_file(path: str, text: str, offset: int) -> str:
    """Return the name of the file that is named at `offset`, empty when none is."""
    begin = line_start(text, offset)
    line = text[begin : line_end(text, offset)]
    for pattern in _NAMES:
        for found in pattern.finditer(line):
            if found.start("name") <= offset - begin <= found.end("name"):
                return found["name"].partition("#")[0] if pattern is not _TARGET else found["name"]
    if region_at(path, text, offset).kind in ("settings", "theme", "fence"):
        for found in _NAME_OF_FILE.finditer(line):
            if found.start() <= offset - begin <= found.end():
                return found[0]
    return ""


def file_named(index: Index, path: str, name: str) -> str | None:
    """Return where the file `name` is that the file at `path` names, None when it is not there or
    may not be read."""
    if "://" in name:
        return None
    roots = dict.fromkeys((Path(path).parent, *index.assets.roots))
    for root in roots:
        if inputs.is_file(root / name):
            return os.path.abspath(root / name)
    return None
