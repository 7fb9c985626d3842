"""Line charts: each series a line, named at its end."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import series_entries
from deck_builder.charts.draw.labels import end_labels_width
from deck_builder.charts.draw.line import Frame, ends_of, framed
from deck_builder.charts.draw.plot import numbers_of, value_format
from deck_builder.charts.draw.references import range_of
from deck_builder.charts.native.around import Around, around
from deck_builder.charts.native.axes import (
    CATEGORY_AXIS,
    LEVEL,
    VALUE_AXIS,
    Axis,
    CategoryLook,
    category_end,
    category_look,
    least_of,
    step_of,
    tick_code,
)
from deck_builder.charts.native.bands import band_areas, bands_of, with_bands
from deck_builder.charts.native.bar import columns_of
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.dates import time_axis, with_dates
from deck_builder.charts.native.errors import error_bars, with_errors
from deck_builder.charts.native.parts import (
    BETWEEN,
    Labels,
    Native,
    categories,
    labelled,
    moved_down,
    numbers,
    point,
    series_head,
)
from deck_builder.charts.native.references import (
    axis_end,
    hidden_entries,
    line_plot,
    moves_apart,
    over_sequence,
    with_references,
)
from deck_builder.charts.native.sheet import WORDS, Column
from deck_builder.charts.native.style import Style

THICK, _THIN = 2.5, 1.75
"""The width of a line in points; the second one is that of one that steps back."""
DOT = 7
"""The size of a dot in points."""
_NOTED = 9


def native(spec: ChartSpec, style: Style) -> Native:
    """Return the lines over a grid."""
    pen = style.pen
    frame = framed(spec, *range_of(spec, False), ends_of(spec, pen), pen)
    code = number_code(value_format(spec), numbers_of(spec))
    columns = with_references(spec, with_dates(spec, columns_of(spec, code)), code, style)
    before_bands = len(columns)
    columns = with_errors(spec, with_bands(spec, columns, code))
    entries = () if names_ends(spec, frame) else series_entries(spec, pen)
    right = end_labels_width(frame.ends, pen) if frame.ends else pen.size
    count = len(spec.series)
    # Areas are the first in a legend.
    areas = 2 * len(bands_of(spec))
    hidden = (*range(areas), *(areas + at for at in hidden_entries(spec, count)))
    room = around(spec, entries, style, right, hidden)
    series = "".join(
        line_series(spec, index, columns, frame, style, at=index + 1)
        for index in range(len(spec.series))
    )
    plots = band_areas(spec, columns, before_bands - 1, before_bands, style)
    lines = over_sequence(spec, columns, count, moves_of(frame, style), style)
    plots += line_plot(series + lines)
    axes = sequence_axes(spec, columns, room, frame.axis.ticks, style)
    return Native(plots, columns, room.region, axes, title=room.over, legend=room.legend)


def sequence_axes(
    spec: ChartSpec,
    columns: Sequence[Column],
    room: Around,
    ticks: Sequence[float],
    style: Style,
) -> str:
    """Return the axes of a chart over a sequence, which may be one of dates; the values have about
    these `ticks`."""
    if columns[0].code == WORDS:
        look = category_look(spec, room.region, style, is_sequence=True)
        kind, code, more = "catAx", "", category_end(look.skip)
    else:
        kind, look = "dateAx", CategoryLook(LEVEL, 1)
        code, more = time_axis(spec, columns[0], room.region, style)
    across = Axis(
        kind,
        CATEGORY_AXIS,
        VALUE_AXIS,
        "b",
        code=code,
        title=room.under,
        has_line=ticks[0] == 0,
        more=more,
        turn=look.turn,
        size=look.size,
    )
    upward = Axis(
        "valAx",
        VALUE_AXIS,
        CATEGORY_AXIS,
        "l",
        code=tick_code(spec, ticks),
        has_grid=True,
        least=least_of(spec, ticks),
        more=f'<c:crossBetween val="midCat"/>{step_of(spec, ticks)}',
        log=spec.log,
    )
    return across.xml(style) + upward.xml(style)


def line_series(
    spec: ChartSpec,
    index: int,
    columns: Sequence[Column],
    frame: Frame,
    style: Style,
    *,
    at: int,
) -> str:
    """Return a series as a line, whose values are the column `at`, named at its end as in the
    `frame` of a drawn chart."""
    row, pen = spec.series[index], style.pen
    color = pen.series_color(spec, index)
    has_highlight = any(one.name in spec.highlight for one in spec.series)
    width = THICK if not has_highlight or row.name in spec.highlight else _THIN
    dashed = index >= len(pen.accents) and not has_highlight
    line = style.line(color, width, dashed)
    noted = [
        place
        for place, name in enumerate(spec.categories)
        if name in spec.highlight and row.values[place] is not None
    ]
    own = dict.fromkeys(noted, Labels(("Val",), columns[at].code, "t", bold=True).xml(style))
    dots = dict.fromkeys(_alone(row.values), DOT)
    last = len(row.values) - 1
    if row.values[last] is not None:
        dots[last] = DOT
    dots |= dict.fromkeys(noted, _NOTED)
    if names_ends(spec, frame):
        own[last] = _end(spec, index, frame, columns[at].code, style)
    points = "".join(
        point(place, f"<c:spPr>{line}</c:spPr>", marker(size, color, style))
        for place, size in sorted(dots.items())
    )
    labels = labelled(Labels(), style, own, fewer=True) if own else ""
    return (
        f"<c:ser>{series_head(at - 1, row.name, at)}<c:spPr>{line}</c:spPr>"
        f'<c:marker><c:symbol val="none"/></c:marker>{points}{labels}'
        f"{error_bars(spec, index, columns, style)}{categories(columns[0])}"
        f'{numbers("val", columns[at], at)}<c:smooth val="0"/></c:ser>'
    )


def _alone(values: Sequence[float | None]) -> list[int]:
    """The points between two gaps, through which no line goes."""
    around_each = (None, *values, None)
    return [
        at
        for at, value in enumerate(values)
        if value is not None and around_each[at] is None and around_each[at + 2] is None
    ]


def marker(size: int, color: str, style: Style) -> str:
    """Return a dot as `c:marker`."""
    look = style.shape(style.fill(color))
    return f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/>{look}</c:marker>'


def _end(spec: ChartSpec, index: int, frame: Frame, code: str, style: Style) -> str:
    """The name of a series, and its last value where that has room, next to its last point; moved
    where it would be on another one."""
    pen, label, name = style.pen, frame.ends[index], spec.series[index].name
    shown = ("SerName",) if label.text == name else ("Val", "SerName") if name else ("Val",)
    color = pen.muted if label.faded else pen.on_background(label.color)
    away = moves_of(frame, style)[index]
    labels = Labels(
        shown,
        code,
        "r",
        color,
        not label.faded,
        BETWEEN if len(shown) > 1 else "",
    )
    return labels.xml(style, moved_down(away, style))


def names_ends(spec: ChartSpec, frame: Frame) -> bool:
    """Whether all series are named at their ends; behind these are the references."""
    return len(frame.ends) > len(spec.references)


def moves_of(frame: Frame, style: Style) -> list[float]:
    """Return by how many points the labels at the right edge are moved so that none is on another
    one."""
    values = [one.value for one in frame.ends]
    end = axis_end(frame.axis.ticks, frame.high, frame.axis.log)
    return moves_apart(values, replace(frame.scale, high=end), style)
