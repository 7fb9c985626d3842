"""A lead: the first sentence of a slide, larger than the text that stands beside it."""

from __future__ import annotations

from typing import Self

from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks import Block, Placed, Reader
from deck_builder.markdown import Node
from deck_builder.shapes import TextBox
from deck_builder.text.fit import longest_word, measure
from deck_builder.text.runs import Paragraph, plain_text
from deck_builder.theme.model import Theme
from deck_builder.theme.text_style import TextStyle

# So many times as large as the text beside it, at most, and so many times smaller than a title.
_MOST = 1.4
_TITLE = 1.2


class Lead(Block, frozen=True):
    """Running text in a larger size of the theme's scale, if there is one that fits."""

    paragraphs: tuple[Paragraph, ...]
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """Never: leads are made from paragraphs."""
        return None

    def place(self, box: Box, theme: Theme) -> Placed:
        """In a frame as high as its text."""
        style = self._style(box, theme)
        height = self._height(box, style, theme)
        return Placed((TextBox(box.of_height(height), self.paragraphs, style),), height)

    def plain(self) -> str:
        """Its words."""
        return plain_text(self.paragraphs)

    def _style(self, box: Box, theme: Theme) -> TextStyle:
        body = theme.styles["body"]
        size, title = body.level(0).size, theme.styles["title"].level(0).size
        most = min(size * _MOST, title / _TITLE)
        for step in (step for step, one in enumerate(theme.scale) if size < one <= most):
            style = body.at_step(theme.scale, step)
            is_whole = longest_word(self.paragraphs, style, theme.fonts) <= box.width
            if is_whole and self._height(box, style, theme) <= box.height:
                return style
        return body

    def _height(self, box: Box, style: TextStyle, theme: Theme) -> int:
        return measure(self.paragraphs, box.width, style, theme.fonts).height
