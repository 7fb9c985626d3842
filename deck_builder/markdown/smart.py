"""Typographic quotes, dashes and ellipses, as the language has them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.languages import primary_language
from deck_builder.base.patterns import late
from deck_builder.markdown.node import BREAKS, Node, holds_inline

_MARK = late(r"(?<!-)-{2,3}(?!-)|\.{3}|[\"']")
_DASHES = {"--": "–", "---": "—", "...": "…"}
_OPENING = "([{<-–—/«“‘„‚‹¿¡"


def with_smart_marks(node: Node, language: str) -> Node:
    """Return `node` with the quotes of `language`, a BCP 47 tag, and real dashes and ellipses;
    code and formulas stay as they are."""
    if holds_inline(node):
        setter = _Setter(_quotes(language))
        return replace(node, children=tuple(setter.nodes(node.children)))
    inner = node.attributes.get("lang") or language
    return replace(node, children=tuple(with_smart_marks(one, inner) for one in node.children))


@cache
def _quotes(language: str) -> tuple[str, ...]:
    """The opening and closing double quotes of a language, then its single ones (CLDR 45,
    "delimiters", which Babel does not have)."""
    quotes = json.loads(Path(__file__).with_name("quotes.json").read_text(encoding="utf-8"))
    known = (language.lower(), primary_language(language), "en")
    return tuple(next(quotes[name] for name in known if name in quotes))


class _Setter(Struct):
    """Replaces the marks in a block; `before` is the previous character, `open` the number of open
    single quotes."""

    quotes: tuple[str, ...]
    before: str = ""
    open: int = 0

    def nodes(self, nodes: tuple[Node, ...]) -> Iterator[Node]:
        for node in nodes:
            if node.kind == "text":
                yield replace(node, text=self._text(node.text))
            elif node.kind in BREAKS:
                self.before = " "
                yield node
            elif node.children:
                yield self._parent(node)
            else:
                self.before = node.text[-1:] or self.before
                yield node

    def _parent(self, node: Node) -> Node:
        outer = self.quotes
        language = node.attributes.get("lang")
        if language:
            self.quotes = _quotes(language)
        children = tuple(self.nodes(node.children))
        self.quotes = outer
        return replace(node, children=children)

    def _text(self, text: str) -> str:
        first, opened = self.before, -1

        def replacement(found: re.Match[str]) -> str:
            nonlocal opened
            mark, start, end = found[0], *found.span()
            if mark in _DASHES:
                return _DASHES[mark]
            before = "(" if start == opened else text[start - 1 : start] or first
            quote = self._quote(mark, before, text[end : end + 1])
            opened = end if quote in (self.quotes[0], self.quotes[2]) else -1
            return quote

        if text:
            self.before = text[-1]
        return _MARK().sub(replacement, text)

    def _quote(self, mark: str, before: str, after: str) -> str:
        double, single = self.quotes[:2], self.quotes[2:]
        opens = (not before or before.isspace() or before in _OPENING) and not after.isspace()
        if mark == '"':
            return double[0] if opens else double[1]
        if before.isalnum() and after.isalnum():
            return "’"
        # An apostrophe may stand for the century.
        if opens and not after.isdigit():
            self.open += 1
            return single[0]
        if self.open:
            self.open -= 1
            return single[1]
        return "’"
