"""Stacked bar charts. Totals are a line that is not seen, whose labels are."""

from __future__ import annotations

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import FILLED, THICKEST, bar_color, series_entries
from deck_builder.charts.draw.plot import numbers_of, value_axis, value_format
from deck_builder.charts.draw.references import range_of, room_beside
from deck_builder.charts.draw.scale import from_zero
from deck_builder.charts.draw.stacked import Stacked, has_totals, has_values, pieces_of, total
from deck_builder.charts.native.around import around
from deck_builder.charts.native.axes import AXES
from deck_builder.charts.native.bar import bar_axes, bar_series, columns_of, gap_width
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.dates import with_years
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
from deck_builder.charts.native.sheet import Column, column_letters
from deck_builder.charts.native.style import Style

_SEAM = 0.75
_NAMES_SHARE = 0.88


def native(spec: ChartSpec, style: Style) -> Native:
    """Return one stack for each category."""
    pen = style.pen
    with_values = has_values(spec, pen)
    with_totals = with_values and has_totals(spec)
    code = number_code(value_format(spec), numbers_of(spec))
    entries = series_entries(spec, pen)
    others = len(spec.series) + with_totals
    hidden = (*range(len(spec.series), others), *hidden_entries(spec, others))
    room = around(spec, entries, style, room_beside(spec, pen), hidden)
    columns = with_years(spec, columns_of(spec, code), room.region, style)
    pitch = room.region.width / len(spec.categories)
    missing = _without_room(spec, style, room.region.height, min(pitch * FILLED, THICKEST))
    edge = style.line(pen.background, _SEAM)
    series = "".join(
        bar_series(
            spec,
            index,
            columns,
            Labels(("Val",), code, "ctr", _on_fill(spec, index, style)),
            style,
            edge,
            dict.fromkeys((at for row, at in missing if row == index), ""),
        )
        for index in range(len(spec.series))
    )
    gap = gap_width(spec, room.region.width, 1, FILLED)
    plots = (
        '<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{gap}"/><c:overlap val="100"/>{AXES}</c:barChart>'
    )
    lines = ""
    if with_totals:
        columns = (*columns, _totals(spec, code))
        lines = _total_line(columns, code, style)
    columns = with_references(spec, columns, code, style)
    ticks = _ticks(spec, style)
    plots += line_plot(lines + beside_bars(spec, columns, others, style, ticks, room.region))
    axes = bar_axes(spec, style, room, columns, ticks, has_axis=not with_values, is_upright=True)
    return Native(plots, columns, room.region, axes, title=room.over, legend=room.legend)


def _ticks(spec: ChartSpec, style: Style) -> tuple[float, ...]:
    ends = [end for piece in pieces_of(spec) for end in (piece.begin, piece.end)]
    low, high = range_of(spec, True, ends)
    return value_axis(low, high, value_format(spec), style.pen.height).ticks


def _on_fill(spec: ChartSpec, index: int, style: Style) -> str:
    return style.pen.on_fill(bar_color(spec, index, 0, style.pen))


def _without_room(
    spec: ChartSpec, style: Style, height: float, width: float
) -> set[tuple[int, int]]:
    """The series and categories of the pieces that are too small for their values."""
    pieces = list(pieces_of(spec))
    ends = [end for piece in pieces for end in (piece.begin, piece.end)]
    pen, form = style.pen, value_format(spec)
    low, high = from_zero(ends)
    scale = height * _NAMES_SHARE / (high - low)

    def is_roomy(piece: Stacked) -> bool:
        size = abs(piece.end - piece.begin)
        return size * scale >= pen.line and pen.width_of(form(size)) <= width - 4

    known = {(piece.series, piece.category) for piece in pieces if is_roomy(piece)}
    every = ((row, at) for row in range(len(spec.series)) for at in range(len(spec.categories)))
    return set(every) - known


def _totals(spec: ChartSpec, code: str) -> Column:
    last = column_letters(len(spec.series))
    sums = tuple(float(f"{total(spec, at):.15g}") for at in range(len(spec.categories)))
    return Column("Σ", sums, code, f"=SUM(B{{row}}:{last}{{row}})")


def _total_line(columns: tuple[Column, ...], code: str, style: Style) -> str:
    at = len(columns) - 1
    labels = labelled(Labels(("Val",), code, "t", bold=True), style, {})
    return (
        f"<c:ser>{series_head(at - 1, columns[at].name, at)}"
        f"<c:spPr>{style.line('', 0)}</c:spPr>"
        f'<c:marker><c:symbol val="none"/></c:marker>{labels}{categories(columns[0])}'
        f'{numbers("val", columns[at], at)}<c:smooth val="0"/></c:ser>'
    )
