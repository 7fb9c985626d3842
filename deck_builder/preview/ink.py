"""What drawing needs to know of a slide: its colours, its fonts and its language."""

from __future__ import annotations

from msgspec import Struct

from deck_builder.base.units import Box, points
from deck_builder.preview.marks import Rect
from deck_builder.theme.model import Theme
from deck_builder.theme.palette import Palette


class Ink(Struct, frozen=True):
    """The theme of a slide, the palette of its layout, the language of the talk, and the part that
    the layout is in a company's template."""

    theme: Theme
    palette: Palette
    language: str
    part: str = ""

    def hex(self, color: str) -> str:
        """Return a colour of the palette, or `#RRGGBB`, as RRGGBB."""
        return color[1:].upper() if color.startswith("#") else self.palette.hex(color)

    def family(self, font: str) -> str:
        """Return the family of `major`, `minor` or `mono`; any other is itself one."""
        return self.theme.fonts.family(font)


def rect_of(box: Box) -> Rect:
    """Return a box in points."""
    return Rect(points(box.x), points(box.y), points(box.width), points(box.height))
