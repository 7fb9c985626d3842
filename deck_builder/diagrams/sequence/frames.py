"""What is around parts of a sequence diagram: blocks of messages, and groups of participants."""

from __future__ import annotations

from collections.abc import Sequence as Row

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.diagrams.labels import Words, label_runs, paragraph, plain_label, set_words
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.paint import QUIET, Paint, series
from deck_builder.diagrams.pieces import words_node
from deck_builder.diagrams.scene import Dash, Head, Item, Link, Node
from deck_builder.diagrams.sequence.model import BlockKind, Branch, Group, Opening
from deck_builder.text.runs import Alignment, Run
from deck_builder.theme.palette import tint

INSIDE = 0.6
"""What is free inside of a block, in em."""
_LINE = Paint("", "muted", "")
_TAG = Paint("surface", "muted", "text")
# In em.
_GROUP = 0.45
_FAR = 30.0


class Frame(Struct):
    """A block that is open: where it begins, what it is around, and its branches, each with where
    it begins, its rank and its words. `tinted` says which colour it has, if it has one."""

    opening: Opening
    top: int
    rank: int
    tinted: int
    left: int = 1 << 60
    right: int = -(1 << 60)
    branches: list[tuple[int, int, Branch, Words]] = field(default_factory=list)

    @property
    def paint(self) -> Paint:
        """Its colours."""
        if self.opening.kind is BlockKind.RECT:
            return Paint(tint(series(self.tinted).line, 14), "", "")
        return _LINE

    def reach(self, left: int, right: int) -> None:
        """Grow so that it is around what is from `left` to `right`, in EMU."""
        self.left, self.right = min(self.left, left), max(self.right, right)

    def head(self, ground: Ground) -> int:
        """Return the height in EMU of its kind and its words, with what is free under them."""
        if self.opening.kind is BlockKind.RECT:
            return ground.em(INSIDE)
        return max(words.height for words in self._title(ground)) + ground.em(INSIDE)

    def drawn(
        self, bottom: int, ground_paint: Paint, ground: Ground
    ) -> tuple[list[Item], list[Item], int]:
        """Return what is behind the messages, the words, and where its right edge is, when it ends
        at `bottom`. Words hide what is behind them with `ground_paint`."""
        pad = ground.em(INSIDE)
        left, right = self.left - pad, self.right + pad
        name = f"{self.opening.kind.value} {plain_label(self.opening.text)}".strip()
        titles: list[Item] = []
        if self.opening.kind is not BlockKind.RECT:
            titles, right = self._titled(left, right, ground_paint, ground)
        for _, _, _, words in self.branches:
            right = max(right, left + 2 * pad + words.width)
        box = Box(left, self.top, right - left, bottom - self.top)
        outer = Node(box=box, name=name, paint=self.paint, open=True, width=1.0, rank=self.rank)
        if self.opening.kind is BlockKind.RECT:
            outer = replace(outer, rank=1)
        behind: list[Item] = [outer]
        hides = replace(ground_paint, color=QUIET.color)
        for y, rank, branch, words in self.branches:
            behind.append(_parting(left, right, y, rank))
            if branch.text:
                place = Box(left + pad, y + ground.em(0.2), words.width, words.height)
                name = f"{branch.word} {plain_label(branch.text)}"
                titles.append(words_node(name, words, place, hides, rank))
        return behind, titles, right

    def _title(self, ground: Ground) -> tuple[Words, Words]:
        kind = set_words((paragraph((Run(self.opening.kind.value, bold=True),)),), ground)
        text = set_words((paragraph(label_runs(self.opening.text), Alignment.LEFT),), ground)
        return kind, text

    def _titled(
        self, left: int, right: int, paint: Paint, ground: Ground
    ) -> tuple[list[Item], int]:
        """The kind of a block in its corner and the words beside it, and where it has to end."""
        kind, text = self._title(ground)
        pad, inner = ground.em(INSIDE), ground.em(0.2)
        width, height = kind.width + 2 * pad, kind.height + inner
        tag = Box(left, self.top, width, height)
        beside = Box(tag.right + pad, self.top + inner // 2, text.width, text.height)
        corner = Node(
            box=tag,
            name=self.opening.kind.value,
            shape="homePlate",
            adjustments=(25_000,),
            paragraphs=kind.paragraphs,
            style=kind.style,
            paint=_TAG,
            open=True,
            width=1.0,
            rank=self.rank,
        )
        if not self.opening.text:
            return [corner], max(right, tag.right + pad)
        words = words_node(plain_label(self.opening.text), text, beside, paint, self.rank)
        return [corner, words], max(right, beside.right + pad)


def _parting(left: int, right: int, y: int, rank: int) -> Link:
    """The line between two parts of a block."""
    return Link(
        points=((left, y), (right, y)),
        end_head=Head.NONE,
        name="Parting line",
        dash=Dash.DASHED,
        width=1.0,
        rank=rank,
    )


def around(group: Group, inside: Box, ground: Ground) -> Row[Item]:
    """Return the box around participants, with its words over them."""
    pad = ground.em(_GROUP)
    words = set_words((paragraph(label_runs(group.label)),), ground, widest=_FAR)
    width = max(inside.width, words.width) + 2 * pad
    left = inside.x + inside.width // 2 - width // 2
    box = Box(left, inside.y - pad, width, inside.height + 2 * pad)
    name = plain_label(group.label) or "Box"
    frame = Node(box=box, name=name, paint=_LINE, dash=Dash.DASHED, open=True, width=1.0)
    if not group.label:
        return (frame,)
    middle = inside.x + inside.width // 2 - words.width // 2
    place = Box(middle, inside.y, words.width, words.height)
    return frame, words_node(name, words, place, QUIET, 1)
