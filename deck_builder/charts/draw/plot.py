"""The plot of a chart with a value axis: its place on the chart, its grid and the text over
and under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.labels import Entry, legend
from deck_builder.charts.draw.marks import Mark, Stroke
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.scale import Scale, log_ticks, ticks
from deck_builder.charts.numerals import NumberFormat, number_format, tick_format

_GRID_WIDTH = 0.75
_LONGEST_UNIT = 6
_PICTURE_PER_TICK = 46.0
_MOST_TICKS = 7


class Plot(Struct, frozen=True):
    """The rectangle that data are drawn in."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def at_most(self, highest: float) -> Plot:
        """Return its middle, `highest` points high at most."""
        spare = max(0.0, self.height - highest) / 2
        return Plot(self.left, self.top + spare, self.right, self.bottom - spare)

    def centers(self, count: int) -> tuple[float, ...]:
        """Return the middles of `count` equal columns."""
        pitch = self.width / count
        return tuple(self.left + pitch * (place + 0.5) for place in range(count))


def numbers_of(spec: ChartSpec) -> tuple[float, ...]:
    """Return every number of `spec`."""
    return tuple(value for row in spec.series for value in row.values if value is not None)


def value_format(spec: ChartSpec) -> NumberFormat:
    """Return how `spec` shows its numbers: with the unit, when that is short."""
    return number_format(numbers_of(spec), short_unit(spec), spec.language)


def short_unit(spec: ChartSpec) -> str:
    """Return the unit to write after each number; a long one is written over the plot."""
    return spec.unit if len(spec.unit) <= _LONGEST_UNIT else ""


def head(spec: ChartSpec, entries: Sequence[Entry], pen: Pen) -> tuple[tuple[Mark, ...], float]:
    """Return the legend and the label of the values at the top left, and the height that they
    take."""
    marks, height = legend(entries, pen)
    if height:
        height += pen.size * 0.5
    text = value_title(spec)
    if text:
        short = pen.shortened(text, pen.width)
        marks += (pen.label(short, 0.0, height + pen.line / 2, color=pen.muted),)
        height += pen.line + pen.size * 0.35
    return marks, height


def value_title(spec: ChartSpec) -> str:
    """Return what stands over the plot: the label of the values, with a long unit."""
    unit = "" if short_unit(spec) else spec.unit
    return f"{spec.y_label} ({unit})" if spec.y_label and unit else spec.y_label or unit


class ValueAxis(Struct, frozen=True):
    """Ticks of the value axis and their words; only the outermost has the unit."""

    ticks: tuple[float, ...]
    texts: tuple[str, ...]
    log: bool = False

    def grid(self, plot: Plot, pen: Pen) -> Iterator[Mark]:
        """Yield horizontal gridlines and the numbers to their left."""
        scale = self.upward(plot)
        for tick, text in zip(self.ticks, self.texts, strict=True):
            y = scale(tick)
            color = pen.muted if tick == 0 else pen.rule
            yield Stroke(((plot.left, y), (plot.right, y)), color, _GRID_WIDTH)
            yield pen.label(text, plot.left - pen.size * 0.5, y, "right", pen.muted)

    def columns(self, plot: Plot, pen: Pen) -> Iterator[Mark]:
        """Yield vertical gridlines and the numbers under them."""
        scale = self.across(plot)
        for tick, text in zip(self.ticks, self.texts, strict=True):
            x = scale(tick)
            color = pen.muted if tick == 0 else pen.rule
            yield Stroke(((x, plot.top), (x, plot.bottom)), color, _GRID_WIDTH)
            yield pen.label(text, x, plot.bottom + pen.line * 0.7, "center", pen.muted)

    def upward(self, plot: Plot) -> Scale:
        """Return the scale from the bottom of `plot` to its top."""
        return Scale(self.ticks[0], self.ticks[-1], plot.bottom, plot.top, self.log)

    def across(self, plot: Plot) -> Scale:
        """Return the scale from the left of `plot` to its right."""
        return Scale(self.ticks[0], self.ticks[-1], plot.left, plot.right, self.log)


def value_axis(
    low: float, high: float, numbers: NumberFormat, length: float, log: bool = False
) -> ValueAxis:
    """Return the axis for numbers from `low` to `high` along `length` points, in the language and
    with the unit of `numbers`; with steps by factors if it is to be `log`."""
    most = max(3, min(_MOST_TICKS, int(length / _PICTURE_PER_TICK) + 1))
    if log:
        places = log_ticks(low, high, most)
        plain_texts = [tick_format((place,), "", numbers.language)(place) for place in places]
        last = tick_format(places[-1:], numbers.unit, numbers.language)(places[-1])
        return ValueAxis(places, (*plain_texts[:-1], last), log=True)
    places = ticks(low, high, most)
    plain = tick_format(places, "", numbers.language)
    texts = [plain(place) for place in places]
    texts[-1] = replace(plain, unit=numbers.unit)(places[-1])
    return ValueAxis(places, tuple(texts))


def foot(spec: ChartSpec, plot: Plot, pen: Pen) -> Iterator[Mark]:
    """Yield the label of the x axis, at the lower right."""
    if spec.x_label:
        short = pen.shortened(spec.x_label, pen.width)
        yield pen.label(short, plot.right, pen.height - pen.line / 2, "right", pen.muted)


def foot_height(spec: ChartSpec, pen: Pen) -> float:
    """Return the height that the label of the x axis takes."""
    return pen.line + pen.size * 0.35 if spec.x_label else 0.0
