"""Bar charts: one upright bar for each category, or for each series in it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.labels import Entry, category_labels
from deck_builder.charts.draw.marks import Anchor, Bar, Mark, Stroke, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import (
    Plot,
    foot,
    foot_height,
    head,
    numbers_of,
    value_axis,
    value_format,
)
from deck_builder.charts.draw.references import (
    clear_of_lines,
    error_bar,
    error_of,
    range_of,
    reference_bands,
    reference_lines,
    room_beside,
    words_beside,
)
from deck_builder.charts.draw.scale import Scale
from deck_builder.charts.numerals import NumberFormat

FILLED = 0.7
FILLED_GROUP = 0.84
THICKEST = 96.0
MOST_VALUES = 12
_BETWEEN = 0.06
_OVERHANG = 0.15


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the bars of each category side by side."""
    entries = series_entries(spec, pen)
    top_marks, top = head(spec, entries, pen)
    yield from top_marks
    pen = replace(pen, width=pen.width - room_beside(spec, pen))
    if has_values(spec, pen):
        yield from _with_values(spec, top, value_format(spec), pen)
    else:
        yield from _with_axis(spec, top, pen)


def has_values(spec: ChartSpec, pen: Pen) -> bool:
    """Whether each bar has room for its value, so that no axis is needed."""
    values = numbers_of(spec)
    pitch = pen.width / len(spec.categories)
    room = pitch - 4 if len(spec.series) == 1 else pitch * filled(spec) / len(spec.series)
    widest = pen.widest(tuple(map(value_format(spec), values)), bold=True)
    return len(values) <= MOST_VALUES and widest <= room and not spec.log


def filled(spec: ChartSpec) -> float:
    """Return the share of a category's room that its bars take."""
    return FILLED if len(spec.series) == 1 else FILLED_GROUP


def series_entries(spec: ChartSpec, pen: Pen) -> tuple[Entry, ...]:
    """Return what a legend must name: nothing for a single series."""
    if len(spec.series) < 2:
        return ()
    return tuple(
        Entry(row.name, pen.series_color(spec, index)) for index, row in enumerate(spec.series)
    )


def bar_color(spec: ChartSpec, series: int, category: int, pen: Pen) -> str:
    """Return the colour of one bar, faded when another category is highlighted."""
    if any(name in spec.highlight for name in spec.categories):
        highlighted = spec.categories[category] in spec.highlight
        return pen.category_color(spec, category, series) if highlighted else pen.fade(series)
    if any(name in pen.own for name in spec.categories):
        return pen.category_color(spec, category, series)
    return pen.series_color(spec, series)


def under_plot(spec: ChartSpec, left: float, top: float, pen: Pen) -> tuple[Plot, tuple[Mark, ...]]:
    """Return the plot that is left over the names of the categories, and those names."""
    centers = Plot(left, top, pen.width, pen.height).centers(len(spec.categories))
    labels = category_labels(spec.categories, centers, pen)
    if labels.overhang:
        left += min(labels.overhang, pen.width * _OVERHANG)
        centers = Plot(left, top, pen.width, pen.height).centers(len(spec.categories))
        labels = category_labels(spec.categories, centers, pen)
    gap = pen.size * 0.4
    bottom = pen.height - foot_height(spec, pen) - labels.height - gap
    plot = Plot(left, top, pen.width, bottom)
    return plot, (*labels.place(centers, bottom + gap, pen), *foot(spec, plot, pen))


def axis_width(texts: tuple[str, ...], pen: Pen) -> float:
    """Return the width that the numbers of an axis take, with their distance to the plot."""
    return pen.widest(texts) + pen.size * 0.5


def _with_values(spec: ChartSpec, top: float, form: NumberFormat, pen: Pen) -> Iterator[Mark]:
    low, high = range_of(spec, with_zero=True)
    plot, names = under_plot(spec, 0.0, top, pen)
    above = pen.line if any(value >= 0 for value in numbers_of(spec)) else 0.0
    below = pen.line if low < 0 else 0.0
    # A line may push a number away.
    more = pen.line if spec.references else 0.0
    scale = Scale(low, high, plot.bottom - below, plot.top + above + more)
    yield from reference_bands(spec, plot, scale, pen)
    yield from _bars(spec, plot, scale, pen)
    for bar in _slots(spec, plot):
        away = -1 if bar.value >= 0 else 1
        error = error_of(spec, bar.series, bar.category)
        y = scale(bar.value - away * error) + away * pen.line * 0.55
        y = clear_of_lines(spec, scale, y, pen.size / 2, away)
        bold = spec.categories[bar.category] in spec.highlight
        label = pen.label(form(bar.value), bar.middle, y, "center", bold=bold)
        yield from showing((label,), bar.series, (bar.category,))
        if spec.annotations:
            end = y + away * pen.size * 0.5
            yield anchor(spec, bar.series, bar.category, bar.middle, end)
    yield base_line(plot, scale, pen)
    yield from _over(spec, plot, scale, pen)
    yield from names


def _with_axis(spec: ChartSpec, top: float, pen: Pen) -> Iterator[Mark]:
    low, high = range_of(spec, with_zero=True)
    axis = value_axis(low, high, value_format(spec), pen.height - top, spec.log)
    first = top + pen.line / 2
    plot, names = under_plot(spec, axis_width(axis.texts, pen), first, pen)
    scale = axis.upward(plot)
    yield from axis.grid(plot, pen)
    yield from reference_bands(spec, plot, scale, pen)
    yield from _bars(spec, plot, scale, pen)
    yield base_line(plot, scale, pen)
    yield from _over(spec, plot, scale, pen)
    yield from _anchors(spec, plot, scale)
    yield from names


def base_line(plot: Plot, scale: Scale, pen: Pen) -> Mark:
    """Return the line at zero."""
    return Stroke(((plot.left, scale.base), (plot.right, scale.base)), pen.muted, 1.0)


class Slot(Struct, frozen=True):
    """The place of a bar along the axis of the categories, and its value."""

    series: int
    category: int
    start: float
    thickness: float
    value: float

    @property
    def middle(self) -> float:
        """The middle of its thickness."""
        return self.start + self.thickness / 2


def slots(
    spec: ChartSpec, start: float, length: float, thickest: float, between: float
) -> Iterator[Slot]:
    """Yield the bars in `length` points from `start`, at most `thickest` points thick. The share
    `between` of that separates the bars of a category."""
    pitch = length / len(spec.categories)
    count = len(spec.series)
    thickness = min(pitch * filled(spec) / count, thickest)
    gap = thickness * between if count > 1 else 0.0
    for category in range(len(spec.categories)):
        first = start + pitch * (category + 0.5) - thickness * count / 2
        for series, row in enumerate(spec.series):
            value = row.values[category]
            if value is not None:
                at = first + series * thickness + gap / 2
                yield Slot(series, category, at, thickness - gap, value)


def _slots(spec: ChartSpec, plot: Plot) -> Iterator[Slot]:
    return slots(spec, plot.left, plot.width, THICKEST, _BETWEEN)


def _bars(spec: ChartSpec, plot: Plot, scale: Scale, pen: Pen) -> Iterator[Mark]:
    zero = scale.base
    for slot in _slots(spec, plot):
        end = scale(slot.value)
        color = bar_color(spec, slot.series, slot.category, pen)
        bar = Bar(slot.start, min(zero, end), slot.thickness, abs(end - zero), color)
        error = error_of(spec, slot.series, slot.category)
        marks = (bar, *error_bar(slot.middle, slot.value, error, scale, pen))
        yield from showing(marks, slot.series, (slot.category,))


def _anchors(spec: ChartSpec, plot: Plot, scale: Scale) -> Iterator[Mark]:
    for slot in _slots(spec, plot) if spec.annotations else ():
        yield anchor(spec, slot.series, slot.category, slot.middle, scale(slot.value))


def _over(spec: ChartSpec, plot: Plot, scale: Scale, pen: Pen) -> Iterator[Mark]:
    """The lines of references, and what references say."""
    yield from reference_lines(spec, plot, scale, pen)
    yield from words_beside(spec, plot, scale, pen)


def anchor(spec: ChartSpec, series: int, category: int, x: float, y: float) -> Anchor:
    """Return the place that an annotation of this value is about."""
    row = spec.series[series]
    name = spec.categories[category].replace("\n", " ")
    return Anchor(name, row.name, row.values[category] or 0.0, x, y)
