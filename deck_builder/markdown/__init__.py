"""Markdown text folded to a tree; the only importer of markdown_it.

The dialect is CommonMark with GitHub's tables, task lists, strikethrough and autolinks, and
pandoc's attributes in braces, bracketed spans, fenced divs, footnotes, definition lists, sub- and
superscripts, below YAML front matter. Safe HTML is read as what it is in Markdown.
"""

from __future__ import annotations

from deck_builder.base.diagnostics import Checked
from deck_builder.base.source import Source
from deck_builder.markdown.node import (
    BREAKS,
    INLINE_PARENTS,
    LISTS,
    NO_ATTRIBUTES,
    VARIABLE,
    Attributes,
    Node,
    NodeKind,
    walk,
)

__all__ = [
    "BREAKS",
    "INLINE_PARENTS",
    "LISTS",
    "NO_ATTRIBUTES",
    "VARIABLE",
    "Attributes",
    "Node",
    "NodeKind",
    "parse_markdown",
    "parse_written",
    "walk",
]


def parse_markdown(source: Source) -> Checked[Node]:
    """Return the document in `source` as a tree."""
    # Loaded when first needed: markdown-it takes longer to import than a short talk to build.
    from deck_builder.markdown.tree import fold

    return fold(source)


def parse_written(source: Source) -> Node:
    """Return the document in `source` as its author wrote it: every block where it stands, HTML as
    `html`, footnotes as `footnote_ref` and `footnote_definition`."""
    from deck_builder.markdown.tree import fold_written

    return fold_written(source).value
