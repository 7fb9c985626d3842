"""What histograms, box plots, waterfalls and other kinds make of their data."""

from __future__ import annotations

from itertools import pairwise

import pytest

from deck_builder.base.color import LEAST_CONTRAST, contrast
from deck_builder.charts.alt import alt_text
from deck_builder.charts.draw.chart import marks_of
from deck_builder.charts.draw.combo import color_of_second
from deck_builder.charts.draw.marks import Bar, Dots, Label, Mark, Stroke, Surface
from deck_builder.charts.draw.pen import pen_for
from deck_builder.charts.draw.waterfall import pieces
from deck_builder.charts.native.reasons import why_drawn
from deck_builder.theme.file import load_theme, theme_names
from tests.charts.example import LARGE, chart, complaints, read, theme

THIN = "\N{THIN SPACE}"


def _marks(kind: str, body: str) -> tuple[Mark, ...]:
    return marks_of(chart(kind, body), pen_for(*LARGE, theme()))


def _texts(marks: tuple[Mark, ...]) -> list[str]:
    return [mark.text for mark in marks if isinstance(mark, Label)]


def _bars(marks: tuple[Mark, ...]) -> list[Bar]:
    return [mark for mark in marks if isinstance(mark, Bar)]


def test_a_histogram_counts() -> None:
    spec = chart("histogram", "data: [1, 2, 2, 3, 9, 10]\nbins: 5\nunit: ms")
    assert spec.edges == (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)
    # The last bin has its upper limit, too.
    assert spec.series[0].values == (1.0, 3.0, 0.0, 0.0, 2.0)
    assert spec.categories[0] == f"0–2{THIN}ms"
    assert "0–2" in alt_text(spec)


@pytest.mark.parametrize(
    "data", ["[5]", "[5, 5, 5]", "[0, 0]", "[-3, ~, 4]", "{a: 1, b: 2}", "[1e12, 1]"]
)
def test_odd_lists_of_numbers(data: str) -> None:
    spec = chart("histogram", f"data: {data}")
    count = sum(value or 0.0 for value in spec.series[0].values)
    assert count == len([one for one in data.split(",") if "~" not in one])


def test_the_bars_of_a_histogram_touch() -> None:
    bars = _bars(_marks("histogram", "data: [1, 1, 3, 3, 5]\nbins: 2"))
    gaps = [after.x - before.x - before.width for before, after in pairwise(bars)]
    assert all(gap == pytest.approx(1.5) for gap in gaps)


def test_a_box_plot_has_quartiles_and_what_lies_beyond() -> None:
    spec = chart("box", "data:\n  A: [1, 2, 3, 4, 100]\n  B: [7]")
    assert [row.values for row in spec.series] == [
        (1.0, 7.0),
        (2.0, 7.0),
        (3.0, 7.0),
        (4.0, 7.0),
        (4.0, 7.0),
    ]
    assert spec.outliers == ((100.0,), ())
    assert "A: outliers: 1." in alt_text(spec)


def test_a_box_plot_of_a_table_groups_its_rows() -> None:
    body = "x: City\n\n| City | Hours |\n|---|---|\n| A | 1 |\n| B | 5 |\n| A | 3 |"
    spec = chart("box", body)
    assert spec.categories == ("A", "B")
    assert spec.series[2].values == (2.0, 5.0)


def test_a_heatmap_is_stronger_where_numbers_are_larger() -> None:
    low, high, gap = 1, 9, "~"
    body = f"data: {{categories: [x, y, z], series: {{a: [{low}, {high}, {gap}]}}}}"
    bars = _bars(_marks("heatmap", body))
    assert len(bars) == 2
    assert bars[1].fill == theme().palette.hex("accent1")


def test_the_area_of_a_bubble_is_its_size() -> None:
    marks = _marks("bubble", "data: {A: [1, 1, 1], B: [2, 2, 4]}")
    first, second = (mark for mark in marks if isinstance(mark, Dots))
    assert (first.radius / second.radius) ** 2 == pytest.approx(4)
    spec = chart("bubble", "data: {A: [1, 1, 1], B: [2, 2, 4]}")
    assert "B (2, 2, 4)" in alt_text(spec)


def test_bubbles_of_a_table() -> None:
    body = "| Name | Across | Up | People |\n|---|---|---|---|\n| A | 1 | 2 | 3 |\n| B | 4 | 5 | |"
    spec = chart("bubble", body)
    assert (spec.categories, spec.x_values, spec.sizes) == (("A",), (1.0,), (3.0,))
    assert spec.size_label == "People"


COMBO = "data: {categories: [p, q], series: {Sales: [100, 200], Margin: [10, 30]}}"


def test_a_combo_has_one_axis_unless_another_is_asked_for() -> None:
    one, two = _marks("combo", COMBO), _marks("combo", f"{COMBO}\nsecond: Margin")
    assert max(map(float, filter(str.isdecimal, _texts(one)))) == 200
    # Zero is at the same height for both.
    zeros = [mark.y for mark in two if isinstance(mark, Label) and mark.text == "0"]
    assert len(zeros) == 2
    assert zeros[0] == zeros[1]
    assert "Margin: p 10 %, q 30 %." in alt_text(
        chart("combo", f"{COMBO}\nsecond: Margin\nsecond-unit: '%'\nunit: €")
    )


def test_a_waterfall_adds_up() -> None:
    spec = chart(
        "waterfall", "data: {Start: 10, Up: 5, Half: ~, Down: -8}\ntotal: [Start, Half, End]"
    )
    assert spec.categories == ("Start", "Up", "Half", "Down", "End")
    assert spec.series[0].values == (10.0, 5.0, 15.0, -8.0, 7.0)
    marks = marks_of(spec, pen_for(*LARGE, theme()))
    texts = [text for text in _texts(marks) if text not in spec.categories]
    assert texts == ["10", "+5", "15", "−8", "7"]
    start, up, _, down, _ = _bars(marks)
    assert up.y + up.height == pytest.approx(start.y)
    assert down.y == pytest.approx(up.y)


def test_a_waterfall_of_decimals_ends_at_nothing() -> None:
    spec = chart("waterfall", "data: {Start: 0.3, A: -0.1, B: -0.2}\ntotal: [Start, End]")
    assert spec.series[0].values == (0.3, -0.1, -0.2, 0.0)
    assert [one.end for one in pieces(spec)] == [0.3, 0.2, 0.0, 0.0]
    texts = _texts(marks_of(spec, pen_for(*LARGE, theme())))
    assert texts[:4] == ["0.3", "−0.1", "−0.2", "0.0"]
    assert not why_drawn(spec)


def test_the_ends_of_a_slope_are_named() -> None:
    body = "data: {categories: [A, B], series: {Before: [1, 5], After: [4, 2]}}"
    texts = _texts(_marks("slope", body))
    assert {"Before", "After", "A  1", "B  5", "4  A", "2  B"} <= set(texts)


def test_tasks_last_until_the_end_of_their_day() -> None:
    spec = chart(
        "gantt", "data: {A: [2025-01-01, 2025-01-31], B: 2025-02-01, C: [2025-01, 2025-02]}"
    )
    starts, ends = (row.values for row in spec.series)
    assert [(end or 0) - (start or 0) for start, end in zip(starts, ends, strict=True)] == [
        30,
        0,
        58,
    ]
    marks = marks_of(spec, pen_for(*LARGE, theme()))
    assert len(_bars(marks)) == 2
    assert len([mark for mark in marks if isinstance(mark, Surface)]) == 1
    assert "A Jan 1, 2025 – Jan 31, 2025, B Feb 1, 2025, C" in alt_text(spec)


def test_a_funnel_says_what_is_left() -> None:
    texts = _texts(_marks("funnel", "data: {All: 200, Half: 100, Few: 1}"))
    assert texts[-3:] == ["200", f"100  (50.0{THIN}%)", f"1  (0.5{THIN}%)"]


def test_small_charts_have_one_axis() -> None:
    body = "data: {categories: [2021, 2022], series: {A: [1, 9], B: [5, 6], C: [0, 2]}}"
    marks = _marks("small-multiples", body)
    lines = [mark for mark in marks if isinstance(mark, Stroke) and mark.width == 2.0]
    assert len(lines) == 3
    titles = {one.y for one in marks if isinstance(one, Label) and one.text in "ABC"}
    assert _texts(marks).count("10") == len(titles)


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("slope", "data: {a: 1}", "too-few-series"),
        ("combo", f"{COMBO}\nline: [Sales, Margin]", "no-bars"),
        ("combo", f"{COMBO}\nline: Profit", "unknown-name"),
        ("combo", f"{COMBO}\nsecond: Profit", "unknown-name"),
        ("waterfall", "data: {a: 1, b: 5}\ntotal: b", "wrong-total"),
        ("waterfall", "data: {categories: [a], series: {b: [1], c: [2]}}", "too-many-series"),
        ("bubble", "data: {a: [1, 2]}", "bad-series"),
        ("bubble", "data: {a: [1, 2, -3]}", "negative-part"),
        ("histogram", "data: {a: [1, 2], b: [3, 4]}", "bad-series"),
        ("histogram", "data: [1, x]", "bad-number"),
        ("histogram", "data: [1, 2]\nbins: 1", "wrong-type"),
        ("box", "data: [[1], [2]]", "bad-series"),
        ("gantt", "data: {a: [2025-02-01, 2025-01-01]}", "bad-span"),
        ("gantt", "data: {a: soon}", "bad-span"),
        ("gantt", "data: {a: [1, 2, 3]}", "bad-span"),
        ("funnel", "data: {a: 1, b: -1}", "negative-part"),
        ("heatmap", "data: {a: ~}", "empty-chart"),
        ("histogram", "data: [~]", "empty-chart"),
        ("small-multiples", "data: {a: 1}\npanel: pie", "wrong-type"),
        ("small-multiples", "data: {a: 1}\npanel: hbar", "wrong-type"),
        ("bar", "data: {a: 1}\nbins: 3", "unknown-key"),
    ],
)
def test_wrong_data(kind: str, body: str, expected: str) -> None:
    assert [found.code for found in read(kind, body).diagnostics] == [expected]


def test_an_error_has_its_place() -> None:
    found = complaints(read("gantt", "title: Plan\ndata:\n  Launch: soon"))
    assert found == ["4:11 ‘Launch’: ‘soon’ is not a date [bad-span]"]


@pytest.mark.parametrize("name", theme_names())
def test_the_ticks_of_a_second_axis_can_be_read(name: str) -> None:
    pen = pen_for(*LARGE, load_theme(name).value)
    spec = chart(
        "combo",
        "data: {Sales: {Q1: 3, Q2: 4}, Margin: {Q1: 9, Q2: 8}}\nline: Margin\nsecond: Margin",
    )
    assert contrast(color_of_second(spec, pen), pen.background) >= LEAST_CONTRAST
