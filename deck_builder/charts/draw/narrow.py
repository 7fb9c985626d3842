"""Charts that are narrower than the room for them: a few bars need not be spread over a slide."""

from __future__ import annotations

from deck_builder.base.units import Box, emu
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.pen import few_bars, pen_of
from deck_builder.charts.draw.plot import value_title
from deck_builder.charts.draw.references import room_beside
from deck_builder.theme.model import Theme

# In points: the width of a bar with what is beside it, and that of the edges.
_PITCH, _EDGES = 150.0, 30.0


def narrowed(spec: ChartSpec, room: Box, theme: Theme) -> Box:
    """Return the part of `room` that `spec` takes: its middle for a few upright bars, as wide as
    they, and the words around them, need."""
    count = few_bars(spec)
    if not count or spec.annotations:
        return room
    pen = pen_of(spec, room.width, room.height, theme)
    words = max(pen.width_of(text) for text in (value_title(spec), spec.x_label))
    bars = count * _PITCH + _EDGES + room_beside(spec, pen)
    width = min(room.width, emu(max(bars, words)))
    return Box(room.x + (room.width - width) // 2, room.y, width, room.height)
