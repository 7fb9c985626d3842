"""Divs whose class chooses a variant for what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks import Block, Code, Definitions, List, Placed, Reader
from deck_builder.blocks.stack import Passage, Stack
from deck_builder.markdown import Node
from deck_builder.theme.model import Theme
from deck_builder.variants.base import Blocks, Unsuited
from deck_builder.variants.registry import PLAIN, UNSUITABLE_VARIANT, VARIANT_CLASSES, asked


class VariantDiv(Stack, frozen=True):
    """What a div with the class of a variant holds, if it is not only the variant."""

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Block | None:
        """A div with such a class."""
        names = [name for name in node.attributes.classes if name in VARIANT_CLASSES]
        if node.kind != "div" or not names:
            return None
        reader.check_attributes(node, (), VARIANT_CLASSES)
        blocks, place = reader.blocks(node.children), node.attributes.span or node.span
        if any(map(_is_unread, blocks)):
            return UnreadDiv(cls(blocks, place), tuple(names))
        blocks = _in_variants(blocks, names, place, reader.collector)
        return blocks[0] if len(blocks) == 1 else cls(blocks, node.span)


class UnreadDiv(Block, frozen=True):
    """A div with the classes of variants, by their `names`, that holds what is still to be read:
    code in a file, or pictures that may be small."""

    aside: ClassVar[tuple[str, ...]] = ()
    inside: VariantDiv
    names: tuple[str, ...]

    @property
    def span(self) -> Span | None:
        """That of the div."""
        return self.inside.span

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> None:
        """Never: `VariantDiv` reads them."""
        return

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Read the files, and put what was in them into the variants."""
        read = self.inside.resolve(assets, found)
        # That a file cannot be read is reported already.
        if any(map(_is_unread, read.blocks)):
            return read
        blocks = _in_variants(read.blocks, self.names, self.span, found)
        return blocks[0] if len(blocks) == 1 else replace(read, blocks=blocks)

    def place(self, box: Box, theme: Theme) -> Placed:
        """As it is written."""
        return self.inside.place(box, theme)

    def plain(self) -> str:
        """The words of what is in it."""
        return self.inside.plain()


def _in_variants(
    blocks: Blocks, names: Sequence[str], place: Span | None, found: Collector
) -> Blocks:
    """Blocks in the variants that the classes of a div at `place` name; what does not go into one
    stays as it is and is reported."""
    for name in names:
        made = tuple(map(_plain, blocks)) if name == PLAIN else asked(name, blocks)
        if isinstance(made, Unsuited):
            found.report(UNSUITABLE_VARIANT, place, name=name, reason=made.reason)
        else:
            blocks = made
    return blocks


def _is_unread(block: Block) -> bool:
    if isinstance(block, Passage):
        return True
    return isinstance(block, Code) and bool(block.listing.file) and not any(block.lines)


def _plain(block: Block) -> Block:
    """A block that stays a list if it is one."""
    return replace(block, bare=True) if isinstance(block, List | Definitions) else block
