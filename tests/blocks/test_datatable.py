"""Tables whose cells are in a data file."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source
from deck_builder.blocks import KINDS, Block, BlockReader, Table
from deck_builder.markdown import parse_markdown
from deck_builder.text.runs import Alignment
from tests.blocks.example import THEME, box, pages, table_in, texts_in
from tests.talks import block_of

ORDERS = "Day,Firm,Price,Note\nMonday,Acme,12.5,*new*\nTuesday,Bolt,,\nFriday,Acme,7,two\n"


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    return Assets((tmp_path,))


def read(body: str, assets: Assets) -> Block:
    found = Collector()
    block = block_of(f"```table\n{body}\n```\n").resolve(assets, found)
    assert found.found == []
    return block


def codes(body: str, assets: Assets) -> list[str]:
    found = Collector()
    block_of(f"```table\n{body}\n```\n").resolve(assets, found)
    return [one.code for one in found.found]


def test_all_cells_as_they_are_in_the_file(assets: Assets) -> None:
    block = read("data: orders.csv", assets)
    assert block.plain().splitlines() == [
        "Day Firm Price Note",
        "Monday Acme 12.5 *new*",
        "Tuesday Bolt  ",
        "Friday Acme 7 two",
    ]


def test_rows_asked_for_lose_the_column_that_says_so(assets: Assets) -> None:
    block = read("data: orders.csv\nwhere: {Firm: Acme}", assets)
    assert block.plain().splitlines() == ["Day Price Note", "Monday 12.5 *new*", "Friday 7 two"]


def test_columns_in_the_order_asked_for(assets: Assets) -> None:
    block = read("data: orders.csv\ncolumns: [Price, Firm]\nwhere: {Firm: Bolt}", assets)
    assert block.plain().splitlines() == ["Price Firm", " Bolt"]


def test_what_stands_over_the_columns(assets: Assets) -> None:
    block = read("data: orders.csv\ncolumns: {Price: Price (€), Day: ~}", assets)
    assert block.plain().splitlines()[0] == "Price (€) Day"


def test_one_column(assets: Assets) -> None:
    assert read("data: orders.csv\ncolumns: Day", assets).plain().splitlines()[:2] == [
        "Day",
        "Monday",
    ]


def test_a_line_break_in_a_cell(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('Name,Place\nAda,"London\nTurin"\n', encoding="utf-8")
    block = read("data: a.csv", Assets((tmp_path,)))
    assert isinstance(block, Table)
    assert block.rows[0][1].paragraphs[0].text == "London\nTurin"


def test_numbers_stand_right_and_the_first_row_is_the_header(assets: Assets) -> None:
    frame = table_in(read("data: orders.csv", assets).place(box(60), THEME))
    assert frame.header_rows == 1
    assert [cell.alignment for cell in frame.rows[1]] == [None, None, Alignment.RIGHT, None]


def test_a_long_file_goes_on_with_its_header(tmp_path: Path) -> None:
    rows = "".join(f"{number},word {number}\n" for number in range(60))
    (tmp_path / "long.csv").write_text(f"Number,Word\n{rows}", encoding="utf-8")
    block = read("data: long.csv", Assets((tmp_path,)))
    frames = [table_in(placed) for placed in pages(block, box(60, 20))]
    assert len(frames) > 1
    for frame in frames:
        assert [cell.paragraphs[0].text for cell in frame.rows[0]] == ["Number", "Word"]
    assert sum(len(frame.rows) - 1 for frame in frames) == 60


def test_what_is_not_there_is_said(assets: Assets) -> None:
    assert codes("data: order.csv", assets) == ["missing-file"]
    assert codes("data: orders.csv\ncolumns: [Da, Firm]", assets) == ["unknown-column"]
    assert codes("data: orders.csv\nwhere: {Firm: Acm}", assets) == ["no-rows"]


def test_in_its_place_stands_that_there_is_no_data(assets: Assets) -> None:
    block = block_of("```table\ndata: order.csv\n```\n").resolve(assets, Collector())
    (frame,) = texts_in(block.place(box(60, 20), THEME))
    assert frame.paragraphs[0].text == "table without data"


def test_values_of_variables_stay_text(assets: Assets) -> None:
    known = {"{{ firm }}": "Acme", "{{ sly }}": "a]: {b"}
    reader = BlockReader(KINDS, fill=lambda text, place: known.get(text, text))
    body = 'data: orders.csv\ncolumns: {Day: "{{ sly }}"}\nwhere: {Firm: "{{ firm }}"}'
    nodes = parse_markdown(Source("talk.md", f"```table\n{body}\n```\n")).value.children
    (block,) = reader.blocks(nodes)
    assert block.resolve(assets, reader.collector).plain() == "a]: {b\nMonday\nFriday"
    assert reader.collector.found == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "data: orders.csv\ntransform:\n  - group: Firm\n    sum: Price",
            ["Firm Price", "Acme 19.5", "Bolt 0"],
        ),
        (
            "data: orders.csv\nwhere: {Firm: Acme}\ncolumns: {Day: When, Price: €}\n"
            "transform:\n  - sort: Price",
            ["When €", "Friday 7", "Monday 12.5"],
        ),
        (
            "data: orders.csv\ntransform:\n  - rename: {Firm: Who}\n  - filter: {Who: Bolt}\n"
            "columns: [Day, Who]",
            ["Day Who", "Tuesday Bolt"],
        ),
    ],
)
def test_steps_change_the_table(body: str, expected: list[str], assets: Assets) -> None:
    assert read(body, assets).plain().splitlines() == expected


def test_computed_numbers_are_those_of_the_language(assets: Assets) -> None:
    source = Source(
        "talk.md", "```table\ndata: orders.csv\ntransform: [{group: Firm, sum: Price}]\n```\n"
    )
    reader = BlockReader(KINDS, language="de", decimal=".")
    (block,) = reader.blocks(parse_markdown(source).value.children)
    assert "Acme 19,5" in block.resolve(assets, Collector()).plain()


_VERSIONS = "Version;Firm;Price\n1.10;Acme;7.5\n1.9;Bolt;3\n1.10;Bolt;4.25\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("transform: [{sort: Firm}]", ["1.10 Acme 7.5", "1.9 Bolt 3", "1.10 Bolt 4.25"]),
        ("transform: [{filter: {Firm: Acme}}]", ["1.10 Acme 7.5"]),
        ("transform: [{group: Version, sum: Price}]", ["1.10 11,75", "1.9 3"]),
        (
            "transform: [{pivot: {rows: Version, columns: Firm, values: Price}}]",
            ["1.10 7,5 4,25", "1.9 3"],
        ),
        (
            "transform: [{cumulate: Price}, {rename: {Firm: Who}}]",
            ["1.10 Acme 7,5", "1.9 Bolt 10,5", "1.10 Bolt 14,75"],
        ),
        (
            "transform: [{share: Price}]",
            ["1.10 Acme 50,85 %", "1.9 Bolt 20,34 %", "1.10 Bolt 28,81 %"],
        ),
        (
            "transform: [{share: Price, by: Version}]",
            ["1.10 Acme 63,8 %", "1.9 Bolt 100,0 %", "1.10 Bolt 36,2 %"],
        ),
        (
            "query: SELECT '1.10 ' || Firm AS v, Price / 2 AS half FROM a WHERE Firm = 'Bolt'",
            ["1.10 Bolt 1,5", "1.10 Bolt 2,125"],
        ),
    ],
)
def test_what_is_text_stays_as_it_is_written(
    body: str, expected: list[str], tmp_path: Path
) -> None:
    if "query" in body:
        pytest.importorskip("duckdb")
    (tmp_path / "a.csv").write_text(_VERSIONS, encoding="utf-8")
    source = Source("talk.md", f"```table\ndata: a.csv\n{body}\n```\n")
    reader = BlockReader(KINDS, language="de", decimal=".")
    (block,) = reader.blocks(parse_markdown(source).value.children)
    _, *rows = block.resolve(Assets((tmp_path,)), Collector()).plain().splitlines()
    assert [" ".join(row.split()) for row in rows] == expected


def test_a_query_makes_a_table(assets: Assets) -> None:
    pytest.importorskip("duckdb")
    body = "data: orders.csv\nquery: SELECT Day, Price FROM orders WHERE Price > 7"
    assert read(body, assets).plain().splitlines() == ["Day Price", "Monday 12.5"]


def test_a_workbook_has_sheets_and_ranges(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    from xlsxwriter import Workbook

    book = Workbook(str(tmp_path / "a.xlsx"))
    for name in ("One", "Two"):
        sheet = book.add_worksheet(name)
        for row, cells in enumerate((("x", "y"), ("a", name), ("b", "no"))):
            for at, cell in enumerate(cells):
                sheet.write(row, at, cell)
    book.close()
    block = read("data: a.xlsx\nsheet: Two\nrange: A1:B2", Assets((tmp_path,)))
    assert block.plain().splitlines() == ["x y", "a Two"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("data: orders.csv\ntransform: [{grup: Firm}]", "bad-transform"),
        ("data: orders.csv\ntransform: [{group: Nobody}]", "unknown-column"),
        ("data: orders.csv\nquery: DROP TABLE orders", "bad-query"),
        ("data: orders.csv\nsheet: Two", "not-a-workbook"),
    ],
)
def test_what_cannot_be_read_is_reported(body: str, code: str, assets: Assets) -> None:
    if "query" in body:
        pytest.importorskip("duckdb")
    source = Source("talk.md", f"```table\n{body}\n```\n")
    reader = BlockReader(KINDS)
    (block,) = reader.blocks(parse_markdown(source).value.children)
    block.resolve(assets, reader.collector)
    assert [one.code for one in reader.collector.found] == [code]
