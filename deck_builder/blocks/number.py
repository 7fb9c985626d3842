"""Big numbers: one figure that a whole slide is about."""

from __future__ import annotations

from typing import Self

from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import Paragraphs, place_text, split_text
from deck_builder.blocks.paragraph import Prose
from deck_builder.markdown import Node
from deck_builder.text.figures import with_small_unit
from deck_builder.text.fit import full_width
from deck_builder.text.runs import Paragraph, plain_text
from deck_builder.theme.model import Theme
from deck_builder.theme.text_style import TextStyle

_SHRUNK = 0.5
_SMALLER = (1.0, 0.85, 0.72, 0.6, 0.5)


class Number(Block, frozen=True):
    """A figure, and what it means."""

    figure: Paragraph
    explanation: Paragraphs
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A div called `number`: its first paragraph is the figure."""
        if node.kind != "div" or "number" not in node.attributes.classes:
            return None
        reader.check_attributes(node, (), ("number",))
        texts = [block.text for block in reader.blocks(node.children)]
        paragraphs = tuple(paragraph for text in texts for paragraph in text or ())
        if not paragraphs or None in texts:
            return None
        return cls(paragraphs[0], paragraphs[1:], node.span)

    @property
    def shown(self) -> Paragraph:
        """The figure as it is set: its unit smaller."""
        return with_small_unit(self.figure)

    def place(self, box: Box, theme: Theme) -> Placed:
        """The figure over its explanation, both smaller than on a slide of their own."""
        style = self._on_one_line(box, theme)
        figure = place_text((self.shown,), box, theme, style)
        if not self.explanation:
            return figure
        below = box.below(figure.height)
        text = place_text(self.explanation, below, theme, theme.styles["body"])
        return Placed((*figure.shapes, *text.shapes), figure.height + text.height)

    def _on_one_line(self, box: Box, theme: Theme) -> TextStyle:
        """The style of the figure, smaller where it would otherwise take several lines."""
        style = _small_style(theme)
        sizes = (style.scaled(factor) for factor in _SMALLER)
        whole = (one for one in sizes if full_width((self.shown,), one, theme.fonts) <= box.width)
        return next(whole, style)

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Inside the explanation."""
        figure = place_text((self.shown,), box, theme, _small_style(theme))
        if figure.height > box.height:
            cut = split_text((self.figure,), box, theme, _small_style(theme))
            if cut is None:
                return None
            rest = Prose((*cut[1], *self.explanation), self.span)
            return Number(cut[0][0], (), self.span), rest
        room = box.below(figure.height)
        parts = split_text(self.explanation, room, theme, theme.styles["body"])
        if parts is None:
            return None
        return Number(self.figure, parts[0], self.span), Prose(parts[1], self.span)

    def plain(self) -> str:
        """The figure and its explanation."""
        return plain_text((self.figure, *self.explanation))


def _small_style(theme: Theme) -> TextStyle:
    """The style of a figure that shares its slide."""
    style = theme.styles["number"]
    size = style.level(0).size * _SHRUNK
    level = replace(style.level(0), size=size, floor=size)
    return replace(style, levels=(level,), floor=size)
