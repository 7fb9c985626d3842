"""The rhythm of a deck: lists of one make one after the other do not all look alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from deck_builder.slides.model import FlowRegion, Slide
from deck_builder.variants import ListVariant, alternatives
from deck_builder.variants.lists import replaced
from deck_builder.variants.passages import Passages
from deck_builder.variants.rows import Rows

# So many slides in a row have the same variant at most, where another one suits; and where two or
# more have it, such a share of so many slides.
_LONGEST_RUN = 2
_MOST_OF_ONE = 0.45
_RECENT = 12


def with_rhythm(slides: Iterable[Slide]) -> Iterator[Slide]:
    """Yield `slides` with other variants where too many have the same one, in a row or lately."""
    # How the slides before look, and an empty name for those without a variant.
    seen: list[str] = []
    for slide in slides:
        block = variant_of(slide)
        if block is not None and _is_monotonous(seen, _look(block)):
            # The one that was not seen for the longest time.
            ways = (*alternatives(block), *_running(slide), block)
            other = min(ways, key=lambda one: _last(_look(one), seen))
            if other is None:
                assert slide.roomier is not None
                slide, block = slide.roomier, None
            elif _look(other) != _look(block):
                slide, block = _with(other, block, slide), other
        seen.append(_look(block))
        yield slide


def _is_monotonous(seen: list[str], look: str) -> bool:
    """Whether the slides before this one look so much like it that another variant would suit."""
    if seen[-_LONGEST_RUN:] == [look] * _LONGEST_RUN:
        return True
    recent = seen[-_RECENT:]
    count = recent.count(look)
    return recent[-1:] == [look] and count >= _LONGEST_RUN and count > _MOST_OF_ONE * len(recent)


def _look(block: ListVariant | None) -> str:
    """What a variant looks like from afar: what stands between hairlines are rows."""
    if block is None:
        return ""
    return Rows.name if isinstance(block, Rows | Passages) else block.name


def _running(slide: Slide) -> tuple[None, ...]:
    """Running text, which has a rhythm of its own, where that may be shown instead."""
    return (None,) if slide.roomier and slide.roomier.varies else ()


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
