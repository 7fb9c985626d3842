"""How a talk begins: the notes of its title slide, and what only that would show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Source
from deck_builder.markdown import Node
from deck_builder.markdown.slide_levels import is_notes, is_silent
from deck_builder.outline.model import OutlineSection, OutlineSlide
from deck_builder.outline.notes import notes_of_text
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
