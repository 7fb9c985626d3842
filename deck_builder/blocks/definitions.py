"""Definition lists: terms, and under each what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.blocks.base import Block, Reader
from deck_builder.blocks.frames import TextBlock, split_text
from deck_builder.blocks.lists import item_paragraphs
from deck_builder.markdown import Node
from deck_builder.text.fit import measure
from deck_builder.text.runs import Bullet, Paragraph, runs_of
from deck_builder.theme.model import Theme

# In points, so that a definition stands nearer to its term than to the next one.
_UNDER_TERM = 2.0
_INDENT = Bullet(shown=False)


class Definitions(TextBlock, frozen=True):
    """A definition list as paragraphs: bold terms, and what they mean in the same size with an
    indent, which is a mark that is not shown. One that is `bare` stays a list."""

    bare: bool = False

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A definition list, all of whose content is text."""
        if node.kind != "definition_list":
            return None
        return cls(tuple(_paragraphs(node)), node.span)

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """As other text, but a term stays with what it means."""
        parts = split_text(self.paragraphs, box, theme, theme.styles[self.style])
        if parts is None:
            return None
        above, below = parts
        while above and above[-1].bullet is None:
            above, below = above[:-1], (above[-1], *below)
        if above:
            return replace(self, paragraphs=above), replace(self, paragraphs=below)
        # All of it goes to the next slide, if there is more room.
        first = (*parts[0], *parts[1][:1])
        height = measure(first, box.width, theme.styles[self.style], theme.fonts).height
        if height <= theme.content.height:
            return None
        return replace(self, paragraphs=parts[0]), replace(self, paragraphs=parts[1])


def _paragraphs(node: Node) -> Iterator[Paragraph]:
    for child in node.children:
        if child.kind == "term":
            runs = (replace(run, bold=True) for run in runs_of(child.children))
            yield Paragraph(tuple(runs), span=child.span)
            continue
        for paragraph in item_paragraphs(child, _INDENT, 0):
            yield replace(paragraph, space_before=_UNDER_TERM)
