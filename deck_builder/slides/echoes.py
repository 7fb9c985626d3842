"""Charts that do not say again what the title of their slide says."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from deck_builder.base.words import bare
from deck_builder.blocks import Block, Chart
from deck_builder.blocks.inside import changed_inside, inside
from deck_builder.outline import OutlineSlide
from deck_builder.text.runs import plain_runs


def without_echoes(slide: OutlineSlide) -> OutlineSlide:
    """Return `slide` with charts that have no title and no label of an axis that the title of the
    slide says, too."""
    if not slide.title or not any(_has_chart(block) for block in slide.blocks):
        return slide
    title = f" {bare(plain_runs(slide.title))} "
    silenced = partial(_silenced, title=title)
    blocks = tuple(changed_inside(block, silenced) for block in slide.blocks)
    return replace(slide, blocks=blocks)


def _has_chart(block: Block) -> bool:
    return any(isinstance(one, Chart) for one in inside(block))


def _silenced(block: Block, title: str) -> Block:
    if not isinstance(block, Chart) or (spec := block.spec) is None:
        return block
    said = {
        key: ""
        for key in ("title", "x_label", "y_label")
        if (text := bare(getattr(spec, key))) and f" {text} " in title
    }
    return replace(block, spec=replace(spec, **said)) if said else block
