"""Where things stand on a layout that has no placeholders for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from deck_builder.base.units import Box
from deck_builder.template.pages import Page, Place

# Shares of the body area, from its left, top, right and bottom.
_SHARES: Mapping[str, Mapping[str, tuple[float, float, float, float]]] = {
    "content": {"body": (0, 0, 1, 1)},
    "agenda": {"body": (0, 0, 1, 1)},
    "blank": {"body": (0, 0, 1, 1)},
    "two-content": {"left": (0, 0, 0.485, 1), "right": (0.515, 0, 1, 1)},
    "comparison": {
        "left-heading": (0, 0, 0.485, 0.12),
        "left": (0, 0.15, 0.485, 1),
        "right-heading": (0.515, 0, 1, 0.12),
        "right": (0.515, 0.15, 1, 1),
    },
    "figure": {"left": (0, 0, 0.32, 1), "right": (0.35, 0, 1, 1)},
    "quote": {"quote": (0, 0, 0.92, 0.68), "attribution": (0, 0.74, 0.92, 0.92)},
    "statement": {"statement": (0, 0, 0.9, 0.9)},
    "big-number": {"number": (0, 0.02, 1, 0.5), "explanation": (0, 0.54, 0.72, 0.95)},
    "full-bleed": {"picture": (0, 0, 1, 1)},
    "picture-caption": {"picture": (0, 0, 1, 0.87), "caption": (0, 0.9, 1, 1)},
}
_SIDE, _TOP, _UNDER_TITLE = 0.06, 0.06, 0.035
_TITLE_HEIGHT = 0.14
_BOTTOM = 0.95
_LEAST_HEIGHT = 0.25
_LOGO = 0.12


class Room(Struct, frozen=True):
    """The size of the slides, and the area for content under the titles."""

    width: int
    height: int
    area: Box

    def regions(self, role: str) -> dict[str, Box]:
        """Return the boxes of a role's regions by name."""
        area = self.area
        return {
            name: Box(
                area.x + round(area.width * left),
                area.y + round(area.height * top),
                round(area.width * (right - left)),
                round(area.height * (bottom - top)),
            )
            for name, (left, top, right, bottom) in _SHARES.get(role, {}).items()
        }

    def subtitle(self, title: Box, page: Page) -> Box:
        """Return where a subtitle stands that the layout has no place for: under the title."""
        bottom = min(_foot(page, title, self.height), round(self.height * _BOTTOM))
        top = title.bottom + round(self.height * _UNDER_TITLE)
        height = min(round(self.height * 0.2), bottom - top)
        if height < self.height * 0.06:
            height = round(self.height * 0.1)
            top = min(top, self.height - height)
        return Box(title.x, top, title.width, height)


def body_area(page: Page, title: Box | None, body: Place | None, width: int, height: int) -> Box:
    """Return where content stands: in the body, inside its margins and above what is at the foot;
    without one, between the title, the foot and the logos."""
    if body is not None:
        inner = body.box.inset(body.insets)
        box = Box(inner.x, inner.y, inner.width, inner.height)
    else:
        box = _free_area(page, title, width, height)
    bottom = min(box.bottom, _foot(page, box, height), height)
    top = box.y
    if title and title.bottom > top and _meets(title, box):
        top = min(title.bottom, bottom - height // 4)
    return Box(box.x, top, box.width, max(bottom - top, height // 8))


def _free_area(page: Page, title: Box | None, width: int, height: int) -> Box:
    left, right = round(width * _SIDE), round(width * (1 - _SIDE))
    top = round(height * (_TOP + _TITLE_HEIGHT + _UNDER_TITLE))
    if title:
        left, right = title.x, title.right
        below = title.bottom + round(height * _UNDER_TITLE)
        top = below if below < height * (1 - _LEAST_HEIGHT) else top
    area = Box(left, top, right - left, round(height * _BOTTOM) - top)
    return _beside_logos(area, page.drawn, width, height)


def _beside_logos(area: Box, drawn: Sequence[Box], width: int, height: int) -> Box:
    """The area above what is drawn at the foot of the slide."""
    small = (box for box in drawn if box.width * box.height < _LOGO * width * height)
    low = [box.y for box in small if box.overlaps(area) and box.y > area.y + area.height // 2]
    bottom = min([area.bottom, *low])
    return Box(area.x, area.y, area.width, bottom - area.y)


def _foot(page: Page, box: Box, height: int) -> int:
    """The upper edge of footer, date and number where they are under a box."""
    low = (one.box for one in page.margin if one.box.y > height // 2)
    edges = [one.y for one in low if one.x < box.right and box.x < one.right]
    return min([height, *edges])


def _meets(title: Box, box: Box) -> bool:
    return title.x < box.right and box.x < title.right and title.y < box.y + box.height // 2


def title_box(width: int, height: int) -> Box:
    """Return where titles stand on layouts that have no place for them."""
    left = round(width * _SIDE)
    return Box(left, round(height * _TOP), width - 2 * left, round(height * _TITLE_HEIGHT))
