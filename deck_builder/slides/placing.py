"""Where content stands that does not fill a slide, or that has no title above it."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.base.units import Box, emu
from deck_builder.blocks.stack import stack
from deck_builder.slides.areas import Area, Page
from deck_builder.slides.model import Slide
from deck_builder.slides.titles import OPENING
from deck_builder.theme.model import Layout

_ABOVE_MIDDLE = 0.4
# Content under a title that is less full than this is moved down, but not far.
_FULL = 0.7
_FARTHEST_DOWN = emu(60)


def untitled_box(slide: Slide, layout: Layout, box: Box) -> Box:
    """Return `box`, extended over the room of a missing title when nothing is in between."""
    title = None if slide.title else layout.placeholder("title")
    if title is None or title.box.y >= box.y:
        return box
    raised = Box(box.x, title.box.y, box.width, box.bottom - title.box.y)
    others = (one.box for one in layout.placeholders if one != title and not one.box.contains(box))
    if not title.box.overlaps(raised) or any(
        other.y < box.y and other.overlaps(raised) for other in others
    ):
        return box
    return raised


def lowered(page: Page, slide: Slide) -> Page:
    """Return the page with its content lower when that leaves it half empty: in the middle beside
    a title, not far under one, else a little above the middle."""
    areas = [area for area in page if area.blocks]
    if slide.layout == OPENING:
        # Beside a picture, the words stand right under the title.
        return page if slide.bleed else _centred(page)
    if not areas or any(block.stretches for area in areas for block in area.blocks):
        return page
    share = _FULL if slide.title else 1
    free = max(0, min(share * area.box.height - area.least_height for area in areas))
    offset = int(min(_FARTHEST_DOWN, free)) if slide.title else int(free * _ABOVE_MIDDLE)
    return tuple(replace(area, box=area.box.below(offset)) for area in page)


def _centred(page: Page) -> Page:
    """The page with its content in the middle, also where a picture is lower than its room."""
    free = min(map(_free_height, page), default=0)
    return tuple(replace(area, box=area.box.below(max(0, free // 2))) for area in page)


def _free_height(area: Area) -> int:
    """How much of the height of an area stays empty."""
    shapes = stack(area.blocks, area.box, area.theme).shapes
    return area.box.bottom - max((one.box.bottom for one in shapes), default=area.box.y)
