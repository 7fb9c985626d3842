"""Slope charts: how each category changes from one series to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import anchor
from deck_builder.charts.draw.marks import Align, Dots, Mark, Piece, Stroke, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import Plot, head, numbers_of, value_format
from deck_builder.charts.draw.scale import Scale, near, spread

_THICK = 2.5
_THIN = 1.5
_DOT = 3.5
_SHARE = 0.34
_LONG_SHARE = 0.5
_GAP = "  "
_MOST_COLORS = 6
_TIGHT = 1.05


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield a line for each category, named with its values at both ends."""
    marks, top = head(spec, (), pen)
    yield from marks
    form = value_format(spec)
    first, last = spec.series[0], spec.series[-1]
    numbers = [["" if one is None else form(one) for one in row.values] for row in (first, last)]
    left = _ends(spec, numbers[0], _SHARE, pen)
    right = [_turned(text) for text in _ends(spec, numbers[1], _SHARE, pen)]
    if any("…" in text for text in (*left, *right)):
        # Long names stand once, where there is more room for them.
        left, right = _ends(spec, numbers[0], _LONG_SHARE, pen), numbers[1]
    gap = pen.size * 0.7
    plot = Plot(
        pen.widest(tuple(left), bold=True) + gap,
        top + pen.line * 1.6,
        pen.width - pen.widest(tuple(right), bold=True) - gap,
        pen.height - pen.line * 0.6,
    )
    scale = _scale(spec, plot)
    columns = _columns(spec, plot)
    for x in columns:
        yield Stroke(((x, plot.top - pen.line * 0.3), (x, plot.bottom)), pen.rule, 0.75)
    yield from _headings(spec, columns, top + pen.line / 2, pen)
    for at in order_of(spec):
        yield from showing(_line(spec, at, columns, scale, pen), at)
    yield from _labels(spec, first.values, left, plot.left - gap, "right", scale, pen)
    yield from _labels(spec, last.values, right, plot.right + gap, "left", scale, pen)


def _headings(spec: ChartSpec, columns: Sequence[float], y: float, pen: Pen) -> Iterator[Mark]:
    """The names of the series, each over its column and up to the middle between two."""
    middles = [(one + other) / 2 for one, other in pairwise(columns)]
    low = 0.0
    for x, row, high in zip(columns, spec.series, (*middles, pen.width), strict=True):
        if high - low < pen.size * 2:
            continue
        text = pen.shortened(row.name, high - low, bold=True)
        half = pen.width_of(text, bold=True) / 2
        middle = max(low + half, min(x, high - half))
        yield pen.label(text, middle, y, "center", pen.muted, bold=True)
        low = middle + half + pen.size


def _scale(spec: ChartSpec, plot: Plot) -> Scale:
    low, high = near(numbers_of(spec))
    values = numbers_of(spec)
    # Nothing stands on a base line, so that the lines take all the room.
    if max(values) > min(values):
        low, high = min(values), max(values)
    elif spec.log:
        low, high = values[0] / 10, values[0] * 10
    return Scale(low, high, plot.bottom, plot.top, spec.log)


def _columns(spec: ChartSpec, plot: Plot) -> tuple[float, ...]:
    steps = max(1, len(spec.series) - 1)
    return tuple(plot.left + plot.width * at / steps for at in range(len(spec.series)))


def order_of(spec: ChartSpec) -> list[int]:
    """Return the categories in the order in which they are drawn, the highlighted ones last."""
    return sorted(range(len(spec.categories)), key=lambda at: spec.categories[at] in spec.highlight)


def color_of(spec: ChartSpec, category: int, pen: Pen) -> str:
    """Return the colour of a category whose values are one line."""
    name = spec.categories[category]
    if set(spec.highlight) & set(spec.categories) and name not in spec.highlight:
        return pen.fade(0)
    if name in pen.own:
        return pen.own[name]
    if name in spec.highlight:
        return pen.accents[0]
    return pen.color(category) if len(spec.categories) <= _MOST_COLORS else pen.accents[0]


def _line(
    spec: ChartSpec, at: int, columns: Sequence[float], scale: Scale, pen: Pen
) -> Iterator[Mark]:
    values = [row.values[at] for row in spec.series]
    points = tuple(
        (x, scale(value)) for x, value in zip(columns, values, strict=True) if value is not None
    )
    color = color_of(spec, at, pen)
    is_strong = not spec.highlight or spec.categories[at] in spec.highlight
    if len(points) > 1:
        yield Stroke(points, color, _THICK if is_strong else _THIN)
    if points:
        yield Dots(points, _DOT, color)
    if spec.annotations:
        for series, (x, value) in enumerate(zip(columns, values, strict=True)):
            if value is not None:
                yield anchor(spec, series, at, x, scale(value))


def _ends(spec: ChartSpec, texts: Sequence[str], share: float, pen: Pen) -> list[str]:
    """The names with their values, cut where they take more than a `share` of the width; nothing
    for a gap."""
    room = pen.width * share - pen.widest(tuple(texts), bold=True) - pen.size * 0.5
    names = pen.cut_apart([name.replace("\n", " ") for name in spec.categories], room)
    return [f"{name}{_GAP}{text}" if text else "" for name, text in zip(names, texts, strict=True)]


def _turned(text: str) -> str:
    """A name and its value the other way round."""
    name, gap, value = text.rpartition(_GAP)
    return f"{value}{gap}{name}"


def _labels(
    spec: ChartSpec,
    values: Sequence[float | None],
    texts: Sequence[str],
    x: float,
    align: Align,
    scale: Scale,
    pen: Pen,
) -> Iterator[Mark]:
    """The names, moved apart; when there is no room for all of them, of some."""
    filled = [(at, value) for at, value in enumerate(values) if value is not None]
    most = max(1, int((scale.start - scale.end) / (pen.size * _TIGHT)) + 1)
    if len(filled) > most:
        chosen = set(spec.highlight)
        filled.sort(key=lambda one: spec.categories[one[0]] not in chosen)
        filled = filled[:most]
    wanted = [scale(value) for _, value in filled]
    placed = spread(wanted, pen.line, scale.end, scale.start)
    away = -1 if align == "right" else 1
    for (at, _), y, own in zip(filled, placed, wanted, strict=True):
        if abs(y - own) > pen.line * 0.4:
            start = (x - away * pen.size * 0.45, own)
            yield Stroke((start, (x - away * 2, y)), pen.muted, 0.75, piece=Piece(at))
        bold = spec.categories[at] in spec.highlight
        color = pen.muted if spec.highlight and not bold else pen.text
        yield replace(pen.label(texts[at], x, y, align, color, bold=bold), piece=Piece(at))
