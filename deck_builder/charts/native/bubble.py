"""Bubble charts: a disc for each three numbers, whose area is the third."""

from __future__ import annotations

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import series_entries
from deck_builder.charts.draw.bubble import color_of, draw, largest_radius
from deck_builder.charts.native.around import around
from deck_builder.charts.native.axes import AXES
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.parts import Labels, Native, labelled, numbers, point, series_head
from deck_builder.charts.native.scatter import names_of, point_axes, point_columns
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style
from deck_builder.charts.numerals import number_format

_SEE_THROUGH = 70.0
_UNINVERTED = '<c:invertIfNegative val="0"/>'
# Programs make the largest bubble as wide as a quarter of the shorter side of the plot.
_USUAL_SHARE = 0.25


def native(spec: ChartSpec, style: Style) -> Native:
    """Return the discs, with the names of those that have one and the room for it."""
    pen = style.pen
    points, at = point_columns(spec)
    sizes = [size for size in spec.sizes if size is not None]
    own = number_code(number_format(sizes, "", spec.language), sizes)
    columns = (*points, Column(spec.size_label, spec.sizes, own))
    names = names_of(spec, draw(spec, pen), style) if spec.categories else {}
    series = "".join(
        _series(spec, index, columns, at, names, style) for index in range(len(spec.series))
    )
    room = around(spec, series_entries(spec, pen), style, pen.size)
    shorter = min(room.region.width, room.region.height)
    scale = round(2 * largest_radius(pen) / (shorter * _USUAL_SHARE) * 100)
    plots = (
        f'<c:bubbleChart><c:varyColors val="0"/>{series}<c:bubbleScale val="{min(300, scale)}"/>'
        f'<c:showNegBubbles val="0"/><c:sizeRepresents val="area"/>{AXES}</c:bubbleChart>'
    )
    axes = point_axes(spec, room, style)
    return Native(plots, columns, room.region, axes, title=room.over, legend=room.legend)


def _series(
    spec: ChartSpec,
    index: int,
    columns: tuple[Column, ...],
    at: int,
    names: dict[int, str],
    style: Style,
) -> str:
    row, own_column = spec.series[index], at + 1 + index
    usual = style.pen.series_color(spec, index)
    filled = [place for place, value in enumerate(row.values) if value is not None]
    colors = {place: color_of(spec, index, place, style.pen) for place in filled}
    points = "".join(
        point(place, style.shape(style.fill(color, _SEE_THROUGH)), _UNINVERTED)
        for place, color in colors.items()
        if color != usual
    )
    own = {place: label for place, label in names.items() if place in filled}
    labels = labelled(Labels(), style, own, fewer=True) if own else ""
    return (
        f"<c:ser>{series_head(index, row.name, own_column)}"
        f"{style.shape(style.fill(usual, _SEE_THROUGH))}{_UNINVERTED}{points}{labels}"
        f"{numbers('xVal', columns[at], at)}{numbers('yVal', columns[own_column], own_column)}"
        f"{numbers('bubbleSize', columns[-1], len(columns) - 1)}"
        '<c:bubble3D val="0"/></c:ser>'
    )
