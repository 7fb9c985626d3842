"""What tables stress: the row that the title names, best values, heat, marks and states."""

from __future__ import annotations

from time import process_time

import pytest
from msgspec.structs import replace

from deck_builder.base.color import LEAST_CONTRAST, contrast
from deck_builder.base.diagnostics import Collector
from deck_builder.blocks import Table
from deck_builder.shapes import Cell, TableFrame
from deck_builder.text.runs import plain_text
from deck_builder.theme.file import theme_names
from deck_builder.theme.palette import CAUTION, NEGATIVE, POSITIVE, tint
from tests.talks import a_theme, blocks_of, laid_out

ENGINES = """
| Engine | Load | Query | Memory |
|---|--:|--:|--:|
| SQLite | 41 s | 12.0 s | 210 MB |
| DuckDB | 18 s | 0.9 s | 640 MB |
| Go (1.22) | 25 s | 1.1 s | 900 MB |
"""


def frame_of(text: str) -> TableFrame:
    (slide,) = laid_out(text).value.slides
    (frame,) = (shape for shape in slide.shapes if isinstance(shape, TableFrame))
    return frame


def filled(frame: TableFrame) -> list[str]:
    """The words of the cells with a fill of their own."""
    return [plain_text(cell.paragraphs) for row in frame.rows for cell in row if cell.fill]


def is_bold(cell: Cell) -> bool:
    return all(run.bold for one in cell.paragraphs for run in one.runs)


def stressed(text: str, *classes: str, language: str = "en") -> tuple[Table, list[str]]:
    found = Collector()
    (table,) = blocks_of(text)
    assert isinstance(table, Table)
    table = replace(table, classes=classes).stressed("", language, found)
    return table, [one.code for one in found.found]


def column(table: Table, at: int) -> list[str]:
    return [row[at].fill for row in table.rows]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("DuckDB answers first", ["DuckDB", "18\u00a0s", "0.9\u00a0s", "640\u00a0MB"]),
        ("duckdb answers first", ["DuckDB", "18\u00a0s", "0.9\u00a0s", "640\u00a0MB"]),
        ("How much memory they take", ["210\u00a0MB", "640\u00a0MB", "900\u00a0MB"]),
        ("DuckDB needs much memory", ["640\u00a0MB"]),
        ("In Go it is as fast", ["Go (1.22)", "25\u00a0s", "1.1\u00a0s", "900\u00a0MB"]),
        ("Where we go from here", []),
        ("DuckDB beats SQLite", []),
        ("DuckDBs", []),
        ("Results", []),
    ],
)
def test_what_the_title_names_is_stressed(title: str, expected: list[str]) -> None:
    frame = frame_of(f"## {title}\n{ENGINES}")
    assert filled(frame) == expected
    assert all(is_bold(cell) == bool(cell.fill) for row in frame.rows[1:] for cell in row)


def test_a_table_in_a_column_is_stressed_too() -> None:
    text = f"## DuckDB wins\n\n::::: columns\n::: column\n{ENGINES}\n:::\n::: column\nWords.\n:::\n"
    assert "DuckDB" in filled(frame_of(text + ":::::\n"))


def test_the_lowest_values_are_best() -> None:
    table, problems = stressed(ENGINES, "best-low")
    assert problems == []
    assert [bool(fill) for fill in column(table, 1)] == [False, True, False]
    assert [bool(fill) for fill in column(table, 3)] == [True, False, False]


def test_a_heading_says_which_end_is_best() -> None:
    text = ENGINES.replace("Load", "Load ↓").replace("Memory", "Memory (higher is better)")
    table, problems = stressed(text, "best")
    assert problems == []
    assert [bool(fill) for fill in column(table, 1)] == [False, True, False]
    assert column(table, 2) == ["", "", ""]
    assert [bool(fill) for fill in column(table, 3)] == [False, False, True]


def test_the_best_end_is_never_guessed() -> None:
    table, problems = stressed(ENGINES, "best")
    assert problems == ["unclear-best"]
    assert not any(cell.fill for row in table.rows for cell in row)
    assert not any(cell.fill for row in stressed(ENGINES)[0].rows for cell in row)


def test_a_table_of_nothing_but_headings_has_no_best_values() -> None:
    table, problems = stressed("| a | Cost ↓ |\n|---|---|\n", "best")
    assert (table.rows, problems) == ((), [])


def test_a_long_table_is_stressed_in_time() -> None:
    rows = "".join(f"| row | {number} | {number} |\n" for number in range(9_000))
    begun = process_time()
    table, _ = stressed(f"| a | b | c |\n|---|---|---|\n{rows}", "heat", "best-high")
    assert process_time() - begun < 20
    assert column(table, 1)[-1] == tint("accent", 38)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("5 10 15 20 25", [7, 14, 22, 30, 38]),
        ("20:00 3:34", [38, 7]),
        ("59:30 1:02:10", [7, 38]),
        ("1,200 900", [38, 7]),
        ("10% 20%", [7, 38]),
        ("3 3", []),
        ("3s 2ms", []),
        ("3 many", []),
        ("3 – 9", [7, 0, 38]),
    ],
)
def test_heat_goes_by_the_values_of_a_column(values: str, expected: list[int]) -> None:
    rows = "".join(f"| row | {value} |\n" for value in values.split())
    table, _ = stressed(f"| a | b |\n|---|---|\n{rows}", "heat")
    wanted = [tint("accent", step) if step else "" for step in expected]
    assert column(table, 1) == (wanted or [""] * len(values.split()))


def words_in(table: Table, at: int) -> list[str]:
    return [plain_text(row[at].paragraphs) for row in table.rows]


def test_yes_and_no_get_marks() -> None:
    table, _ = stressed(
        "| a | b |\n|---|---|\n| x | yes |\n| y | no |\n| z | ✓ |\n| w | partly |\n"
        "| v | ✔\ufe0f |\n"
    )
    assert words_in(table, 1) == ["✓\u00a0yes", "✗\u00a0no", "✓", "◐\u00a0partly", "✓"]
    colors = [row[1].paragraphs[0].runs[0].color for row in table.rows]
    assert colors == [POSITIVE, NEGATIVE, POSITIVE, CAUTION, POSITIVE]
    mixed, _ = stressed("| a | b |\n|---|---|\n| x | yes |\n| y | no idea |\n")
    assert words_in(mixed, 1) == ["yes", "no idea"]


def test_states_stand_on_tints() -> None:
    text = "| a | b |\n|---|---|\n| x | done |\n| y | Blockiert |\n| z | at risk |\n| w | offen |\n"
    table, _ = stressed(text, language="de")
    tints = [row[1].paragraphs[0].runs[1].highlight for row in table.rows]
    assert tints == [tint(POSITIVE, 25), tint(NEGATIVE, 25), tint(CAUTION, 25), "surface"]
    english, _ = stressed(text)
    assert words_in(english, 1) == ["done", "Blockiert", "at risk", "offen"]


@pytest.mark.parametrize("name", theme_names())
def test_stressed_text_can_be_read(name: str) -> None:
    palette = a_theme(name).palette
    grounds = ["emphasis", *(tint("accent", share) for share in (7, 14, 22, 30, 38))]
    grounds += [tint(one, 25) for one in (POSITIVE, CAUTION, NEGATIVE)]
    for ground in grounds:
        assert contrast(palette.hex("text"), palette.hex(ground)) >= LEAST_CONTRAST, ground
    for color in (POSITIVE, CAUTION, NEGATIVE):
        assert contrast(palette.hex(color), palette.hex("background")) >= LEAST_CONTRAST, color


@pytest.mark.parametrize("name", ["heat", "best-low", "best-high"])
@pytest.mark.parametrize(
    "text",
    [
        "| A | B |\n|---|---|\n| x | y |\n| z | w |\n",
        "| A | B |\n|---|---|\n| x | 4 |\n| z | 4 |\n",
    ],
)
def test_a_class_that_finds_no_values_to_stress_is_reported(name: str, text: str) -> None:
    _, problems = stressed(text, name)
    assert problems == ["nothing-to-stress"]


ACTIONS = """
| # | Action | Status |
|---|---|---|
| 1 | Restart it | late |
| 2 | Write it down | early |
"""


@pytest.mark.parametrize("title", ["Status", "Action items"])
def test_a_title_that_says_what_the_table_is_about_stresses_no_column(title: str) -> None:
    assert filled(frame_of(f"## {title}\n\n{ACTIONS}")) == []


def test_a_column_after_the_names_of_the_rows_is_stressed() -> None:
    assert filled(frame_of(f"## A status for each\n\n{ACTIONS}")) == ["late", "early"]
