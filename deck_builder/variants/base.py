"""What every variant is: another look for content that the author wrote as plain Markdown."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar, Self

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks import Block, Placed, Reader
from deck_builder.markdown import Node
from deck_builder.theme.model import Theme
from deck_builder.variants.items import Item

CARD = "card"
"""The text style of items."""
ITEM = "item"
"""The text style of items that have most of the width."""

Blocks = tuple[Block, ...]


class Unsuited(Struct, frozen=True):
    """Content does not go into a variant: the `reason`, as part of a message."""

    reason: str


class Variant(Struct, frozen=True):
    """A variant by the `name` of its class. `made` puts the blocks of a slide or of a div into it
    when the author asks for it; `chosen` does so by itself where the content calls for it, else
    it returns None. When it `is_layout_open`, the layout of a slide that is asked to be one is
    chosen by what was made."""

    name: str
    made: Callable[[Blocks], Blocks | Unsuited]
    chosen: Callable[[Blocks], Blocks | None] = lambda blocks: None
    is_layout_open: bool = False


class VariantBlock(Block, frozen=True):
    """Content in a variant, and the block that it was made from, which takes its place where the
    variant has no room. `asked` says that the author chose it."""

    aside: ClassVar[tuple[str, ...]] = ()
    name: ClassVar[str] = ""

    source: Block
    asked: bool = False

    @property
    def span(self) -> Span | None:
        """That of its source."""
        return self.source.span

    @property
    def stretches(self) -> bool:
        """Always: what a variant does with more height than it needs is part of its look."""
        return True

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """Never: variants are made from blocks."""
        return None

    @abstractmethod
    def least_height(self, box: Box, theme: Theme) -> int:
        """Return the least height in EMU at the width of `box`."""

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """As its source: a variant is shown whole."""
        parts = self.source.split(box, theme)
        return parts if parts and parts[1].plain() else None

    def plain(self) -> str:
        """The words of its source."""
        return self.source.plain()


class ListVariant(VariantBlock, frozen=True):
    """A list in a variant, which takes from the `fewest` to the `most` items."""

    role: ClassVar[str] = CARD
    fewest: ClassVar[int] = 2
    most: ClassVar[int] = 8

    items: tuple[Item, ...] = ()

    @classmethod
    def labelled(cls, items: tuple[Item, ...]) -> tuple[Item, ...] | Unsuited:
        """Return the items of a list as it shows them, or why it cannot."""
        return items

    def of_kind(self, kind: type[ListVariant]) -> ListVariant:
        """Return the list in another variant."""
        return kind(self.source, self.asked, self.items)

    def appearing(self) -> Self:
        """With items that appear one by one."""
        items = tuple(replace(item, appears=True) for item in self.items)
        return replace(self, source=self.source.appearing(), items=items)

    def columns(self, box: Box, gap: int = 0) -> tuple[Box, ...]:
        """Return equal boxes side by side, one for each item, `gap` EMU apart."""
        return box.columns((1.0,) * len(self.items), gap)

    @abstractmethod
    def place(self, box: Box, theme: Theme) -> Placed:
        """Lay the items out in `box`, whose height is used as far as it looks right."""


def as_asked(blocks: Blocks) -> Blocks:
    """Return `blocks` with their variants as ones that the author asked for."""
    return tuple(
        replace(block, asked=True) if isinstance(block, VariantBlock) else block for block in blocks
    )


def bare(blocks: Blocks) -> Blocks:
    """Return `blocks` without variants: each as the block that it was made from."""
    return tuple(block.source if isinstance(block, VariantBlock) else block for block in blocks)
