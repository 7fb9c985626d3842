"""The places of content on layouts without placeholders for it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from deck_builder.base.units import Box
from deck_builder.template.pages import Page, Place
from deck_builder.template.roles import ROLES

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
            for name, (left, top, right, bottom) in ROLES[role].regions.items()
        }

    def subtitle(self, title: Box, page: Page) -> Box:
        """Return the box of a subtitle, under the title, for a layout without a place for it."""
        bottom = min(_foot(page, title, self.height), round(self.height * _BOTTOM))
        top = title.bottom + round(self.height * _UNDER_TITLE)
        height = min(round(self.height * 0.2), bottom - top)
        if height < self.height * 0.06:
            height = round(self.height * 0.1)
            top = min(top, self.height - height)
        return Box(title.x, top, title.width, height)


def body_area(page: Page, title: Box | None, body: Place | None, width: int, height: int) -> Box:
    """Return the area for content: the body, inside its margins and above the foot; without one,
    the area between the title, the foot and the logos."""
    if body is not None:
        box = body.box.inset(body.insets)
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
    return _above_logos(area, page.drawn, width, height)


def _above_logos(area: Box, drawn: Sequence[Box], width: int, height: int) -> Box:
    """The area above what is drawn at the foot of the slide, such as a logo."""
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
    """Return the box of titles on layouts without a place for them."""
    left = round(width * _SIDE)
    return Box(left, round(height * _TOP), width - 2 * left, round(height * _TITLE_HEIGHT))
