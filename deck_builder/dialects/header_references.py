"""Headings as targets of links: in pandoc, their words in brackets lead to them
(https://pandoc.org/MANUAL.html#extension-implicit_header_references)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from deck_builder.dialects.tree import mapped, text_of
from deck_builder.markdown import Node, walk

_REFERENCE = re.compile(r"\[([^\[\]\n]{1,200})\](?:\[([^\[\]\n]{0,200})\])?")
_NOT_IN_IDS = re.compile(r"[^\w\- ]+")


def with_header_links(nodes: Sequence[Node]) -> list[Node]:
    """Return `nodes` with the words of headings in brackets as links to these."""
    if not any("[" in one.text for one in walk(nodes) if one.kind == "text"):
        return list(nodes)
    targets: dict[str, str] = {}
    for one in walk(nodes):
        if one.kind == "heading" and (words := text_of(one)).strip():
            targets.setdefault(_label(words), one.attributes.id or _id(words))

    def change(node: Node) -> Node | tuple[Node, ...]:
        if node.kind == "link":
            # There are no links in links.
            return replace(node, children=mapped(node.children, _as_words))
        is_open = node.kind == "text" and "[" in node.text
        return tuple(_linked(node, targets)) if is_open else node

    return list(mapped(nodes, change))


def _as_words(node: Node) -> Node | tuple[Node, ...]:
    return node.children if node.kind == "link" else node


def _label(words: str) -> str:
    """As labels are compared: by neither case nor white space."""
    return " ".join(words.split()).casefold()


def _id(words: str) -> str:
    return "-".join(_NOT_IN_IDS.sub("", words.lower()).split())


def _linked(node: Node, targets: Mapping[str, str]) -> Iterator[Node]:
    end = 0
    for found in _REFERENCE.finditer(node.text):
        target = targets.get(_label(found[2] or found[1]))
        if not target:
            continue
        if found.start() > end:
            yield _part(node, end, found.start())
        start = found.start(1)
        words = _part(node, start, found.end(1))
        yield Node("link", (words,), target=f"#{target}", span=words.span)
        end = found.end()
    if end < len(node.text):
        yield _part(node, end, len(node.text)) if end else node


def _part(node: Node, start: int, end: int) -> Node:
    text = node.text[start:end]
    # What was written with escapes has no place of its own.
    span = (
        node.span.at(start, len(text)) if node.span and node.text in node.span.text else node.span
    )
    return replace(node, text=text, span=span)
