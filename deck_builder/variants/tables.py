"""Tables whose values are stressed as a class asks: the best in each column, or all by heat."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from deck_builder.blocks import Block, Columns, DataTable, Table
from deck_builder.blocks.stack import Stack
from deck_builder.blocks.table_emphasis import CLASSES
from deck_builder.variants.base import Blocks, Unsuited, Variant


def _made(blocks: Blocks, name: str) -> Blocks | Unsuited:
    made = tuple(_with_class(block, name) for block in blocks)
    return Unsuited("there is no table") if made == blocks else made


def _with_class(block: Block, name: str) -> Block:
    """A table with one more class, or a block with one in it."""
    match block:
        case Table() | DataTable():
            classes = dict.fromkeys((*block.classes, name))
            return replace(block, classes=tuple(classes))
        case Columns():
            columns = (
                replace(one, blocks=tuple(_with_class(inner, name) for inner in one.blocks))
                for one in block.columns
            )
            return replace(block, columns=tuple(columns))
        case Stack():
            return replace(block, blocks=tuple(_with_class(one, name) for one in block.blocks))
        case _:
            return block


STRESSED = tuple(Variant(name, partial(_made, name=name), is_layout_open=True) for name in CLASSES)
"""A variant for each class of tables."""
