"""Text beside numbers: a column that begins at the left keeps away from one that ends at the
right."""

from __future__ import annotations

import pytest

from deck_builder.base.units import emu
from deck_builder.blocks.table_sizes import CELL_MARGIN
from deck_builder.shapes import TableFrame
from tests.talks import laid_out

ROWS = "| Rye | 12 | low |\n| Spelt | 9 | high |\n"


def table_of(text: str, language: str = "en") -> TableFrame:
    checked = laid_out(f"---\ntitle: T\nlanguage: {language}\n---\n\n# Flours\n\n{text}")
    shapes = [shape for slide in checked.value.slides for shape in slide.shapes]
    return next(shape for shape in shapes if isinstance(shape, TableFrame))


@pytest.mark.parametrize("mark", ["---", ":--"])
def test_text_after_numbers_keeps_a_distance_of_more_than_an_em(mark: str) -> None:
    frame = table_of(f"| Flour | Water | Rise |\n|---|--:|{mark}|\n{ROWS}")
    size = frame.style.level(0).size
    for row in frame.rows:
        assert [cell.lead > 0 for cell in row] == [False, False, True]
        assert 2 * CELL_MARGIN + row[2].lead >= emu(1.2 * size) - 1


@pytest.mark.parametrize(
    "marks",
    ["|---|---|---|", "|---|--:|--:|", "|---|--:|:-:|", "|--:|:--|---|"],
)
def test_other_columns_stay_where_they_are(marks: str) -> None:
    frame = table_of(f"| Flour | Type | Rise |\n{marks}\n| Rye | a | b |\n| Spelt | c | d |\n")
    leads = {cell.lead for row in frame.rows for cell in row[2:]}
    assert leads == {0}


def test_a_table_from_right_to_left_has_no_more_room_at_the_left() -> None:
    frame = table_of(f"| Flour | Water | Rise |\n|---|--:|---|\n{ROWS}", "ar")
    assert all(cell.lead <= 0 for row in frame.rows for cell in row)


def test_a_picture_after_numbers_begins_where_the_words_above_it_do() -> None:
    text = "| Flour | Water | Loaf |\n|---|--:|---|\n| Rye | 12 | ![A loaf](a.png) |\n"
    shapes = laid_out(f"# Flours\n\n{text}").value.slides[0].shapes
    frame = next(shape for shape in shapes if isinstance(shape, TableFrame))
    lead = frame.rows[0][2].lead
    assert lead
    x = frame.box.x + sum(frame.widths[:2]) + CELL_MARGIN + lead
    assert shapes[-1].box.x == x


def test_the_texts_of_all_columns_still_stand_on_one_line() -> None:
    frame = table_of(f"| Flour | Water | Rise |\n|---|--:|---|\n{ROWS}")
    assert len(set(frame.heights)) == 1


def test_text_after_a_column_that_is_read_from_the_right_keeps_it_too() -> None:
    frame = table_of("| العربية | English |\n|---|---|\n| شكرا | Thank you |\n| صباح | Morning |\n")
    assert all(row[1].lead > 0 for row in frame.rows)
