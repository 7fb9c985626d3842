"""Dot charts: a dot for each value, on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.marks import Dots, Mark
from deck_builder.charts.draw.pen import Pen


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the name of each category, and its dot."""
    values = spec.series[0].values
    largest = max(value or 0.0 for value in values)
    for place, (name, value) in enumerate(zip(spec.categories, values, strict=True)):
        y = (place + 0.5) * pen.line
        yield pen.label(name, 0, y)
        if value is not None:
            x = pen.width / 2 * (1 + value / largest)
            yield Dots(((x - 5, y),), 4, pen.series_color(spec, 0))
