"""A pause: what follows it comes with the next click, down to the end of a fragment."""

from __future__ import annotations

from typing import Self

from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.markdown import Node
from deck_builder.shapes import AutoShape
from deck_builder.theme.model import Theme

_DOTS = "..."
_NOTHING = Box(0, 0, 0, 0)

PAUSE_MARK = AutoShape(_NOTHING, fill="")
"""Stands among the shapes of a slide where the pause is, until they are all placed."""
FRAGMENT_MARK = AutoShape(_NOTHING, fill="", step=-1)
"""Stands where a fragment begins."""
END_MARK = AutoShape(_NOTHING, fill="", step=-2)
"""Stands where a fragment ends."""
MARKS = (PAUSE_MARK, FRAGMENT_MARK, END_MARK)


class Pause(Block, frozen=True):
    """Three dots with blanks between them; or by its `mark`, where a fragment begins or ends."""

    mark: AutoShape = PAUSE_MARK
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A paragraph of nothing but three dots."""
        if node.kind != "paragraph" or len(node.children) != 1:
            return None
        text = node.children[0].text
        is_pause = text.replace(" ", "") == _DOTS and len(text) > len(_DOTS)
        return cls(span=node.span) if is_pause else None

    def place(self, box: Box, theme: Theme) -> Placed:
        """It takes no room."""
        return Placed((self.mark,), 0)
