"""Funnels: bars in the middle of their rows, on bars of half of what they lack, which are not seen.

What is written at the right are the labels of as much behind them. It follows the workbook.
"""

from __future__ import annotations

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import bar_color
from deck_builder.charts.draw.funnel import (
    BAR_SHARE,
    plot_of,
    share_decimals,
    texts_of,
)
from deck_builder.charts.draw.plot import value_format
from deck_builder.charts.native.around import around
from deck_builder.charts.native.axes import AXES, CATEGORY_AXIS, VALUE_AXIS, Axis, category_end
from deck_builder.charts.native.bar import code_of, columns_of, points_of
from deck_builder.charts.native.fields import CELLS, NO_LEADERS, range_of_cells, with_field
from deck_builder.charts.native.parts import (
    Labels,
    Native,
    Region,
    categories,
    labelled,
    moved,
    numbers,
    series_head,
)
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style
from deck_builder.charts.numerals import PREFIXES, THIN_SPACE, NumberFormat

_GAP = 0.7
_EDGE = 0.75
_BESIDE, _TEXTS = "↔", "%"


def native(spec: ChartSpec, style: Style) -> Native:
    """Return a bar for each stage, in the middle of its row, with its value and its share of the
    first."""
    pen = style.pen
    room = around(spec, (), style)
    texts = texts_of(spec, pen)
    plot, _ = plot_of(spec, texts, room.region.y, pen)
    names, values = columns_of(spec, code_of(spec))
    columns = (names, values, _beside(spec, values), _written(spec, texts))
    clear = _clear(0, columns) + _bars(spec, columns, style) + _labels(spec, columns, texts, style)
    gap = round((1 - BAR_SHARE) / BAR_SHARE * 100)
    edge = style.line(pen.rule, _EDGE)
    plots = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{clear}<c:gapWidth val="{gap}"/><c:overlap val="100"/>'
        f"<c:serLines><c:spPr>{edge}</c:spPr></c:serLines>{AXES}</c:barChart>"
    )
    region = Region(plot.left, plot.top, plot.width, plot.height)
    axes = _axes(style)
    return Native(plots, columns, region, axes, inner=True, title=room.over, before=1)


def _beside(spec: ChartSpec, values: Column) -> Column:
    """Half of what each bar lacks of the longest."""
    cells = [value or 0.0 for value in spec.series[0].values]
    most, last = max(cells), len(cells) + 1
    lacking = [float(f"{(most - cell) / 2:.15g}") for cell in cells]
    return Column(_BESIDE, lacking, values.code, f"=(MAX(B$2:B${last})-B{{row}})/2")


def _written(spec: ChartSpec, texts: list[str]) -> Column:
    """What is written beside the bars, computed from their values."""
    values = spec.series[0].values
    form = value_format(spec)
    first = next((at for at, value in enumerate(values) if value), 0)
    shares = [100 * (value or 0.0) / (values[first] or 1.0) for value in values]
    decimals = share_decimals(shares)
    percent = NumberFormat(decimals, "%", language=spec.language)
    formulas = []
    for at, (value, written) in enumerate(zip(values, texts, strict=True)):
        cell = f"B{at + 2}"
        formula = _as_formula(form, cell, value or 0.0)
        if written.endswith(f"({percent(shares[at])})"):
            share = _as_formula(percent, f"100*{cell}/B${first + 2}", shares[at])
            formula = f'{formula}&"  ("&{share}&")"'
        formulas.append(f"={formula}" if written else "")
    return Column(_TEXTS, texts, formula=formulas)


def _as_formula(form: NumberFormat, cell: str, value: float) -> str:
    """How `form` writes a number, as a formula: with the marks of the program's language."""
    size = form.magnitude.divisor
    number = cell if size == 1 else f"{cell}/{size:.15g}"
    ungrouped = "" if form.groups else ",TRUE"
    parts = [f"FIXED({number},{form.decimals_for(value)}{ungrouped})"]
    before = form.magnitude.before
    after = form.magnitude.after
    if form.unit in PREFIXES:
        before = form.unit + before
    elif form.unit:
        after += THIN_SPACE + form.unit
    if before:
        parts.insert(0, _quoted(before))
    if after:
        parts.append(_quoted(after))
    return "&".join(parts)


def _quoted(words: str) -> str:
    doubled = words.replace('"', '""')
    return f'"{doubled}"'


def _clear(number: int, columns: tuple[Column, ...], labels: str = "", more: str = "") -> str:
    """Bars that are not seen, as long as those beside them lack."""
    return (
        f"<c:ser>{series_head(number, '', 0)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:invertIfNegative val="0"/>{labels}{categories(columns[0])}'
        f"{numbers('val', columns[2], 2)}{more}</c:ser>"
    )


def _bars(spec: ChartSpec, columns: tuple[Column, ...], style: Style) -> str:
    colors = {at: bar_color(spec, 0, at, style.pen) for at in range(len(spec.categories))}
    usual, points = points_of(colors, style)
    return (
        f"<c:ser>{series_head(1, columns[1].name, 1)}{style.shape(style.fill(usual))}"
        f'<c:invertIfNegative val="0"/>{points}{categories(columns[0])}'
        f"{numbers('val', columns[1], 1)}</c:ser>"
    )


def _labels(spec: ChartSpec, columns: tuple[Column, ...], texts: list[str], style: Style) -> str:
    """The texts, to the right of all bars."""
    own = {}
    for at, written in enumerate(texts):
        bold = spec.categories[at] in spec.highlight or not spec.highlight
        away = style.pen.width_of(written, bold) + style.pen.size * _GAP
        look = Labels(("Val",), position="inEnd", bold=bold)
        own[at] = with_field(CELLS, written, look, style, moved(away, 0.0, style))
    labels = labelled(Labels(), style, own, NO_LEADERS, fewer=True)
    return _clear(2, columns, labels, range_of_cells(columns[3], 3))


def _axes(style: Style) -> str:
    names = Axis("catAx", CATEGORY_AXIS, VALUE_AXIS, "l", reversed=True, more=category_end(0))
    values = Axis(
        "valAx",
        VALUE_AXIS,
        CATEGORY_AXIS,
        "t",
        visible=False,
        least=0.0,
        more='<c:crossBetween val="between"/>',
    )
    return names.xml(style) + values.xml(style)
