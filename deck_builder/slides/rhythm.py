"""The rhythm of a deck: lists of one make one after the other do not all look alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from deck_builder.slides.model import FlowRegion, Slide
from deck_builder.variants import ListVariant, alternatives
from deck_builder.variants.lists import replaced

# So many slides in a row have the same variant at most, where another one suits.
_LONGEST_RUN = 2


def with_rhythm(slides: Iterable[Slide]) -> Iterator[Slide]:
    """Yield `slides` with other variants where too many in a row have the same one."""
    # The variants so far, and an empty name for slides without one.
    seen: list[str] = []
    for slide in slides:
        block = variant_of(slide)
        if block is not None and seen[-_LONGEST_RUN:] == [block.name] * _LONGEST_RUN:
            # The one that was not seen for the longest time.
            others = alternatives(block)
            if not others and slide.roomier and slide.roomier.varies:
                # Running text, which has a rhythm of its own.
                seen.append("")
                yield slide.roomier
                continue
            other = min(others, key=lambda one: _last(one.name, seen), default=block)
            slide, block = _with(other, block, slide), other
        seen.append(block.name if block is not None else "")
        yield slide


def variant_of(slide: Slide) -> ListVariant | None:
    """Return the list of a slide that is in a variant, if any."""
    for region in slide.regions:
        if isinstance(region, FlowRegion):
            for block in region.blocks:
                if isinstance(block, ListVariant):
                    return block
    return None


def _last(name: str, seen: list[str]) -> int:
    """The index of the last slide that has a variant, -1 for none."""
    return max((index for index, one in enumerate(seen) if one == name), default=-1)


def _with(new: ListVariant, old: ListVariant, slide: Slide) -> Slide:
    if new is old:
        return slide
    regions = (
        replace(region, blocks=replaced(region.blocks, old, new))
        if isinstance(region, FlowRegion)
        else region
        for region in slide.regions
    )
    return replace(slide, regions=tuple(regions))
