"""Waterfall charts: stacked bars on one that is not seen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import FILLED, THICKEST
from deck_builder.charts.draw.plot import numbers_of, value_axis, value_format
from deck_builder.charts.draw.references import range_of, room_beside
from deck_builder.charts.draw.waterfall import Piece, color_of, pieces
from deck_builder.charts.native.around import around
from deck_builder.charts.native.axes import AXES
from deck_builder.charts.native.bar import bar_axes, columns_of, gap_width, points_of
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.parts import (
    Labels,
    Native,
    categories,
    labelled,
    numbers,
    series_head,
)
from deck_builder.charts.native.references import (
    beside_bars,
    hidden_entries,
    line_plot,
    with_references,
)
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style
from deck_builder.charts.numerals import MINUS

_NAMES_SHARE = 0.88
# The columns after the values: where a bar begins, and what it adds, takes, or is the sum of.
_BASE, _KINDS = "↥", ("+", MINUS, "Σ")
_CODE = re.compile(r"(\[\$-[^\]]*\])?([^;]*)")


def native(spec: ChartSpec, style: Style) -> Native:
    """Return a bar for each category, which hangs on the end of the one before."""
    pen, bars = style.pen, pieces(spec)
    code = number_code(value_format(spec), numbers_of(spec))
    count = len(_KINDS) + 1
    room = around(spec, (), style, room_beside(spec, pen), hidden_entries(spec, count))
    columns = (*columns_of(spec, code), *_columns(spec, bars, code))
    first = len(columns) - count
    ends = [end for bar in bars for end in (bar.begin, bar.end)]
    low, high = range_of(spec, True, ends)
    pitch = room.region.width / len(spec.categories)
    width = min(pitch * FILLED, THICKEST)
    scale = room.region.height * _NAMES_SHARE / (high - low)
    named = {bar.category for bar in bars if _has_room(spec, bar, scale, width, style)}
    series = f"<c:ser>{series_head(0, _BASE, first)}{style.shape()}" + (
        f'<c:invertIfNegative val="0"/>{categories(columns[0])}'
        f"{numbers('val', columns[first], first)}</c:ser>"
    )
    for number in range(1, count):
        series += _bars(spec, bars, number, first + number, columns, named, style)
    gap = gap_width(spec, room.region.width, 1, FILLED)
    plots = (
        '<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{gap}"/><c:overlap val="100"/>{AXES}</c:barChart>'
    )
    columns = with_references(spec, columns, code, style)
    others = len(columns) - 1 - len(spec.references)
    ticks = value_axis(low, high, value_format(spec), pen.height).ticks
    plots += line_plot(beside_bars(spec, columns, others, style, ticks, room.region))
    has_axis = len(named) < len(bars)
    axes = bar_axes(spec, style, room, columns, ticks, has_axis=has_axis, is_upright=True)
    return Native(plots, columns, room.region, axes, title=room.over, legend=room.legend)


def _columns(spec: ChartSpec, bars: Sequence[Piece], code: str) -> tuple[Column, ...]:
    """The beginning of each bar, and its length in the column of its kind."""
    by_category = {bar.category: bar for bar in bars}
    cells: list[list[float | None]] = [[] for _ in range(len(_KINDS) + 1)]
    for at in range(len(spec.categories)):
        bar = by_category.get(at)
        size = [None] * len(cells) if bar is None else _cells(bar)
        for column, cell in zip(cells, size, strict=True):
            column.append(cell)
    names = (_BASE, *_KINDS)
    return tuple(Column(name, column, code) for name, column in zip(names, cells, strict=True))


def _cells(bar: Piece) -> list[float | None]:
    found: list[float | None] = [None] * (len(_KINDS) + 1)
    found[0] = float(f"{min(bar.begin, bar.end):.15g}")
    found[_kind_of(bar)] = float(f"{abs(bar.change):.15g}")
    return found


def _kind_of(bar: Piece) -> int:
    """The number of the series that a bar is in, from 1."""
    return 3 if bar.is_total else 1 if bar.change >= 0 else 2


def _has_room(spec: ChartSpec, bar: Piece, scale: float, width: float, style: Style) -> bool:
    text = f"+{value_format(spec)(abs(bar.change))}"
    is_high = abs(bar.change) * scale >= style.pen.line
    return is_high and style.pen.width_of(text, bold=True) <= width - 4


def _bars(
    spec: ChartSpec,
    bars: Sequence[Piece],
    number: int,
    at: int,
    columns: Sequence[Column],
    named: set[int],
    style: Style,
) -> str:
    """The bars of one kind, with what they add, take, or are the sum of."""
    mine = [bar for bar in bars if _kind_of(bar) == number]
    colors = {bar.category: color_of(spec, bar, style.pen) for bar in mine}
    usual, points = points_of(colors, style)
    code = signed(columns[at].code, "" if number == len(_KINDS) else _KINDS[number - 1])
    own = {}
    for category in range(len(spec.categories)):
        color = colors.get(category, usual)
        if category not in named:
            own[category] = ""
        elif color != usual:
            shown = Labels(("Val",), code, "ctr", style.pen.on_fill(color), bold=True)
            own[category] = shown.xml(style)
    labels = Labels(("Val",), code, "ctr", style.pen.on_fill(usual), bold=True)
    return (
        f"<c:ser>{series_head(number, _KINDS[number - 1], at)}"
        f'{style.shape(style.fill(usual))}<c:invertIfNegative val="0"/>{points}'
        f"{labelled(labels, style, own)}{categories(columns[0])}"
        f"{numbers('val', columns[at], at)}</c:ser>"
    )


def signed(code: str, sign: str) -> str:
    """Return a format code for numbers above zero that shows a `sign` before them."""
    found = _CODE.match(code)
    assert found is not None
    before = f'"{sign}"' if sign else ""
    return f"{found[1] or ''}{before}{found[2]}"
