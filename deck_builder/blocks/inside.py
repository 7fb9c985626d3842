"""Blocks in columns and stacks, however deep."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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


def inside(block: Block) -> Iterator[Block]:
    """Yield `block`, or the blocks in its columns or in its stack."""
    match block:
        case Columns():
            for column in block.columns:
                yield from inside(column)
        case Stack():
            for one in block.blocks:
                yield from inside(one)
        case _:
            yield block
