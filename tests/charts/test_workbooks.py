"""Data in workbooks and Parquet files."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import Any

import pytest

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Checked
from deck_builder.base.limits import LimitError, lifted
from deck_builder.charts.data.spec import ChartSpec, Series
from tests.charts.example import complaints, read

pytest.importorskip("python_calamine")
openpyxl: Any = pytest.importorskip("openpyxl")


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Days"
    for row in (
        ["City", "June", "December"],
        ["Berlin", 16.8, 7.65],
        ["Oslo", 18.833, None],
    ):
        sheet.append(row)
    hidden = book.create_sheet("Costs", 0)
    hidden.sheet_state = "hidden"
    hidden.append(["City", "Sum"])
    hidden.append(["Bergen", 1])
    notes = book.create_sheet("All that we measured")
    notes["B3"] = "Measured in 2025"
    notes["B4"], notes["C4"], notes["D4"] = "Day", "Hours", "Seen"
    notes["B5"], notes["C5"], notes["D5"] = datetime.date(2025, 6, 21), 17, True
    notes["B6"], notes["C6"], notes["D6"] = datetime.date(2025, 12, 21), 8, False
    book.save(tmp_path / "days.xlsx")
    (tmp_path / "days.csv").write_text("City,June\nBerlin,17\n", encoding="utf-8")
    return Assets((tmp_path,))


def bar(body: str, assets: Assets) -> Checked[ChartSpec | None]:
    return read("bar", body, assets)


def test_the_first_sheet_that_is_seen(assets: Assets) -> None:
    spec = bar("data: days.xlsx", assets).value
    assert spec
    assert spec.categories == ("Berlin", "Oslo")
    assert spec.series == (Series("June", (16.8, 18.833)), Series("December", (7.65, None)))


def test_numbers_have_a_point_whatever_the_talk_writes(assets: Assets) -> None:
    spec = bar("data: days.xlsx\ndecimal: comma\ny: June", assets).value
    assert spec
    assert spec.series[0].values == (16.8, 18.833)


@pytest.mark.parametrize("sheet", ["All that we measured", "3"])
@pytest.mark.parametrize("cells", ["B4:C6", "b4:c99", "$B$4:$C$6", "B4:C"])
def test_a_range_of_a_sheet(assets: Assets, sheet: str, cells: str) -> None:
    spec = bar(f"data: days.xlsx\nsheet: {sheet}\nrange: {cells}", assets).value
    assert spec
    assert spec.categories == ("2025-06-21", "2025-12-21")
    assert spec.series == (Series("Hours", (17.0, 8.0)),)


def test_columns_alone(assets: Assets) -> None:
    spec = bar("data: days.xlsx\nsheet: Days\nrange: A:B", assets).value
    assert spec
    assert [row.name for row in spec.series] == ["June"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "data: days.xlsx\nsheet: Day",
            "3:8 days.xlsx has no sheet ‘Day’ [unknown-sheet]",
        ),
        (
            "data: days.xlsx\nrange: A1-C3",
            "3:8 ‘A1-C3’ is not a range of cells [bad-range]",
        ),
        (
            "data: days.csv\nsheet: Days",
            "3:8 ‘sheet’ names a part of a workbook, but ‘days.csv’ is none [not-a-workbook]",
        ),
        (
            "data: {a: 1}\nrange: A1:B2",
            "3:8 ‘range’ names a column, but ‘data’ is not a file [column-without-file]",
        ),
        ("data: days.xlsx\nrange: F9:G10", "2:7 days.xlsx is not a table: it is empty [bad-table]"),
    ],
)
def test_what_is_not_there(assets: Assets, body: str, expected: str) -> None:
    assert complaints(bar(body, assets)) == [expected]


def test_the_same_fault_is_reported_where_it_is(assets: Assets) -> None:
    bar("data: days.xlsx\nsheet: Day", assets)
    again = bar("title: A\ndata: days.xlsx\nsheet: Day", assets)
    assert [found.line for found in again.diagnostics] == [4]


def test_hidden_sheets_are_not_proposed(assets: Assets) -> None:
    (found,) = bar("data: days.xlsx\nsheet: Cost", assets).diagnostics
    assert "Costs" not in found.hint


def test_a_workbook_that_unpacks_to_too_much(tmp_path: Path, assets: Assets) -> None:
    """A sheet of a few kilobytes with a cell in the last row and column, and one with many rows."""
    data = (tmp_path / "days.xlsx").read_bytes()
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(tmp_path / "days.xlsx") as old, zipfile.ZipFile(bomb, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet2.xml"):
                start = content.index(b"<sheetData>")
                row = b"<row><c><v>1</v></c></row>"
                content = content[:start] + b"<sheetData>" + row * 4_000_000 + b"</sheetData>"
                content += b"</worksheet>"
            new.writestr(name, content)
    assert bomb.stat().st_size < 20 * len(data) + 1_000_000
    with pytest.raises(LimitError):
        bar("data: bomb.xlsx\nsheet: Days", assets)


def test_more_rows_than_the_limit(assets: Assets) -> None:
    with lifted({"data-rows": 1}), pytest.raises(LimitError, match="data-rows"):
        bar("data: days.xlsx", assets)


def test_what_is_no_workbook(tmp_path: Path, assets: Assets) -> None:
    (tmp_path / "no.xlsx").write_bytes(b"City,June\n")
    with zipfile.ZipFile(tmp_path / "broken.xlsx", "w") as package:
        package.writestr("xl/workbook.xml", b"<workbook")
    assert [one.code for one in bar("data: no.xlsx", assets).diagnostics] == ["bad-table"]
    assert [one.code for one in bar("data: broken.xlsx", assets).diagnostics] == ["bad-table"]


def test_parquet(tmp_path: Path, assets: Assets) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "days.parquet"
    duckdb.sql(
        "SELECT * FROM (VALUES ('Berlin', 16.75, DATE '2025-06-21'), ('Oslo', NULL, NULL)) "
        "AS days(City, Hours, Day)"
    ).write_parquet(str(path))
    spec = bar("data: days.parquet\ny: Hours", assets).value
    assert spec
    assert (spec.categories, spec.series[0].values) == (("Berlin", "Oslo"), (16.75, None))
    path.write_bytes(path.read_bytes()[:40])
    assert [one.code for one in bar("data: days.parquet", assets).diagnostics] == ["bad-table"]
