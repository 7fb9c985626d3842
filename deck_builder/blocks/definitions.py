"""Definition lists: terms, and under each what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.cards import Card
from deck_builder.blocks.frames import Paragraphs, place_text, split_text
from deck_builder.blocks.lists import item_paragraphs
from deck_builder.markdown import Node
from deck_builder.text.runs import Paragraph, plain_text, runs_of
from deck_builder.theme.model import Theme

# In points, so that a definition stands nearer to its term than to the next one.
_UNDER_TERM = 2.0


class Definitions(Block, frozen=True):
    """A definition list as paragraphs: strong terms, and what they mean one level deeper."""

    paragraphs: Paragraphs
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A definition list, all of whose content is text."""
        if node.kind != "definition_list":
            return None
        return cls(tuple(_paragraphs(node)), node.span)

    @property
    def text(self) -> Paragraphs:
        """Its paragraphs."""
        return self.paragraphs

    def place(self, box: Box, theme: Theme) -> Placed:
        """In the body style."""
        return place_text(self.paragraphs, box, theme, theme.styles["body"])

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Before a term."""
        parts = split_text(self.paragraphs, box, theme, theme.styles["body"])
        return parts and (Definitions(parts[0], self.span), Definitions(parts[1], self.span))

    def plain(self) -> str:
        """Its words."""
        return plain_text(self.paragraphs)

    def cards(self) -> tuple[Card, ...] | None:
        """Return it as cards when each term has one paragraph, or None."""
        terms, meanings = self.paragraphs[::2], self.paragraphs[1::2]
        if any(one.level for one in terms) or any(one.level != 1 for one in meanings):
            return None
        if len(terms) != len(meanings) or any(one.bullet for one in meanings):
            return None
        return tuple(
            Card(tuple(replace(run, bold=False) for run in term.runs), meaning.runs, term.span)
            for term, meaning in zip(terms, meanings, strict=True)
        )


def _paragraphs(node: Node) -> Iterator[Paragraph]:
    for child in node.children:
        if child.kind == "term":
            runs = (replace(run, bold=True) for run in runs_of(child.children))
            yield Paragraph(tuple(runs), span=child.span)
            continue
        for paragraph in item_paragraphs(child, None, 1):
            yield replace(paragraph, space_before=_UNDER_TERM)
