"""Two sides against each other: what is compared, for and against, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar

from deck_builder.blocks import Block, Columns, SubHeading
from deck_builder.blocks.group import Column
from deck_builder.blocks.stack import Stack
from deck_builder.theme.palette import NEGATIVE, POSITIVE
from deck_builder.variants.base import Blocks, Unsuited, Variant

PROS_CONS = (POSITIVE, NEGATIVE)
"""The colours of what is for something and what is against it."""
BEFORE_AFTER = ("muted", "accent")
"""The colours of before and after, between which there is an arrow."""
_SIDES = 2


class Versus(Columns, frozen=True):
    """Two columns that are sides, with a heading each. Without `colors`, those of the deck."""

    name: ClassVar[str] = "versus"

    colors: tuple[str, ...] = ()

    @property
    def variant(self) -> str:
        """The class that made it, without its dot."""
        return _BY_COLORS.get(self.colors, self.name)


def sides_in(blocks: Iterable[Block]) -> Iterator[Versus]:
    """Yield the comparisons among `blocks`, which the author asked for, and in what they hold."""
    for block in blocks:
        match block:
            case Versus():
                yield block
            case Columns():
                yield from sides_in(one for column in block.columns for one in column.blocks)
            case Stack():
                yield from sides_in(block.blocks)


_BY_COLORS: dict[tuple[str, ...], str] = {PROS_CONS: "pros-cons", BEFORE_AFTER: "before-after"}


def _made(blocks: Blocks, colors: tuple[str, ...] = ()) -> Blocks | Unsuited:
    if len(blocks) == 1 and isinstance(columns := blocks[0], Columns):
        sides = tuple(one.blocks for one in columns.columns)
    else:
        starts = [at for at, block in enumerate(blocks) if isinstance(block, SubHeading)]
        if starts[:1] != [0]:
            return Unsuited("it has to begin with a heading")
        ends = (*starts[1:], len(blocks))
        sides = tuple(blocks[start:end] for start, end in zip(starts, ends, strict=True))
    if len(sides) != _SIDES:
        return Unsuited(f"there are {len(sides)} headings, not two")
    if any(len(side) < _SIDES or not isinstance(side[0], SubHeading) for side in sides):
        return Unsuited("each side has to be a heading, and something under it")
    made = tuple(Column(side, side[0].span) for side in sides)
    return (Versus(made, blocks[0].span, colors),)


SIDES = (
    Variant("versus", _made, is_layout_open=True),
    Variant("pros-cons", partial(_made, colors=PROS_CONS), is_layout_open=True),
    Variant("before-after", partial(_made, colors=BEFORE_AFTER), is_layout_open=True),
)
"""The variants of two sides."""
