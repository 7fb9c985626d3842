"""Histograms: how many numbers there are in each bin."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import anchor, axis_width, bar_color
from deck_builder.charts.draw.marks import Bar, Mark, Piece, Stroke
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import (
    Plot,
    foot,
    foot_height,
    head,
    short_unit,
    value_axis,
)
from deck_builder.charts.draw.references import (
    Form,
    height_above,
    reference_bands,
    reference_lines,
    words_above,
)
from deck_builder.charts.draw.scale import Scale, from_zero
from deck_builder.charts.numerals import number_format, tick_format

_SEAM = 0.75
_MOST_COUNTS = 14


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield a bar for each bin, without gaps, over an axis of the numbers."""
    counts = [value or 0.0 for value in spec.series[0].values]
    unit = short_unit(replace(spec, unit=spec.second_unit))
    if unit != spec.second_unit:
        # A long unit goes to the label of the axis.
        label = f"{spec.x_label} ({spec.second_unit})" if spec.x_label else spec.second_unit
        spec = replace(spec, x_label=label)
    form = replace(tick_format(spec.edges, "", spec.language), unit=unit)
    marks, top = head(spec, (), pen)
    reach = _across(spec, 0.0, pen.width)
    above = height_above(spec, reach.low, reach.high, pen, form)
    plain = number_format(counts, "", spec.language)
    axis = value_axis(*from_zero(counts), plain, pen.height - top)
    outer = [max(pen.width_of(form(edge)) for edge in spec.edges) / 2] * 2
    wide = _across(spec, outer[0], pen.width - outer[1])
    pitch = wide(spec.edges[1]) - wide(spec.edges[0])
    has_counts = len(counts) <= _MOST_COUNTS and pen.widest(tuple(map(plain, counts))) <= pitch - 4
    left = max(outer[0], 0.0 if has_counts else axis_width(axis.texts, pen))
    first = top + above + (pen.line if has_counts else pen.line / 2)
    bottom = pen.height - foot_height(spec, pen) - pen.line * 1.4
    plot = Plot(left, first, pen.width - outer[1], bottom)
    yield from marks
    if not has_counts:
        yield from axis.grid(plot, pen)
    upward = Scale(0.0, max(counts), plot.bottom, plot.top) if has_counts else axis.upward(plot)
    across = _across(spec, plot.left, plot.right)
    yield from reference_bands(spec, plot, across, pen, upward=False)
    for at, count in enumerate(counts):
        start, end = across(spec.edges[at]), across(spec.edges[at + 1])
        y = upward(count)
        color, width = bar_color(spec, 0, at, pen), end - start - 2 * _SEAM
        yield Bar(start + _SEAM, y, width, plot.bottom - y, color, Piece(0, (at,)))
        if has_counts and count:
            bold = spec.categories[at] in spec.highlight
            middle = (start + end) / 2
            words = pen.label(plain(count), middle, y - pen.line * 0.55, "center", bold=bold)
            yield replace(words, piece=Piece(0, (at,)))
        if spec.annotations:
            yield anchor(spec, 0, at, (start + end) / 2, y)
    yield Stroke(((plot.left, plot.bottom), (plot.right, plot.bottom)), pen.muted, 1.0)
    yield from reference_lines(spec, plot, across, pen, upward=False)
    lowest = first - (pen.line if has_counts else 0.0)
    yield from words_above(spec, across, lowest, above, pen, form)
    yield from _edges(spec, across, plot, form, pen)
    yield from foot(spec, plot, pen)


def _across(spec: ChartSpec, left: float, right: float) -> Scale:
    """The scale of the numbers, which reaches to all references."""
    ends = [*spec.edges]
    for one in spec.references:
        ends += [one.low] if one.high is None else [one.low, one.high]
    return Scale(min(ends), max(ends), left, right)


def _edges(spec: ChartSpec, across: Scale, plot: Plot, form: Form, pen: Pen) -> Iterator[Mark]:
    """The limits of the bins, as many as have room; the last one has the unit."""
    plain = tick_format(spec.edges, "", spec.language)
    texts = [plain(edge) for edge in spec.edges[:-1]] + [form(spec.edges[-1])]
    widest = max(pen.widest(tuple(texts)), 1.0)
    pitch = max(1e-3, across(spec.edges[1]) - across(spec.edges[0]))
    step = max(1, -int(-(widest + pen.size * 0.6) // pitch))
    last = len(texts) - 1
    for at, text in enumerate(texts):
        # The last one is always there, and what is too near to it is not.
        if at == last or (at % step == 0 and last - at >= step):
            x = across(spec.edges[at])
            yield Stroke(((x, plot.bottom), (x, plot.bottom + 4)), pen.muted, 0.75)
            yield pen.label(text, x, plot.bottom + pen.line * 0.8, "center", pen.muted)
