"""What holds for every chart, whatever its data."""

from __future__ import annotations

from itertools import combinations
from math import cos, radians, sin

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from deck_builder.charts import KINDS
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.draw.chart import marks_of
from deck_builder.charts.draw.marks import Bar, Dots, Label, Sector, Stroke, Surface
from deck_builder.charts.draw.pen import SMALLEST_TEXT, Pen, pen_for
from tests.charts.example import LARGE, SMALL, theme

_NAMES = st.one_of(
    st.text(st.sampled_from("abcdefghij mlW.é日"), max_size=40).map(str.strip),
    st.integers(1900, 2100).map(str),
    st.dates().map(str),
)
_VALUES = st.one_of(
    st.none(),
    st.integers(-1000, 1000).map(float),
    st.floats(-1e9, 1e9, allow_nan=False, allow_subnormal=False),
    st.sampled_from([0.0, 0.001, 1e12, -1e12, 1e100, -1e100]),
)


# How long drawing an example takes says how busy the machine is, and nothing about charts.
_MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def _specs(draw: st.DrawFn) -> ChartSpec:
    kind = draw(st.sampled_from(sorted(KINDS)))
    count = draw(st.integers(1, 40))
    rows = 1 if KINDS[kind].single else draw(st.integers(1, 8))
    few_names = draw(st.lists(_NAMES, min_size=1, max_size=8))
    names = [few_names[place % len(few_names)] for place in range(count)]
    series = []
    for index in range(rows):
        few = draw(st.lists(_VALUES, min_size=1, max_size=8))
        values = [few[place % len(few)] for place in range(count)]
        if KINDS[kind].parts or (kind == "area" and rows > 1):
            values = [None if value is None else abs(value) for value in values]
        values[0] = values[0] or 1.0
        series.append(Series(draw(_NAMES) or f"row {index}", tuple(values)))
    pairs = KINDS[kind].pairs
    highlight = draw(st.lists(st.sampled_from(names), max_size=2))
    return ChartSpec(
        kind,
        tuple(series),
        categories=() if pairs else tuple(names),
        x_values=tuple(float(index * index) for index in range(count)) if pairs else (),
        y_label=draw(_NAMES),
        x_label=draw(_NAMES),
        unit=draw(st.sampled_from(["", "%", "$", "€", "million tonnes"])),
        highlight=tuple(highlight),
    )


_WIDE_SHARES = ChartSpec(
    "donut", (Series("row", (1e12, *[0.001] * 12)),), categories=("",) * 13, unit="%"
)


def _box(label: Label, pen: Pen) -> tuple[float, float, float, float]:
    """The box of a label's figures and capitals, without the room around them."""
    width = (pen.bold if label.bold else pen.regular).width(label.text) * label.size
    left = {"left": 0.0, "center": -width / 2, "right": -width}[label.align]
    half = label.size * 0.35
    turn = radians(label.angle)
    corners = [
        (x * cos(turn) + y * sin(turn), y * cos(turn) - x * sin(turn))
        for x in (left, left + width)
        for y in (-half, half)
    ]
    xs = [label.x + x for x, _ in corners]
    ys = [label.y + y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        one[0] < other[2] - 0.5
        and other[0] < one[2] - 0.5
        and one[1] < other[3] - 0.5
        and other[1] < one[3] - 0.5
    )


@pytest.mark.parametrize("size", [SMALL, LARGE])
@_MANY
@example(spec=_WIDE_SHARES)
@given(spec=_specs())
def test_text_is_inside_and_large_enough(size: tuple[int, int], spec: ChartSpec) -> None:
    pen = pen_for(*size, theme())
    for label in (mark for mark in marks_of(spec, pen) if isinstance(mark, Label)):
        left, top, right, bottom = _box(label, pen)
        assert label.size >= SMALLEST_TEXT
        assert left >= -1.5, label
        assert top >= -1.5, label
        assert right <= pen.width + 1.5, label
        assert bottom <= pen.height + 1.5, label


@pytest.mark.parametrize("size", [SMALL, LARGE])
@_MANY
@given(spec=_specs())
def test_no_two_texts_overlap(size: tuple[int, int], spec: ChartSpec) -> None:
    pen = pen_for(*size, theme())
    labels = [mark for mark in marks_of(spec, pen) if isinstance(mark, Label) and mark.text.strip()]
    level = [(label, _box(label, pen)) for label in labels if not label.angle]
    for (one, its), (other, theirs) in combinations(level, 2):
        assert not _overlap(its, theirs), (one, other)


@_MANY
@given(spec=_specs())
def test_shapes_are_inside(spec: ChartSpec) -> None:
    pen = pen_for(*SMALL, theme())
    for mark in marks_of(spec, pen):
        match mark:
            case Bar():
                points = [(mark.x, mark.y), (mark.x + mark.width, mark.y + mark.height)]
            case Stroke() | Surface() | Dots():
                points = list(mark.points)
            case Sector():
                points = [mark.center]
            case Label():
                points = []
        assert all(-1 <= x <= pen.width + 1 for x, _ in points), mark
        assert all(-1 <= y <= pen.height + 1 for _, y in points), mark
