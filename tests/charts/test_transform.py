"""The steps of `transform`: what they make of a table, and what is said about wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Checked
from deck_builder.charts.data.spec import ChartSpec
from tests.charts.example import complaints, read

TABLE = """City,Month,Hours,Cost
Berlin,June,17,"1.250,50"
Oslo,June,19,10
Berlin,December,8,20
Oslo,December,6,"30,5"
Bergen,December,6,
"""
Rows = dict[str, list[float | None]]


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    (tmp_path / "days.csv").write_text(TABLE, encoding="utf-8")
    return Assets((tmp_path,))


def chart(steps: str, assets: Assets, more: str = "") -> Checked[ChartSpec | None]:
    return read("bar", f"data: days.csv\n{more}\ntransform:\n{steps}", assets)


def shown(steps: str, assets: Assets, more: str = "") -> tuple[tuple[str, ...], Rows]:
    checked = chart(steps, assets, more)
    assert complaints(checked) == []
    assert checked.value
    return checked.value.categories, {row.name: list(row.values) for row in checked.value.series}


@pytest.mark.parametrize(
    ("steps", "categories", "rows"),
    [
        (
            "  - group: Month\n    sum: Hours",
            ("June", "December"),
            {"Hours": [36.0, 20.0]},
        ),
        (
            "  - group: City",
            ("Berlin", "Oslo", "Bergen"),
            {"Hours": [25.0, 25.0, 6.0], "Cost": [1270.5, 40.5, 0.0]},
        ),
        (
            "  - pivot: {rows: Month, columns: City, values: Hours}",
            ("June", "December"),
            {"Berlin": [17.0, 8.0], "Oslo": [19.0, 6.0], "Bergen": [None, 6.0]},
        ),
        (
            "  - group: Month\n    sum: Hours\n  - share: Hours",
            ("June", "December"),
            {"Hours": [100 * 36 / 56, 100 * 20 / 56]},
        ),
        (
            "  - filter: {Month: June}\n  - group: City\n    sum: Hours\n  - cumulate: Hours",
            ("Berlin", "Oslo"),
            {"Hours": [17.0, 36.0]},
        ),
        (
            "  - filter: {Hours: '> 6', City: [Berlin, Oslo]}\n  - group: City\n    sum: Hours",
            ("Berlin", "Oslo"),
            {"Hours": [25.0, 19.0]},
        ),
        (
            "  - filter: {City: '!= Oslo'}\n  - group: City\n    sum: Hours",
            ("Berlin", "Bergen"),
            {"Hours": [25.0, 6.0]},
        ),
        (
            "  - rename: {Hours: Daylight}\n  - group: Month\n    sum: Daylight",
            ("June", "December"),
            {"Daylight": [36.0, 20.0]},
        ),
        (
            "  - group: City\n    sum: Cost\n  - sort: Cost\n    order: descending",
            ("Berlin", "Oslo", "Bergen"),
            {"Cost": [1270.5, 40.5, 0.0]},
        ),
        (
            "  - group: City\n    sum: [Hours, Cost]\n  - top: 1\n    by: Cost",
            ("Berlin", "Other"),
            {"Hours": [25.0, 31.0], "Cost": [1270.5, 40.5]},
        ),
    ],
)
def test_steps(assets: Assets, steps: str, categories: tuple[str, ...], rows: Rows) -> None:
    found, values = shown(steps, assets)
    assert found == categories
    assert values == {name: pytest.approx(numbers) for name, numbers in rows.items()}


def test_a_share_in_each_group_has_the_unit(assets: Assets) -> None:
    checked = chart("  - share: Hours\n    by: Month", assets, "x: City\ny: Hours\nseries: Month")
    assert checked.value
    assert checked.value.unit == "%"
    assert checked.value.series[0].values[:2] == pytest.approx((100 * 17 / 36, 100 * 19 / 36))


def test_conditions_come_first_and_their_columns_stay_for_the_steps(assets: Assets) -> None:
    found = shown("  - group: Month\n    sum: Hours", assets, "where: {City: Berlin}")
    assert found == (("June", "December"), {"Hours": [17.0, 8.0]})


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("  - goup: City", "5:5 ‘goup’ is not a step of ‘transform’ [bad-transform]"),
        ("  - group: Town", "5:12 days.csv has no column ‘Town’ [unknown-column]"),
        (
            "  - group: City\n    by: Month",
            "6:5 the step ‘group’ has no ‘by’, only ‘sum’ [bad-transform]",
        ),
        (
            "  - share: City",
            "5:12 row 2 of days.csv: ‘Berlin’ in column ‘City’ is not a number [bad-number]",
        ),
        ("  - pivot: {rows: Month}", "5:12 the step ‘pivot’ is not understood [bad-transform]"),
        ("  - top: many", "5:10 the step ‘top’ is not understood [bad-transform]"),
        ("  - filter: {City: Rome}", "5:5 no row is left after this step [bad-transform]"),
        ("  - filter: {Hours: '> x'}", "5:21 the step ‘filter’ is not understood [bad-transform]"),
        (
            "  - sort: Hours\n    order: up",
            "6:12 the step ‘sort’ is not understood [bad-transform]",
        ),
    ],
)
def test_wrong_steps(assets: Assets, steps: str, expected: str) -> None:
    assert complaints(chart(steps, assets))[0] == expected


def test_steps_of_a_table_in_the_chart() -> None:
    body = (
        "transform:\n  - top: 1\n\n| City | Hours |\n|---|---|\n| A | 1 |\n| B | 2 |\n| C | 3 |\n"
    )
    checked = read("bar", body)
    assert checked.value
    assert checked.value.categories == ("C", "Other")
    assert checked.value.series[0].values == (3.0, 3.0)


def test_steps_need_columns() -> None:
    found = complaints(read("bar", "data: {a: 1}\ntransform:\n  - top: 1"))
    assert found == [
        "4:5 ‘transform’ names a column, but ‘data’ is not a file [column-without-file]"
    ]
