"""Box plots: stacked bars from the lower quartile to the upper one, on bars that are not seen.

Whiskers are error bars, and what is beyond them are the dots of lines that are not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.box import DOT, SHARE, TINT, WIDEST, color_of, draw
from deck_builder.charts.draw.marks import Label
from deck_builder.charts.draw.plot import numbers_of, short_unit, value_axis, value_format
from deck_builder.charts.draw.references import range_of
from deck_builder.charts.native.around import around
from deck_builder.charts.native.axes import AXES
from deck_builder.charts.native.bar import bar_axes, code_of, columns_of, gap_width
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.errors import bars_of_lengths
from deck_builder.charts.native.fields import NO_LEADERS
from deck_builder.charts.native.line import marker
from deck_builder.charts.native.parts import (
    Labels,
    Native,
    categories,
    labelled,
    moved,
    numbers,
    point,
    series_head,
)
from deck_builder.charts.native.references import line_plot
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style
from deck_builder.charts.numerals import number_format

_EDGE = 1.5
_LOWEST, _LOWER, _MEDIAN, _UPPER, _HIGHEST = range(1, 6)
# The columns after the five numbers: the two parts of each box, and the two whiskers.
_NAMES = ("▄", "▀", "┴", "┬")
_PAIRS = ((_LOWER, _MEDIAN), (_MEDIAN, _UPPER), (_LOWEST, _LOWER), (_UPPER, _HIGHEST))


def native(spec: ChartSpec, style: Style) -> Native:
    """Return a box for each category."""
    room = around(spec, (), style)
    code = code_of(spec)
    columns = (*columns_of(spec, code), *_computed(spec, code), *_beyond(spec, code))
    whole = len(spec.series) + 1
    edge = style.line(color_of(spec, 0, style.pen), _EDGE)
    down = bars_of_lengths(columns, whole + 2, edge, ends="minus")
    up = bars_of_lengths(columns, whole + 3, edge, ends="plus")
    bars = (
        f"<c:ser>{series_head(0, columns[_LOWER].name, _LOWER)}{style.shape()}"
        f'<c:invertIfNegative val="0"/>{down}{categories(columns[0])}'
        f"{numbers('val', columns[_LOWER], _LOWER)}</c:ser>"
        f"{_part(spec, 1, columns, whole, '', style)}"
        f"{_part(spec, 2, columns, whole + 1, up, style)}"
    )
    length = room.region.width
    gap = gap_width(spec, length, 1, SHARE, WIDEST)
    dots = "".join(
        _dots(spec, at - whole - 1, columns, at, style) for at in range(whole + 4, len(columns))
    )
    if any(isinstance(mark, Label) and mark.bold for mark in draw(spec, style.pen)):
        dots += _medians(spec, len(columns) - whole - 1, columns, length, style)
    plots = (
        '<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{bars}<c:gapWidth val="{gap}"/><c:overlap val="100"/>{AXES}</c:barChart>'
        f"{line_plot(dots)}"
    )
    beyond = [value for values in spec.outliers for value in values]
    low, high = range_of(spec, False, (*numbers_of(spec), *beyond))
    ticks = value_axis(low, high, value_format(spec), room.region.height).ticks
    axes = bar_axes(spec, style, room, columns, ticks, has_axis=True, is_upright=True)
    return Native(plots, columns, room.region, axes, title=room.over, before=1)


def _computed(spec: ChartSpec, code: str) -> tuple[Column, ...]:
    letters = " ABCDEF"
    rows = [row.values for row in spec.series]
    found = []
    for name, (low, high) in zip(_NAMES, _PAIRS, strict=True):
        cells = [
            float(f"{(top or 0.0) - (bottom or 0.0):.15g}")
            for bottom, top in zip(rows[low - 1], rows[high - 1], strict=True)
        ]
        formula = f"={letters[high + 1]}{{row}}-{letters[low + 1]}{{row}}"
        found.append(Column(name, cells, code, formula))
    return tuple(found)


def _beyond(spec: ChartSpec, code: str) -> tuple[Column, ...]:
    """The values beyond the whiskers, one of each category in a column."""
    return tuple(Column("·", cells, code) for cells in zip_longest(*spec.outliers))


def _part(
    spec: ChartSpec, number: int, columns: Sequence[Column], at: int, whisker: str, style: Style
) -> str:
    colors = [color_of(spec, place, style.pen) for place in range(len(spec.categories))]
    usual = Counter(colors).most_common(1)[0][0]
    looks = {
        color: style.shape(style.fill(color, 100 * (1 - TINT)), style.line(color, _EDGE))
        for color in colors
    }
    plain = '<c:invertIfNegative val="0"/>'
    own = "".join(
        point(place, looks[color], plain) for place, color in enumerate(colors) if color != usual
    )
    return (
        f"<c:ser>{series_head(number, columns[at].name, at)}{looks[usual]}{plain}{own}{whisker}"
        f"{categories(columns[0])}{numbers('val', columns[at], at)}</c:ser>"
    )


def _dots(spec: ChartSpec, number: int, columns: Sequence[Column], at: int, style: Style) -> str:
    color = color_of(spec, 0, style.pen)
    return (
        f"<c:ser>{series_head(number, columns[at].name, at)}<c:spPr>{style.line('', 0)}</c:spPr>"
        f"{marker(round(2 * DOT), color, style)}{categories(columns[0])}"
        f'{numbers("val", columns[at], at)}<c:smooth val="0"/></c:ser>'
    )


def _medians(
    spec: ChartSpec, number: int, columns: Sequence[Column], length: float, style: Style
) -> str:
    """The medians in figures, to the right of their boxes."""
    half = min(length / len(spec.categories) * SHARE, WIDEST) / 2
    values = [value or 0.0 for value in columns[_MEDIAN].cells if not isinstance(value, str)]
    code = number_code(number_format(values, short_unit(spec), spec.language), values)
    look = Labels(("Val",), code, "r", bold=True)
    own = {at: look.xml(style, moved(half, 0.0, style)) for at in range(len(spec.categories))}
    return (
        f"<c:ser>{series_head(number, columns[_MEDIAN].name, _MEDIAN)}"
        f"<c:spPr>{style.line('', 0)}</c:spPr>"
        f'<c:marker><c:symbol val="none"/></c:marker>'
        f"{labelled(Labels(), style, own, NO_LEADERS, fewer=True)}{categories(columns[0])}"
        f'{numbers("val", columns[_MEDIAN], _MEDIAN)}<c:smooth val="0"/></c:ser>'
    )
