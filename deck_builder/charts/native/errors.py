"""Error bars, whose lengths are columns of the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.native.parts import points
from deck_builder.charts.native.sheet import Column, reference
from deck_builder.charts.native.style import Style

_WIDTH = 1.25
_SIGN = "±"


def has_errors(spec: ChartSpec) -> bool:
    """Whether values of `spec` may be off, so that there is no room for labels at their ends."""
    return any(row.errors for row in spec.series)


def with_errors(spec: ChartSpec, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return `columns` with one more for each series whose values may be off."""
    code = columns[-1].code
    found = [row for row in spec.series if row.errors]
    return (*columns, *(Column(f"{_SIGN} {row.name}".strip(), row.errors, code) for row in found))


def error_bars(
    spec: ChartSpec,
    index: int,
    columns: Sequence[Column],
    style: Style,
    *,
    direction: str = "",
) -> str:
    """Return the error bars of a series, whose lengths are among the last of the `columns`; among
    points, the `direction` is `x` or `y`."""
    row = spec.series[index]
    if not row.errors:
        return ""
    if direction == "x":
        return _of_one_length(row.errors[0] or 0.0, style)
    after = sum(bool(one.errors) for one in spec.series[index:])
    way = f'<c:errDir val="{direction}"/>' if direction else ""
    return bars_of_lengths(columns, len(columns) - after, style.line(style.pen.text, _WIDTH), way)


def bars_of_lengths(
    columns: Sequence[Column], at: int, line: str, way: str = "", ends: str = "both"
) -> str:
    """Return error bars as XML whose lengths are the column `at`, in the look of a `line`, to the
    `ends` `both`, `plus` or `minus`; `way` says the direction of those among points."""
    cells = columns[at].cells
    lengths = (
        f"<c:numRef><c:f>{reference(at, len(cells))}</c:f><c:numCache>"
        f"<c:formatCode>General</c:formatCode>{points(cells)}</c:numCache></c:numRef>"
    )
    return (
        f'<c:errBars>{way}<c:errBarType val="{ends}"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{lengths}</c:plus><c:minus>{lengths}</c:minus>'
        f"<c:spPr>{line}</c:spPr></c:errBars>"
    )


def _of_one_length(length: float, style: Style) -> str:
    return (
        '<c:errBars><c:errDir val="x"/><c:errBarType val="both"/><c:errValType val="fixedVal"/>'
        f'<c:noEndCap val="0"/><c:val val="{length:.12g}"/>'
        f"<c:spPr>{style.line(style.pen.text, _WIDTH)}</c:spPr></c:errBars>"
    )
