"""Small multiples: a small chart for each series, all with the same axes."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.draw.bar import axis_width
from deck_builder.charts.draw.marks import Bar, Dots, Label, Mark, Stroke, Surface
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import Plot, ValueAxis, head, value_axis, value_format
from deck_builder.charts.draw.references import range_of, reference_bands, reference_lines
from deck_builder.charts.draw.scale import Scale

_LINE = 2.0
_DOT = 3.0
_OPACITY = 0.25
_FILLED = 0.74
_NARROWEST = 84.0
_WIDE = 1.9


class _Grid(Struct, frozen=True):
    """How the small charts are arranged, and the size of each."""

    columns: int
    rows: int
    width: float
    height: float
    gap: float


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the small charts, row by row."""
    marks, top = head(spec, (), pen)
    yield from marks
    with_zero = spec.panel != "line"
    low, high = range_of(spec, with_zero)
    grid = _arranged(len(spec.series), pen, top)
    axis = value_axis(low, high, value_format(spec), max(1.0, grid.height - 2 * pen.line) * 0.8)
    left = axis_width(axis.texts, pen)
    width = max(1.0, (pen.width - left - grid.gap * (grid.columns - 1)) / grid.columns)
    for at, row in enumerate(spec.series):
        line, column = divmod(at, grid.columns)
        x = left + (width + grid.gap) * column
        y = top + grid.height * line
        is_last = at + grid.columns >= len(spec.series)
        bottom = y + grid.height - pen.line * 1.5
        plot = Plot(x, y + pen.line * 1.35, x + width, max(y + pen.line * 1.35 + 1.0, bottom))
        yield from _panel(spec, at, row, plot, axis, column == 0, pen)
        yield from _ends(spec, plot, pen) if is_last else ()


def _arranged(count: int, pen: Pen, top: float) -> _Grid:
    """As many columns as make charts that are a little wider than high."""
    gap = pen.size * 1.2
    height = max(1.0, pen.height - top)

    def shape(columns: int) -> float:
        return abs((pen.width / columns) / (height / ceil(count / columns)) - _WIDE)

    most = max(1, min(count, int(pen.width // _NARROWEST)))
    columns = min(range(1, most + 1), key=shape)
    rows = ceil(count / columns)
    return _Grid(columns, rows, pen.width / columns, height / rows, gap)


def _panel(
    spec: ChartSpec, at: int, row: Series, plot: Plot, axis: ValueAxis, is_first: bool, pen: Pen
) -> Iterator[Mark]:
    color = _color(spec, at, pen)
    title = pen.shortened(row.name, plot.width, bold=True)
    bold = not spec.highlight or row.name in spec.highlight
    yield pen.label(title, plot.left, plot.top - pen.line * 0.85, bold=bold)
    for mark in _thinned(axis, plot, pen).grid(plot, pen):
        if (is_first and plot.height >= pen.line) or not isinstance(mark, Label):
            yield mark
    scale = axis.upward(plot)
    yield from reference_bands(spec, plot, scale, pen)
    yield from _data(spec, row, plot, scale, color)
    yield from reference_lines(spec, plot, scale, pen)


def _thinned(axis: ValueAxis, plot: Plot, pen: Pen) -> ValueAxis:
    """The axis with as many of its ticks as have room, the first and the last among them."""
    steps = len(axis.ticks) - 1
    room = max(1, int(plot.height / (pen.line * 1.1)))
    whole = (one for one in range(1, steps + 1) if steps % one == 0 and steps // one <= room)
    step = next(whole, steps)
    return replace(axis, ticks=axis.ticks[::step], texts=axis.texts[::step])


def _color(spec: ChartSpec, at: int, pen: Pen) -> str:
    """One colour for all, since their titles tell them apart."""
    name = spec.series[at].name
    if spec.highlight and name not in spec.highlight:
        return pen.fade(0)
    return pen.own.get(name) or pen.accents[0]


def _data(spec: ChartSpec, row: Series, plot: Plot, scale: Scale, color: str) -> Iterator[Mark]:
    centers = plot.centers(len(spec.categories))
    if spec.panel == "bar":
        width = plot.width / len(spec.categories) * _FILLED
        for x, value in zip(centers, row.values, strict=True):
            if value is not None:
                end = scale(value)
                top, height = min(end, scale.base), abs(end - scale.base)
                yield Bar(x - width / 2, top, width, height, color)
        return
    run: list[tuple[float, float]] = []
    for x, value in zip((*centers, 0.0), (*row.values, None), strict=True):
        if value is not None:
            run.append((x, scale(value)))
            continue
        if spec.panel == "area" and len(run) > 1:
            around = ((run[0][0], scale.base), *run, (run[-1][0], scale.base))
            yield Surface(around, color, _OPACITY)
        if len(run) > 1:
            yield Stroke(tuple(run), color, _LINE)
        elif run:
            yield Dots(tuple(run), _DOT, color)
        run = []


def _ends(spec: ChartSpec, plot: Plot, pen: Pen) -> Iterator[Mark]:
    """The first and the last category under a chart of the last row; all of them if they fit."""
    names = [name.replace("\n", " ") for name in spec.categories]
    centers = plot.centers(len(names))
    pitch = plot.width / len(names)
    y = plot.bottom + pen.line * 0.75
    if pen.widest(tuple(names)) <= pitch - 4:
        for name, x in zip(names, centers, strict=True):
            yield pen.label(name, x, y, "center", pen.muted)
        return
    room = plot.width if len(names) == 1 else (plot.width - pen.size) / 2
    first, last = pen.cut_apart((names[0], names[-1]), room)
    yield pen.label(first, plot.left, y, "left", pen.muted)
    if len(names) > 1:
        yield pen.label(last, plot.right, y, "right", pen.muted)
