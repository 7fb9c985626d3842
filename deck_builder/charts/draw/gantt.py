"""Gantt charts: tasks along the days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.dates import named_day
from deck_builder.charts.draw.hbar import placed_names, row_names
from deck_builder.charts.draw.labels import Entry
from deck_builder.charts.draw.marks import Anchor, Bar, Mark, Piece, Stroke, Surface
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import Plot, foot, foot_height, head
from deck_builder.charts.draw.references import (
    height_above,
    reference_bands,
    reference_lines,
    words_above,
)
from deck_builder.charts.draw.scale import Scale
from deck_builder.charts.draw.timeline import time_ticks

_FILLED = 0.56
_THICKEST = 26.0
_HIGHEST_ROW = 52.0
_MARGIN = 0.02
_GRID = 0.75


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield a bar for each task, and a diamond for one of a single day."""
    marks, top = head(spec, entries_of(spec, pen), pen)
    yield from marks
    first, last = _reach(spec)
    day = partial(named_day, language=spec.language)
    words = height_above(spec, first, last, pen, day)
    bottom = pen.height - foot_height(spec, pen) - pen.line * 1.3
    names = row_names(spec, max(1.0, (bottom - top - words) / len(spec.categories)), pen)
    left = pen.widest(tuple(line for lines in names for line in lines)) + pen.size * 0.7
    right = max(left + 1.0, pen.width - pen.size)
    # Few rows stand together in the middle.
    plot = Plot(left, top + words, right, bottom).at_most(_HIGHEST_ROW * len(spec.categories))
    scale = Scale(first, last, plot.left, plot.right)
    yield from _grid(first, last, plot, scale, pen, spec.language)
    yield from reference_bands(spec, plot, scale, pen, upward=False)
    yield from _tasks(spec, plot, scale, pen)
    yield from reference_lines(spec, plot, scale, pen, upward=False)
    yield from words_above(spec, scale, plot.top, words, pen, day)
    yield from placed_names(names, plot, pen)
    yield from foot(spec, plot, pen)


def entries_of(spec: ChartSpec, pen: Pen) -> list[Entry]:
    """Return the entries of the legend: the groups, if there are several."""
    groups = groups_of(spec)
    return [Entry(name, _group_color(spec, name, pen)) for name in groups if len(groups) > 1]


def groups_of(spec: ChartSpec) -> tuple[str, ...]:
    """Return the names of the groups of tasks."""
    return tuple(dict.fromkeys(filter(None, spec.groups)))


def _reach(spec: ChartSpec) -> tuple[float, float]:
    """The first and the last day, with a little room; a task goes to the end of its last day."""
    starts = [value for value in spec.series[0].values if value is not None]
    ends = [value + 1 for value in spec.series[1].values if value is not None]
    for one in spec.references:
        starts.append(one.low)
        ends.append(one.low if one.high is None else one.high)
    first, last = min(starts), max(ends)
    margin = max(0.5, (last - first) * _MARGIN)
    return max(1.0, first - margin), min(float(date.max.toordinal()), last + margin)


def _grid(
    first: float, last: float, plot: Plot, scale: Scale, pen: Pen, language: str
) -> Iterator[Mark]:
    days = (float(int(first)) + 1, float(int(last)))
    days = days if days[1] > days[0] else (first, last)
    inside = replace(pen, width=plot.right + pen.size)
    names = [date.fromordinal(int(day)).isoformat() for day in days]
    for tick in time_ticks(names, days, scale, inside, language):
        x = scale(tick.day)
        half = pen.width_of(tick.text) / 2
        yield Stroke(((x, plot.top), (x, plot.bottom)), pen.rule, _GRID)
        middle = max(half, min(x, pen.width - half))
        yield pen.label(tick.text, middle, plot.bottom + pen.line * 0.75, "center", pen.muted)


def _group_color(spec: ChartSpec, group: str, pen: Pen) -> str:
    groups = groups_of(spec)
    if group in pen.own:
        return pen.own[group]
    return pen.color(groups.index(group)) if group in groups else pen.color(0)


def task_color(spec: ChartSpec, at: int, pen: Pen) -> str:
    """Return the colour of a task."""
    name, group = spec.categories[at], spec.groups[at] if spec.groups else ""
    if spec.highlight and not {name, group} & set(spec.highlight):
        return pen.fade(0)
    return pen.own.get(name) or _group_color(spec, group, pen)


def _tasks(spec: ChartSpec, plot: Plot, scale: Scale, pen: Pen) -> Iterator[Mark]:
    pitch = plot.height / len(spec.categories)
    height = min(pitch * _FILLED, _THICKEST)
    for at, (start, end) in enumerate(
        zip(spec.series[0].values, spec.series[1].values, strict=True)
    ):
        if start is None or end is None:
            continue
        y, color = plot.top + pitch * (at + 0.5), task_color(spec, at, pen)
        if start == end:
            x, half = scale(start + 0.5), height * 0.55
            corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
            yield Surface(corners, color, piece=Piece(1, (at,)))
        else:
            x, width = scale(start), max(1.5, scale(end + 1) - scale(start))
            yield Bar(x, y - height / 2, width, height, color, Piece(1, (at,)))
        if spec.annotations:
            yield Anchor(spec.categories[at], "", end, scale(end + 1), y)
