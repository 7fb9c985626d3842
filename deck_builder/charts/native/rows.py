"""Charts of rows as points: the height of each is the number of its row, counted from below.

PowerPoint has no dots beside the names of categories. So the names are labels of points that are
not seen, and the lines between the dots are series of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import series_entries
from deck_builder.charts.draw.hbar import row_names
from deck_builder.charts.draw.marks import Label
from deck_builder.charts.draw.plot import numbers_of, value_axis, value_format
from deck_builder.charts.draw.references import range_of
from deck_builder.charts.draw.rows import Rows
from deck_builder.charts.native.around import around
from deck_builder.charts.native.axes import (
    AXES,
    CATEGORY_AXIS,
    VALUE_AXIS,
    Axis,
    step_of,
    tick_code,
)
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.errors import error_bars
from deck_builder.charts.native.fields import CELLS, NO_LEADERS, X_VALUE, range_of_cells, with_field
from deck_builder.charts.native.parts import (
    Labels,
    Native,
    Region,
    labelled,
    moved,
    numbers,
    point,
    series_head,
)
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style
from deck_builder.package.xml import text

_ROW, _NAMES, _ALONG, _HIGH, _ENDS = "#", "↤", "↔", "↨", "↕"
_HALF = 0.5
_GAP = 0.7
# How far lines end before the middle of a dot, in its radii. Their ends are round.
_BEFORE = 1.25
_REFERENCE = 1.25


class Spans(Struct, frozen=True):
    """The lines behind the dots, `width` points thick: where those of each row begin and end, and
    the colour of each row. The formulas compute both for each line of a row; there are none where
    rows have not as many lines."""

    lines: Sequence[Sequence[tuple[float, float]]]
    colors: Sequence[str]
    width: float
    formulas: Sequence[tuple[str, str]] = ()


class Look(Struct, frozen=True):
    """How a kind of rows looks: the `radius` of its dots in points, the colour of the dot of a
    series and a category, whether its rows stand on a base line, and the `values` beside its dots:
    for a series and a category the side, `l` or `r`."""

    radius: float
    color: Callable[[int, int], str]
    spans: Spans
    values: Mapping[tuple[int, int], str]
    has_base: bool = False


def value_code(spec: ChartSpec) -> str:
    """Return the format code of the values of `spec`."""
    return number_code(value_format(spec), numbers_of(spec))


def ticks_of(spec: ChartSpec, rows: Rows, *, with_zero: bool) -> tuple[float, ...]:
    """Return the ticks of the axis of the values, about as those of a drawn chart."""
    low, high = range_of(spec, with_zero)
    return value_axis(low, high, value_format(spec), rows.plot.width / 2, spec.log).ticks


def short_of_dots(spec: ChartSpec, rows: Rows, ticks: Sequence[float], radius: float) -> float:
    """Return how far a line must end before the middle of a dot, in units of the values, or as a
    factor where steps are factors: programs do not agree on which of the two is in front."""
    share = radius * _BEFORE / (rows.scale.end - rows.scale.start)
    if spec.log:
        return float(f"{(ticks[-1] / ticks[0]) ** share:.6g}")
    return float(f"{(ticks[-1] - ticks[0]) * share:.6g}")


def moved_from(spec: ChartSpec, value: float, away: float) -> float:
    """Return a value moved up by `away`, which is a factor where steps are factors."""
    return float(f"{value * away if spec.log else value + away:.12g}")


def native_rows(
    spec: ChartSpec, rows: Rows, ticks: Sequence[float], look: Look, style: Style
) -> Native:
    """Return the names, the lines and the dots of all `rows` of a drawn chart."""
    count, least = len(spec.categories), ticks[0]
    code = value_code(spec)
    names = Column("", tuple(name.replace("\n", " ") for name in spec.categories))
    used = tuple(dict.fromkeys(look.spans.colors))
    lines = _line_columns(look.spans, used, count, code)
    heights = Column(_ROW, tuple(float(count - at) for at in range(count)))
    columns = (
        names,
        *(Column(row.name, row.values, code) for row in spec.series),
        heights,
        Column(_NAMES, (least,) * count, code),
        *lines,
        *_of_references(spec, code),
    )
    before = 1 + len(used)
    row_column = 1 + len(spec.series)
    series = ""
    # Before all with fewer points: LibreOffice leaves out labels of a shorter first series.
    for number, color in enumerate(used):
        series += _lines(number, color, columns, row_column, look.spans.width, style)
    series += _named(spec, rows, columns, row_column, len(used), style)
    for index in range(len(spec.series)):
        series += _dots(spec, index, columns, before, look, style)
    series += _references(spec, rows, columns, before + len(spec.series), style)
    plots = (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f"{series}{AXES}</c:scatterChart>"
    )
    total = before + len(spec.series) + len(spec.references)
    hidden = (*range(before), *range(before + len(spec.series), total))
    room = around(spec, series_entries(spec, style.pen), style, 0.0, hidden)
    start = rows.scale(least) if not rows.has_values else rows.scale.start
    region = Region(
        max(rows.plot.left, start),
        rows.plot.top,
        rows.scale.end - max(rows.plot.left, start),
        rows.plot.height,
    )
    axes = _axes(spec, rows, ticks, look, room.under, style)
    return Native(
        plots,
        columns,
        region,
        axes,
        inner=True,
        title=room.over,
        legend=room.legend,
        before=before,
    )


def _named(
    spec: ChartSpec,
    rows: Rows,
    columns: Sequence[Column],
    row_column: int,
    number: int,
    style: Style,
) -> str:
    """The names at the left. One in several lines stays as it is when the workbook is edited."""
    pen = style.pen
    away = moved(rows.plot.left - rows.scale.start - pen.size * _GAP, 0.0, style)
    own = {}
    look = Labels(("Val",), position="l")
    for at, lines in enumerate(row_names(spec, rows.pitch, pen)):
        own[at] = ""
        if len(lines) == 1 and lines[0] == columns[0].cells[at]:
            own[at] = with_field(CELLS, lines[0], look, style, away)
        elif lines:
            words = style.words("\n".join(map(text, lines)))
            own[at] = look.xml(style, away, own=words)
    return (
        f"<c:ser>{series_head(number, '', 0)}<c:spPr>{style.line('', 0)}</c:spPr>{_UNSEEN}"
        f"{labelled(Labels(), style, own, NO_LEADERS, fewer=True)}"
        f"{numbers('xVal', columns[row_column + 1], row_column + 1)}"
        f'{numbers("yVal", columns[row_column], row_column)}<c:smooth val="0"/>'
        f"{range_of_cells(columns[0])}</c:ser>"
    )


_UNSEEN = '<c:marker><c:symbol val="none"/></c:marker>'


def _line_columns(spans: Spans, colors: Sequence[str], count: int, code: str) -> tuple[Column, ...]:
    """The ends of all lines, three cells for each, and for each colour how high they are: the third
    cell is empty, so that the lines are apart."""
    ends: list[float | None] = []
    formulas: list[str] = []
    heights: list[list[float | None]] = [[] for _ in colors]
    for at, lines in enumerate(spans.lines):
        for number, (start, end) in enumerate(lines):
            ends += (start, end, end)
            own = spans.formulas[number] if spans.formulas else ("", "")
            first, last = (formula.format(row=at + 2) for formula in own)
            formulas += (first, last, last)
            height = float(count - at)
            for color, cells in zip(colors, heights, strict=True):
                is_here = color == spans.colors[at] and start < end
                cells += (height, height, None) if is_here else (None,) * 3
    return (
        Column(_ALONG, ends, code, formulas),
        *(Column(_HIGH, cells) for cells in heights),
    )


def _lines(
    number: int,
    color: str,
    columns: Sequence[Column],
    row_column: int,
    width: float,
    style: Style,
) -> str:
    """The lines of one colour."""
    along, high = row_column + 2, row_column + 3 + number
    return (
        f"<c:ser>{series_head(number, '', 0)}<c:spPr>{style.line(color, width)}</c:spPr>"
        f"{_UNSEEN}{numbers('xVal', columns[along], along)}"
        f'{numbers("yVal", columns[high], high)}<c:smooth val="0"/></c:ser>'
    )


def _dots(
    spec: ChartSpec,
    index: int,
    columns: tuple[Column, ...],
    before: int,
    look: Look,
    style: Style,
) -> str:
    row, row_column = spec.series[index], 1 + len(spec.series)
    usual = style.pen.series_color(spec, index)
    colors = {at: look.color(index, at) for at, value in enumerate(row.values) if value is not None}
    if colors and usual not in colors.values():
        usual = next(iter(colors.values()))
    size = round(2 * look.radius)
    own_points = "".join(
        # Only a dot of another size may have another colour in LibreOffice.
        point(at, "", _marker(color, size + 1, style))
        for at, color in colors.items()
        if color != usual
    )
    own = {}
    form = value_format(spec)
    for (series, at), side in look.values.items():
        value = row.values[at]
        if series == index and value is not None:
            bold = spec.categories[at] in spec.highlight
            labels = Labels(("CatName",), columns[1 + index].code, side, bold=bold)
            own[at] = with_field(X_VALUE, form(value), labels, style)
    written = labelled(Labels(), style, own, fewer=True) if own else ""
    return (
        f"<c:ser>{series_head(before + index, row.name, 1 + index)}"
        f"<c:spPr>{style.line('', 0)}</c:spPr>{_marker(usual, size, style)}{own_points}{written}"
        f"{error_bars(spec, index, columns, style, direction='x')}"
        f"{numbers('xVal', columns[1 + index], 1 + index)}"
        f'{numbers("yVal", columns[row_column], row_column)}<c:smooth val="0"/></c:ser>'
    )


def _marker(color: str, size: int, style: Style) -> str:
    look = style.shape(style.fill(color))
    return f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/>{look}</c:marker>'


def _of_references(spec: ChartSpec, code: str) -> tuple[Column, ...]:
    """The two ends of each reference line, and how high they are."""
    if not spec.references:
        return ()
    ends = Column(_ENDS, (_HALF, len(spec.categories) + _HALF))
    return (ends, *(Column(one.text, (one.low, one.low), code) for one in spec.references))


def _references(
    spec: ChartSpec, rows: Rows, columns: Sequence[Column], first: int, style: Style
) -> str:
    """The reference lines, named over the rows as in a drawn chart."""
    if not spec.references:
        return ""
    pen = style.pen
    ends = next(at for at, column in enumerate(columns) if column.name == _ENDS)
    words = [mark for mark in rows.over if isinstance(mark, Label)]
    order = sorted(range(len(spec.references)), key=lambda at: spec.references[at].low)
    found = ""
    for number, one in enumerate(spec.references):
        own = {}
        place = order.index(number)
        if place < len(words):
            word = words[place]
            middle = word.x + pen.width_of(word.text) / 2
            away = moved(
                middle - rows.scale(one.low), word.y + pen.line * 0.6 - rows.plot.top, style
            )
            labels = Labels(("Val",), position="t", color=pen.muted)
            content = style.words(text(word.text), pen.muted)
            own[1] = labels.xml(style, away, own=content)
        column = ends + 1 + number
        line = style.line(pen.text, _REFERENCE, dashed=True)
        found += (
            f"<c:ser>{series_head(first + number, one.text, column)}<c:spPr>{line}</c:spPr>"
            f"{_UNSEEN}{labelled(Labels(), style, own, fewer=True)}"
            f"{numbers('xVal', columns[column], column)}{numbers('yVal', columns[ends], ends)}"
            '<c:smooth val="0"/></c:ser>'
        )
    return found


def _axes(
    spec: ChartSpec, rows: Rows, ticks: Sequence[float], look: Look, under: str, style: Style
) -> str:
    """The axis of the values under the rows, and the one of the rows, which is not seen."""
    across = Axis(
        "valAx",
        CATEGORY_AXIS,
        VALUE_AXIS,
        "b",
        visible=not rows.has_values,
        code=tick_code(spec, ticks),
        title=under,
        has_grid=not rows.has_values,
        least=ticks[0],
        more=f'<c:crossBetween val="midCat"/>{step_of(spec, ticks)}',
        log=spec.log,
        crosses="min",
    )
    upward = Axis(
        "valAx",
        VALUE_AXIS,
        CATEGORY_AXIS,
        "l",
        visible=False,
        has_line=look.has_base,
        least=_HALF,
        most=len(spec.categories) + _HALF,
        more='<c:crossBetween val="midCat"/>',
        crosses="min" if spec.log or not look.has_base else "autoZero",
    )
    return across.xml(style) + upward.xml(style)
