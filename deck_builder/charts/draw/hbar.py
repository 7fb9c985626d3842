"""Horizontal bar charts: a row for each category, its name to the left."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import (
    Slot,
    anchor,
    bar_color,
    filled,
    series_entries,
    slots,
)
from deck_builder.charts.draw.marks import Align, Bar, Mark, Stroke, showing
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
    height_above,
    range_of,
    reference_bands,
    reference_lines,
    words_above,
)
from deck_builder.charts.draw.scale import Scale

_NAME_SHARE = 0.42
_HIGHEST_ROW = 76.0
THICKEST = 40.0
"""How thick a row is at most, in points."""
_BETWEEN = 0.08
# The least height of a row that has a name, in font sizes.
_TIGHT = 1.02


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the rows from the top in the author's order."""
    marks, top = head(spec, series_entries(spec, pen), pen)
    yield from marks
    words = height_above(spec, *range_of(spec, with_zero=True), pen)
    top += words
    bottom = pen.height - foot_height(spec, pen)
    pitch = max(1.0, (bottom - top) / len(spec.categories))
    names = row_names(spec, pitch, pen)
    left = pen.widest(tuple(line for lines in names for line in lines)) + pen.size * 0.7
    if has_values(spec, bottom - top, pen):
        plot = Plot(left, top, pen.width, bottom).at_most(
            highest_row(spec, pen) * len(spec.categories)
        )
        yield from _with_values(spec, plot, pen)
    else:
        # The first name must not reach above rows that are lower than it.
        plot = Plot(left, top + pen.line / 3, pen.width, bottom - pen.line * 1.2)
        yield from _with_axis(spec, plot, pen)
    yield from placed_names(names, plot, pen)
    yield from foot(spec, plot, pen)


def has_values(spec: ChartSpec, height: float, pen: Pen) -> bool:
    """Whether the bars in `height` points have room for their values, so that no axis is needed."""
    slot = height / len(spec.categories) * filled(spec) / len(spec.series)
    return slot >= pen.size * 0.85 and not spec.log


def highest_row(spec: ChartSpec, pen: Pen) -> float:
    """Return how high a row is at most: as it looks well, but with room for the
    number of each bar."""
    return max(_HIGHEST_ROW, len(spec.series) * pen.line / filled(spec))


def row_names(spec: ChartSpec, pitch: float, pen: Pen) -> tuple[tuple[str, ...], ...]:
    """Return the lines of the name of each row; of rows that are too low for text only some have
    one."""
    room = pen.width * _NAME_SHARE
    most = max(1, int(pitch / pen.line))
    step = max(1, -int(-pen.size * _TIGHT // pitch))
    lines = tuple(
        _name(name, room, most, pen) if at % step == 0 else ()
        for at, name in enumerate(spec.categories)
    )
    if len(set(lines)) == len(lines):
        return lines
    # Those that look alike are cut where they differ.
    cut = pen.cut_apart([name.replace("\n", " ") for name in spec.categories], room)
    return tuple((text,) if texts else () for text, texts in zip(cut, lines, strict=True))


def _name(name: str, room: float, most: int, pen: Pen) -> tuple[str, ...]:
    lines = pen.wrapped(name, room)
    if most > 1 and pen.widest(lines) > room:
        lines = pen.broken(name, room)
    if len(lines) > most:
        lines = (*lines[: most - 1], " ".join(lines[most - 1 :]))
    return tuple(pen.shortened(line, room) for line in lines)


def placed_names(names: tuple[tuple[str, ...], ...], plot: Plot, pen: Pen) -> Iterator[Mark]:
    """Yield the names of rows, to the left of `plot`."""
    pitch = plot.height / len(names)
    for row, lines in enumerate(names):
        middle = plot.top + pitch * (row + 0.5) - pen.line * (len(lines) - 1) / 2
        yield from pen.lines(lines, plot.left - pen.size * 0.7, middle, "right")


def _with_values(spec: ChartSpec, plot: Plot, pen: Pen) -> Iterator[Mark]:
    low, high = range_of(spec, with_zero=True)
    form = value_format(spec)
    room = pen.widest(tuple(map(form, numbers_of(spec))), bold=True) + pen.size * 0.5
    before = room if low < 0 else 0.0
    after = room if any(value >= 0 for value in numbers_of(spec)) else 0.0
    # A line may push a number away.
    after += room if spec.references else 0.0
    scale = Scale(low, high, plot.left + before, plot.right - after)
    yield from reference_bands(spec, plot, scale, pen, upward=False)
    for slot in _slots(spec, plot):
        yield from _bar(spec, slot, scale, pen)
        align: Align = "left" if slot.value >= 0 else "right"
        away = 1 if slot.value >= 0 else -1
        bold = spec.categories[slot.category] in spec.highlight
        text = form(slot.value)
        end = scale(slot.value + away * error_of(spec, slot.series, slot.category))
        half = pen.width_of(text, bold) / 2
        middle = end + away * (pen.size * 0.4 + half)
        if spec.references:
            end += clear_of_lines(spec, scale, middle, half, away) - middle
        label = pen.label(text, end + away * pen.size * 0.4, slot.middle, align, bold=bold)
        yield from showing((label,), slot.series, (slot.category,))
        if spec.annotations:
            outer = end + away * (pen.size * 0.5 + 2 * half)
            yield anchor(spec, slot.series, slot.category, outer, slot.middle)
    yield _base_line(plot, scale, pen)
    yield from _over(spec, plot, scale, pen)


def _with_axis(spec: ChartSpec, plot: Plot, pen: Pen) -> Iterator[Mark]:
    low, high = range_of(spec, with_zero=True)
    axis = value_axis(low, high, value_format(spec), plot.width / 2, spec.log)
    # Half of the first and last number reaches out of the axis.
    left = max(plot.left, pen.width_of(axis.texts[0]) / 2)
    right = plot.right - pen.width_of(axis.texts[-1]) / 2
    inner = Plot(left, plot.top, right, plot.bottom)
    scale = axis.across(inner)
    yield from axis.columns(inner, pen)
    yield from reference_bands(spec, inner, scale, pen, upward=False)
    for slot in _slots(spec, inner):
        yield from _bar(spec, slot, scale, pen)
        if spec.annotations:
            end = scale(slot.value)
            yield anchor(spec, slot.series, slot.category, end, slot.middle)
    yield _base_line(inner, scale, pen)
    yield from _over(spec, inner, scale, pen)


def _over(spec: ChartSpec, plot: Plot, scale: Scale, pen: Pen) -> Iterator[Mark]:
    """The lines of references, and over the plot what references say."""
    yield from reference_lines(spec, plot, scale, pen, upward=False)
    words = height_above(spec, *range_of(spec, with_zero=True), pen)
    yield from words_above(spec, scale, plot.top, words, pen)


def _base_line(plot: Plot, scale: Scale, pen: Pen) -> Mark:
    return Stroke(((scale.base, plot.top), (scale.base, plot.bottom)), pen.muted, 1.0)


def _slots(spec: ChartSpec, plot: Plot) -> Iterator[Slot]:
    return slots(spec, plot.top, plot.height, THICKEST, _BETWEEN)


def _bar(spec: ChartSpec, slot: Slot, scale: Scale, pen: Pen) -> Iterator[Mark]:
    zero, end = scale.base, scale(slot.value)
    fill = bar_color(spec, slot.series, slot.category, pen)
    bar = Bar(min(zero, end), slot.start, abs(end - zero), slot.thickness, fill)
    error = error_of(spec, slot.series, slot.category)
    marks = (bar, *error_bar(slot.middle, slot.value, error, scale, pen, upward=False))
    yield from showing(marks, slot.series, (slot.category,))
