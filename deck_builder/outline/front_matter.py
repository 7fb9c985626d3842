"""The settings at the top of a talk that is a single file."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.diagnostics import Checked, Collector
from deck_builder.markdown import TITLE_BLOCK, Node
from deck_builder.markdown.front_matter import read_title_block
from deck_builder.outline.includes import UNUSED_FRONT_MATTER
from deck_builder.outline.settings import DeckFile, read_front_matter


def read_deck(documents: Sequence[Node], deck: DeckFile, single_file: bool) -> Checked[DeckFile]:
    """Return the talk's settings: `deck`, or for a talk in a single file its front matter."""
    found = Collector()
    for document in documents:
        # A title block adds to what the front matter below it says.
        for node in reversed(document.children):
            if node.kind != "front_matter" or node.span is None:
                continue
            if single_file:
                deck = _titled(node, deck) or found.take(read_front_matter(node.span))
            elif node.text.strip():
                found.report(UNUSED_FRONT_MATTER, node.span)
    return found.checked(deck)


def _titled(node: Node, deck: DeckFile) -> DeckFile | None:
    """Settings with what they lack from a title block; None if `node` is none."""
    if node.info != TITLE_BLOCK:
        return None
    title, author, date = read_title_block(node.text)
    return replace(
        deck,
        title=deck.title or title,
        author=deck.author or author,
        date=deck.date or date,
        span=deck.span or node.span,
    )
