"""Charts told in words."""

from __future__ import annotations

import pytest

from deck_builder.charts.alt import alt_text
from tests.charts.example import chart


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        (
            "bar",
            "title: Build time\nunit: s\nsource: own runs\ndata: {Go: 11, Rust: 45.5, C: }",
            "Bar chart: Build time. Go 11 s, Rust 45.5 s, C no value. Source: own runs.",
        ),
        (
            "line",
            "x-label: year\ny-label: Users\ndata:\n  categories: [2021, 2022]\n"
            "  series: {Go: [1, 2], Rust: [3, 4]}",
            "Line chart. Users by year. Go: 2021 1, 2022 2. Rust: 2021 3, 2022 4.",
        ),
        (
            "area",
            "data: {categories: [a, b, c, d, e, f, g, h, i, j, k, l, m],"
            " series: [5, 1, 2, ~, 9, 4, 4, 4, 4, 4, 4, 4, 7]}",
            "Area chart. 12 values, first a 5, last m 7, lowest b 1, highest e 9.",
        ),
        (
            "scatter",
            "data: {Go: [1, 2], C: [3, 4]}\nunit: ms",
            "Scatter plot. Go (1, 2 ms), C (3, 4 ms).",
        ),
        (
            "scatter",
            "data: [[0, 0], [1, 1], [2, 4], [3, 9], [4, 16], [5, 25], [6, 36], [7, 49], [8, 64],"
            " [9, 81], [10, 100], [11, 121], [12, 144]]",
            "Scatter plot. 13 points, x from 0 to 12, y from 0 to 144.",
        ),
    ],
)
def test_alt_text(kind: str, body: str, expected: str) -> None:
    assert alt_text(chart(kind, body)) == expected
