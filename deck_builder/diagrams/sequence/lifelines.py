"""The lines under the heads of a sequence diagram, and the bars of who is active."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Row

from msgspec import Struct, field

from deck_builder.base.units import Box
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.paint import Paint
from deck_builder.diagrams.scene import Dash, Head, Link, Node
from deck_builder.diagrams.sequence.columns import BAR, STEP, Columns
from deck_builder.theme.palette import tint

CROSS = 0.9
"""The size of the mark where a participant is destroyed, in em of the text."""
# In em.
_LEAST_BAR = 0.9
_BAR_PAINT = Paint(tint("accent", 30), "accent", "")


class Lifelines(Struct):
    """What is known so far of the lines of participants, who are counted from 0: where each begins,
    with its rank, and where it ends; and where the bars begin that are not drawn yet, each with its
    rank, the outer ones first. Places are in EMU."""

    names: Row[str]
    columns: Columns
    ground: Ground
    begun: dict[int, tuple[int, int]] = field(default_factory=dict)
    ended: dict[int, int] = field(default_factory=dict)
    bars: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def depth(self, column: int) -> int:
        """Return how many bars of a participant are not drawn yet."""
        return len(self.bars.get(column, ()))

    def activate(self, column: int, top: int, rank: int) -> None:
        """Begin a bar."""
        self.bars.setdefault(column, []).append((top, rank))

    def bar(self, column: int, bottom: int) -> Node:
        """Return the bar of a participant that began last, down to `bottom` or a little more."""
        top, rank = self.bars[column].pop()
        width = self.ground.em(BAR)
        x = self.columns.middles[column] - width // 2 + self.depth(column) * self.ground.em(STEP)
        bottom = max(bottom, top + self.ground.em(_LEAST_BAR))
        return Node(
            box=Box(x, top, width, bottom - top),
            name=f"{self.names[column]} is active",
            paint=_BAR_PAINT,
            open=True,
            width=1.0,
            rank=rank,
        )

    def edge(self, column: int, to_right: bool, more: int = 0) -> int:
        """Return where a line from or to one side meets a participant: at the last bar, with so
        many `more` of them, else in the middle."""
        depth, middle = self.depth(column) + more, self.columns.middles[column]
        if not depth:
            return middle
        half = self.ground.em(BAR) // 2
        return middle + half + (depth - 1) * self.ground.em(STEP) if to_right else middle - half

    def end(self, column: int, y: int, rank: int) -> Iterator[Link]:
        """End the line of a participant who is destroyed, and yield the mark there."""
        self.ended[column] = y
        x, half = self.columns.middles[column], self.ground.em(CROSS) // 2
        for sign in (1, -1):
            yield Link(
                points=((x - half, y - sign * half), (x + half, y + sign * half)),
                end_head=Head.NONE,
                name=f"End of {self.names[column]}",
                color="text",
                rank=rank,
            )

    def lines(self, bottom: int) -> Iterator[Link]:
        """Yield the lines; those that have not ended go down to `bottom`."""
        for number, (top, rank) in sorted(self.begun.items()):
            x, end = self.columns.middles[number], self.ended.get(number, bottom)
            yield Link(
                points=((x, top), (x, max(end, top + 1))),
                end_head=Head.NONE,
                name=f"Lifeline of {self.names[number]}",
                color="rule",
                dash=Dash.DASHED,
                width=1.25,
                rank=rank,
            )
