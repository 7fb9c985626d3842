"""Talks that are read from right to left."""

from __future__ import annotations

import pytest

from deck_builder.base.languages import Direction
from deck_builder.outline.settings import DeckFile
from deck_builder.shapes import AutoShape, LaidOutSlide, TableFrame, TextBox
from deck_builder.slides import lay_out
from deck_builder.text.runs import Alignment, Paragraph
from tests.talks import a_theme, deck_of

LTR, RTL = Direction.LTR, Direction.RTL
MARK = "\u200e"


def slide_of(text: str, language: str = "he") -> LaidOutSlide:
    """The last slide of a talk."""
    deck = deck_of(text, deck=DeckFile(language=language)).value
    return lay_out(deck, a_theme("swiss")).value.slides[-1]


def paragraphs_of(text: str) -> list[Paragraph]:
    """The text of a slide without its title."""
    frames = [shape for shape in slide_of(text).shapes if isinstance(shape, TextBox)]
    return [one for frame in frames if frame.placeholder != "title" for one in frame.paragraphs]


def test_columns_begin_at_the_right() -> None:
    text = "## a\n\n:::: columns\n::: column\nאחד\n:::\n::: column\nשניים\n:::\n::::\n"
    first, second = slide_of(text).shapes[-2:]
    assert first.box.x > second.box.right
    other, another = slide_of(text, "en").shapes[-2:]
    assert other.box.right < another.box.x


def test_a_callouts_bar_is_at_the_right() -> None:
    panel, bar = (
        shape
        for shape in slide_of("## a\n\n> [!NOTE]\n> אור\n").shapes
        if isinstance(shape, AutoShape)
    )
    assert bar.box.right == panel.box.right
    assert bar.box.width < panel.box.width


@pytest.mark.parametrize("half", ["left", "right"])
@pytest.mark.parametrize("language", ["he", "en"])
def test_half_pictures_stay_where_the_author_wants_them(half: str, language: str) -> None:
    slide = slide_of(f"## a\n\n![b](c.png){{.{half}-half}}\n\n- אחד\n", language)
    width = a_theme().width
    (frame,) = (one.box for one in slide.shapes if one.box.x == 0 or one.box.right == width)
    assert (frame.x == 0) == (half == "left")


@pytest.mark.parametrize(
    ("text", "direction", "alignment"),
    [
        ("אור", RTL, None),
        ("Rust היא שפה", RTL, None),
        ("It is the tilt.", LTR, Alignment.LEFT),
        ("23.4°", LTR, Alignment.RIGHT),
        ("$E = mc^2$", LTR, Alignment.RIGHT),
        ("…", RTL, None),
    ],
)
def test_a_paragraph_has_its_own_direction(
    text: str, direction: Direction, alignment: Alignment | None
) -> None:
    paragraph = paragraphs_of(f"## a\n\nאור\n\n{text}\n")[-1]
    assert (paragraph.direction, paragraph.alignment) == (direction, alignment)


def test_a_list_has_one_direction() -> None:
    assert [one.direction for one in paragraphs_of("## a\n\n- Rust\n- שפה\n")] == [RTL, RTL]
    assert [one.direction for one in paragraphs_of("## a\n\n- Rust\n- Go\n")] == [LTR, LTR]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("אור C++ אור", f"אור C++{MARK} אור"),
        ("אור 2026-06-21", f"אור {MARK}2026-06-21"),
        ("אור -5", f"אור {MARK}-5"),
        ("אור `f(x)` אור", f"אור f(x){MARK} אור"),
        ("אור A-B 3.14", "אור A-B 3.14"),
    ],
)
def test_names_and_numbers_stay_in_one_piece(text: str, shown: str) -> None:
    assert paragraphs_of(f"## a\n\n- אור\n- {text}\n")[-1].text == shown


def test_code_is_read_from_the_left() -> None:
    words = paragraphs_of("## a\n\n- אור\n\n```python\nx = 1  # אור\n```\n")
    assert [one.direction for one in words] == [RTL, LTR]


def test_a_table_keeps_the_order_of_its_cells() -> None:
    table = slide_of("## a\n\n| עיר | b |\n|---|:--|\n| Berlin | 7 |\n").shapes[-1]
    assert isinstance(table, TableFrame)
    assert table.style.rtl
    sides = [
        [(one.text, one.direction, one.alignment) for cell in row for one in cell.paragraphs]
        for row in table.rows
    ]
    assert sides == [
        [("עיר", RTL, None), ("b", LTR, Alignment.LEFT)],
        [("Berlin", LTR, Alignment.RIGHT), ("7", LTR, Alignment.LEFT)],
    ]


def test_in_other_talks_the_first_letter_decides() -> None:
    slide = slide_of("## a\n\n- אור\n- Rust היא שפה\n", "en")
    (body,) = (
        one for one in slide.shapes if isinstance(one, TextBox) and one.placeholder == "body"
    )
    assert [(one.direction, one.rtl) for one in body.paragraphs] == [(None, True), (None, False)]
