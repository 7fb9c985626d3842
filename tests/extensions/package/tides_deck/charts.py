"""A mark for each value, on a line of its own."""

from collections.abc import Iterator

from deck_builder.api.plugins import (
    ChartKind,
    ChartSpec,
    Dots,
    Mark,
    Pen,
    Stroke,
    value_format,
)


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    values = spec.series[0].values
    names = tuple(pen.shortened(name, pen.width / 3) for name in spec.categories)
    text = value_format(spec)
    said = tuple(text(value) if value is not None else "" for value in values)
    start = pen.widest(names) + pen.size
    end = pen.width - pen.widest(said) - pen.size
    largest = max((value for value in values if value), default=1.0)
    step = pen.height / len(values)
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        y = (place + 0.5) * step
        yield pen.label(name, 0, y)
        yield Stroke(((start, y), (end, y)), pen.rule, 1)
        if value is not None:
            radius = min(step / 3, pen.size / 2)
            x = start + radius + (end - start - 2 * radius) * value / largest
            yield Dots(((x, y),), radius, pen.series_color(spec, 0))
            yield pen.label(said[place], pen.width, y, "right", bold=True)


TIDE_MARKS = ChartKind(
    api=1,
    draw=draw,
    words="chart of tide marks",
    single=True,
    rows=True,
    positive=True,
    sortable=True,
)
