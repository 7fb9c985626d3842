"""Which kinds of nodes markdown-it's tokens become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from markdown_it.token import Token

from deck_builder.base.numerals import DECIMAL, PLAIN
from deck_builder.markdown.fancy_lists import LABEL
from deck_builder.markdown.latex_commands import TOKEN
from deck_builder.markdown.marks import MARKS
from deck_builder.markdown.node import BlockKind, InlineKind, NodeKind

KINDS: Mapping[str, NodeKind] = {
    # Most kinds have the name of their tokens.
    **{kind: kind for kind in (*get_args(BlockKind), *get_args(InlineKind))},
    **MARKS,
    "blockquote": "quote",
    "code_block": "code",
    "code_inline": "code_span",
    "dd": "definition",
    "dl": "definition_list",
    "dt": "term",
    "fence": "code",
    "footnote_reference": "footnote_definition",
    "formula": "math",
    "formula_block": "math_block",
    "hardbreak": "break",
    "hr": "rule",
    TOKEN: "comment",
    "list_item": "item",
    "softbreak": "soft_break",
    "td": "cell",
    "th": "cell",
    "tr": "row",
}
"""The kinds of nodes by the type of their tokens, without `_open` or `_close`."""

_CONTAINERS = (
    *("blockquote", "bullet_list", "dd", "dl", "footnote_reference", "list_item", "ordered_list"),
    *("table", "tr"),
)
OPENING = frozenset(f"{name}_open" for name in _CONTAINERS)
"""The types of the tokens that begin what holds other blocks."""
CLOSING = frozenset(f"{name}_close" for name in _CONTAINERS)
"""The types of the tokens that end it."""
WITH_TEXT = frozenset(("paragraph_open", "heading_open", "th_open", "td_open", "dt_open"))
"""The types of the tokens that begin what holds a line of text."""


def kind_of(token: Token) -> NodeKind:
    """Return the kind of the node that `token` is, or that it begins or ends."""
    return KINDS[token.type.removesuffix("_open").removesuffix("_close")]


def info_of(token: Token) -> str:
    """Return the label of a footnote or an example that `token` begins, or how the list is numbered
    where that is not the usual way."""
    match token.type:
        case "footnote_reference_open":
            return token.info
        case "list_item_open":
            return str(token.meta.get(LABEL, ""))
        case "ordered_list_open":
            style = token.info or f"{DECIMAL}{token.markup}"
            return "" if style == PLAIN else style
        case _:
            return ""
