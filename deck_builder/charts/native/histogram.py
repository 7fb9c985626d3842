"""Histograms: how many numbers there are in each bin, whose limits are its name."""

from __future__ import annotations

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import MOST_VALUES
from deck_builder.charts.native.around import around
from deck_builder.charts.native.bar import bars, code_of, columns_of
from deck_builder.charts.native.parts import Native
from deck_builder.charts.native.style import Style

_FILLED = 0.97


def native(spec: ChartSpec, style: Style) -> Native:
    """Return a bar for each bin, nearly without gaps."""
    room = around(spec, (), style)
    length = room.region.width
    return bars(
        spec,
        style,
        room,
        columns_of(spec, code_of(spec)),
        length,
        length,
        with_values=len(spec.categories) <= MOST_VALUES,
        is_upright=True,
        share=_FILLED,
    )
