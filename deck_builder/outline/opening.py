"""How a talk begins: the level of its slides, its title, and the notes of its title slide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Source
from deck_builder.markdown import Node, NodeKind
from deck_builder.outline.model import OutlineSection, OutlineSlide
from deck_builder.outline.notes import is_notes, notes_of_text
from deck_builder.outline.settings import DeckFile
from deck_builder.text.runs import Paragraph, Run, runs_of

NO_TITLE = Problem(
    "no-title",
    Severity.WARNING,
    "‘{key}’ is shown nowhere: without a title, the talk has no title slide",
    "write ‘title:’ among the settings, too",
)
_FALLBACK_LEVEL = 1
_UNSEEN: tuple[NodeKind, ...] = ("abbreviation", "comment")
_STARTS: tuple[NodeKind, ...] = ("heading", "rule", "include")
_NO_CONTENT: tuple[NodeKind, ...] = (*_STARTS, *_UNSEEN)


def infer_slide_level(nodes: Sequence[Node]) -> int:
    """Return the highest heading level that is followed directly by content, as pandoc does; the
    lowest level when no heading is. Comments and notes do not count."""
    visible = [node for node in nodes if not _is_silent(node)]
    levels = [
        node.level
        for node, following in pairwise(visible)
        if node.kind == "heading" and following.kind not in _NO_CONTENT
    ]
    return min(levels, default=max((node.level for node in visible), default=0) or _FALLBACK_LEVEL)


def talk_title(nodes: Sequence[Node], slide_level: int) -> tuple[tuple[Run, ...], Sequence[Node]]:
    """Return the talk's title and the nodes without it: the first heading, when it is the only one
    of level 1 among several. What follows it directly is a slide of the same title, unless it is
    only notes."""
    headings = [node for node in nodes if node.kind == "heading"]
    if len(headings) < 2 or [node.level for node in headings].count(1) != 1:
        return (), nodes
    before = tuple(takewhile(_is_silent, nodes))
    heading, *rest = nodes[len(before) :]
    is_slide = heading.attributes.get("include") is not None
    if heading.kind != "heading" or heading.level != 1 or is_slide:
        return (), nodes
    level = slide_level or infer_slide_level(rest)
    below = takewhile(lambda node: node.kind not in _STARTS, rest)
    if not all(map(_is_silent, below)):
        rest = [replace(heading, level=level), *rest]
    return runs_of(heading.children), (*before, *rest)


def report_unshown(deck: DeckFile, documents: Iterable[Node], found: Collector) -> None:
    """Report what only a title slide would show in a talk that has none."""
    texts = [deck.footer, *[one.span.source.text for one in documents if one.span]]
    for key in ("subtitle", "date"):
        is_used = any(re.search(rf"\{{\s*{key}\s*\}}", text) for text in texts)
        if getattr(deck, key) and not is_used:
            found.report(NO_TITLE, deck.place(key), key=key)


def with_setting_notes(nodes: Sequence[Node], deck: DeckFile, found: Collector) -> Sequence[Node]:
    """Return `nodes` with the notes among the settings before them."""
    if not deck.notes.strip():
        return nodes
    span = deck.place(deck.notes.strip())
    source = Source(span.source.path if span else "", deck.notes)
    return (notes_of_text(source, span, found), *nodes)


def opening_notes(nodes: Sequence[Node]) -> tuple[tuple[Node, ...], Sequence[Node]]:
    """Return the notes before everything else in a talk, and the other nodes."""
    first = tuple(takewhile(_is_silent, nodes))
    notes = tuple(filter(is_notes, first))
    others = (node for node in first if not is_notes(node))
    return (notes, (*others, *nodes[len(first) :])) if notes else ((), nodes)


def with_first_notes(
    sections: Iterable[OutlineSection], notes: tuple[Paragraph, ...]
) -> tuple[OutlineSection, ...]:
    """Return `sections` with `notes` before those of their first slide."""
    first, *rest = tuple(sections) or (OutlineSection(slides=(OutlineSlide(),)),)
    if first.title or not first.slides:
        return (replace(first, notes=(*notes, *first.notes)), *rest)
    slide, *others = first.slides
    slide = replace(slide, notes=(*notes, *slide.notes))
    return (replace(first, slides=(slide, *others)), *rest)


def _is_silent(node: Node) -> bool:
    return node.kind in _UNSEEN or is_notes(node)
