"""Charts and diagrams that have no room for their words on the slide where they are."""

from __future__ import annotations

from collections.abc import Iterable

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.plugins import PluginError
from deck_builder.base.source import Span
from deck_builder.blocks.diagram import AS_SOURCE, STYLE
from deck_builder.shapes import ChartFrame, LaidOutSlide, TextBox
from deck_builder.theme.model import Theme

SMALL_DIAGRAM = Problem(
    "small-diagram",
    Severity.WARNING,
    "the diagram has words of {size:g} points to have room on one slide",
    "leave out what the talk does not need, or put parts of it into subgraphs, which may be on "
    "slides of their own",
)


LARGE_DIAGRAM = Problem(
    "diagram-as-source",
    Severity.WARNING,
    "the diagram has no room on a slide, and is shown as its source",
    SMALL_DIAGRAM.hint,
)


def report_crowding(slides: Iterable[LaidOutSlide], theme: Theme, found: Collector) -> None:
    """Report each chart that must cut or leave out names, or that a plug-in cannot draw, and each
    diagram with words that are too small."""
    slides = tuple(slides)
    _report_small_diagrams(slides, theme, found)
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
        try:
            names = names_without_room(frame.chart, frame.box.width, frame.box.height, own)
        except PluginError as error:
            error.report(frame.chart.span, found)
            continue
        if names:
            name = names[0].replace("\n", " ")
            found.report(CROWDED_NAMES, frame.chart.span, count=len(names), name=name)


def _report_small_diagrams(slides: Iterable[LaidOutSlide], theme: Theme, found: Collector) -> None:
    floor = theme.styles[STYLE].floor
    smallest: dict[Span | None, float] = {}
    for slide in slides:
        for shape in slide.shapes:
            if isinstance(shape, TextBox) and shape.name == AS_SOURCE:
                found.report(LARGE_DIAGRAM, shape.paragraphs[0].span)
            elif isinstance(shape, TextBox) and shape.style.name == STYLE and shape.paragraphs:
                size, span = shape.style.level(0).size, shape.paragraphs[0].span
                if size < floor:
                    smallest[span] = min(size, smallest.get(span, floor))
    for span, size in smallest.items():
        found.report(SMALL_DIAGRAM, span, size=size)
