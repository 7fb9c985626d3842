"""Funnels: how much of the first stage is left in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deck_builder.base.color import mix
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import anchor, bar_color
from deck_builder.charts.draw.hbar import placed_names, row_names
from deck_builder.charts.draw.marks import Bar, Mark, Surface, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import Plot, head, value_format
from deck_builder.charts.numerals import NumberFormat

BAR_SHARE = 0.74
"""The share of its row that a bar takes."""
_HIGHEST_ROW = 84.0
_TINT = 0.7
# The share of the width that the numbers may take.
_MOST_TEXT = 0.35
# The least height of a row that has a number, in font sizes.
_TIGHT = 1.02


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield a bar for each stage, in the middle of its row, with its value and its share of the
    first."""
    marks, top = head(spec, (), pen)
    yield from marks
    texts = texts_of(spec, pen)
    plot, names = plot_of(spec, texts, top, pen)
    yield from _stages(spec, plot, pen)
    yield from placed_names(names, plot, pen)
    pitch = plot.height / len(texts)
    step = max(1, -int(-pen.size * _TIGHT // pitch))
    for at, text in enumerate(texts):
        if at % step:
            continue
        bold = spec.categories[at] in spec.highlight or not spec.highlight
        y = plot.top + pitch * (at + 0.5)
        label = pen.label(text, plot.right + pen.size * 0.7, y, bold=bold)
        yield from showing((label,), 0, (at,))


def plot_of(
    spec: ChartSpec, texts: Sequence[str], top: float, pen: Pen
) -> tuple[Plot, tuple[tuple[str, ...], ...]]:
    """Return the plot of the stages between their names and their `texts`, under `top`; and the
    lines of the names."""
    pitch = max(1.0, (pen.height - top) / len(spec.categories))
    names = row_names(spec, pitch, pen)
    left = pen.widest(tuple(line for lines in names for line in lines)) + pen.size * 0.7
    right = pen.width - pen.widest(tuple(texts), bold=True) - pen.size * 0.7
    spare = max(0.0, pen.height - top - _HIGHEST_ROW * len(spec.categories)) / 2
    # The first and the last name must not reach over rows that are lower than they are.
    spare = max(spare, (pen.line - pitch) / 2)
    return Plot(left, top + spare, max(left + 1.0, right), pen.height - spare), names


def texts_of(spec: ChartSpec, pen: Pen) -> list[str]:
    """Return the values, from the second on with their share of the first where that has room."""
    form, values = value_format(spec), spec.series[0].values
    plain = ["" if value is None else form(value) for value in values]
    first = next((value for value in values if value), 0.0)
    if not first or spec.unit == "%":
        return plain
    shares = [100 * (value or 0.0) / first for value in values]
    decimals = share_decimals(shares)
    percent = NumberFormat(decimals, "%", language=spec.language)
    full = [f"{text}  ({percent(share)})" for text, share in zip(plain, shares, strict=True)]
    full = [text if plain[at] and at else plain[at] for at, text in enumerate(full)]
    return full if pen.widest(tuple(full), bold=True) <= pen.width * _MOST_TEXT else plain


def share_decimals(shares: Sequence[float]) -> int:
    """Return how many decimals the percentages of stages have."""
    return 1 if any(0 < share < 1 for share in shares) else 0


def _stages(spec: ChartSpec, plot: Plot, pen: Pen) -> Iterator[Mark]:
    values = [value or 0.0 for value in spec.series[0].values]
    most = max(values) or 1.0
    pitch = plot.height / len(values)
    height, middle = pitch * BAR_SHARE, (plot.left + plot.right) / 2
    halves = [plot.width / 2 * value / most for value in values]
    for at, half in enumerate(halves):
        top = plot.top + pitch * at + (pitch - height) / 2
        fill = bar_color(spec, 0, at, pen)
        if at + 1 < len(halves):
            below = halves[at + 1]
            end = top + pitch
            corners = (
                (middle - half, top + height),
                (middle + half, top + height),
                (middle + below, end),
                (middle - below, end),
            )
            between = Surface(corners, mix(fill, pen.background, _TINT))
            yield from showing((between,), 0, (at + 1,))
        bar = Bar(middle - half, top, 2 * half, height, fill)
        yield from showing((bar,), 0, (at,))
        if spec.annotations:
            yield anchor(spec, 0, at, middle + half, top + height / 2)
