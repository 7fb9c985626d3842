"""Talks of our own, which stay as they are in a copy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from deck_builder.article.conversion.files import Places, parent_of
from deck_builder.article.conversion.sections import WHOLE
from deck_builder.article.conversion.settings import (
    FROM,
    REST,
    section_lines,
    unknown_places,
)
from deck_builder.article.settings import comment_lines, entries_of
from deck_builder.base import inputs
from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.markdown import TITLE_BLOCK, Node, parse_written
from deck_builder.markdown.front_matter import find_front_matter, read_title_block
from deck_builder.outline.settings import DECK_FILE, DeckFile, read_settings
from deck_builder.outline.talk import Talk

_RULE, _FIRST_RULE = "---", "***"

Made = tuple[dict[str, bytes], tuple[str, ...]]
"""The files of a copy, and which of them are sections."""


def own_files(talk: Talk, deck: DeckFile, places: Places) -> Made:
    """Return the settings and sections of a talk of our own, as they are but for the names of files
    that have another place in the copy."""
    places.in_files()
    if talk.settings is None:
        return _single(talk.outlines[0], deck, places)
    files = {DECK_FILE: _kept(talk.settings, places)}
    sections: list[str] = []
    for source in talk.outlines:
        name = places.section(source.path)
        files[name] = _kept(source, places)
        sections.append(name)
    return files, tuple(sections)


def _kept(source: Source, places: Places) -> bytes:
    """A file byte for byte, unless a name in it is another one in the copy."""
    text = places.in_text(source.text, parent_of(source.path))
    return inputs.read_bytes(Path(source.path)) if text == source.text else encoded(text)


def _single(source: Source, deck: DeckFile, places: Places) -> Made:
    """A talk in one file as a folder: its settings become those of the folder."""
    nodes = [node for node in parse_written(source).children if node.kind == "front_matter"]
    lines = [*_title_lines(nodes)]
    entries = [entry for node in nodes if node.info != TITLE_BLOCK for entry in _entries(node.span)]
    unknown = tuple(_unknown(entries))
    lines += [entry for entry in entries if entry not in unknown]
    lines += section_lines((WHOLE,)) if not deck.sections else ()
    lines += comment_lines(REST, unknown)
    body = source.text[_head_end(source, nodes) :].lstrip("\n")
    if body.partition("\n")[0].rstrip() == _RULE:
        # It is no beginning of settings.
        body = f"{_FIRST_RULE}{body[len(_RULE) :]}"
    folder = parent_of(source.path)
    settings = places.in_text("\n".join(lines) + "\n", folder)
    files = {DECK_FILE: encoded(settings), WHOLE: encoded(places.in_text(body, folder))}
    return files, (WHOLE,)


def _head_end(source: Source, nodes: Sequence[Node]) -> int:
    """Where the settings at the top of a talk end."""
    end = 0
    for node in nodes:
        if node.span is None:
            continue
        if node.info == TITLE_BLOCK:
            end = node.span.end
        else:
            begin = source.text.rfind(_RULE, 0, node.span.start)
            found = find_front_matter(source.text[begin:])
            end = begin + found.after if found and found.closed else node.span.end
    return end


def _title_lines(nodes: Sequence[Node]) -> Iterator[str]:
    """The settings that a title block is."""
    for node in nodes:
        if node.info == TITLE_BLOCK:
            parts = zip(("title", "author", "date"), read_title_block(node.text), strict=True)
            yield from (
                f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in parts if text
            )


def head_entries(source: Source) -> tuple[str, ...]:
    """Return what a text says above its slides, each key with its lines."""
    found = find_front_matter(source.text)
    if found is None or not found.closed:
        return ()
    return tuple(_entries(Span(source, found.start, found.end)))


def _entries(span: Span | None) -> Iterator[str]:
    return entries_of(span.text) if span else iter(())


def key_of(entry: str) -> str:
    """Return the key of an entry of settings."""
    return entry.partition(":")[0].strip().strip("\"'")


def _unknown(entries: Sequence[str]) -> Iterator[str]:
    """Yield the entries that are no settings of ours."""
    text = "\n".join(entries)
    found = Collector()
    read_settings(Source(DECK_FILE, text), 0, len(text), DECK_FILE, found)
    places = unknown_places(found.found)
    start = 0
    for entry in entries:
        if start in places:
            yield entry
        start += len(entry) + 1


def foreign_settings(source: Source, places: Places) -> str:
    """Return the settings of a folder in another program's Markdown, which is our own now."""
    kept = [entry for entry in entries_of(source.text) if key_of(entry) != FROM]
    text = places.in_text("\n".join(kept), parent_of(source.path))
    return f"{text.rstrip()}\n"


def encoded(text: str) -> bytes:
    """Return the content of a file with this text."""
    return text.encode("utf-8", "surrogatepass")
