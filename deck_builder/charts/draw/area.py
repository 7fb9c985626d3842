"""Area charts: one series over its area, or several on top of each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import anchor
from deck_builder.charts.draw.labels import EndLabel
from deck_builder.charts.draw.line import ends_of, framed, over_lines
from deck_builder.charts.draw.marks import Dots, Mark, Piece, Stroke, Surface, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.references import range_of, reference_lines

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
    low, high = range_of(spec, with_zero=True)
    frame = framed(spec, low, high, ends_of(spec, pen), pen)
    yield from frame.marks
    color = pen.series_color(spec, 0)
    zero = frame.scale(0.0)
    for first, run in frame.runs(spec.series[0]):
        marks: tuple[Mark, ...] = (Dots(run, _EDGE + 1, color),)
        if len(run) > 1:
            around = ((run[0][0], zero), *run, (run[-1][0], zero))
            marks = (Surface(around, color, _OPACITY), Stroke(run, color, _EDGE))
        yield from showing(marks, 0, tuple(range(first, first + len(run))))
    yield from over_lines(spec, frame, pen)


def _stacked(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    sums = _sums(spec)
    reach = range_of(spec, with_zero=True, values=sums[-1])
    frame = framed(spec, *reach, _ends(spec, sums, pen), pen)
    yield from frame.marks
    scale = frame.scale
    edges = [tuple(zip(frame.x, map(scale, heights), strict=True)) for heights in sums]
    places = tuple(range(len(spec.categories)))
    for index, (lower, upper) in enumerate(pairwise(edges)):
        area = Surface((*upper, *reversed(lower)), pen.series_color(spec, index))
        yield from showing((area,), index, places)
    for index, edge in enumerate(edges[1:-1], 1):
        yield from showing((Stroke(edge, pen.background, _SEAM),), index, places)
    yield from reference_lines(spec, frame.plot, scale, pen)
    for index, edge in enumerate(edges[1:] if spec.annotations else ()):
        for at, (x, y) in enumerate(edge):
            # Without a series, words are about the upper edge of all.
            yield replace(anchor(spec, index, at, x, y), value=sums[index + 1][at])


def _sums(spec: ChartSpec) -> tuple[tuple[float, ...], ...]:
    """The lower edge of the first series and the upper edge of each; a gap counts as zero."""
    sums = [(0.0,) * len(spec.categories)]
    for row in spec.series:
        sums.append(
            tuple(under + (value or 0.0) for under, value in zip(sums[-1], row.values, strict=True))
        )
    return tuple(sums)


def _ends(spec: ChartSpec, sums: tuple[tuple[float, ...], ...], pen: Pen) -> tuple[EndLabel, ...]:
    """The names of the series, next to the middle of the end of each."""
    return tuple(
        replace(end, value=(lower[-1] + upper[-1]) / 2, piece=Piece(index))
        for index, (end, (lower, upper)) in enumerate(
            zip(ends_of(spec, pen), pairwise(sums), strict=False)
        )
    )
