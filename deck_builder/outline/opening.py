"""How a talk begins: the level of its slides, and the notes of its title slide."""

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
from deck_builder.outline.settings import RULES, DeckFile
from deck_builder.text.runs import Paragraph

NO_TITLE = Problem(
    "no-title",
    Severity.WARNING,
    "‘{key}’ is shown nowhere: without a title, the talk has no title slide",
    "write ‘title:’ among the settings, too",
)
NOT_ON_SLIDES = Problem(
    "setting-not-on-slides",
    Severity.WARNING,
    "‘{key}’ is on no slide: with ‘slides: rules’, the settings have no title slide",
    "write it on the first slide, or ‘{{{key}}}’ in the setting ‘footer’",
)
_FALLBACK_LEVEL = 1
_UNSEEN: tuple[NodeKind, ...] = ("abbreviation", "comment")
STARTS: tuple[NodeKind, ...] = ("heading", "rule", "include")
"""The kinds of nodes that start a slide."""
_NO_CONTENT: tuple[NodeKind, ...] = (*STARTS, *_UNSEEN)


def infer_slide_level(nodes: Sequence[Node]) -> int:
    """Return the highest heading level that is followed directly by content, as pandoc does; the
    lowest level when no heading is. Comments and notes do not count."""
    visible = [node for node in nodes if not is_silent(node)]
    levels = [
        node.level
        for node, following in pairwise(visible)
        if node.kind == "heading" and following.kind not in _NO_CONTENT
    ]
    return min(levels, default=max((node.level for node in visible), default=0) or _FALLBACK_LEVEL)


def report_unshown(deck: DeckFile, documents: Iterable[Node], found: Collector) -> None:
    """Report what only a title slide would show in a talk that has none."""
    problem = NOT_ON_SLIDES if deck.slides == RULES else NO_TITLE
    texts = [deck.footer, deck.header, *[one.span.source.text for one in documents if one.span]]
    for key in ("subtitle", "date"):
        is_used = any(re.search(rf"\{{\s*{key}\s*\}}", text) for text in texts)
        # A template may have a place for the date on each slide.
        is_used |= key == "date" and bool(deck.template)
        if getattr(deck, key) and not is_used:
            found.report(problem, deck.place(key), key=key)


def with_setting_notes(nodes: Sequence[Node], deck: DeckFile, found: Collector) -> Sequence[Node]:
    """Return `nodes` with the notes among the settings before them."""
    if not deck.notes.strip():
        return nodes
    span = deck.place(deck.notes.strip())
    source = Source(span.source.path if span else "", deck.notes)
    return (notes_of_text(source, span, found), *nodes)


def opening_notes(nodes: Sequence[Node]) -> tuple[tuple[Node, ...], Sequence[Node]]:
    """Return the notes before everything else in a talk, and the other nodes."""
    first = tuple(takewhile(is_silent, nodes))
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


def is_silent(node: Node) -> bool:
    """Whether a node is on no slide."""
    return node.kind in _UNSEEN or is_notes(node)
