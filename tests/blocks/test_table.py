"""Tables: widths, sizes, and where they are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.blocks import Table
from deck_builder.blocks.table import CELL_PADDING
from deck_builder.blocks.table_cells import _NUMBER, legible
from deck_builder.blocks.table_sizes import sides_of
from deck_builder.shapes import Cell, TableFrame
from deck_builder.text.fit import longest_word, measure
from deck_builder.text.runs import Alignment, Paragraph, Run
from deck_builder.theme.file import load_theme
from tests.blocks.example import FLOOR, SIZE, THEME, box, pages, table_in, tables_in
from tests.talks import block_of


def table(*rows: str, header: str = "") -> Table:
    """A table of rows written `a | b`."""
    count = rows[0].count("|") + 1
    names = header or " | ".join(f"h{number}" for number in range(count))
    lines = (names, " | ".join(["---"] * count), *rows)
    block = block_of("".join(f"| {line} |\n" for line in lines))
    assert isinstance(block, Table)
    return block


def rows_of(frame: TableFrame) -> list[str]:
    return [
        " | ".join("".join(p.text for p in cell.paragraphs) for cell in row) for row in frame.rows
    ]


def frames_of(block: Table, columns: float, lines: float) -> list[TableFrame]:
    """The tables that a table becomes when it is cut for a box again and again."""
    return [frame for placed in pages(block, box(columns, lines)) for frame in tables_in(placed)]


def words_of(frames: list[TableFrame]) -> str:
    """What stands in the rows, without the headers and without blanks."""
    rows = "".join("".join(rows_of(frame)[frame.header_rows :]) for frame in frames)
    return "".join(rows.replace(" | ", "").split())


@pytest.mark.parametrize(
    "block",
    [
        table("a | b"),
        table("a long text that has no room in one line at all | b", "short | c"),
        table("incomprehensibilities | of course | one two three four five six seven"),
        table("1 | 2 | 3 | 4 | 5 | 6"),
        table("x | " + "word " * 80),
    ],
)
def test_a_table_is_as_wide_as_its_box_and_breaks_no_word(block: Table) -> None:
    room = box(60)
    frame = table_in(block.place(room, THEME))
    assert sum(frame.widths) == frame.box.width == room.width
    for row in frame.rows:
        for cell, width in zip(row, frame.widths, strict=True):
            word = longest_word(cell.paragraphs, frame.style, THEME.fonts)
            assert word <= width - sides_of(cell)


def test_rows_are_as_high_as_their_highest_cell() -> None:
    frame = table_in(table("a | " + "word " * 40, "b | c").place(box(40), THEME))
    for row, height in zip(frame.rows[1:], frame.heights[1:], strict=True):
        needed = max(
            measure(cell.paragraphs, width - sides_of(cell), frame.style, THEME.fonts).height
            for cell, width in zip(row, frame.widths, strict=True)
        )
        assert height == needed + 2 * CELL_PADDING
    assert sum(frame.heights) == frame.box.height


def test_a_heading_wraps_before_the_rows_under_it() -> None:
    rows = [f"{name} | {number} | some words" for number, name in enumerate(("rye", "spelt"))]
    block = table(*rows, header="Flour | How much water it takes | Good for")
    wide = table_in(block.place(box(50), THEME))
    narrow = table_in(block.place(box(28), THEME))
    assert wide.heights[0] == wide.heights[1]
    assert narrow.heights[0] > narrow.heights[1]
    assert narrow.heights[1:] == wide.heights[1:]


def test_a_wide_column_gets_more_than_a_narrow_one() -> None:
    frame = table_in(table("a | " + "word " * 40).place(box(40), THEME))
    assert frame.widths[1] > 4 * frame.widths[0]


def test_words_that_go_into_no_line_are_set_smaller_first() -> None:
    block = table("x" * 40 + " | y")
    (large,), (small,) = (
        {table_in(block.place(box(columns), THEME)).style.level(0).size} for columns in (60, 40)
    )
    assert large == SIZE
    assert FLOOR <= small < SIZE
    assert block.wanted_sizes(box(40).width, THEME) == {"table": small}


def test_a_word_longer_than_the_table_leaves_room_for_the_others() -> None:
    frame = table_in(table(f"{'x' * 200} | {'y' * 25} | 1").place(box(40), THEME))
    assert frame.style.level(0).size == FLOOR
    for column in (1, 2):
        word = max(
            longest_word(row[column].paragraphs, frame.style, THEME.fonts) for row in frame.rows
        )
        assert word <= frame.widths[column] - sides_of(frame.rows[0][column])


def test_columns_of_numbers_stand_right_with_their_heading() -> None:
    frame = table_in(table("a | 1", "b | 22").place(box(40), THEME))
    sides = [[cell.alignment for cell in row] for row in frame.rows]
    assert sides == [[None, Alignment.RIGHT]] * 3


def test_rows_go_on_under_the_same_header_in_the_same_columns() -> None:
    rows = [f"r{number} | " + "word " * (number % 7) for number in range(30)]
    frames = frames_of(table(*rows), 50, 14)
    assert len(frames) > 2
    assert {rows_of(frame)[0] for frame in frames} == {"h0 | h1"}
    assert {frame.header_rows for frame in frames} == {1}
    assert len({frame.widths for frame in frames}) == 1
    shown = [row for frame in frames for row in rows_of(frame)[1:]]
    assert [row.split(" | ")[0] for row in shown] == [f"r{number}" for number in range(30)]


def test_no_row_is_left_alone_at_the_end() -> None:
    block = table(*(f"r{number} | x" for number in range(9)))
    full = table_in(block.place(box(40), THEME)).box.height
    line = table_in(table("r0 | x").place(box(40), THEME)).box.height // 2
    lines = (full - line) / box(1, 1).height
    counts = [len(frame.rows) - 1 for frame in frames_of(block, 40, lines)]
    assert counts == [7, 2]


def test_a_row_higher_than_the_box_is_cut_inside() -> None:
    block = table("name | " + "word " * 200)
    frames = frames_of(block, 40, 12)
    assert len(frames) > 2
    assert words_of(frames) == "name" + "word" * 200
    assert rows_of(frames[0])[1].startswith("name | word")
    assert rows_of(frames[1])[1].startswith(" | word")


def test_a_table_that_fits_is_not_cut() -> None:
    assert table("a | b", "c | d").split(box(40, 40), THEME) is None


def test_its_alternative_text_names_the_columns() -> None:
    frame = table_in(table("1 | 2", header="Year | Sales").place(box(40), THEME))
    assert frame.alt == "Year, Sales"


def test_columns_that_have_no_room_go_on_with_the_first_repeated() -> None:
    count = 12
    cells = [f"column{number}" for number in range(count)]
    frames = frames_of(table(" | ".join(cells), header=" | ".join(cells)), 40, 30)
    assert len(frames) > 1
    assert all(rows_of(frame)[0].startswith("column0 | ") for frame in frames)
    shown = [cell for frame in frames for cell in rows_of(frame)[0].split(" | ")[1:]]
    assert shown == cells[1:]
    for frame in frames:
        assert sum(frame.widths) == frame.box.width == box(40).width
        for row in frame.rows:
            for cell, width in zip(row, frame.widths, strict=True):
                word = longest_word(cell.paragraphs, frame.style, THEME.fonts)
                assert word <= width - sides_of(cell)


CELLS = st.lists(
    st.sampled_from(["a", "word", "two words", "", "12", "x" * 30, "字字字字", "one. two. three."]),
    min_size=3,
    max_size=3,
)


@given(st.lists(CELLS, min_size=1, max_size=12), st.integers(24, 60), st.integers(14, 30))
def test_every_word_is_on_a_page_that_holds_it(
    rows: list[list[str]], columns: int, lines: int
) -> None:
    frames = frames_of(table(*(" | ".join(row) for row in rows)), columns, lines)
    written = "".join("".join("".join(row).split()) for row in rows)
    # A row that is cut has the words of a column before those of the next.
    assert sorted(words_of(frames)) == sorted(written)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=7), st.integers(20, 70))
def test_columns_take_the_whole_width(lengths: list[int], columns: int) -> None:
    block = table(" | ".join("x" * length for length in lengths))
    for frame in frames_of(block, columns, 200):
        assert sum(frame.widths) == box(columns).width
        assert all(
            width > sides_of(cell) for width, cell in zip(frame.widths, frame.rows[0], strict=True)
        )


def test_a_row_of_which_nothing_more_fits_is_not_cut() -> None:
    block = table("short | " + "word " * 40)
    line = table_in(table("a | b").place(box(40), THEME)).box.height // 2
    # The header and a line of the row, less than which there cannot be.
    room = box(40).of_height(2 * line)
    cut = block.split(room, THEME)
    assert cut is not None
    head, tail = cut
    assert rows_of(table_in(head.place(room, THEME)))[1].startswith("short | word")
    assert tail.split(room.of_height(2 * line - 1), THEME) is None


def test_colours_that_cannot_be_read_on_a_filled_header_are_left_out() -> None:
    run = Run("Go", color="accent")
    header = ((Cell((Paragraph((run,)),)),),)
    ((plain,),), ((kept,),) = (
        legible(header, load_theme(name).value) for name in ("corporate", "paper")
    )
    assert (plain.paragraphs[0].runs, kept.paragraphs[0].runs) == ((Run("Go"),), (run,))


def test_a_cell_of_many_digits_that_is_no_number_is_read_at_once() -> None:
    digits = "1" * 20_000
    assert not _NUMBER().fullmatch(f"{digits} ± {digits}!")
    assert _NUMBER().fullmatch("1 200.5 ± 3 %")
