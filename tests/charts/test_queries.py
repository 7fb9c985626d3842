"""Charts of what SQL says about data files."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Checked
from deck_builder.charts.data.spec import ChartSpec, Series
from tests.charts.example import complaints, read

duckdb = pytest.importorskip("duckdb")

SALES = 'Shop,Year,Loaves\n007,2024,"1,250"\n007,2025,"1,300.5"\n012,2024,20\n012,2025,\n'


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sales-2025.csv").write_text(SALES, encoding="utf-8")
    (tmp_path / "shops.yaml").write_text(
        "- {Shop: '007', City: Köln}\n- {Shop: '012', City: Bonn}\n", encoding="utf-8"
    )
    duckdb.sql("SELECT '007' AS Shop, 3 AS Ovens").write_parquet(str(tmp_path / "ovens.parquet"))
    return Assets((tmp_path,))


def bar(body: str, assets: Assets) -> Checked[ChartSpec | None]:
    return read("bar", body, assets)


def shown(body: str, assets: Assets) -> ChartSpec:
    checked = bar(body, assets)
    assert complaints(checked) == []
    assert checked.value
    return checked.value


def test_a_file_is_a_table_with_its_name(assets: Assets) -> None:
    spec = shown(
        "data: data/sales-2025.csv\n"
        "query: SELECT Shop, sum(Loaves) AS Loaves FROM sales_2025 GROUP BY Shop ORDER BY Shop",
        assets,
    )
    assert spec.categories == ("007", "012")
    assert spec.series == (Series("Loaves", (2550.5, 20.0)),)


def test_several_files_joined_and_one_of_them_parquet(assets: Assets) -> None:
    spec = shown(
        "data: {sales: data/sales-2025.csv, shops: shops.yaml, ovens: ovens.parquet}\n"
        "query: |\n"
        "  WITH best AS (SELECT Shop, max(Loaves) AS Most FROM sales GROUP BY Shop)\n"
        "  SELECT City, Most, coalesce(Ovens, 0) AS Ovens\n"
        "  FROM best JOIN shops USING (Shop) LEFT JOIN ovens USING (Shop)\n"
        "  ORDER BY City DESC\n",
        assets,
    )
    assert spec.categories == ("Köln", "Bonn")
    assert spec.series == (Series("Most", (1300.5, 20.0)), Series("Ovens", (3.0, 0.0)))


def test_a_list_of_files_columns_and_steps(assets: Assets) -> None:
    spec = shown(
        "data: [data/sales-2025.csv, shops.yaml]\n"
        "query: SELECT * FROM sales_2025 JOIN shops USING (Shop)\n"
        "x: City\ny: Loaves\nwhere: {Year: 2024}\ntransform:\n  - sort: Loaves",
        assets,
    )
    assert (spec.categories, spec.series[0].values) == (("Bonn", "Köln"), (20.0, 1250.0))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT Shop, row_number() OVER (ORDER BY Shop) AS n FROM sales_2025",
        "SELECT Year, median(Loaves) FROM sales_2025 GROUP BY ALL ORDER BY Year",
        "SELECT Shop, CASE WHEN Year > 2024 THEN round(Loaves, 1) ELSE 1 END FROM sales_2025",
        "SELECT upper(Shop), date_part('year', DATE '2025-06-21') FROM sales_2025 LIMIT 1",
        "FROM sales_2025 SELECT Shop, list_sum([1, 2])",
        "SELECT Shop, count(*) FROM sales_2025, range(3) GROUP BY Shop",
        "(SELECT 'a' AS n, 1 AS v) UNION ALL (SELECT 'b', 2)",
    ],
)
def test_common_sql(assets: Assets, query: str) -> None:
    shown(f'data: data/sales-2025.csv\nquery: "{query}"', assets)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "data: {a: 1}\nquery: SELECT 1",
            "2:11 ‘1’ is not a data file that can be read [unknown-data-format]",
        ),
        (
            "data: shops.yaml\nquery: SELECT * FROM shop",
            "3:8 the query cannot be run: there is no table ‘shop’ in ‘data’ [bad-query]",
        ),
        (
            "data: shops.yaml\nquery: SELEKT 1",
            '3:8 the query cannot be run: Parser Error: syntax error at or near "SELEKT" '
            "[bad-query]",
        ),
        (
            "data: [shops.yaml, data/shops.yaml]\nquery: SELECT 1",
            "2:7 ‘data’ does not say which files the query is over [bad-query]",
        ),
    ],
)
def test_wrong_queries(assets: Assets, body: str, expected: str) -> None:
    assert complaints(bar(body, assets)) == [expected]


def test_the_same_query_gives_the_same_answer(assets: Assets) -> None:
    body = (
        "data: data/sales-2025.csv\nquery: SELECT Shop, sum(Loaves) FROM sales_2025 GROUP BY Shop"
    )
    assert shown(body, assets) == shown(body, assets)
