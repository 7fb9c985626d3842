"""Paragraphs, and headings below slide level."""

from __future__ import annotations

from dataclasses import field
from typing import ClassVar, Self

from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.base.values import dataclass
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import Paragraphs, in_pieces, place_text, split_text
from deck_builder.markdown import Node
from deck_builder.text.runs import Paragraph, ParagraphRole, Run, plain_text, runs_of
from deck_builder.theme.model import Theme


@dataclass(frozen=True, slots=True)
class Prose(Block):
    """Running text: one paragraph, or what is left of it."""

    paragraphs: Paragraphs
    span: Span | None = field(default=None, compare=False, repr=False)

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


@dataclass(frozen=True, slots=True)
class SubHeading(Block):
    """A heading inside a slide; it never stands last on one. `depth` counts from 1, the level
    right below the slides'."""

    runs: tuple[Run, ...]
    level: int
    anchor: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)
    paragraphs: Paragraphs = field(init=False, compare=False, repr=False)

    keeps_with_next: ClassVar[bool] = True

    def __post_init__(self) -> None:
        paragraph = Paragraph(self.runs, role=ParagraphRole.HEADING, span=self.span)
        object.__setattr__(self, "paragraphs", (paragraph,))

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
