"""Area charts: one series over its area, or several on top of each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deck_builder.charts.line import End, Frame, ends_of, framed
from deck_builder.charts.marks import Dots, Mark, Stroke, Surface
from deck_builder.charts.pen import Pen
from deck_builder.charts.plot import numbers_of, value_format
from deck_builder.charts.scale import from_zero
from deck_builder.charts.spec import ChartSpec, Series

_OPACITY = 0.2
_EDGE = 2.5
_SEAM = 1.0


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the areas over a grid."""
    if len(spec.series) == 1:
        yield from _single(spec, pen)
    else:
        yield from _stacked(spec, pen)


def _single(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    low, high = from_zero(numbers_of(spec))
    frame = framed(spec, low, high, ends_of(spec, pen), pen)
    yield from frame.marks
    color = pen.series_color(spec, 0)
    zero = frame.scale(0.0)
    for run in frame.runs(spec.series[0]):
        if len(run) == 1:
            yield Dots(run, _EDGE + 1, color)
            continue
        around = ((run[0][0], zero), *run, (run[-1][0], zero))
        yield Surface(around, color, _OPACITY)
        yield Stroke(run, color, _EDGE)


def _stacked(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    sums = _sums(spec)
    ends = _ends(spec, sums, pen)
    frame = framed(spec, 0.0, max(max(row.values or (0.0,)) for row in _known(sums)), ends, pen)
    yield from frame.marks
    lower = Series("", (0.0,) * len(spec.categories))
    for index, upper in enumerate(sums):
        yield Surface(_between(frame, lower, upper), pen.series_color(spec, index))
        lower = upper
    for upper in sums[:-1]:
        for run in frame.runs(upper):
            yield Stroke(run, pen.background, _SEAM)
