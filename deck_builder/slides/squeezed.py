"""Variants that the author asked for, and that have no room on their slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.blocks import Block
from deck_builder.blocks.inside import inside
from deck_builder.slides.areas import Area
from deck_builder.slides.model import FlowRegion, Slide
from deck_builder.variants import PLAIN, UNSUITABLE_VARIANT, VariantBlock, sides_in

VARIANT_OVERFLOW = Problem(
    "variant-overflow",
    Severity.WARNING,
    "there is no room on one slide for this as ‘.{name}’",
    "it is shown as it is written; make it shorter, or leave the class out",
)

# Why two sides are columns only.
_NOT_ALONE = "there is more on the slide than two sides"


def report_squeezed(areas: Iterable[Area], shown: Iterable[Block], found: Collector) -> None:
    """Report each variant in `areas` that the author asked for, and that is not in the blocks that
    are `shown` instead. Two sides are in areas of their own, and else are columns."""
    shown, areas = tuple(shown), tuple(areas)
    before = {id(one) for area in areas for one in sides_in(area.blocks)}
    report_plain_sides((one for one in sides_in(shown) if id(one) not in before), found)
    kept = {id(one) for one in _variants(shown)}
    for one in _variants(block for area in areas for block in area.blocks):
        if one.asked and id(one) not in kept:
            found.report(VARIANT_OVERFLOW, one.span, name=one.name)


def report_plain_sides(blocks: Iterable[Block], found: Collector) -> None:
    """Report the comparisons among `blocks` that the author asked for."""
    for one in sides_in(blocks):
        found.report(VARIANT_OVERFLOW, one.span, name=one.variant)


def report_cut(variant: str, place: Span | None, found: Collector) -> None:
    """Report the `variant` of a slide that is so long that it becomes several, if it has one."""
    if variant and variant != PLAIN:
        found.report(VARIANT_OVERFLOW, place, name=variant)


def report_apart(blocks: Iterable[Block], found: Collector) -> None:
    """Report two sides that are columns only, since they are not all that is on the slide."""
    for one in sides_in(blocks):
        found.report(UNSUITABLE_VARIANT, one.span, name=one.variant, reason=_NOT_ALONE)


def blocks_on(slide: Slide) -> Iterator[Block]:
    """Yield the blocks of a slide."""
    for region in slide.regions:
        if isinstance(region, FlowRegion):
            yield from region.blocks


def _variants(blocks: Iterable[Block]) -> Iterator[VariantBlock]:
    for block in blocks:
        yield from (one for one in inside(block) if isinstance(one, VariantBlock))
