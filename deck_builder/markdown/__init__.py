"""Markdown text folded to a tree; the only importer of markdown_it.

The dialect is CommonMark with GitHub's tables, task lists, strikethrough and autolinks, and
pandoc's attributes in braces, bracketed spans, fenced divs, footnotes, definition lists, sub- and
superscripts, below YAML front matter. Safe HTML is read as what it is in Markdown.
"""

from __future__ import annotations

from collections.abc import Callable

from deck_builder.base.diagnostics import Checked
from deck_builder.base.source import Source, Span
from deck_builder.markdown.emoji import emoji
from deck_builder.markdown.node import (
    BREAKS,
    EXAMPLES,
    INLINE_PARENTS,
    LISTS,
    NO_ATTRIBUTES,
    PAUSE_DOTS,
    TITLE_BLOCK,
    VARIABLE,
    Attributes,
    Node,
    NodeKind,
    holds_inline,
    is_only_block,
    walk,
    with_children,
)

__all__ = [
    "BREAKS",
    "EXAMPLES",
    "INLINE_PARENTS",
    "LISTS",
    "NO_ATTRIBUTES",
    "PAUSE_DOTS",
    "TITLE_BLOCK",
    "VARIABLE",
    "Attributes",
    "Node",
    "NodeKind",
    "emoji",
    "holds_inline",
    "is_only_block",
    "is_plain",
    "parse_line",
    "parse_markdown",
    "parse_written",
    "walk",
    "with_children",
]


def parse_markdown(source: Source, change: Callable[[Node], Node] | None = None) -> Checked[Node]:
    """Return the document in `source` as a tree; `change` is made to it before its HTML and
    footnotes are read."""
    # Imported when first needed: that takes longer than building a short talk.
    from deck_builder.markdown.tree import fold

    return fold(source, change)


def is_plain(text: str) -> bool:
    """Return whether there is no markup in a line of text."""
    from deck_builder.markdown import dialect

    return dialect.is_plain(text)


def parse_line(text: str, span: Span | None) -> Checked[Node]:
    """Return a text as a paragraph, its lines ending where they are written. `span` is where it is
    in a document."""
    from deck_builder.markdown.tree import fold_line

    return fold_line(text, span)


def parse_written(source: Source) -> Node:
    """Return the document in `source` as its author wrote it: HTML as `html`, footnotes as
    `footnote_ref` and `footnote_definition`, every block in its place."""
    from deck_builder.markdown.tree import fold_written

    return fold_written(source).value
