"""Chart fences: what is read, and what is said about what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.assets import Assets
from deck_builder.charts.data.spec import ChartSpec, Series
from tests.charts.example import chart, complaints, read


def test_mapping_of_categories() -> None:
    assert chart("bar", "data: {Go: 11, Rust: 5.5, Zig: }") == ChartSpec(
        "bar", (Series("", (11.0, 5.5, None)),), categories=("Go", "Rust", "Zig")
    )


def test_categories_and_series() -> None:
    body = "data:\n  categories: [2021, 2022-01]\n  series: {Go: [1, ~], Rust: [2, -3]}"
    assert chart("line", body) == ChartSpec(
        "line",
        (Series("Go", (1.0, None)), Series("Rust", (2.0, -3.0))),
        categories=("2021", "2022-01"),
    )


def test_single_series_without_a_name() -> None:
    spec = chart("area", "data: {categories: [a, b], series: [1, 2]}")
    assert spec.series == (Series("", (1.0, 2.0)),)


def test_every_key() -> None:
    labels = "title: T\nx-label: X\ny-label: Y\nunit: ms\nsource: S\nhighlight: [Go]"
    body = f"{labels}\ndata: {{Go: 1, C: 2}}"
    assert chart("hbar", body) == ChartSpec(
        "hbar",
        (Series("", (1.0, 2.0)),),
        categories=("Go", "C"),
        title="T",
        x_label="X",
        y_label="Y",
        unit="ms",
        source="S",
        highlight=("Go",),
    )


def test_percent_signs_become_the_unit() -> None:
    spec = chart("bar", 'data: {Go: 12 %, Rust: "5%"}')
    assert (spec.unit, spec.series[0].values) == ("%", (12.0, 5.0))


@pytest.mark.parametrize(
    ("body", "x", "series", "names"),
    [
        ("data: [[1, 2], [3, 4]]", (1.0, 3.0), (Series("", (2.0, 4.0)),), ()),
        ("data: {Go: [1, 2], C: [3, 4]}", (1.0, 3.0), (Series("", (2.0, 4.0)),), ("Go", "C")),
        (
            "data: {a: [[1, 2]], b: [[1, 5], [3, 4]]}",
            (1.0, 1.0, 3.0),
            (Series("a", (2.0, None, None)), Series("b", (None, 5.0, 4.0))),
            (),
        ),
    ],
)
def test_scatter(
    body: str, x: tuple[float, ...], series: tuple[Series, ...], names: tuple[str, ...]
) -> None:
    spec = chart("scatter", body)
    assert (spec.x_values, spec.series, spec.categories) == (x, series, names)


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("bra", "data: {a: 1}", "1:10 ‘bra’ is not a kind of chart [unknown-chart-kind]"),
        ("bar", "", "1:10 a chart needs ‘data’ [missing-key]"),
        ("bar", "title: x", "2:1 a chart needs ‘data’ [missing-key]"),
        ("bar", "- 1", "2:1 a chart is written in lines of ‘key: value’ [bad-chart]"),
        ("bar", "data: {a: 1}\ntitel: x", "3:1 unknown key ‘titel’ in a chart [unknown-key]"),
        ("bar", "data: {a: n/a}", "2:11 ‘a’: ‘n/a’ is not a number [bad-number]"),
        ("bar", "data: {a: yes}", "2:11 ‘a’: ‘yes’ is not a number [bad-number]"),
        ("bar", "data: {a: 1e400}", "2:11 ‘a’: ‘1e400’ is not a number [bad-number]"),
        (
            "bar",
            "data: {a: '1,234'}",
            "2:11 ‘a’: ‘1,234’ can mean 1234 or 1.234 [ambiguous-number]",
        ),
        (
            "bar",
            "data: [1, 2]",
            "2:7 ‘data’ must say which category each value belongs to [bad-series]",
        ),
        ("bar", "data: {a: ~}", "2:7 the chart has no values [empty-chart]"),
        ("pie", "data: {a: 0}", "2:7 the chart has no values [empty-chart]"),
        (
            "pie",
            "data: {a: 1, b: -2}",
            "2:7 ‘b’ is below zero, which a pie chart cannot show [negative-part]",
        ),
        (
            "donut",
            "data: {categories: [a], series: {x: [1], y: [2]}}",
            "2:7 a donut chart shows one series, but there are 2 [too-many-series]",
        ),
        (
            "line",
            "data: {categories: [a, b], series: {x: [1]}}",
            "2:40 ‘x’ has 1 values for 2 categories [value-count]",
        ),
        ("line", "data: {series: {x: [1]}}", "2:7 ‘data’ needs ‘categories’ [missing-key]"),
        ("line", "data: {categories: [a]}", "2:7 ‘data’ needs ‘series’ [missing-key]"),
        (
            "scatter",
            "data: [[1, 2], [3]]",
            "2:16 point 2 is not a pair of numbers [bad-series]",
        ),
        (
            "bar",
            "data: {Go: 1}\nhighlight: Gow",
            "3:12 there is no ‘Gow’ to highlight [unknown-highlight]",
        ),
        (
            "bar",
            "data: {Go: 1}\nx: year",
            "3:4 ‘x’ names a column, but ‘data’ is not a file [column-without-file]",
        ),
    ],
)
def test_problems(kind: str, body: str, expected: str) -> None:
    assert complaints(read(kind, body)) == [expected]


def test_problems_name_what_was_meant() -> None:
    (found,) = read("bra", "data: {a: 1}").diagnostics
    assert found.hint == "did you mean ‘bar’?"


def test_crowded_chart_is_a_warning() -> None:
    body = "data: {" + ", ".join(f"p{number}: 1" for number in range(13)) + "}"
    checked = read("pie", body)
    assert checked.value is not None
    assert complaints(checked) == [
        "2:7 13 parts are more than a pie chart can show clearly [crowded-chart]"
    ]


@pytest.fixture
def sales(tmp_path: Path) -> Assets:
    (tmp_path / "sales.csv").write_text(
        'year,revenue,cost,region\n2021,"1,200.5",3 %,N\n2022,900,4 %,S\n2023,,5 %,N\n',
        encoding="utf-8",
    )
    return Assets((tmp_path,))


def test_columns(sales: Assets) -> None:
    spec = read("bar", "data: sales.csv\nx: year\ny: [revenue, cost]", sales).value
    assert spec is not None
    assert spec.categories == ("2021", "2022", "2023")
    assert spec.series == (
        Series("revenue", (1200.5, 900.0, None)),
        Series("cost", (3.0, 4.0, 5.0)),
    )
    assert spec.unit == ""


def test_long_form(sales: Assets) -> None:
    spec = read("line", "data: sales.csv\nx: year\ny: cost\nseries: region", sales).value
    assert spec is not None
    assert spec.series == (Series("N", (3.0, None, 5.0)), Series("S", (None, 4.0, None)))
    assert spec.unit == "%"


def test_scatter_of_columns(sales: Assets) -> None:
    spec = read("scatter", "data: sales.csv\nx: year\ny: revenue\nseries: region", sales).value
    assert spec is not None
    assert spec.x_values == (2021.0, 2022.0)
    assert spec.series == (Series("N", (1200.5, None)), Series("S", (None, 900.0)))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("data: sale.csv", "2:7 there is no file ‘sale.csv’ [missing-file]"),
        ("data: sales.csv\ny: costs", "3:4 sales.csv has no column ‘costs’ [unknown-column]"),
        (
            "data: sales.csv\nx: [year, region]\ny: cost",
            "3:5 ‘x’ names 2 columns, but only one can be read [column-count]",
        ),
        (
            "data: sales.csv\nseries: region",
            "3:9 ‘y’ names 2 columns, but with ‘series’ it must be one [column-count]",
        ),
        ("data: sales.csv", "2:7 column ‘region’ of sales.csv has no numbers [bad-number]"),
        (
            "data: sales.csv\nx: region\ny: cost\nseries: region",
            "2:7 row 4 of sales.csv: ‘N’ has a value for ‘N’ already [repeated-point]",
        ),
    ],
)
def test_problems_of_columns(sales: Assets, body: str, expected: str) -> None:
    assert complaints(read("bar", body, sales)) == [expected]


def test_bad_cells_are_named_and_counted(tmp_path: Path) -> None:
    rows = "".join(f"{number},n/a\n" for number in range(5))
    (tmp_path / "t.csv").write_text(f"year,revenue\n1,5\n{rows}", encoding="utf-8")
    found = complaints(read("bar", "data: t.csv", Assets((tmp_path,))))
    assert found == [
        "2:7 row 3 of t.csv: ‘n/a’ in column ‘revenue’ is not a number [bad-number]",
        "2:7 row 4 of t.csv: ‘n/a’ in column ‘revenue’ is not a number [bad-number]",
        "2:7 row 5 of t.csv: ‘n/a’ in column ‘revenue’ is not a number [bad-number]",
        "2:7 2 more cells of column ‘revenue’ are not numbers [bad-number]",
    ]
