"""Waterfall charts: what each category adds to the sum of those before, or takes from it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import FILLED, THICKEST, anchor, axis_width, base_line, under_plot
from deck_builder.charts.draw.marks import Bar, Mark, Stroke, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import Plot, head, value_axis, value_format
from deck_builder.charts.draw.references import (
    clear_of_lines,
    range_of,
    reference_bands,
    reference_lines,
    room_beside,
    words_beside,
)
from deck_builder.charts.draw.scale import Scale
from deck_builder.charts.numerals import exact

_MOST_VALUES = 14
_PLUS = "+"


class Piece(Struct, frozen=True):
    """A bar: its category, where it begins and ends, and whether it is a sum."""

    category: int
    begin: float
    end: float
    is_total: bool

    @property
    def change(self) -> float:
        """What is added; the whole of a sum."""
        return self.end - self.begin


def pieces(spec: ChartSpec) -> tuple[Piece, ...]:
    """Return the bars of `spec`; a gap has none."""
    found: list[Piece] = []
    # In a computer, 0.3 - 0.1 - 0.2 is below zero.
    whole = Decimal(0)
    for at, (name, value) in enumerate(zip(spec.categories, spec.series[0].values, strict=True)):
        if name in spec.totals:
            whole = exact(value) if at == 0 and value is not None else whole
            found.append(Piece(at, 0.0, float(whole), True))
        elif value is not None:
            begin, whole = whole, whole + exact(value)
            found.append(Piece(at, float(begin), float(whole), False))
    return tuple(found)


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield a bar for each category, hanging on the end of the one before."""
    marks, top = head(spec, (), pen)
    yield from marks
    pen = replace(pen, width=pen.width - room_beside(spec, pen))
    bars = pieces(spec)
    ends = [end for bar in bars for end in (bar.begin, bar.end)]
    low, high = range_of(spec, with_zero=True, values=ends)
    texts = tuple(_text(spec, bar) for bar in bars)
    pitch = pen.width / len(spec.categories)
    if len(bars) <= _MOST_VALUES and pen.widest(texts, bold=True) <= pitch - 4:
        plot, names = under_plot(spec, 0.0, top, pen)
        below = pen.line if any(bar.end < bar.begin for bar in bars) else 0.0
        more = pen.line if spec.references else 0.0
        scale = Scale(low, high, plot.bottom - below - more, plot.top + pen.line + more)
    else:
        axis = value_axis(low, high, value_format(spec), pen.height - top)
        plot, names = under_plot(spec, axis_width(axis.texts, pen), top + pen.line / 2, pen)
        scale = axis.upward(plot)
        texts = ()
        yield from axis.grid(plot, pen)
    yield from reference_bands(spec, plot, scale, pen)
    yield from _bars(spec, bars, plot, scale, pen)
    yield base_line(plot, scale, pen)
    yield from _values(spec, bars, texts, plot, scale, pen)
    yield from reference_lines(spec, plot, scale, pen)
    yield from words_beside(spec, plot, scale, pen)
    yield from names


def _text(spec: ChartSpec, bar: Piece) -> str:
    form = value_format(spec)
    return form(bar.end) if bar.is_total else (_PLUS if bar.change > 0 else "") + form(bar.change)


def color_of(spec: ChartSpec, bar: Piece, pen: Pen) -> str:
    """Return the colour of a bar."""
    name = spec.categories[bar.category]
    if name in pen.own:
        return pen.own[name]
    if set(spec.highlight) & set(spec.categories):
        return pen.accents[0] if name in spec.highlight else pen.fade(0)
    if bar.is_total:
        return pen.muted
    return pen.positive if bar.change >= 0 else pen.negative


def _bars(
    spec: ChartSpec, bars: tuple[Piece, ...], plot: Plot, scale: Scale, pen: Pen
) -> Iterator[Mark]:
    centers = plot.centers(len(spec.categories))
    width = min(plot.width / len(spec.categories) * FILLED, THICKEST)
    for at, bar in enumerate(bars):
        x = centers[bar.category]
        upper, lower = sorted((scale(bar.begin), scale(bar.end)))
        color = color_of(spec, bar, pen)
        mark = Bar(x - width / 2, upper, width, max(1.0, lower - upper), color)
        yield from showing((mark,), 0, (bar.category,))
        if at + 1 < len(bars):
            y, to = scale(bar.end), centers[bars[at + 1].category]
            between = Stroke(((x + width / 2, y), (to - width / 2, y)), pen.muted, 0.75)
            yield from showing((between,), 0, (bars[at + 1].category,))
        if spec.annotations:
            # Over a number that stands on the bar.
            lift = 0.0 if bar.end < bar.begin else pen.line
            yield anchor(spec, 0, bar.category, x, upper - lift)


def _values(
    spec: ChartSpec,
    bars: tuple[Piece, ...],
    texts: tuple[str, ...],
    plot: Plot,
    scale: Scale,
    pen: Pen,
) -> Iterator[Mark]:
    """What each bar adds, at its end; of one that takes away, under it."""
    centers = plot.centers(len(spec.categories))
    for bar, text in zip(bars, texts, strict=False):
        away = 1 if bar.end < bar.begin else -1
        y = scale(bar.end) + away * pen.line * 0.55
        y = clear_of_lines(spec, scale, y, pen.size / 2, away)
        bold = bar.is_total or spec.categories[bar.category] in spec.highlight
        label = pen.label(text, centers[bar.category], y, "center", bold=bold)
        yield from showing((label,), 0, (bar.category,))
