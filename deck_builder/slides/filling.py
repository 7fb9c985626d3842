"""The shapes of a page, and which placeholders of which layout they fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from deck_builder.blocks.stack import merged_text, stack
from deck_builder.shapes import Shape, TextBox, placeholder_of
from deck_builder.slides.areas import Area, Page
from deck_builder.slides.figures import (
    CHART,
    EXHIBIT,
    LISTING,
    PICTURE,
    has_listing,
    is_exhibit,
    with_figure,
)
from deck_builder.slides.items import ITEMS, ROWS, has_rows, holds_items
from deck_builder.slides.model import FlowRegion, Slide
from deck_builder.theme.model import Theme
from deck_builder.variants import Lead


def page_shapes(slide: Slide, texts: Mapping[str, TextBox], areas: Page) -> Iterator[Shape]:
    """Yield the shapes of a page, region by region, in reading order; `texts` are the placeholders
    with text by their names."""
    flows = iter(areas)
    for region in slide.regions:
        if isinstance(region, FlowRegion):
            yield from _area_shapes(next(flows))
        elif region.name in texts:
            yield texts[region.name]


def _area_shapes(area: Area) -> tuple[Shape, ...]:
    """The shapes of an area; the first body text fills its placeholder, or else a picture, chart
    or table."""
    body = area.theme.styles["body"]
    shapes = list(merged_text(stack(area.blocks, area.box, area.theme).shapes, body))
    place = area.placeholder
    if place is None:
        return tuple(shapes)
    if place.type in (PICTURE, CHART):
        return with_figure(shapes, place)
    is_lead = any(isinstance(block, Lead) for block in area.blocks)
    for index, shape in enumerate(shapes):
        if isinstance(shape, TextBox) and (shape.style == body or is_lead) and not shape.fill:
            # The margins of the placeholder are around what was laid out.
            shapes[index] = replace(
                shape,
                box=(area.box if len(shapes) == 1 else shape.box).outset(place.insets),
                placeholder=place.name,
                anchor=place.anchor,
                insets=place.insets,
            )
            return tuple(shapes)
    return with_figure(shapes, place)


def layout_name(slide: Slide, content: Sequence[Shape], theme: Theme) -> str:
    """Return the name of the layout to use: those for the items of a variant, for a figure alone
    and for code with text, and a slide whose content fills no placeholder needs none."""
    layout = slide.layout
    if holds_items(content):
        return ROWS if has_rows(slide) and ROWS in theme.layouts else ITEMS
    if layout != "content":
        return layout
    if not any(map(placeholder_of, content)):
        return "title-only"
    kinds = ((EXHIBIT, is_exhibit), (LISTING, has_listing))
    return next((one for one, is_it in kinds if one in theme.layouts and is_it(content)), layout)
