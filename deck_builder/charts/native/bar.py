"""Bar charts: one upright bar for each category, or for each series in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import THICKEST, bar_color, filled, has_values, series_entries
from deck_builder.charts.draw.plot import numbers_of, value_axis, value_format
from deck_builder.charts.draw.references import range_of, room_beside
from deck_builder.charts.native.around import Around, around
from deck_builder.charts.native.axes import (
    AXES,
    CATEGORY_AXIS,
    LEVEL,
    VALUE_AXIS,
    Axis,
    category_end,
    category_look,
    least_of,
    step_of,
    tick_code,
)
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.dates import time_axis, with_years
from deck_builder.charts.native.errors import error_bars, has_errors, with_errors
from deck_builder.charts.native.parts import (
    Labels,
    Native,
    categories,
    labelled,
    numbers,
    point,
    series_head,
)
from deck_builder.charts.native.references import (
    beside_bars,
    hidden_entries,
    line_plot,
    with_references,
)
from deck_builder.charts.native.sheet import WORDS, Column
from deck_builder.charts.native.style import Style

_WIDEST_GAP = 500
OVERLAP = -6
"""The overlap of bars of a category, in percent of a bar: they are apart."""


def native(spec: ChartSpec, style: Style) -> Native:
    """Return upright bars, those of a category side by side."""
    hidden = hidden_entries(spec, len(spec.series))
    beside = room_beside(spec, style.pen)
    room = around(spec, series_entries(spec, style.pen), style, beside, hidden)
    columns = with_references(spec, columns_of(spec, code_of(spec)), code_of(spec), style)
    columns = with_errors(spec, columns)
    columns = with_years(spec, columns, room.region, style)
    length, thickest = room.region.width, THICKEST
    shown = has_values(spec, style.pen) and not has_errors(spec)
    return bars(spec, style, room, columns, length, thickest, with_values=shown, is_upright=True)


def bars(
    spec: ChartSpec,
    style: Style,
    room: Around,
    columns: tuple[Column, ...],
    length: float,
    thickest: float,
    *,
    with_values: bool,
    is_upright: bool,
    share: float = 0.0,
) -> Native:
    """Return bars along `length` points, each at most `thickest`, with values or an axis. Bars
    take a `share` of their category, by default that of a drawn chart."""
    code = code_of(spec)
    labels = Labels(("Val",), code, "outEnd") if with_values else Labels()
    series = "".join(
        bar_series(spec, index, columns, labels, style) for index in range(len(spec.series))
    )
    gap = gap_width(spec, length, len(spec.series), share or filled(spec), thickest)
    overlap = f'<c:overlap val="{OVERLAP}"/>' if len(spec.series) > 1 else ""
    direction = "col" if is_upright else "bar"
    plots = (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="{gap}"/>{overlap}{AXES}</c:barChart>'
    )
    ticks = value_axis(*range_of(spec, True), value_format(spec), length, spec.log).ticks
    plots += line_plot(beside_bars(spec, columns, len(spec.series), style, ticks, room.region))
    axes = bar_axes(
        spec, style, room, columns, ticks, has_axis=not with_values, is_upright=is_upright
    )
    return Native(plots, columns, room.region, axes, title=room.over, legend=room.legend)


def code_of(spec: ChartSpec) -> str:
    """Return the format code of the values of `spec`."""
    return number_code(value_format(spec), numbers_of(spec))


def columns_of(spec: ChartSpec, code: str) -> tuple[Column, ...]:
    """Return the categories and the values of `spec` as columns of its sheet."""
    names = Column("", tuple(name.replace("\n", " ") for name in spec.categories))
    return (names, *(Column(row.name, row.values, code) for row in spec.series))


def gap_width(
    spec: ChartSpec, length: float, count: int, share: float, thickest: float = THICKEST
) -> int:
    """Return the gap between categories, in percent of a bar: `count` bars of each take a `share`
    of its room, each at most `thickest` points."""
    pitch = length / len(spec.categories)
    bar = min(pitch * share / max(1, count), thickest)
    return min(_WIDEST_GAP, round((pitch - bar * count) / bar * 100))


def points_of(colors: Mapping[int, str], style: Style, edge: str = "") -> tuple[str, str]:
    """Return the colour of most bars of a series, and the points that have another one."""
    usual = Counter(colors.values()).most_common(1)[0][0] if colors else style.pen.muted
    points = "".join(
        point(at, style.shape(style.fill(color), edge), '<c:invertIfNegative val="0"/>')
        for at, color in colors.items()
        if color != usual
    )
    return usual, points


def bar_series(
    spec: ChartSpec,
    index: int,
    columns: tuple[Column, ...],
    labels: Labels,
    style: Style,
    edge: str = "",
    own: dict[int, str] | None = None,
) -> str:
    """Return a series of bars, each in its colour, with an `edge`; labels of points are their
    `own`."""
    row = spec.series[index]
    colors = [bar_color(spec, index, at, style.pen) for at in range(len(spec.categories))]
    usual, points = points_of(dict(enumerate(colors)), style, edge)
    own = dict(own or {})
    for at, name in enumerate(spec.categories) if labels.shown else ():
        if name in spec.highlight and at not in own:
            own[at] = Labels(labels.shown, labels.code, labels.position, labels.color, True).xml(
                style
            )
    written = labelled(labels, style, own) if labels.shown else ""
    return (
        f"<c:ser>{series_head(index, row.name, index + 1)}"
        f"{style.shape(style.fill(usual), edge)}"
        f'<c:invertIfNegative val="0"/>{points}{written}'
        f"{error_bars(spec, index, columns, style)}{categories(columns[0])}"
        f"{numbers('val', columns[index + 1], index + 1)}</c:ser>"
    )


def bar_axes(
    spec: ChartSpec,
    style: Style,
    room: Around,
    columns: Sequence[Column],
    ticks: Sequence[float],
    *,
    has_axis: bool,
    is_upright: bool,
) -> str:
    """Return the axes of bars; that of the values, with about these `ticks`, is visible if the
    chart `has_axis`."""
    kind, code, turn, more = "catAx", "", "", category_end(0)
    if columns[0].code != WORDS:
        kind, turn = "dateAx", LEVEL
        code, more = time_axis(spec, columns[0], room.region, style)
    elif is_upright:
        turn, skip = category_look(spec, room.region, style)
        more = category_end(skip)
    names = Axis(
        kind,
        CATEGORY_AXIS,
        VALUE_AXIS,
        "b" if is_upright else "l",
        title=room.under if is_upright else "",
        has_line=True,
        reversed=not is_upright,
        code=code,
        more=more,
        turn=turn,
        # The limits of bins are numbers, too.
        color=style.pen.muted if spec.edges else "",
    )
    values = Axis(
        "valAx",
        VALUE_AXIS,
        CATEGORY_AXIS,
        "l" if is_upright else "t",
        visible=has_axis,
        code=tick_code(spec, ticks),
        title="" if is_upright else room.under,
        has_grid=has_axis,
        least=least_of(spec, ticks),
        more=f'<c:crossBetween val="between"/>{step_of(spec, ticks)}',
        log=spec.log,
        # Numbers are under the rows, although these begin at the top.
        labels="low" if is_upright else "high",
    )
    return names.xml(style) + values.xml(style)
