"""Blocks that are paragraphs: running text, headings below slide level, captions."""

from __future__ import annotations

from typing import ClassVar, Self

from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import TextBlock, appearing, in_pieces, place_balanced
from deck_builder.blocks.icons import with_icons
from deck_builder.markdown import Node
from deck_builder.text.runs import Paragraph, ParagraphRole, Run, runs_of
from deck_builder.theme.model import Theme


class Prose(TextBlock, frozen=True):
    """Running text: one paragraph, or the rest of one."""

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A paragraph."""
        if node.kind != "paragraph":
            return None
        runs = runs_of(node.children)
        return cls(tuple(in_pieces(Paragraph(runs, span=node.span))), node.span)

    def appearing(self) -> Self:
        """With paragraphs that appear one by one."""
        return replace(self, paragraphs=appearing(self.paragraphs))


def heading_paragraph(node: Node, reader: Reader) -> Paragraph:
    """Return the words of a heading, with its icon."""
    heading = Paragraph(runs_of(node.children), span=node.span)
    return with_icons((heading,), reader.collector)[0]


class SubHeading(TextBlock, frozen=True):
    """A heading inside a slide, of the `level` that Markdown gives it; it is never the last block
    on one."""

    level: int = 1
    anchor: str = ""

    keeps_with_next: ClassVar[bool] = True

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its text."""
        return self.paragraphs[0].runs

    @property
    def icon(self) -> str:
        """The icon in front of it, empty for none."""
        return self.paragraphs[0].icon

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A heading that the outline's parser has left."""
        if node.kind != "heading":
            return None
        reader.check_attributes(node, (), ())
        heading = replace(heading_paragraph(node, reader), role=ParagraphRole.HEADING)
        return cls((heading,), node.span, node.level, node.attributes.id)

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """As running text, when the heading is longer than a slide."""
        return Prose(self.paragraphs, self.span).split(box, theme)


class Caption(TextBlock, frozen=True):
    """What a table is, small and under it."""

    belongs_to_above: ClassVar[bool] = True
    style: ClassVar[str] = "caption"

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A caption that the outline's parser has found."""
        if node.kind != "caption":
            return None
        return cls((Paragraph(runs_of(node.children), span=node.span),), node.span)

    def place(self, box: Box, theme: Theme) -> Placed:
        """In a frame as high as its lines, which are about equally long."""
        return place_balanced(self.paragraphs, box, theme, theme.styles[self.style])
