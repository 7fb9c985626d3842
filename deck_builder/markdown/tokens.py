"""Which kinds of nodes markdown-it's tokens become."""

from __future__ import annotations

from collections.abc import Mapping

from markdown_it.token import Token

from deck_builder.markdown.marks import MARKS
from deck_builder.markdown.node import NodeKind

KINDS: Mapping[str, NodeKind] = {
    # Blocks with others in them.
    "blockquote": "quote",
    "bullet_list": "bullet_list",
    "dd": "definition",
    "div": "div",
    "dl": "definition_list",
    "footnote_reference": "footnote_definition",
    "list_item": "item",
    "ordered_list": "ordered_list",
    "table": "table",
    "tr": "row",
    # Blocks with text.
    "dt": "term",
    "heading": "heading",
    "paragraph": "paragraph",
    "td": "cell",
    "th": "cell",
    # Other blocks.
    "abbreviation": "abbreviation",
    "code_block": "code",
    "fence": "code",
    "formula_block": "math_block",
    "hr": "rule",
    "include": "include",
    # In a line, with others in them.
    **MARKS,
    "footnote": "footnote",
    "link": "link",
    "span": "span",
    # In a line, by themselves.
    "code_inline": "code_span",
    "footnote_ref": "footnote_ref",
    "formula": "math",
    "hardbreak": "break",
    "image": "image",
    "softbreak": "soft_break",
    "variable": "variable",
}
"""Kinds by the type of a token, without its `_open` or `_close`. HTML and text are looked into."""


def kind_of(token: Token) -> NodeKind:
    """Return the kind of node that begins or ends with `token`, or is it."""
    return KINDS[token.type.removesuffix("_open").removesuffix("_close")]
