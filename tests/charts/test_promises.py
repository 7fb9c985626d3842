"""What holds for every chart, whatever its data."""

from __future__ import annotations

from itertools import combinations
from math import cos, radians, sin

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from deck_builder.charts import KINDS
from deck_builder.charts.data.spec import Annotation, ChartSpec, Reference, Series
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
    rows = 1 if KINDS[kind].single else draw(st.integers(2 if KINDS[kind].ends else 1, 8))
    few_names = draw(st.lists(_NAMES, min_size=1, max_size=8))
    names = [few_names[place % len(few_names)] for place in range(count)]
    series = []
    for index in range(rows):
        few = draw(st.lists(_VALUES, min_size=1, max_size=8))
        values = [few[place % len(few)] for place in range(count)]
        if KINDS[kind].parts or KINDS[kind].positive or (kind == "area" and rows > 1):
            values = [None if value is None else abs(value) for value in values]
        values[0] = values[0] or 1.0
        series.append(Series(draw(_NAMES) or f"row {index}", tuple(values)))
    pairs = KINDS[kind].pairs
    highlight = draw(st.lists(st.sampled_from(names), max_size=2))
    spec = ChartSpec(
        kind,
        tuple(series),
        categories=() if pairs else tuple(names),
        x_values=tuple(float(index * index) for index in range(count)) if pairs else (),
        y_label=draw(_NAMES),
        x_label=draw(_NAMES),
        unit=draw(st.sampled_from(["", "%", "$", "€", "million tonnes"])),
        highlight=tuple(highlight),
    )
    return _with_marks(_as_kind(spec), draw(st.lists(_REFERENCES, max_size=3)), draw(_NAMES))


_REFERENCES = st.builds(
    Reference, st.floats(1, 1e6), _NAMES, st.one_of(st.none(), st.floats(1e6, 1e7))
)


def _as_kind(spec: ChartSpec) -> ChartSpec:
    """The data of `spec` in the form that its kind has."""
    kind, count = KINDS[spec.kind], len(spec.series[0].values)
    values = [value or 0.0 for value in spec.series[0].values]
    if kind.sizes:
        return replace(spec, sizes=tuple(map(abs, values)), size_label=spec.y_label)
    if kind.spans:
        starts = tuple(737_000.0 + at * 20 for at in range(count))
        ends = tuple(start + at % 3 * 15 for at, start in enumerate(starts))
        groups = tuple(f"group {at % 4}" for at in range(count))
        return replace(spec, series=(Series("start", starts), Series("end", ends)), groups=groups)
    if kind.has("bins"):
        edges = tuple(at * 2.5 for at in range(count + 1))
        counts = tuple(float(int(abs(value)) % 1000) for value in values)
        counts = (1.0, *counts[1:])
        return replace(spec, series=(Series("", counts),), edges=edges, unit="")
    if kind.samples:
        fives = [sorted(value * share for share in (0.5, 0.7, 1, 1.2, 2)) for value in values]
        rows = zip(*fives, strict=True)
        series = tuple(Series(str(at), row) for at, row in enumerate(rows))
        return replace(spec, series=series, outliers=tuple((value * 3,) for value in values))
    names = [f"{row.name} {at}" for at, row in enumerate(spec.series)]
    series = tuple(replace(row, name=name) for row, name in zip(spec.series, names, strict=True))
    if kind.has("line"):
        second = tuple(names[-1:]) if count % 2 else ()
        return replace(spec, series=series, lines=tuple(names[-1:]), second=second)
    if kind.has("total"):
        return replace(spec, totals=spec.categories[-1:])
    return replace(spec, panel="line" if count % 2 else "bar") if kind.has("panel") else spec


def _with_marks(spec: ChartSpec, references: list[Reference], text: str) -> ChartSpec:
    kind = KINDS[spec.kind]
    if kind.has("mark"):
        moved = [one if not kind.spans else Reference(737_100.0, one.text) for one in references]
        spec = replace(spec, references=tuple(moved))
    if kind.has("annotate") and spec.categories and text:
        name = spec.categories[0].replace("\n", " ")
        spec = replace(spec, annotations=(Annotation(name, text),))
    if kind.has("error") and spec.references:
        series = tuple(replace(row, errors=(2.0,) * len(row.values)) for row in spec.series)
        spec = replace(spec, series=series)
    return spec


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
