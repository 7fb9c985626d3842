"""The forms in which authors write the data of charts: all that are plain are read."""

from __future__ import annotations

import pytest

from tests.charts.example import chart, read

_REGIONS = {"2024": (1.0, 3.0), "2025": (2.0, 4.0)}


def _shown(kind: str, body: str) -> tuple[tuple[str, ...], dict[str, tuple[float | None, ...]]]:
    spec = chart(kind, body)
    return spec.categories, {row.name: row.values for row in spec.series}


@pytest.mark.parametrize(
    "body",
    [
        'data: {Region: [N, S], "2024": [1, 3], "2025": [2, 4]}',
        "data: {2024: {N: 1, S: 3}, 2025: {N: 2, S: 4}}",
        "data: {series: {2024: {N: 1, S: 3}, 2025: {N: 2, S: 4}}}",
        "data: [{Region: N, 2024: 1, 2025: 2}, {Region: S, 2024: 3, 2025: 4}]",
        "data: [[Region, 2024, 2025], [N, 1, 2], [S, 3, 4]]",
        "data: |\n  Region,2024,2025\n  N,1,2\n  S,3,4",
        "data: |\n  | Region | 2024 | 2025 |\n  |---|---|---|\n  | N | 1 | 2 |\n  | S | 3 | 4 |",
        "Region,2024,2025\nN,1,2\nS,3,4",
        "Region;2024;2025\nN;1;2\nS;3;4\nunit: h",
        "title: T\n\n| Region | 2024 | 2025 |\n|:---|---:|:-:|\n| N | 1 | 2 |\n| S | 3 | 4 |",
        "Region | 2024 | 2025\n---|---|---\nN | 1 | 2\nS | 3 | 4\n\ntitle: T",
        "data: {categories: [N, S], series: {2024: [1, 3], 2025: [2, 4]}}",
        "data: {categories: [N, S], 2024: [1, 3], 2025: [2, 4]}",
        "data: {labels: [N, S], datasets: [{label: 2024, data: [1, 3]}, "
        "{label: 2025, data: [2, 4]}]}",
        "categories: [N, S]\nseries: {2024: [1, 3], 2025: [2, 4]}",
        "data: {categories: [N, S], series: [{name: 2024, data: [1, 3]}, "
        "{name: 2025, data: [2, 4]}]}",
    ],
)
@pytest.mark.parametrize("kind", ["bar", "column", "line"])
def test_two_series(kind: str, body: str) -> None:
    assert _shown(kind, body) == (("N", "S"), _REGIONS)


@pytest.mark.parametrize(
    "body",
    [
        "data: {Go: 11, Rust: 5}",
        "data: [{Go: 11}, {Rust: 5}]",
        "data:\n- Go: 11\n- Rust: 5",
        "data: [[Go, 11], [Rust, 5]]",
        "data: {labels: [Go, Rust], values: [11, 5]}",
        "labels: [Go, Rust]\nvalues: [11, 5]",
        "data: {categories: [Go, Rust], data: [11, 5]}",
    ],
)
def test_one_series(body: str) -> None:
    categories, series = _shown("bar", body)
    assert categories == ("Go", "Rust")
    assert list(series.values()) == [(11.0, 5.0)]


def test_nested_series_of_years() -> None:
    assert _shown("line", "data: {N: {2024: 1, 2025: 2}, S: {2025: 5}}") == (
        ("2024", "2025"),
        {"N": (1.0, 2.0), "S": (None, 5.0)},
    )


def test_records_take_the_keys_of_files() -> None:
    rows = "[{y: 2024, c: A, n: 1}, {y: 2024, c: B, n: 2}, {y: 2025, c: A, n: 3}]"
    assert _shown("bar", f"data: {rows}\nx: y\ny: n\nseries: c") == (
        ("2024", "2025"),
        {"A": (1.0, 3.0), "B": (2.0, None)},
    )
    assert _shown("bar", f"data: {rows}\nx: y\ny: n\nwhere: {{c: A}}") == (
        ("2024", "2025"),
        {"n": (1.0, 3.0)},
    )


@pytest.mark.parametrize(
    "body",
    [
        "data: {Go: [1, 2], C: [3, 4]}",
        "data: {Go: {x: 1, y: 2}, C: {x: 3, y: 4}}",
        "data: [{name: Go, x: 1, y: 2}, {name: C, x: 3, y: 4}]",
        "name,x,y\nGo,1,2\nC,3,4",
        "| name | x | y |\n|---|---|---|\n| Go | 1 | 2 |\n| C | 3 | 4 |",
    ],
)
def test_named_points(body: str) -> None:
    spec = chart("scatter", body)
    assert spec.categories == ("Go", "C")
    assert spec.x_values == (1.0, 3.0)
    assert [row.values for row in spec.series] == [(2.0, 4.0)]


def test_columns_of_points() -> None:
    spec = chart("scatter", "data: {x: [1, 2, 3], y: [4, 5, 6]}")
    assert spec.x_values == (1.0, 2.0, 3.0)
    assert [row.values for row in spec.series] == [(4.0, 5.0, 6.0)]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("column", "bar"),
        ("Bar", "bar"),
        ("bar chart", "bar"),
        ("col", "bar"),
        ("barh", "hbar"),
        ("horizontal_bar", "hbar"),
        ("doughnut", "donut"),
        ("lines", "line"),
        ("line-chart", "line"),
        ("stacked", "stacked-bar"),
        ("stacked column", "stacked-bar"),
        ("clustered-column", "grouped-bar"),
        ("scatterplot", "scatter"),
        ("scatter plot", "scatter"),
        ("stacked-area", "area"),
        ("pie chart", "pie"),
    ],
)
def test_other_names_of_kinds(written: str, kind: str) -> None:
    body = "data: [[1, 2], [3, 4]]" if kind == "scatter" else "data: {a: 1, b: 2}"
    assert chart(written, body).kind == kind


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("data: [1, 2]", "write {A: 1, B: 2}, or ‘categories’ and ‘series’"),
        ("Go: 11\nRust: 5", "write ‘data: {Go: 11, Rust: 5}’"),
        (
            "data: {North: [1, 2], South: [3, 4]}",
            "write {categories: [name 1, name 2], series: {North: [1, 2], …}}",
        ),
        ("data: {Go: 12 ms}", "write a unit once: ‘unit: ms’"),
    ],
)
def test_errors_show_the_right_form_of_what_was_written(body: str, hint: str) -> None:
    found = read("bar", body).diagnostics
    assert [one.hint for one in found] == [hint]
