"""Bands: areas as wide as the plot, on areas that are not seen, behind the lines of a chart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from deck_builder.charts.data.spec import ChartSpec, Reference
from deck_builder.charts.native.axes import AXES
from deck_builder.charts.native.parts import categories, numbers, series_head
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style

_OPACITY = 13.0
_BELOW, _HEIGHT = "↥", "↕"


def bands_of(spec: ChartSpec) -> list[Reference]:
    """Return the bands of `spec`, from below."""
    return sorted((one for one in spec.references if one.high is not None), key=lambda one: one.low)


def are_stacked(spec: ChartSpec) -> bool:
    """Whether the bands of `spec` can be areas on each other: none overlaps another one or reaches
    below zero, and equal steps are equal sums."""
    bands = bands_of(spec)
    apart = all((one.high or 0.0) <= other.low for one, other in pairwise(bands))
    return not bands or (apart and bands[0].low >= 0 and not spec.log)


def with_bands(spec: ChartSpec, columns: tuple[Column, ...], code: str) -> tuple[Column, ...]:
    """Return `columns` with two more for each band, in the format `code`: what is below it, and how
    high it is."""
    count, under, found = len(spec.categories), 0.0, list(columns)
    for one in bands_of(spec):
        high = one.high or 0.0
        for name, size in ((_BELOW, one.low - under), (_HEIGHT, high - one.low)):
            cells = (float(f"{size:.15g}"),) * count
            found.append(Column(f"{one.text} {name}".strip(), cells, code))
        under = high
    return tuple(found)


def band_areas(
    spec: ChartSpec, columns: Sequence[Column], series: int, at: int, style: Style
) -> str:
    """Return the areas, behind so many `series`; their first column has the number `at`."""
    if not bands_of(spec):
        return ""
    seen = style.shape(style.fill(style.pen.muted, _OPACITY))
    areas = ""
    for number in range(2 * len(bands_of(spec))):
        column = at + number
        areas += (
            f"<c:ser>{series_head(series + number, columns[column].name, column)}"
            f"{seen if number % 2 else style.shape()}{categories(columns[0])}"
            f"{numbers('val', columns[column], column)}</c:ser>"
        )
    kind = '<c:grouping val="stacked"/><c:varyColors val="0"/>'
    return f"<c:areaChart>{kind}{areas}{AXES}</c:areaChart>"
