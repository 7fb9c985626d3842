"""A scene made smaller as a whole, with its text."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.base.units import Box, Insets
from deck_builder.diagrams.scene import Area, Item, Link, Scene
from deck_builder.theme.text_style import TextStyle

_LEAST_LINE = 0.5


def scaled(scene: Scene, factor: float) -> Scene:
    """Return a scene with all lengths and sizes of text times `factor`, at most 1."""
    items = tuple(_scaled(item, factor) for item in scene.items)
    return Scene(int(scene.width * factor), int(scene.height * factor), items)


def _scaled(item: Item, factor: float) -> Item:
    width = max(_LEAST_LINE, item.width * factor)
    if isinstance(item, Link):
        points = tuple((round(x * factor), round(y * factor)) for x, y in item.points)
        size = int(item.head_size * factor)
        return replace(item, points=points, width=width, head_size=size)
    box = item.box
    x, y = round(box.x * factor), round(box.y * factor)
    place = Box(x, y, round(box.right * factor) - x, round(box.bottom * factor) - y)
    if isinstance(item, Area):
        return replace(item, box=place, width=width)
    insets = item.insets
    inside = (insets.left, insets.top, insets.right, insets.bottom)
    return replace(
        item,
        box=place,
        insets=Insets(*(int(one * factor) for one in inside)),
        style=item.style and _smaller(item.style, factor),
        width=width,
    )


def _smaller(style: TextStyle, factor: float) -> TextStyle:
    # A tenth of a point less, for what is lost by rounding.
    sizes = (max(1.0, int(level.size * factor * 10 - 1) / 10) for level in style.levels)
    levels = tuple(
        replace(level, size=size) for level, size in zip(style.levels, sizes, strict=True)
    )
    return replace(style, levels=levels)
