"""The caption under a table."""

from __future__ import annotations

from typing import ClassVar, Self

from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import Paragraphs, place_text, split_text
from deck_builder.markdown import Node
from deck_builder.text.runs import Paragraph, plain_text, runs_of
from deck_builder.theme.model import Theme


class Caption(Block, frozen=True):
    """What a table is, small and under it."""

    belongs_to_above: ClassVar[bool] = True

    paragraphs: Paragraphs
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A caption that the outline's parser has found."""
        if node.kind != "caption":
            return None
        return cls((Paragraph(runs_of(node.children), span=node.span),), node.span)

    def place(self, box: Box, theme: Theme) -> Placed:
        """In the captions' style."""
        return place_text(self.paragraphs, box, theme, theme.styles["caption"])

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """At the end of a sentence if there is one."""
        parts = split_text(self.paragraphs, box, theme, theme.styles["caption"])
        return parts and (Caption(parts[0], self.span), Caption(parts[1], self.span))

    def plain(self) -> str:
        """Its words."""
        return plain_text(self.paragraphs)
