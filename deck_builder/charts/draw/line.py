"""Line charts: each series a line, named at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.draw.bar import anchor, axis_width, series_entries
from deck_builder.charts.draw.labels import (
    CategoryLabels,
    EndLabel,
    Entry,
    TextBounds,
    bounds_of,
    end_labels,
    end_labels_fit,
    end_labels_width,
    overlap,
    sequence_labels,
    thinned,
)
from deck_builder.charts.draw.marks import Dots, Label, Mark, Piece, Point, Stroke, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import (
    Plot,
    ValueAxis,
    foot,
    foot_height,
    head,
    value_axis,
    value_format,
)
from deck_builder.charts.draw.references import (
    error_bar,
    error_of,
    range_of,
    reference_bands,
    reference_ends,
    reference_lines,
)
from deck_builder.charts.draw.scale import Scale
from deck_builder.charts.draw.timeline import days_of, time_ticks

_THICK = 2.5
_THIN = 1.75
_DOT = 3.5
_END_SHARE = 0.3
_MOST_WITH_VALUES = 6
_TICK = 4.0


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the lines over a grid, the highlighted ones last."""
    low, high = range_of(spec, with_zero=False)
    frame = framed(spec, low, high, ends_of(spec, pen), pen)
    yield from frame.marks
    highlighted = {row.name for row in spec.series} & set(spec.highlight)
    order = sorted(range(len(spec.series)), key=lambda at: spec.series[at].name in highlighted)
    for index in order:
        row = spec.series[index]
        color = pen.series_color(spec, index)
        width = _THICK if not highlighted or row.name in highlighted else _THIN
        dashed = index >= len(pen.accents) and not highlighted
        for first, run in frame.runs(row):
            piece = Piece(index, tuple(range(first, first + len(run))))
            if len(run) == 1:
                yield Dots(run, _DOT, color, piece=piece)
            else:
                yield Stroke(run, color, width, dashed, piece)
    yield from _error_bars(spec, frame, pen)
    yield from _end_dots(spec, frame, pen)
    yield from over_lines(spec, frame, pen)
    yield from _points_of_note(spec, frame, pen)


def _error_bars(spec: ChartSpec, frame: Frame, pen: Pen) -> Iterator[Mark]:
    for series, row in enumerate(spec.series):
        for at, value in enumerate(row.values if row.errors else ()):
            if value is not None:
                error = error_of(spec, series, at)
                bar = error_bar(frame.x[at], value, error, frame.scale, pen)
                yield from showing(bar, series, (at,))


def over_lines(spec: ChartSpec, frame: Frame, pen: Pen) -> Iterator[Mark]:
    """Yield the lines of references, and the places that annotations are about."""
    yield from reference_lines(spec, frame.plot, frame.scale, pen)
    for series, row in enumerate(spec.series if spec.annotations else ()):
        for at, value in enumerate(row.values):
            if value is not None:
                yield anchor(spec, series, at, frame.x[at], frame.scale(value))


class Frame(Struct, frozen=True):
    """Where a chart over a sequence of categories is drawn: its plot, the `x` of each category,
    the axis of its values, the `marks` around it, the `ends` that are named at its right edge,
    whether these fit, and the `high` end of the values."""

    plot: Plot
    x: tuple[float, ...]
    axis: ValueAxis
    marks: tuple[Mark, ...]
    ends: tuple[EndLabel, ...]
    fits: bool
    high: float

    @property
    def scale(self) -> Scale:
        """The scale of the values."""
        return self.axis.upward(self.plot)

    def runs(self, row: Series) -> Iterator[tuple[int, tuple[Point, ...]]]:
        """Yield the points of `row` in pieces that have no gap, each with the number of its first
        category."""
        scale = self.scale
        run: list[Point] = []
        for at, (x, value) in enumerate(zip(self.x, row.values, strict=True)):
            if value is not None:
                run.append((x, scale(value)))
            elif run:
                yield at - len(run), tuple(run)
                run = []
        if run:
            yield len(self.x) - len(run), tuple(run)


def ends_of(spec: ChartSpec, pen: Pen) -> tuple[EndLabel, ...]:
    """Return the ends of all lines, or nothing when one of them ends before the others."""
    lasts = [row.values[-1] for row in spec.series]
    if any(last is None for last in lasts):
        return ()
    form = value_format(spec)
    named = [row.name for row in spec.series]
    full = [f"{name}  {form(last or 0.0)}".strip() for name, last in zip(named, lasts, strict=True)]
    fits = pen.widest(tuple(full), bold=True) <= pen.width * _END_SHARE
    texts = full if not any(named) or (fits and len(full) <= _MOST_WITH_VALUES) else named
    return tuple(
        EndLabel(
            text,
            last or 0.0,
            pen.series_color(spec, index),
            pen.is_faded(spec, index),
            Piece(index, (len(spec.categories) - 1,)),
        )
        for index, (text, last) in enumerate(zip(texts, lasts, strict=True))
    )


def framed(spec: ChartSpec, low: float, high: float, ends: tuple[EndLabel, ...], pen: Pen) -> Frame:
    """Return the frame for values from `low` to `high`, with `ends` named at the right when they
    have the room, else all series in a legend."""
    references = reference_ends(spec, pen)
    direct = _frame(spec, low, high, (*ends, *references), (), pen)
    if ends and direct.fits:
        return direct
    return _frame(spec, low, high, references, series_entries(spec, pen), pen)


def _frame(
    spec: ChartSpec,
    low: float,
    high: float,
    ends: tuple[EndLabel, ...],
    entries: tuple[Entry, ...],
    pen: Pen,
) -> Frame:
    marks, top = head(spec, entries, pen)
    room = end_labels_width(ends, pen) if ends else pen.size * 0.5
    axis = value_axis(low, high, value_format(spec), pen.height - top, spec.log)
    left = axis_width(axis.texts, pen)
    wide = Plot(left, top + pen.line / 2, pen.width - room, pen.height)
    x, places, labels = _sequence(spec.categories, spec.language, wide, pen)
    gap = pen.size * 0.4 + _TICK
    bottom = pen.height - foot_height(spec, pen) - labels.height - gap
    plot = Plot(left, wide.top, wide.right, bottom)
    scale = axis.upward(plot)
    lower = bottom + pen.line / 2
    narrow = room <= pen.width * _END_SHARE + pen.size
    fits = narrow and end_labels_fit(ends, scale, top, lower, pen)
    around = (
        *marks,
        *axis.grid(plot, pen),
        *reference_bands(spec, plot, scale, pen),
        *_below(labels, places, plot, gap, pen),
        *foot(spec, plot, pen),
        *end_labels(ends, scale, plot.right, top, lower, pen),
    )
    return Frame(plot, x, axis, around, ends, fits, high)


def _below(
    labels: CategoryLabels, places: Sequence[float], plot: Plot, gap: float, pen: Pen
) -> Iterator[Mark]:
    for x, lines in zip(places, labels.lines, strict=True):
        if lines:
            yield Stroke(((x, plot.bottom), (x, plot.bottom + _TICK)), pen.muted, 0.75)
            yield from replace(labels, lines=(lines,)).place((x,), plot.bottom + gap, pen)


def _sequence(
    categories: tuple[str, ...], language: str, plot: Plot, pen: Pen
) -> tuple[tuple[float, ...], tuple[float, ...], CategoryLabels]:
    """The x of each category, and those of the labels under the plot."""
    days = days_of(categories, language)
    if days is not None:
        scale = Scale(days[0], days[-1], plot.left + pen.size, plot.right - pen.size / 2)
        ticks = time_ticks(categories, days, scale, pen)
        labels = CategoryLabels(tuple((tick.text,) for tick in ticks), 0.0, pen.line)
        return tuple(map(scale, days)), tuple(scale(tick.day) for tick in ticks), labels
    # The outermost names may reach under the numbers of the axis and the names of the series.
    centers = _between_names(
        categories,
        [min(pen.width_of(name) / 2, pen.size * 4) for name in (categories[0], categories[-1])],
        plot,
        pen,
    )
    labels = sequence_labels(categories, centers, pen)
    if not labels.angle:
        # One that is not cut into lines takes more room than that.
        ends = [pen.widest(lines) / 2 for lines in (labels.lines[0], labels.lines[-1])]
        centers = _between_names(categories, ends, plot, pen)
        labels = sequence_labels(categories, centers, pen)
        half = pen.widest(labels.lines[-1]) / 2
        if len(centers) > 1 and not labels.angle and centers[-1] + half > pen.width + 1:
            labels = thinned(categories, centers, pen)
    return centers, centers, labels


def _between_names(
    categories: Sequence[str], ends: Sequence[float], plot: Plot, pen: Pen
) -> tuple[float, ...]:
    """The x of each category where the outermost names reach `ends` to each side."""
    first, last = ends
    left = plot.left + max(pen.size * 0.5, first - plot.left)
    right = plot.right - max(pen.size * 0.5, last - (pen.width - plot.right))
    if len(categories) == 1:
        return ((left + right) / 2,)
    steps = len(categories) - 1
    return tuple(left + (right - left) * place / steps for place in range(steps + 1))


def _end_dots(spec: ChartSpec, frame: Frame, pen: Pen) -> Iterator[Mark]:
    for index, row in enumerate(spec.series):
        last = row.values[-1]
        if last is not None:
            point = (frame.x[-1], frame.scale(last))
            dots = Dots((point,), _DOT, pen.series_color(spec, index))
            yield from showing((dots,), index, (len(frame.x) - 1,))


def _points_of_note(spec: ChartSpec, frame: Frame, pen: Pen) -> Iterator[Mark]:
    """Dots at the highlighted categories, with their values where these have room."""
    form = value_format(spec)
    taken: list[TextBounds] = []
    for index, row in enumerate(spec.series):
        color = pen.series_color(spec, index)
        for at, (category, value) in enumerate(zip(spec.categories, row.values, strict=True)):
            if category not in spec.highlight or value is None:
                continue
            x, y = frame.x[at], frame.scale(value)
            marks: list[Mark] = [Dots(((x, y),), _DOT + 1, color)]
            label = _note(form(value), x, y, taken, frame.plot, pen)
            if label is not None:
                taken.append(bounds_of(label, pen))
                marks.append(label)
            yield from showing(marks, index, (at,))


def _note(
    text: str, x: float, y: float, taken: Sequence[TextBounds], plot: Plot, pen: Pen
) -> Label | None:
    """A value over its point, or under it; None without room for it."""
    half = pen.width_of(text, bold=True) / 2
    middle = min(max(x, plot.left + half), plot.right - half)
    for place in (y - pen.line * 0.9, y + pen.line * 0.9):
        label = pen.label(text, middle, place, "center", bold=True)
        bounds = bounds_of(label, pen)
        inside = plot.top - pen.line * 0.5 <= bounds[1] and bounds[3] <= plot.bottom
        if inside and not any(overlap(bounds, other) for other in taken):
            return label
    return None
