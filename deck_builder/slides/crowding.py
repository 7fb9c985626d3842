"""Charts that have no room for their names on the slide where they are."""

from __future__ import annotations

from collections.abc import Iterable

from deck_builder.base.diagnostics import Collector
from deck_builder.shapes import ChartFrame, LaidOutSlide
from deck_builder.theme.model import Theme


def report_crowding(slides: Iterable[LaidOutSlide], theme: Theme, found: Collector) -> None:
    """Report each chart that must cut or leave out names."""
    frames = {
        shape: slide.theme or theme
        for slide in slides
        for shape in slide.shapes
        if isinstance(shape, ChartFrame)
    }
    if not frames:
        return
    # Only now, since most talks have no chart.
    from deck_builder.charts.draw.crowding import CROWDED_NAMES, names_without_room

    for frame, own in frames.items():
        names = names_without_room(frame.chart, frame.box.width, frame.box.height, own)
        if names:
            name = names[0].replace("\n", " ")
            found.report(CROWDED_NAMES, frame.chart.span, count=len(names), name=name)
