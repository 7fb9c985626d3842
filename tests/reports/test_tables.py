"""What people report of tables: merged cells, several header rows, lists, pictures and formulas in
cells, tables drawn with characters. One case a kind, with its right value."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from deck_builder.blocks import Caption, ImageRow, Prose, Table
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import Cell, Picture, TableFrame
from deck_builder.text.runs import plain_text
from tests.attacks.withheld import SETTINGS
from tests.blocks.example import box, pages, tables_in
from tests.talks import block_of, blocks_of, outline_of


def spelled(cell: Cell) -> str:
    """A cell as `text`, `text 2x1` for columns and rows, `-` for one that is covered."""
    if cell.is_covered:
        return "-"
    marks = "".join("• " if one.bullet else "" for one in cell.paragraphs[:1])
    words = marks + plain_text(cell.paragraphs).replace("\n", " / ")
    words = f"{words} {cell.columns}x{cell.rows}" if cell.is_merged else words
    return f"*{words}" if cell.strong else words


def rows_of(table: Table) -> list[list[str]]:
    """The rows of a table, a line of `=` under its header."""
    head = [list(map(spelled, row)) for row in table.header]
    return [*head, ["="], *(list(map(spelled, row)) for row in table.rows)]


def table_in(text: str) -> Table:
    (table,) = (block for block in blocks_of(text) if isinstance(block, Table))
    return table


CASES: dict[str, tuple[str, list[list[str]]]] = {
    "a cell over two rows": (
        "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        [["="], ["a 1x2", "b"], ["-", "c"]],
    ),
    "a cell over two columns": (
        "<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
        [["="], ["a 2x1", "-"], ["b", "c"]],
    ),
    "columns and rows in which nothing begins": (
        "<table><tr><td colspan=9 rowspan=900>a</td><td>b</td></tr></table>",
        [["="], ["a", "b"]],
    ),
    "columns in which nothing begins are not counted": (
        f"<table>{'<tr><td colspan=9999>a</td></tr>' * 31}</table>",
        [["="], *[["a"]] * 31],
    ),
    "rowspan=0 is the rest of the group": (
        "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c</tbody><tbody><tr><td>d<td>e</table>",
        [["="], ["a 1x2", "b"], ["-", "c"], ["d", "e"]],
    ),
    "two header rows": (
        "<table><thead><tr><th rowspan=2>a</th><th colspan=2>b</th></tr>"
        "<tr><th>c</th><th>d</th></tr></thead><tr><td>e<td>f<td>g</table>",
        [["a 1x2", "b 2x1", "-"], ["-", "c", "d"], ["="], ["e", "f", "g"]],
    ),
    "two header rows without thead": (
        "<table><tr><th rowspan=2>a</th><th colspan=2>b</th></tr>"
        "<tr><td>c</td><td>d</td></tr><tr><td>e<td>f<td>g</table>",
        [["a 1x2", "b 2x1", "-"], ["-", "c", "d"], ["="], ["e", "f", "g"]],
    ),
    "a heading of rows": (
        "<table><tr><th>a<th>b<tr><th scope=row>c<td>d</table>",
        [["a", "b"], ["="], ["*c", "d"]],
    ),
    "the foot is at the foot": (
        "<table><tfoot><tr><td>z</tfoot><tbody><tr><td>a</tbody></table>",
        [["="], ["a"], ["z"]],
    ),
    "a list in a cell": (
        "<table><tr><td>a</td><td><ul><li>b</li><li>c</li></ul></td></tr></table>",
        [["="], ["a", "• b / c"]],
    ),
    "a list in a Markdown cell": (
        "| a |\n|---|\n| <ul><li>b</li><li>c</li></ul> |",
        [["a"], ["="], ["• b / c"]],
    ),
    "a table in a cell": (
        "<table><tr><td>a</td><td><table><tr><td>b<td>c<tr><td>d<td>e</table></td></tr>"
        "<tr><td>f<td>g</table>",
        [["="], ["a 1x2", "b", "c"], ["-", "d", "e"], ["f", "g 2x1", "-"]],
    ),
    "a table around a table": (
        "<table><tr><td><table><tr><th>a<tr><td>b</table></td></tr></table>",
        [["a"], ["="], ["b"]],
    ),
    "a blank header row": ("|  |  |\n|---|---|\n| a | b |", [["="], ["a", "b"]]),
    "a line break alone": (
        "| a | b |\n|---|---|\n| <br> | c<br> |",
        [["a", "b"], ["="], ["", "c"]],
    ),
    "a grid table": (
        "+---+-----+\n| a | b   |\n+===+=====+\n| c | - d |\n|   | - e |\n+---+-----+",
        [["a", "b"], ["="], ["c", "• d / e"]],
    ),
    "a grid table with merged cells": (
        "+-------+---+\n| a     | b |\n+===+===+===+\n| c | d | e |\n|   +---+---+\n|   | f | g |\n"
        "+---+---+---+",
        [["a 2x1", "-", "b"], ["="], ["c 1x2", "d", "e"], ["-", "f", "g"]],
    ),
    "a grid table of wide letters": (
        "+------+----+\n| 日本 | 東 |\n+------+----+\n| ab   | cd |\n+------+----+",
        [["="], ["日本", "東"], ["ab", "cd"]],
    ),
    "a simple table": (
        "  Sold  Name\n------  -----\n    12  Pears\n     3  Figs",
        [["Sold", "Name"], ["="], ["12", "Pears"], ["3", "Figs"]],
    ),
    "a simple table without a header": (
        "----  -----\n  12  Pears\n   3  Figs\n----  -----",
        [["="], ["12", "Pears"], ["3", "Figs"]],
    ),
    "a multiline table": (
        "--------------------\nName    What is\n        said\n------- ------------\n"
        "Pears   they are\n        green\n\nFigs    blue\n--------------------",
        [["Name", "What is said"], ["="], ["Pears", "they are green"], ["Figs", "blue"]],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_table_is_what_it_looks_like(name: str) -> None:
    text, expected = CASES[name]
    assert rows_of(table_in(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a\n-- --\nb",
        "Some words here\n---- ----\nmore words",
        "text\n\n--- ---\n\ntext",
        "+ a\n+ b",
        "+--- a\n| b",
        "+---+\n| a",
        "| only one",
        "-------------\n\ntext -- --\n\n-------------",
        "| a | b |\n| c | d |",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert not any(isinstance(block, Table) for block in blocks_of(text))


def test_lines_of_a_line_block_stay_lines() -> None:
    block = block_of("| one *two*\n|   three\n|\n| four")
    assert isinstance(block, Prose)
    assert block.plain() == "one two\n\u00a0\u00a0three\n\u00a0\nfour"


@pytest.mark.parametrize("caption", ["Table: What *it* is", ": What *it* is"])
@pytest.mark.parametrize("form", ["{caption}\n\n{table}", "{table}\n\n{caption}"])
def test_a_caption_is_above_or_below(caption: str, form: str) -> None:
    text = form.format(caption=caption, table="| a |\n|---|\n| b |")
    (section,) = outline_of(f"## Slide\n\n{text}").value.sections
    blocks = section.slides[0].blocks
    assert [type(block) for block in blocks] == [Table, Caption]
    assert blocks[1].plain() == "What it is"


def test_a_caption_of_html() -> None:
    blocks = blocks_of("<table><caption>What <i>it</i> is</caption><tr><td>a</table>")
    assert [block.plain() for block in blocks] == ["a", "What it is"]


@pytest.mark.parametrize("opening", ["- item", "term\n: item"])
def test_a_caption_under_an_item_is_kept(opening: str) -> None:
    table = "<table><caption>What it is</caption><tr><td>a</td></tr></table>"
    blocks = blocks_of(f"{opening}\n\n    {table}\n")
    assert "What it is" in "\n".join(block.plain() for block in blocks)


def test_a_table_of_pictures_is_rows_of_pictures() -> None:
    block = block_of("| ![a](a.png) | ![b](b.png) |\n|---|---|\n| One | *Two* |\n| ![c](c.png) | |")
    assert isinstance(block, ImageRow)
    assert block.counts == (2, 1)
    assert [image.plain() for image in block.images] == ["One\na", "Two\nb", "c"]


def test_a_formula_in_a_cell_of_html_is_one_and_prices_are_none() -> None:
    table = table_in("<table><tr><td>$x^2$ and \\(y\\)</td><td>$5 and $6</td></tr></table>")
    formulas = [[run.formula for run in cell.paragraphs[0].runs] for cell in table.rows[0]]
    assert formulas == [["x^2", "", "y"], [""]]


def test_what_is_not_shown_leaves_one_blank() -> None:
    assert block_of("a <!-- b --> c").plain() == "a c"


def test_an_opening_of_nothing_in_html_is_text() -> None:
    assert block_of("<p>a <![b](c.png)> d</p>").plain() == "a <![b](c.png)> d"


MERGED = (
    "<table><thead><tr><th rowspan=2>a</th><th colspan=2>b</th></tr><tr><th>c</th><th>d</th></tr>"
    "</thead>{rows}</table>"
)
ROW = "<tr><td>1</td><td>2</td></tr>"
GROUP = "<tr><td rowspan=3>g{0}</td><td>x{0}</td><td>y</td></tr>" + ROW * 2


def frames_of(table: Table, columns: float, lines: float) -> list[TableFrame]:
    return [one for placed in pages(table, box(columns, lines)) for one in tables_in(placed)]


def assert_sound(frame: TableFrame) -> None:
    """Every place is in one cell, and in every row and column one begins."""
    places: list[tuple[int, int]] = []
    begun: Sequence[tuple[int, int]] = [
        (number, at)
        for number, row in enumerate(frame.rows)
        for at, cell in enumerate(row)
        if not cell.is_covered
    ]
    for number, at in begun:
        cell = frame.rows[number][at]
        rows, columns = range(number, number + cell.rows), range(at, at + cell.columns)
        places += [(row, column) for row in rows for column in columns]
    count = len(frame.rows), len(frame.widths)
    assert sorted(places) == [(row, at) for row in range(count[0]) for at in range(count[1])]
    assert ({row for row, _ in begun}, {at for _, at in begun}) == tuple(
        set(range(one)) for one in count
    )
    assert sum(frame.widths) == frame.box.width
    assert sum(frame.heights) == frame.box.height


def test_a_table_is_cut_where_no_cell_reaches_over() -> None:
    table = table_in(MERGED.format(rows="".join(GROUP.format(number) for number in range(6))))
    frames = frames_of(table, 40, 18)
    assert len(frames) > 1
    for frame in frames:
        assert_sound(frame)
        assert [spelled(cell) for cell in frame.rows[0]] == ["a 1x2", "b 2x1", "-"]
        assert (len(frame.rows) - frame.header_rows) % 3 == 0


def test_a_cell_higher_than_a_slide_goes_on_with_its_words_repeated() -> None:
    rows = "<tr><td rowspan=40>all</td><td>0</td></tr>" + "<tr><td>n</td></tr>" * 39
    frames = frames_of(table_in(f"<table>{rows}</table>"), 40, 12)
    assert len(frames) > 2
    for frame in frames:
        assert_sound(frame)
        assert plain_text(frame.rows[0][0].paragraphs) == "all"
    assert sum(len(frame.rows) for frame in frames) == 40


def test_too_many_columns_are_cut_and_keep_their_heading() -> None:
    names = "".join(f"<th>column{number}</th>" for number in range(12))
    cells = "".join(f"<td>c{number}</td>" for number in range(13))
    head = f"<tr><th rowspan=2>k</th><th colspan=12>wide</th></tr><tr>{names}</tr>"
    table = table_in(f"<table><thead>{head}</thead><tr>{cells}</tr></table>")
    frames = frames_of(table, 40, 30)
    assert len(frames) > 1
    for frame in frames:
        assert_sound(frame)
        assert plain_text(frame.rows[0][1].paragraphs) == "wide"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (400, 300), "red").save(tmp_path / "a.png")
    return tmp_path


def test_powerpoint_has_merged_cells_formulas_and_a_picture_over_its_cell(folder: Path) -> None:
    text = (
        "## Slide\n\n<table><tr><td rowspan=2>one</td><td>$x^2$</td></tr>"
        "<tr><td><img src='a.png' alt='Red'> words</td></tr></table>\n"
    )
    talk = folder / "talk.md"
    talk.write_text(f"---\ntitle: T\n---\n\n{text}", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    (folder / "talk.pptx").write_bytes(write_deck(checked.value))
    shapes = list(Presentation(str(folder / "talk.pptx")).slides[1].shapes)
    (table,) = (shape.table for shape in shapes if shape.has_table)
    assert table.cell(0, 0).is_merge_origin
    assert table.cell(0, 0).span_height == 2
    assert table.cell(1, 0).is_spanned
    assert b"oMath" in shapes[1].part.blob
    frame, picture = checked.value.slides[1].shapes[-2:]
    assert isinstance(frame, TableFrame)
    assert isinstance(picture, Picture)
    assert picture.alt == "Red"
    assert picture.box.x >= frame.box.x + frame.widths[0]
    assert picture.box.y >= frame.box.y + frame.heights[0]
    assert picture.box.bottom <= frame.box.bottom


def test_a_cell_that_reaches_over_what_is_withheld_is_smaller(folder: Path) -> None:
    rows = (
        "<tr><td rowspan=3>a</td><td>1</td></tr><tr audience=int><td>2</td></tr><tr><td>3</td></tr>"
    )
    talk = folder / "talk.md"
    talk.write_text(f"{SETTINGS}## Slide\n\n<table>{rows}</table>\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options(audience="pub"))
    (frame,) = (one for one in checked.value.slides[-1].shapes if isinstance(one, TableFrame))
    assert [[spelled(cell) for cell in row] for row in frame.rows] == [["a 1x2", "1"], ["-", "3"]]
