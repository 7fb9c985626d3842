"""Tables whose values are stressed as a class asks: the best in each column, or all by heat."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from deck_builder.blocks import Block, DataTable, Table
from deck_builder.blocks.inside import changed_inside
from deck_builder.blocks.table_emphasis import CLASSES
from deck_builder.variants.base import Blocks, Unsuited, Variant


def _made(blocks: Blocks, name: str) -> Blocks | Unsuited:
    tables: list[Block] = []

    def with_class(block: Block) -> Block:
        if not isinstance(block, Table | DataTable):
            return block
        tables.append(block)
        return replace(block, classes=tuple(dict.fromkeys((*block.classes, name))))

    made = tuple(changed_inside(block, with_class) for block in blocks)
    return made if tables else Unsuited("there is no table")


STRESSED = tuple(Variant(name, partial(_made, name=name), is_layout_open=True) for name in CLASSES)
"""A variant for each class of tables."""
