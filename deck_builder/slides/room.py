"""How much room a slide has, before the sizes of the deck are known."""

from __future__ import annotations

from deck_builder.outline import OutlineSlide
from deck_builder.slides.areas import INSIDE, Area, at_steps
from deck_builder.slides.model import FlowRegion
from deck_builder.slides.rules import regions_for
from deck_builder.slides.scale import largest
from deck_builder.slides.titles import under_title
from deck_builder.text.runs import Paragraph
from deck_builder.theme.model import Theme

_LAYOUT = "content"
_FULLEST = 0.8


def has_room(
    short: OutlineSlide, longer: OutlineSlide, theme: Theme, *, varied: bool = True
) -> bool:
    """Whether a slide with nothing but text has room for a `longer` one, which is shown in the same
    way, in the largest size that text has in a deck, and is not full with it. What stands on it may
    be `varied`."""
    if longer.layout or longer.variant or not all(block.text for block in longer.blocks):
        return False
    found = [regions_for(one.blocks, varied) for one in (short, longer)]
    (layout, (region, *more)), (other, regions) = found
    if layout != _LAYOUT or other != _LAYOUT or more or len(regions) > 1:
        return False
    wanted = regions[0]
    if not isinstance(region, FlowRegion) or not isinstance(wanted, FlowRegion):
        return False
    is_alike = list(map(type, region.blocks)) == list(map(type, wanted.blocks))
    return is_alike and _is_free(longer, wanted, theme)


def _is_free(slide: OutlineSlide, region: FlowRegion, theme: Theme) -> bool:
    """Whether a region leaves some of its place free."""
    title = Paragraph(slide.title, icon=slide.icon, span=slide.span)
    layout = under_title(theme.layouts[_LAYOUT], title, theme)
    place = layout.placeholder(region.name) if layout else None
    if place is None:
        return False
    if place.style != theme.styles["body"]:
        theme = theme.with_style("body", place.style)
    roles = (place.style.name, *(name for name in INSIDE if name in theme.styles))
    area = Area(region.blocks, place.box.inset(place.insets), theme, place.style.name, place)
    (sized,) = at_steps((area,), {role: largest(role, theme) for role in roles})
    return sized.fills_at_most(_FULLEST)
