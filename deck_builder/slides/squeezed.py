"""Variants that the author asked for, and that have no room on their slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.blocks import Block
from deck_builder.blocks.inside import inside
from deck_builder.slides.areas import Area
from deck_builder.slides.model import FlowRegion, Slide
from deck_builder.variants import VariantBlock

VARIANT_OVERFLOW = Problem(
    "variant-overflow",
    Severity.WARNING,
    "there is no room on one slide for this as ‘.{name}’",
    "it is shown as it is written; make it shorter, or leave the class out",
)


def report_squeezed(areas: Iterable[Area], shown: Iterable[Block], found: Collector) -> None:
    """Report each variant in `areas` that the author asked for, and that is not in the blocks that
    are `shown` instead."""
    kept = {id(one) for one in _variants(shown)}
    for one in _variants(block for area in areas for block in area.blocks):
        if one.asked and id(one) not in kept:
            found.report(VARIANT_OVERFLOW, one.span, name=one.name)


def blocks_on(slide: Slide) -> Iterator[Block]:
    """Yield the blocks of a slide."""
    for region in slide.regions:
        if isinstance(region, FlowRegion):
            yield from region.blocks


def _variants(blocks: Iterable[Block]) -> Iterator[VariantBlock]:
    for block in blocks:
        yield from (one for one in inside(block) if isinstance(one, VariantBlock))
