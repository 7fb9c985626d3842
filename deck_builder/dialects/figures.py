"""Pictures that stand alone, whose descriptions are their captions in pandoc and Quarto."""

from __future__ import annotations

import re

from msgspec.structs import replace

from deck_builder.base.source import Source, Span
from deck_builder.dialects.model import Reading
from deck_builder.dialects.tree import mapped, with_pairs
from deck_builder.markdown import NO_ATTRIBUTES, Node, parse_markdown, walk
from deck_builder.markdown.node import conditions_of

_MARKED = frozenset(("link", "emphasis", "strong", "strike", "code_span", "math", "superscript"))
_PLAIN = frozenset(("text", "soft_break", *_MARKED, "subscript"))
_SIGN = re.compile(r"\\.|[\[\]]", re.DOTALL)
_BEGIN = "!["
_LOST = "words-of-description"


def figure(node: Node, reading: Reading) -> Node:
    """Return a paragraph that is one picture with its description as its caption; any other
    paragraph as it is."""
    if len(node.children) != 1 or node.children[0].kind != "image":
        return node
    picture = node.children[0]
    caption = picture.text.strip()
    if not caption:
        return node
    given = picture.attributes.get("alt")
    words = picture.children or _marked_words(picture)
    if picture.title == caption and not words:
        return node
    title = "" if words else caption
    picture = replace(picture, text="", title=title, children=words)
    picture = with_pairs(picture, alt=given or caption)
    if words:
        # The caption has what a description has not.
        found = reading.found.found
        found[:] = [one for one in found if not (one.code == _LOST and one.span == picture.span)]
    return replace(node, children=(picture,))


def _marked_words(picture: Node) -> tuple[Node, ...]:
    """The description as it is written; empty when it is only text."""
    written = _in_brackets(picture.span)
    if not any(sign in written for sign in "[<*_`$"):
        return ()
    (*others, words) = parse_markdown(Source("", written)).value.children or (None,)
    if others or words is None or words.kind != "paragraph":
        return ()
    inside = list(walk(words.children))
    kinds = {one.kind for one in inside}
    has_conditions = any(conditions_of(one.attributes) is not NO_ATTRIBUTES for one in inside)
    if has_conditions or not kinds <= _PLAIN or kinds.isdisjoint(_MARKED):
        return ()
    return mapped(words.children, lambda one: replace(one, span=picture.span))


def _in_brackets(span: Span | None) -> str:
    text = span.text if span else ""
    if not text.startswith(_BEGIN):
        return ""
    level = 0
    for sign in _SIGN.finditer(text, 1):
        level += {"[": 1, "]": -1}.get(sign[0], 0)
        if level == 0:
            return text[len(_BEGIN) : sign.start()]
    return ""
