"""Scatter plots: a dot for each pair of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot

from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import series_entries
from deck_builder.charts.draw.marks import Dots, Label, Mark, Point
from deck_builder.charts.draw.plot import numbers_of, value_axis, value_format
from deck_builder.charts.draw.references import range_of
from deck_builder.charts.draw.scale import near
from deck_builder.charts.draw.scatter import draw, radius_of
from deck_builder.charts.native.around import Around, around
from deck_builder.charts.native.axes import (
    AXES,
    CATEGORY_AXIS,
    VALUE_AXIS,
    Axis,
    least_of,
    step_of,
    tick_code,
)
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.errors import error_bars, with_errors
from deck_builder.charts.native.parts import (
    Labels,
    Native,
    labelled,
    numbers,
    point,
    series_head,
)
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style
from deck_builder.charts.numerals import number_format, tick_format
from deck_builder.package.xml import text

_SEE_THROUGH = 75.0


def native(spec: ChartSpec, style: Style) -> Native:
    """Return the dots, with the names of those that have one and the room for it."""
    pen = style.pen
    columns, at = point_columns(spec)
    columns = with_errors(spec, columns)
    names = names_of(spec, draw(spec, pen), style) if spec.categories else {}
    series = "".join(
        _series(spec, index, columns, at, names if index == 0 else {}, style)
        for index in range(len(spec.series))
    )
    plots = (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f"{series}{AXES}</c:scatterChart>"
    )
    room = around(spec, series_entries(spec, pen), style, pen.size)
    axes = point_axes(spec, room, style)
    return Native(plots, columns, room.region, axes, title=room.over, legend=room.legend)


def point_columns(spec: ChartSpec) -> tuple[tuple[Column, ...], int]:
    """Return the points as columns of the sheet, their names if they have some, x, and y of each
    series; and the number of the column of x."""
    across = number_code(number_format(spec.x_values, "", spec.language), spec.x_values)
    code = number_code(value_format(spec), numbers_of(spec))
    names = (Column("", spec.categories),) if spec.categories else ()
    xs = Column(spec.x_label, spec.x_values, across)
    return (*names, xs, *(Column(row.name, row.values, code) for row in spec.series)), len(names)


def point_axes(spec: ChartSpec, room: Around, style: Style) -> str:
    """Return the two axes of a chart of points."""
    form, level = value_format(spec), replace(spec, log=False)
    x_ticks = value_axis(*near(spec.x_values), form, room.region.width).ticks
    y_ticks = value_axis(*range_of(spec, False), form, room.region.height, spec.log).ticks
    x_code = number_code(tick_format(x_ticks, "", spec.language), x_ticks)
    x_axis = Axis("valAx", CATEGORY_AXIS, VALUE_AXIS, "b", code=x_code, title=room.under)
    y_axis = Axis("valAx", VALUE_AXIS, CATEGORY_AXIS, "l", code=tick_code(spec, y_ticks))
    return "".join(
        replace(
            axis,
            has_grid=True,
            least=_least(spec, one, ticks),
            more=f'<c:crossBetween val="midCat"/>{step_of(one, ticks)}',
            log=one.log,
        ).xml(style)
        for axis, ticks, one in ((x_axis, x_ticks, level), (y_axis, y_ticks, spec))
    )


def _least(spec: ChartSpec, one: ChartSpec, ticks: Sequence[float]) -> float | None:
    """Where an axis begins; that of bubbles one step before, or the outermost would be cut."""
    least = least_of(one, ticks)
    if not spec.sizes or least is None or one.log:
        return least
    before = least - (ticks[1] - ticks[0])
    return before if before >= 0 else None


def _series(
    spec: ChartSpec,
    index: int,
    columns: tuple[Column, ...],
    at: int,
    names: dict[int, str],
    style: Style,
) -> str:
    """A series, whose x are the column `at`, and those of the points that have `names`."""
    row, pen, own_column = spec.series[index], style.pen, at + 1 + index
    marked = set(spec.highlight) & set(spec.categories)
    usual = pen.fade(0) if marked else pen.series_color(spec, index)
    points = "".join(
        point(place, "", _marker(spec, pen.color(0), style, 1))
        for place, name in enumerate(spec.categories)
        if name in marked and row.values[place] is not None
    )
    labels = labelled(Labels(), style, names, fewer=True) if names else ""
    return (
        f"<c:ser>{series_head(index, row.name, own_column)}"
        f"<c:spPr>{style.line('', 0)}</c:spPr>{_marker(spec, usual, style)}{points}{labels}"
        f"{error_bars(spec, index, columns, style, direction='y')}"
        f"{numbers('xVal', columns[at], at)}{numbers('yVal', columns[own_column], own_column)}"
        '<c:smooth val="0"/></c:ser>'
    )


def _marker(spec: ChartSpec, color: str, style: Style, larger: int = 0) -> str:
    # Only a dot of another size may have another colour in LibreOffice.
    size = round(2 * radius_of(spec)) + larger
    look = style.shape(style.fill(color, _SEE_THROUGH))
    return f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/>{look}</c:marker>'


def names_of(spec: ChartSpec, marks: Iterable[Mark], style: Style) -> dict[int, str]:
    """Return the names of points that the `marks` of a drawn chart have, by their number, as the
    content of their labels: each on the same side of its dot."""
    drawn = list(marks)
    dots = [dot for mark in drawn if isinstance(mark, Dots) for dot in mark.points]
    places = {name.replace("\n", " "): at for at, name in enumerate(spec.categories)}
    found = {}
    for mark in drawn:
        if isinstance(mark, Label) and mark.text in places:
            words = style.words(text(mark.text), "", mark.bold)
            look = Labels(("Val",), position=_side(mark, dots), bold=mark.bold)
            found[places[mark.text]] = look.xml(style, own=words)
    return found


def _side(label: Label, dots: list[Point]) -> str:
    if label.align != "center":
        return "r" if label.align == "left" else "l"
    nearest = min(dots, key=lambda dot: hypot(dot[0] - label.x, dot[1] - label.y))
    return "t" if label.y < nearest[1] else "b"
