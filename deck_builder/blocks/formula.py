"""Formulas that stand by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from deck_builder.base.limits import DISPLAYED_FORMULAS
from deck_builder.base.source import Span
from deck_builder.base.units import Box, emu, points
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import place_text
from deck_builder.markdown import Node
from deck_builder.shapes import FormulaFrame
from deck_builder.text.runs import Alignment, Paragraph, Run
from deck_builder.theme.model import Theme
from deck_builder.theme.text_style import TextStyle

_GROWN = 1.3
_ROOM = 0.3


class Formula(Block, frozen=True):
    """A displayed formula: its LaTeX, and the text that stands for it."""

    latex: str
    text_form: str
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A formula on lines of its own."""
        if node.kind != "math_block":
            return None
        from deck_builder.formulas.plain import to_text

        DISPLAYED_FORMULAS.count(1, span=node.span)
        return cls(node.text, to_text(node.text), node.span)

    def place(self, box: Box, theme: Theme) -> Placed:
        """In the middle, a little larger than the text; smaller when it is too wide."""
        from deck_builder.formulas.parse import fault_of
        from deck_builder.formulas.size import display_extent

        style = theme.styles["body"]
        if fault_of(self.latex):
            source = Run(" ".join(self.latex.split()), code=True)
            paragraph = Paragraph((source,), alignment=Alignment.CENTER, span=self.span)
            return place_text((paragraph,), box, theme, style)
        extent = display_extent(self.latex)
        size = _size(extent.width, box.width, style)
        lines = max(1.0, extent.width * size / max(1.0, points(box.width)))
        # A formula that is too wide is broken at its signs.
        height = emu((extent.height * -(-lines // 1) + _ROOM) * size)
        frame = FormulaFrame(box.of_height(height), self.latex, self.text_form, size)
        return Placed((frame,), height)

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Between two equations."""
        from deck_builder.formulas.equations import equations_of

        begin, equations, end = equations_of(self.latex)
        for count in range(len(equations) - 1, 0, -1):
            above = self._with(begin, equations[:count], end)
            if above.place(box, theme).height <= box.height:
                return above, self._with(begin, equations[count:], end)
        return None

    def _with(self, begin: str, equations: Sequence[str], end: str) -> Formula:
        from deck_builder.formulas.plain import to_text

        latex = begin + r"\\".join(equations) + end
        return Formula(latex, to_text(latex), self.span)

    def plain(self) -> str:
        """It as text."""
        return self.text_form


def _size(width: float, room: int, style: TextStyle) -> float:
    """The size in points of a formula `width` em wide in `room` EMU."""
    wanted = style.level(0).size * _GROWN
    fitting = points(room) / max(0.1, width)
    return max(style.floor, int(min(wanted, fitting) * 2) / 2)
