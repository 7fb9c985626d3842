"""What the files of a talk name: ids, and where they are used, and variables."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from deck_builder.api.editing.desk import Document, Index
from deck_builder.api.editing.model import Place
from deck_builder.api.editing.regions import regions
from deck_builder.base.source import Span
from deck_builder.markdown import VARIABLE, Node, walk
from deck_builder.outline.anchors import identifier
from deck_builder.text.runs import plain_runs, runs_of

_OF_DECK = ("title", "subtitle", "author", "date")
_LONGEST = 60
_LINK = re.compile(r"\]\(<?#([^()\s<>]+)|\blink=\"?#([^\s\"{}]+)")
_REFERENCE = re.compile(
    r"(?<![\w@])@((?:fig|tbl|eq|lst|sec|thm|lem|cor|prp|def|exm)[:-][\w:-]*\w)", re.I
)
_ID = re.compile(r"\{[^{}\n]*?#([\w:.-]+)")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


class Anchor(Struct, frozen=True):
    """What a link may lead to: its `name`, the `place` of what has it, its `words`, whether it
    `is_heading`, and the place of the id as it is written, None for one that is made of words."""

    name: str
    place: Place
    words: str
    is_heading: bool
    written: Place | None = None


def anchors(index: Index) -> Iterator[Anchor]:
    """Yield all that links of a talk may lead to, in order."""
    for document in index.documents:
        for node in walk((document.root,)):
            yield from _anchors_of(node, document)


def _anchors_of(node: Node, document: Document) -> Iterator[Anchor]:
    name, is_heading = node.attributes.id, node.kind == "heading"
    if node.span is None or not (name or is_heading):
        return
    runs = runs_of(node.children) if is_heading else ()
    words = plain_runs(runs) if is_heading else _first_words(node)
    place = Place(document.path, node.span.start, node.span.end)
    if name:
        yield Anchor(name, place, words, is_heading, _written(name, node, document))
    if is_heading and not name:
        yield Anchor(identifier(runs), place, words, is_heading)


def _first_words(node: Node) -> str:
    line = node.span.text.strip().partition("\n")[0] if node.span else ""
    return line[:_LONGEST]


def _written(name: str, node: Node, document: Document) -> Place | None:
    span: Span | None = node.attributes.span or node.span
    if span is None:
        return None
    found = re.search(rf"(?<=#){re.escape(name)}(?![\w-])", span.text)
    if found is None:
        return None
    start = span.start + found.start()
    return Place(document.path, start, start + len(name))


def uses_of_id(index: Index, name: str) -> Iterator[Place]:
    """Yield where links and references name the id `name`."""
    for document in index.documents:
        text = without_code(document.source.text)
        for pattern in (_LINK, _REFERENCE):
            for found in pattern.finditer(text):
                group = next(at for at, one in enumerate(found.groups(), 1) if one)
                if found[group] == name:
                    yield Place(document.path, *found.span(group))


def id_at(text: str, offset: int) -> Place | None:
    """Return the stretch of the id that is written or named at `offset` of a text, if there is
    one; its path is empty."""
    plain = without_code(text)
    begin = plain.rfind("\n", 0, offset) + 1
    end = plain.find("\n", offset)
    line = plain[begin : len(plain) if end < 0 else end]
    for pattern in (_LINK, _REFERENCE, _ID):
        for found in pattern.finditer(line):
            group = next(at for at, one in enumerate(found.groups(), 1) if one)
            start, last = found.span(group)
            if start - 1 <= offset - begin <= last:
                return Place("", begin + start, begin + last)
    return None


def without_code(text: str) -> str:
    """Return a Markdown text of the same length with blanks in place of its code."""
    pieces, at = [], 0
    for region in regions(text):
        if region.kind != "fence" or region.info.split(" ")[0] in ("chart", "table"):
            continue
        pieces += [text[at : region.start], re.sub(r"[^\n]", " ", text[region.start : region.end])]
        at = region.end
    whole = "".join((*pieces, text[at:]))
    return _CODE.sub(lambda found: " " * len(found[0]), whole) if "`" in whole else whole


def variables(index: Index) -> Mapping[str, str]:
    """Return the variables of a talk with their values, those of the talk before those of its
    audiences."""
    found: dict[str, str] = {}
    for _, group in index.groups("variables"):
        for name, value in (group.mapping or {}).items():
            found.setdefault(name, value.text or "")
    mapping = (index.settings.mapping if index.settings else None) or {}
    environment = mapping.get("environment")
    if environment is not None:
        for item in environment.items or (environment,):
            found.setdefault(item.text or "", "from the environment")
    for key in _OF_DECK:
        if key in mapping and mapping[key].text is not None:
            found.setdefault(key, mapping[key].text or "")
    if "audiences" in mapping:
        found.setdefault("audience", "the name of the audience")
    return found


def variable_at(text: str, offset: int) -> Place | None:
    """Return the stretch of the name of the variable at `offset` of a text, if there is one; its
    path is empty."""
    begin = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[begin : len(text) if end < 0 else end]
    for found in VARIABLE.finditer(line):
        if found.start() <= offset - begin <= found.end():
            return Place("", begin + found.start(1), begin + found.end(1))
    return None


def places_of_variable(index: Index, name: str) -> Iterator[Place]:
    """Yield where the settings give the variable `name` a value."""
    for _, group in index.groups("variables"):
        span = group.keys.get(name)
        if span is not None:
            yield _place(span)


def uses_of_variable(index: Index, name: str) -> Iterator[Place]:
    """Yield where a variable is used in the texts and the settings of a talk."""
    texts = {one.path: one.source.text for one in index.documents}
    if index.settings is not None:
        source = index.settings.span.source
        texts.setdefault(_place(index.settings.span).path, source.text)
    for path, text in texts.items():
        for found in VARIABLE.finditer(without_code(text) if path.endswith(".md") else text):
            if found[1] == name and text[: found.start()][-1:] != "\\":
                yield Place(path, *found.span(1))


def _place(span: Span) -> Place:
    return Place(os.path.abspath(span.source.path), span.start, span.end)
