"""Sparklines: a line as small as a word, without axes and words."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.marks import Dots, Mark, Stroke
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import numbers_of
from deck_builder.charts.draw.scale import Scale

_LINE = 1.5
_DOT = 2.75


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the line, with a dot at its last value; gaps stay open."""
    values = spec.series[0].values
    low, high = min(numbers_of(spec)), max(numbers_of(spec))
    if low == high:
        low, high = low - (abs(low) or 1.0), high + (abs(high) or 1.0)
    margin = min(_DOT + 0.5, pen.width / 4, pen.height / 4)
    across = Scale(0.0, max(1.0, len(values) - 1.0), margin, pen.width - margin)
    upward = Scale(low, high, pen.height - margin, margin)
    color = pen.series_color(spec, 0)
    last = (0.0, 0.0)
    run: list[tuple[float, float]] = []
    for at, value in enumerate((*values, None)):
        if value is not None:
            last = (across(at), upward(value))
            run.append(last)
            continue
        if len(run) > 1:
            yield Stroke(tuple(run), pen.muted, _LINE)
        elif run:
            yield Dots(tuple(run), _LINE, pen.muted)
        run = []
    yield Dots((last,), _DOT, color)
