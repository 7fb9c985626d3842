"""Sparklines in the cells of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.base.limits import CHART_NUMBERS, CHARTS
from deck_builder.base.source import Span
from deck_builder.base.units import EMU_PER_INCH, Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.markdown import Node
from deck_builder.shapes import ChartFrame
from deck_builder.theme.model import Theme

if TYPE_CHECKING:
    from deck_builder.charts.data.spec import ChartSpec

CLASS = "sparkline"
_WIDTH = int(1.6 * EMU_PER_INCH)
_HEIGHT = int(0.3 * EMU_PER_INCH)


def is_sparkline(node: Node) -> bool:
    """Whether `node` is code with the class for a line of its numbers."""
    return node.kind == "code_span" and CLASS in node.attributes.classes


class Sparkline(Block, frozen=True):
    """The numbers of a piece of code as a line; `spec` is None when they cannot be read."""

    spec: ChartSpec | None
    span: Span | None = None
    width: None = None
    height: None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """Code with the class `sparkline`."""
        if not is_sparkline(node):
            return None
        CHARTS.count(1, span=node.span)
        # Only now, since most talks have no chart; so below.
        from deck_builder.charts.data.sparklines import read_sparkline

        texts = node.text.replace(";", " ").split()
        CHART_NUMBERS.check(len(texts), "the sparkline", node.span)
        kind = (reader.language, reader.decimal)
        return cls(read_sparkline(texts, node.span, *kind, reader.collector), span=node.span)

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """As it is: its numbers are in the text."""
        return self

    def shown_size(self, room: Box) -> tuple[int, int]:
        """Return its width and height in EMU in a box: about that of some words."""
        return min(room.width, _WIDTH), min(room.height, _HEIGHT)

    def place(self, box: Box, theme: Theme) -> Placed:
        """Over its cell, as large as the box."""
        if self.spec is None:
            return Placed((), box.height)
        return Placed((ChartFrame(box, self.spec, self.plain()),), box.height)

    def plain(self) -> str:
        """Its numbers in words."""
        if self.spec is None:
            return ""
        from deck_builder.charts.alt import alt_text

        return alt_text(self.spec)

    def least_height(self, box: Box, theme: Theme) -> int:
        """That of a line of text."""
        return _HEIGHT
