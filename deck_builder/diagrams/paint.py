"""The colours of diagrams: names of the theme's palette, by what they are for.

A colour is a name of the palette, a tint of one (`theme.palette.tint`) or `#RRGGBB`; empty is none.
"""

from __future__ import annotations

from msgspec import Struct

from deck_builder.theme.palette import ACCENTS, tint


class Paint(Struct, frozen=True):
    """The colours of a node: its `fill`, its `line`, and `color` of its text, empty for that of
    its text style."""

    fill: str = ""
    line: str = ""
    color: str = ""


NODE = Paint(tint("accent", 14), "accent", "text")
"""A node like any other."""
STRONG = Paint("accent", "accent", "on-accent")
"""What stands out: the header of a class, what is critical or active."""
DARK = Paint("text", "text", "background")
"""Where something begins or ends, a bar that forks or joins."""
FRAME = Paint("surface", "rule", "muted")
"""A frame around others."""
INNER_FRAME = Paint("background", "rule", "muted")
"""A frame in a frame."""
NOTE = Paint(tint("caution", 30), "", "text")
"""A note."""
LABEL = Paint("background", "", "text")
"""Words on a line."""
WORDS = Paint("", "", "text")
"""Words by themselves."""
QUIET = Paint("", "", "muted")
"""Words that say less: an axis, a date, a kind."""
LINE = "muted"
"""The colour of links."""


def series(number: int) -> Paint:
    """Return the colours of one of several groups of nodes, counted from 0."""
    accent = ACCENTS[number % len(ACCENTS)]
    return Paint(tint(accent, 20), accent, "text")
