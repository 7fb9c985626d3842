"""Horizontal bar charts: a row for each category, its name to the left."""

from __future__ import annotations

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import filled, series_entries
from deck_builder.charts.draw.hbar import THICKEST, has_values, highest_row
from deck_builder.charts.native.around import around
from deck_builder.charts.native.bar import bars, code_of, columns_of
from deck_builder.charts.native.errors import has_errors, with_errors
from deck_builder.charts.native.parts import Native
from deck_builder.charts.native.style import Style


def native(spec: ChartSpec, style: Style) -> Native:
    """Return horizontal bars, the first at the top."""
    room = around(spec, series_entries(spec, style.pen), style)
    height = room.region.height
    thickest = min(THICKEST, highest_row(spec, style.pen) * filled(spec) / len(spec.series))
    return bars(
        spec,
        style,
        room,
        with_errors(spec, columns_of(spec, code_of(spec))),
        height,
        thickest,
        with_values=has_values(spec, height, style.pen) and not has_errors(spec),
        is_upright=False,
    )
