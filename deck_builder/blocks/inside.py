"""Blocks in columns and stacks, however deep."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from deck_builder.blocks.base import Block
from deck_builder.blocks.group import Columns
from deck_builder.blocks.stack import Stack


def changed_inside(block: Block, change: Callable[[Block], Block]) -> Block:
    """Return `block` after `change`, or with the blocks in its columns or in its stack changed."""
    match block:
        case Columns():
            columns = (
                replace(one, blocks=tuple(changed_inside(inner, change) for inner in one.blocks))
                for one in block.columns
            )
            return replace(block, columns=tuple(columns))
        case Stack():
            blocks = tuple(changed_inside(one, change) for one in block.blocks)
            return replace(block, blocks=blocks)
        case _:
            return change(block)
