"""The texts of settings, such as the title: a line of Markdown each."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from deck_builder.base.diagnostics import Checked, Collector
from deck_builder.base.source import Span
from deck_builder.blocks import BlockReader
from deck_builder.markdown import NO_ATTRIBUTES, Node, is_plain, parse_line, walk
from deck_builder.markdown.node import conditions_of
from deck_builder.markdown.smart import with_smart_marks
from deck_builder.markdown.strays import STRAY_CONDITION
from deck_builder.outline.settings import DeckFile
from deck_builder.text.runs import Run, runs_of

Filled = Callable[[Node], Node]
"""Puts the values of variables into a node."""


def setting_runs(text: str, deck: DeckFile, filled: Filled, found: Collector) -> tuple[Run, ...]:
    """Return a text of the settings `deck` as runs, the values of variables in it."""
    text = text.strip()
    if is_plain(text) and not deck.smart:
        return (Run(text),) if text else ()
    span = deck.place(text)
    parsed = parse_line(text, span)
    placed = tuple(replace(one, span=span) for one in parsed.diagnostics)
    node = _at(found.take(Checked(parsed.value, placed)), span)
    for part in walk((node,)):
        if conditions_of(part.attributes) is not NO_ATTRIBUTES:
            hint = "write another text for this audience under ‘audiences’"
            found.report(STRAY_CONDITION, span, word=part.kind, hint=hint)
    if deck.smart:
        node = with_smart_marks(node, deck.language)
    BlockReader((), found).check_formulas(node)
    return runs_of(filled(node).children)


def _at(node: Node, span: Span | None) -> Node:
    """A node with all its parts at `span`: where a text is in YAML is not known any better."""
    children = tuple(_at(child, span) for child in node.children)
    return replace(node, children=children, span=span)
