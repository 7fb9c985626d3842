"""Divs whose class chooses a variant for what is in them."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.blocks import Block, Definitions, List, Reader
from deck_builder.blocks.stack import Stack
from deck_builder.markdown import Node
from deck_builder.variants.base import Unsuited
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
        blocks = reader.blocks(node.children)
        for name in names:
            made = tuple(map(_plain, blocks)) if name == PLAIN else asked(name, blocks)
            if isinstance(made, Unsuited):
                place = node.attributes.span or node.span
                reader.collector.report(UNSUITABLE_VARIANT, place, name=name, reason=made.reason)
            else:
                blocks = made
        return blocks[0] if len(blocks) == 1 else cls(blocks, node.span)


def _plain(block: Block) -> Block:
    """A block that stays a list if it is one."""
    return replace(block, bare=True) if isinstance(block, List | Definitions) else block
