"""Text in tables without fills stands in line with the title: no margin at the outer sides."""

from __future__ import annotations

import re

import pytest

from deck_builder.base.units import USUAL_INSETS
from deck_builder.pipeline import write_deck
from deck_builder.shapes import LaidOutDeck, TableFrame
from deck_builder.slides import lay_out
from deck_builder.theme.file import theme_names
from tests.doctor.decks import parts_of
from tests.talks import a_theme
from tests.talks import deck_of as slides_of

TABLE = "| Flour | Water | Rise |\n|---|--:|---|\n| Rye | 12 | low |\n| Spelt | 9 | high |\n"
USUAL = USUAL_INSETS.left


def deck_of(
    text: str = TABLE, theme: str = "paper", language: str = "en", look: str = ""
) -> LaidOutDeck:
    head = f"---\ntitle: T\nlanguage: {language}\n---\n\n# Flours{look}\n\n"
    return lay_out(slides_of(head + text).value, a_theme(theme)).value


def table_in(deck: LaidOutDeck) -> TableFrame:
    shapes = (shape for slide in deck.slides for shape in slide.shapes)
    return next(shape for shape in shapes if isinstance(shape, TableFrame))


def edges_of(table: TableFrame) -> set[tuple[int, int]]:
    """The margins at the left of the first column and at the right of the last one."""
    return {(row[0].insets.left, row[-1].insets.right) for row in table.rows}


@pytest.mark.parametrize("theme", theme_names())
def test_only_tables_with_fills_have_margins_at_their_sides(theme: str) -> None:
    deck = deck_of(theme=theme)
    look = deck.theme.table
    usual = USUAL if look.band or look.header_fill else 0
    assert edges_of(table_in(deck)) == {(usual, usual)}


def test_a_fill_in_a_cell_keeps_the_margin_at_its_side() -> None:
    text = "| Flour | Rise |\n|---|--:|\n| Rye | 1 |\n| Spelt | 3 |\n"
    table = table_in(deck_of(text, look=" {.heat}"))
    assert any(row[-1].fill for row in table.rows)
    assert edges_of(table) == {(0, USUAL)}


def test_a_table_with_a_fill_in_the_header_alone_needs_a_header() -> None:
    text = "<table><tr><td>Rye</td><td>low</td></tr><tr><td>Spelt</td><td>high</td></tr></table>"
    assert edges_of(table_in(deck_of(text, "corporate"))) == {(0, 0)}


def test_the_parts_of_a_long_table_begin_at_one_place() -> None:
    rows = "".join(f"| Flour {number} | {number} |\n" for number in range(60))
    deck = deck_of(f"| Flour | Rise |\n|---|--:|\n{rows}", look=" {.heat}")
    tables = [one for slide in deck.slides for one in slide.shapes if isinstance(one, TableFrame)]
    assert len(tables) > 1
    assert {edge for table in tables for edge in edges_of(table)} == {(0, USUAL)}


def test_from_right_to_left_the_first_column_ends_at_the_right() -> None:
    table = table_in(deck_of(language="ar"))
    assert {row[0].insets.right for row in table.rows} == {0}
    assert {row[-1].insets.left for row in table.rows} == {0}
    assert {row[1].insets for row in table.rows} == {USUAL_INSETS}


def test_the_file_says_so() -> None:
    parts = parts_of(write_deck(deck_of()))
    slide = next(
        one.decode() for name, one in parts.items() if "slides/slide" in name and b"a:tbl>" in one
    )
    sides = [re.findall(r"mar[LR]=\"\d+\"", cell) for cell in re.findall("<a:tcPr[^>]*>", slide)]
    assert sides[0] == ['marL="0"']
    assert 'marR="0"' in sides[2]
