"""Paragraphs, and headings below slide level."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, Self

from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import Paragraphs, in_pieces, place_text, split_text
from deck_builder.markdown import Node
from deck_builder.text.runs import Paragraph, ParagraphRole, Run, plain_text, runs_of
from deck_builder.theme.model import Theme


class Prose(Block, frozen=True):
    """Running text: one paragraph, or what is left of it."""

    paragraphs: Paragraphs
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A paragraph."""
        if node.kind != "paragraph":
            return None
        runs = runs_of(node.children)
        return cls(tuple(in_pieces(Paragraph(runs, span=node.span))), node.span)

    @property
    def text(self) -> Paragraphs:
        """Its paragraphs."""
        return self.paragraphs

    def place(self, box: Box, theme: Theme) -> Placed:
        """In the body style."""
        return place_text(self.paragraphs, box, theme, theme.styles["body"])

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """At the end of a sentence if there is one."""
        parts = split_text(self.paragraphs, box, theme, theme.styles["body"])
        return parts and (Prose(parts[0], self.span), Prose(parts[1], self.span))

    def plain(self) -> str:
        """Its words."""
        return plain_text(self.paragraphs)


class SubHeading(Block, frozen=True, dict=True):
    """A heading inside a slide; it never stands last on one. `depth` counts from 1, the level
    right below the slides'."""

    runs: tuple[Run, ...]
    level: int
    anchor: str = ""
    span: Span | None = None

    keeps_with_next: ClassVar[bool] = True

    @cached_property
    def paragraphs(self) -> Paragraphs:
        """The heading alone; always one object, whose lines are remembered."""
        return (Paragraph(self.runs, role=ParagraphRole.HEADING, span=self.span),)

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A heading that the outline's parser has not taken."""
        if node.kind != "heading":
            return None
        reader.check_attributes(node, (), ())
        return cls(runs_of(node.children), node.level, node.attributes.id, node.span)

    @property
    def text(self) -> Paragraphs:
        """The heading alone."""
        return self.paragraphs

    def place(self, box: Box, theme: Theme) -> Placed:
        """In the body style, as a heading."""
        return place_text(self.paragraphs, box, theme, theme.styles["body"])

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Only a heading that is longer than a slide, as running text."""
        parts = split_text(self.paragraphs, box, theme, theme.styles["body"])
        return parts and (Prose(parts[0], self.span), Prose(parts[1], self.span))

    def plain(self) -> str:
        """Its words."""
        return plain_text(self.paragraphs)
