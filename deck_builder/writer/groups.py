"""Groups of shapes as `p:grpSp`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import groupby

from deck_builder.base.units import Box
from deck_builder.shapes import Grouped, Picture, Shape, TextBox, group_of
from deck_builder.writer.page import Page
from deck_builder.writer.xml import group_shape


def grouped(
    shapes: Sequence[Shape], written: Sequence[str], page: Page
) -> tuple[list[str], dict[int, int]]:
    """Return the elements `written` of `shapes`, neighbours of one group as one element, and the
    id of the group that each of these is in, by the index of the shape."""
    if not any(map(group_of, shapes)):
        return list(written), {}
    elements: list[str] = []
    numbers: dict[int, int] = {}
    for name, found in groupby(range(len(shapes)), lambda index: group_of(shapes[index])):
        members = list(found)
        content = "".join(written[index] for index in members)
        # PowerPoint has no groups of one.
        if not name or len(members) == 1:
            elements.append(content)
            continue
        number = next(page.ids)
        numbers |= dict.fromkeys(members, number)
        box = reduce(Box.around, (shapes[index].box for index in members))
        is_decorative = not any(_has_meaning(shapes[index]) for index in members)
        about = " ".join(filter(None, (_about(shapes[index]) for index in members)))
        elements.append(group_shape(number, name, box, content, is_decorative, about))
    return elements, numbers


def _about(shape: Shape) -> str:
    return shape.about if isinstance(shape, Grouped) else ""


def _has_meaning(shape: Shape) -> bool:
    return isinstance(shape, TextBox) or (isinstance(shape, Picture) and bool(shape.alt))
