"""Tables stressed as the title of their slide and the author's classes say."""

from __future__ import annotations

from deck_builder.base.diagnostics import Collector
from deck_builder.blocks import Block, Columns, Table
from deck_builder.blocks.inside import changed_inside
from deck_builder.blocks.stack import Stack
from deck_builder.text.runs import Run, plain_runs

Blocks = tuple[Block, ...]


def with_emphasis(
    blocks: Blocks, title: tuple[Run, ...], language: str, found: Collector
) -> Blocks:
    """Return the `blocks` of a slide, its tables with the row, column or cell that the `title`
    names, with marks and states, and with what their classes ask for."""
    if not any(map(_may_have_table, blocks)):
        return blocks
    words = plain_runs(title)

    def stressed(block: Block) -> Block:
        return block.stressed(words, language, found) if isinstance(block, Table) else block

    return tuple(changed_inside(block, stressed) for block in blocks)


def _may_have_table(block: Block) -> bool:
    return isinstance(block, Table | Columns | Stack)
