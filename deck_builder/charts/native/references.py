"""Reference lines: series with one value, named beside the plot; and annotations."""

from __future__ import annotations

from collections.abc import Sequence

from deck_builder.charts.data.spec import ChartSpec, Reference
from deck_builder.charts.draw.references import (
    reference_ends,
    reference_format,
    reference_values,
)
from deck_builder.charts.draw.scale import Scale, spread
from deck_builder.charts.native.annotations import annotation_series, with_annotations, words_of
from deck_builder.charts.native.axes import AXES
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.parts import (
    BETWEEN,
    Labels,
    Region,
    categories,
    labelled,
    moved,
    numbers,
    series_head,
)
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style
from deck_builder.package.xml import text

_WIDTH = 1.25
# By half a category to both sides, so that the line is as long as the plot is wide.
_REACH = 0.5
# What programs leave free above the highest value, as a share of the axis.
_ABOVE = 0.05
# The height of the names of categories, in lines.
_NAMES = 1.5


def with_references(
    spec: ChartSpec, columns: tuple[Column, ...], code: str, style: Style
) -> tuple[Column, ...]:
    """Return `columns` with one more for each reference line, and for each annotation in the format
    `code`; they are behind those of all other series."""
    if spec.references:
        own = number_code(reference_format(spec), tuple(reference_values(spec)))
        count = len(spec.categories)
        lines = (Column(one.text, (_value(one),) * count, own) for one in spec.references)
        columns = (*columns, *lines)
    return with_annotations(spec, columns, words_of(spec, style), code)


def _value(one: Reference) -> float:
    """Where the words of a line or a band are."""
    return one.low if one.high is None else (one.low + one.high) / 2


def beside_bars(
    spec: ChartSpec,
    columns: Sequence[Column],
    series: int,
    style: Style,
    ticks: Sequence[float],
    region: Region,
) -> str:
    """Return the lines over so many `series` of bars and lines as series, named at their right. The
    values have about these `ticks`, in a region with the names of categories under it."""
    half = style.pen.width / len(spec.categories) / 2
    last = len(spec.categories) - 1
    bottom = region.y + region.height - style.pen.line * _NAMES
    scale = Scale(ticks[0], axis_end(ticks, ticks[-1], spec.log), bottom, region.y, spec.log)
    down = moves_apart([_value(one) for one in spec.references], scale, style)
    return _plot(spec, columns, series, style, last, half, down, reaches=last > 0)


def axis_end(ticks: Sequence[float], high: float, log: bool) -> float:
    """Return where programs let an axis with about these `ticks` end: at least a twentieth of it is
    above `high`, the highest value, unless equal steps are equal factors."""
    is_near = ticks[-1] < high + (high - ticks[0]) * _ABOVE
    return ticks[-1] + (ticks[-1] - ticks[-2]) * (is_near and not log)


def moves_apart(values: Sequence[float], scale: Scale, style: Style) -> list[float]:
    """Return by how many points labels at `values` beside a plot are moved down, so that none is on
    another one."""
    line, wanted = style.pen.line, [scale(one) for one in values]
    placed = spread(wanted, line, scale.end, scale.start + line / 2)
    return [to - at for to, at in zip(placed, wanted, strict=True)]


def over_sequence(
    spec: ChartSpec, columns: Sequence[Column], series: int, moves: Sequence[float], style: Style
) -> str:
    """Return the lines in a chart over a sequence that has so many `series`, named at their right,
    as series; the last `moves` are how far their names are moved down."""
    last = len(spec.categories) - 1
    down = moves[len(moves) - len(spec.references) :]
    return _plot(spec, columns, series, style, last, 0.0, down, reaches=False)


def hidden_entries(spec: ChartSpec, series: int, behind: int = 0) -> tuple[int, ...]:
    """Return the numbers of the lines, of what extends them and of the annotations in a legend of
    so many `series`, of which some are `behind` the lines. What extends lines is behind all."""
    first, own = series - behind, len(spec.references) + len(spec.annotations)
    last = series + own
    return (*range(first, first + own), *range(last, last + len(spec.references)))


def _plot(
    spec: ChartSpec,
    columns: Sequence[Column],
    series: int,
    style: Style,
    place: int,
    right: float,
    down: Sequence[float],
    *,
    reaches: bool,
) -> str:
    if not (spec.references or spec.annotations):
        return ""
    first, ends = 1 + series, reference_ends(spec, style.pen)
    lines = ""
    for number, one in enumerate(spec.references):
        column = columns[first + number]
        away = (right, down[number] if down else 0.0)
        shown: tuple[str, ...] = ("Val", "SerName") if one.text else ("Val",)
        if one.high is not None:
            shown = ("SerName",) if one.text else ()
        labels = Labels(
            shown,
            column.code,
            "r",
            style.pen.muted,
            separator=BETWEEN if len(shown) > 1 else "",
        )
        words = "" if shown else style.words(text(ends[number].text), style.pen.muted)
        own = {place: labels.xml(style, moved(*away, style) if any(away) else "", own=words)}
        look = style.line(style.pen.text, _WIDTH, dashed=True)
        if one.high is not None:
            look = style.line("", 0)
        extended = _EXTENDED.format(look=look) if reaches else ""
        lines += (
            f"<c:ser>{series_head(series + number, one.text, first + number)}"
            f"<c:spPr>{style.line('', 0) if reaches else look}</c:spPr>"
            f'<c:marker><c:symbol val="none"/></c:marker>'
            f"{labelled(Labels(), style, own, fewer=True)}{extended}{categories(columns[0])}"
            f'{numbers("val", column, first + number)}<c:smooth val="0"/></c:ser>'
        )
    behind = len(spec.references)
    lines += annotation_series(
        words_of(spec, style), columns, series + behind, first + behind, style
    )
    return lines


def line_plot(series: str, axes: str = AXES) -> str:
    """Return a plot of lines on `axes`; empty without any series. A chart has one of these on its
    axes, as programs know no second one."""
    if not series:
        return ""
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        f'<c:marker val="1"/>{axes}</c:lineChart>'
    )


_EXTENDED = (
    "<c:trendline><c:spPr>{look}</c:spPr>"
    f'<c:trendlineType val="linear"/><c:forward val="{_REACH}"/><c:backward val="{_REACH}"/>'
    '<c:dispRSqr val="0"/><c:dispEq val="0"/></c:trendline>'
)
