"""Heatmaps: a field for each number, the stronger in colour the larger it is."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.base.color import mix
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.hbar import placed_names, row_names
from deck_builder.charts.draw.labels import category_labels
from deck_builder.charts.draw.marks import Bar, Mark
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import (
    Plot,
    foot,
    foot_height,
    head,
    numbers_of,
    value_format,
)

_GAP = 1.0
_PALEST = 0.9
_STEPS = 24
_KEY_WIDTH = 90.0


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield a row for each series and a column for each category, with the numbers where they have
    room, else with a key to the colours."""
    marks, top = head(spec, (), pen)
    yield from marks
    rows = replace(spec, categories=tuple(row.name or " " for row in spec.series))
    pitch = max(1.0, (pen.height - top - pen.line * 1.4) / len(spec.series))
    names = row_names(rows, pitch, pen)
    left = pen.widest(tuple(line for lines in names for line in lines))
    left += pen.size * 0.7 if left else 0.0
    plot, labels = _under(spec, left, top, pen)
    form = value_format(spec)
    cell = plot.width / len(spec.categories), plot.height / len(spec.series)
    texts = tuple(map(form, numbers_of(spec)))
    is_roomy = pen.widest(texts, bold=True) <= cell[0] - 6 and cell[1] >= pen.line
    if not is_roomy:
        key = pen.line + pen.size * 0.4
        plot, labels = _under(spec, left, top + key, pen)
        yield from _key(spec, plot, top, pen)
        cell = plot.width / len(spec.categories), plot.height / len(spec.series)
    for at, row in enumerate(spec.series):
        for column, value in enumerate(row.values):
            if value is None:
                continue
            fill = shade(spec, value, pen)
            x, y = plot.left + cell[0] * column, plot.top + cell[1] * at
            yield Bar(x + _GAP, y + _GAP, cell[0] - 2 * _GAP, cell[1] - 2 * _GAP, fill)
            if is_roomy:
                bold = {row.name, spec.categories[column]} & set(spec.highlight)
                middle = (x + cell[0] / 2, y + cell[1] / 2)
                color = pen.on_fill(fill)
                yield pen.label(form(value), *middle, "center", color, bold=bool(bold))
    yield from labels
    yield from placed_names(names, plot, pen)


def _under(spec: ChartSpec, left: float, top: float, pen: Pen) -> tuple[Plot, tuple[Mark, ...]]:
    """The plot over the names of the categories, and those names."""
    centers = Plot(left, top, pen.width, pen.height).centers(len(spec.categories))
    labels = category_labels(spec.categories, centers, pen)
    bottom = pen.height - foot_height(spec, pen) - labels.height - pen.size * 0.4
    plot = Plot(left, top, pen.width, bottom)
    below = labels.place(centers, bottom + pen.size * 0.4, pen)
    return plot, (*below, *foot(spec, plot, pen))


def shade(spec: ChartSpec, value: float, pen: Pen) -> str:
    """Return the colour of a number: paler, the nearer it is to the lowest one, or to zero if there
    are numbers on both sides of it."""
    numbers = numbers_of(spec)
    low, high = min(numbers), max(numbers)
    if low < 0 < high:
        share = abs(value) / max(-low, high)
        strong = pen.accents[0] if value >= 0 else pen.accents[1]
    else:
        share = (value - low) / (high - low) if high > low else 1.0
        strong = pen.accents[0]
    return mix(strong, pen.background, _PALEST * (1 - min(1.0, share)))


def _key(spec: ChartSpec, plot: Plot, top: float, pen: Pen) -> Iterator[Mark]:
    """The colours from the lowest number to the highest."""
    numbers, form = numbers_of(spec), value_format(spec)
    low, high = min(numbers), max(numbers)
    texts = form(low), form(high)
    room = pen.width - plot.left - sum(map(pen.width_of, texts)) - pen.size
    width = max(0.0, min(_KEY_WIDTH, room))
    x, y = plot.left, top + pen.line / 2
    yield pen.label(texts[0], x, y, color=pen.muted)
    x += pen.width_of(texts[0]) + pen.size * 0.4
    for step in range(_STEPS):
        value = low + (high - low) * step / (_STEPS - 1)
        box = width / _STEPS
        yield Bar(x + box * step, y - pen.size * 0.35, box, pen.size * 0.7, shade(spec, value, pen))
    yield pen.label(texts[1], x + width + pen.size * 0.4, y, color=pen.muted)
