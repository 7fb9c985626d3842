"""The texts of nodes, as what an audience may or may not see, and the abbreviations in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from deck_builder.base.exact import Exact
from deck_builder.base.memory import recalled
from deck_builder.base.source import Span
from deck_builder.markdown import BREAKS, Node, holds_inline, walk
from deck_builder.outline.abbreviations import without_definitions

# Attributes whose values are keywords: layouts and formats have the same names in every file.
_KEYWORDS = ("layout", "transition", "prose", "when-format", "unless-format")


def texts_of(node: Node) -> Iterator[str]:
    """Yield the texts of a block: those of its paragraphs as a whole, and all others."""
    return (text for text, _ in _placed_texts(node))


def _placed_texts(node: Node) -> Iterator[tuple[str, Span | None]]:
    """Yield the texts of a block with their places."""
    for inner in walk((node,)):
        yield _words(inner) if holds_inline(inner) else inner.text, inner.span
        yield inner.title, inner.span
        for key, value in inner.attributes.pairs:
            if key not in _KEYWORDS:
                yield value, inner.span


def all_texts_of(node: Node) -> tuple[str, ...]:
    """Return the texts of a block, its ids, and the targets of its links and pictures."""
    return recalled(
        lambda: (all_texts_of, Exact(node, node.span)),
        lambda: tuple(text for text, _ in _all_placed_texts(node)),
    )


def _all_placed_texts(node: Node) -> Iterator[tuple[str, Span | None]]:
    """Yield the texts of a block, its ids and targets, with their places."""
    yield from _placed_texts(node)
    for inner in walk((node,)):
        yield inner.target, inner.span
        yield inner.attributes.id, inner.span


def placed_texts_of(node: Node) -> tuple[tuple[str, Span | None], ...]:
    """Return the texts of a block, its ids, and its targets, each with its place."""
    key = Exact(node, node.span)
    return recalled(lambda: (placed_texts_of, key), lambda: tuple(_all_placed_texts(node)))


def _words(node: Node) -> str:
    if node.kind in BREAKS:
        return " "
    return node.text + "".join(map(_words, node.children))


def abbreviations_in(nodes: Sequence[Node]) -> set[str]:
    """Return the abbreviations that are used in `nodes`."""
    names = {node.text for node in walk(nodes) if node.kind == "abbreviation"}
    return used_in(names, nodes)


def used_in(names: set[str], nodes: Sequence[Node]) -> set[str]:
    """Return those of some abbreviations, `names`, that are in the text of `nodes`."""
    if not names:
        return names
    wanted = frozenset(names)
    return set[str]().union(*(_used_in(node, wanted) for node in without_definitions(nodes)))


def _used_in(node: Node, names: frozenset[str]) -> frozenset[str]:
    """Those of some abbreviations that are in the text of `node`."""

    def used() -> frozenset[str]:
        text = " ".join(texts_of(node))
        return frozenset(name for name in names if name in text and _abbreviated(name).search(text))

    return recalled(lambda: (_used_in, Exact(node, node.span), names), used)


@lru_cache
def _abbreviated(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
