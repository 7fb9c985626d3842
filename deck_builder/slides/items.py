"""The items of a variant in the placeholders of a layout, so that the outline shows them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.shapes import Shape, TextBox
from deck_builder.slides.model import FlowRegion, Slide
from deck_builder.theme.model import Theme
from deck_builder.variants.base import CARD, ITEM
from deck_builder.variants.placing import DATE, FIGURE

ITEMS = "items"
"""The layout with a placeholder for each item of a variant."""
ROWS = "rows"
"""The same for items that are as wide as the slide, and so have another size."""
_CONTENT = "content"
_PREFIX = "item-"
# The styles of what items say; numerals only count them.
_FILLING = (CARD, DATE, FIGURE)


def with_items(shapes: tuple[Shape, ...], slide: Slide, theme: Theme) -> tuple[Shape, ...]:
    """Return `shapes` with the items of a variant in placeholders, if the layout for items has
    enough of them; else as they are."""
    layout = theme.layouts.get(ITEMS)
    items = [index for index, shape in enumerate(shapes) if _is_item(shape)]
    if layout is None or slide.layout != _CONTENT or not items:
        return shapes
    places = [one for one in layout.placeholders if one.name.startswith(_PREFIX) and one.real]
    if len(items) > len(places):
        return shapes
    filled = list(shapes)
    for index, place in zip(items, places, strict=False):
        shape = filled[index]
        assert isinstance(shape, TextBox)
        filled[index] = replace(shape, placeholder=place.name)
    return tuple(filled)


def holds_items(shapes: Sequence[Shape]) -> bool:
    """Whether some of `shapes` are in the placeholders of items."""
    return any(isinstance(one, TextBox) and one.placeholder.startswith(_PREFIX) for one in shapes)


def has_rows(slide: Slide) -> bool:
    """Whether the items of a slide are as wide as the slide."""
    regions = (region for region in slide.regions if isinstance(region, FlowRegion))
    return any(block.role == ITEM for region in regions for block in region.blocks)


def _is_item(shape: Shape) -> bool:
    return isinstance(shape, TextBox) and shape.style.name in _FILLING and bool(shape.group)
