"""The texts of settings, such as the title: a line of Markdown each."""

from __future__ import annotations

from collections.abc import Callable

from deck_builder.base.diagnostics import Collector
from deck_builder.blocks.line_text import read_line
from deck_builder.markdown import Node, is_plain
from deck_builder.markdown.smart import with_smart_marks
from deck_builder.outline.links import report_links
from deck_builder.outline.settings import DeckFile
from deck_builder.text.runs import Run, runs_of

Filled = Callable[[Node], Node]
"""Puts the values of variables into a node."""
_FOR_AUDIENCES = "write another text for this audience under ‘audiences’"


def setting_runs(text: str, deck: DeckFile, filled: Filled, found: Collector) -> tuple[Run, ...]:
    """Return a text of the settings `deck` as runs, the values of variables in it."""
    text = text.strip()
    if is_plain(text) and not deck.smart:
        return (Run(text),) if text else ()
    node = read_line(text, deck.place(text), _FOR_AUDIENCES, found)
    if deck.smart:
        node = with_smart_marks(node, deck.language)
    node = filled(node)
    report_links((node,), found)
    return runs_of(node.children)
