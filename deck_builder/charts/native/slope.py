"""Slope charts: a line for each category, from one series to the next."""

from __future__ import annotations

from collections.abc import Sequence

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.marks import Dots
from deck_builder.charts.draw.plot import numbers_of, value_format
from deck_builder.charts.draw.scale import spread
from deck_builder.charts.draw.slope import color_of, draw, order_of
from deck_builder.charts.native.around import around
from deck_builder.charts.native.axes import (
    AXES,
    CATEGORY_AXIS,
    LEVEL,
    VALUE_AXIS,
    Axis,
    category_end,
)
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.line import DOT, THICK, marker
from deck_builder.charts.native.parts import (
    BETWEEN,
    Labels,
    Native,
    Region,
    categories,
    labelled,
    moved_down,
    numbers,
    series_head,
)
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style

_THIN = 1.5


def native(spec: ChartSpec, style: Style) -> Native:
    """Return the lines, named with their values at both ends; each is a column of the sheet."""
    code = number_code(value_format(spec), numbers_of(spec))
    rows = [tuple(row.values[at] for row in spec.series) for at in range(len(spec.categories))]
    names = [name.replace("\n", " ") for name in spec.categories]
    columns = (
        Column("", tuple(row.name for row in spec.series)),
        *(Column(name, row, code) for name, row in zip(names, rows, strict=True)),
    )
    dots = [mark.points for mark in draw(spec, style.pen) if isinstance(mark, Dots)]
    filled = [at for at in order_of(spec) if any(value is not None for value in rows[at])]
    ends = dict(zip(filled, dots, strict=True))
    left = [ends[at][0][1] for at in filled]
    right = [ends[at][-1][1] for at in filled]
    away = {
        at: (before, after)
        for at, before, after in zip(filled, _moves(left, style), _moves(right, style), strict=True)
    }
    series = "".join(_line(spec, at, columns, away.get(at, (0.0, 0.0)), style) for at in filled)
    plots = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        f'<c:marker val="1"/>{AXES}</c:lineChart>'
    )
    points = [point for one in dots for point in one]
    room = around(spec, (), style)
    x, end = min(point[0] for point in points), max(point[0] for point in points)
    line = style.pen.line
    region = Region(x, room.region.y + line * 1.4, end - x, room.region.height - line * 2)
    return Native(plots, columns, region, _axes(spec, style), inner=True, title=room.over)


def _moves(wanted: Sequence[float], style: Style) -> list[float]:
    """By how much names are moved that would be on each other."""
    placed = spread(wanted, style.pen.line, min(wanted), max(wanted) + 1.0)
    return [to - at for to, at in zip(placed, wanted, strict=True)]


def _line(
    spec: ChartSpec,
    at: int,
    columns: Sequence[Column],
    away: tuple[float, float],
    style: Style,
) -> str:
    pen, name = style.pen, spec.categories[at]
    color, is_strong = color_of(spec, at, pen), not spec.highlight or name in spec.highlight
    look = pen.muted if spec.highlight and not is_strong else pen.text
    own = {}
    for place, side, move in ((0, "l", away[0]), (len(spec.series) - 1, "r", away[1])):
        labels = Labels(
            ("Val", "SerName"),
            columns[at + 1].code,
            side,
            look,
            name in spec.highlight,
            BETWEEN,
        )
        if columns[at + 1].cells[place] is not None:
            own[place] = labels.xml(style, moved_down(move, style))
    return (
        f"<c:ser>{series_head(at, columns[at + 1].name, at + 1)}"
        f"<c:spPr>{style.line(color, THICK if is_strong else _THIN)}</c:spPr>"
        f"{marker(DOT, color, style)}{labelled(Labels(), style, own, fewer=True)}"
        f"{categories(columns[0])}{numbers('val', columns[at + 1], at + 1)}"
        '<c:smooth val="0"/></c:ser>'
    )


def _axes(spec: ChartSpec, style: Style) -> str:
    values = numbers_of(spec)
    names = Axis(
        "catAx",
        CATEGORY_AXIS,
        VALUE_AXIS,
        "b",
        has_grid=True,
        labels="high",
        more=category_end(0),
        turn=LEVEL,
        color=style.pen.muted,
    )
    upward = Axis(
        "valAx",
        VALUE_AXIS,
        CATEGORY_AXIS,
        "l",
        visible=False,
        # Nothing stands on a base line.
        least=min(values) if min(values) > 0 or not spec.log else None,
        more='<c:crossBetween val="midCat"/>',
        log=spec.log,
    )
    return names.xml(style) + upward.xml(style)
