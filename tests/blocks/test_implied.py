"""Lists and headings that are written without their marks."""

from __future__ import annotations

import pytest

from deck_builder.blocks import Columns, List, Prose, SubHeading
from tests.talks import blocks_of


def items(text: str) -> list[str] | None:
    """The items of the only list that a text becomes."""
    blocks = blocks_of(text)
    return [one.text for one in blocks[0].paragraphs] if isinstance(blocks[0], List) else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**May** – roof\n**June** – stage\n", ["May – roof", "June – stage"]),
        ("**Wi-Fi:** guest\n**Bus:** 6\n", ["Wi-Fi: guest", "Bus: 6"]),
        ("**10 min** cut\n**25 min** cook\n**8 min** wait\n", None),
        ("❌ too salty\n❌ too sweet\n", ["❌ too salty", "❌ too sweet"]),
        ("✅ fast  \n✅ cheap\n", ["✅ fast", "✅ cheap"]),
        ("• one\n• two\n• three\n", ["one", "two", "three"]),
        ("• **one** a\n◦ *two*\n", ["one a", "two"]),
        ("● done\n○ open\n", ["● done", "○ open"]),
        ("✅ **fast** to set up\n✅ `cheap`\n", ["✅ fast to set up", "✅ cheap"]),
        ("**Wi-Fi:** `guest` *only*\n**Bus:** [six](6.md)\n", ["Wi-Fi: guest only", "Bus: six"]),
        ("09:00 **Welcome**\n09:30 *Talk*\n", ["09:00 Welcome", "09:30 Talk"]),
        ("09:00 Welcome\n09:30 Talk\n", ["09:00 Welcome", "09:30 Talk"]),
    ],
)
def test_lines_that_begin_alike_are_items(text: str, expected: list[str] | None) -> None:
    found = items(text)
    wanted = expected or ["10 min cut", "25 min cook", "8 min wait"]
    assert found == wanted


def test_an_item_stands_where_its_line_does() -> None:
    text = "**May** – roof\n**June** – `stage`\n"
    (block,) = blocks_of(text)
    assert isinstance(block, List)
    assert [one.span and one.span.text for one in block.paragraphs] == text.splitlines()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("**Wi-Fi:** guest\n\n**Lunch:** 12:30\n\n**Bus:** line 6\n", 3),
        ("💧 412 wells\n\n🏫 230 schools\n\n🌍 6 countries\n", 3),
        ("**Wi-Fi:** guest\n\n**Lunch:** 12:30\n", 0),
        ("**Bold** words\n\n**Bold** words\n\n**Bold** words\n", 0),
        (f"**Long:** {'word ' * 30}\n\n" * 3, 0),
    ],
)
def test_paragraphs_that_begin_with_terms_are_items(text: str, count: int) -> None:
    assert len(items(text) or ()) == count


@pytest.mark.parametrize(
    "text",
    [
        "A sentence that goes on\nover two lines\n",
        "**A term** in running text and\n**another one** on the next line\n",
        "**A name**\nA place\n",
        "✅ a sign, and then a sentence\nthat goes on\n",
        "12 people came and\n14 people went\n",
        "— Hello\n— Good day\n",
    ],
)
def test_running_text_stays_a_paragraph(text: str) -> None:
    (block,) = blocks_of(text)
    assert isinstance(block, Prose)


def test_letters_in_a_list_are_its_numbers() -> None:
    (block,) = blocks_of("- A) Sydney\n- B) Canberra\n- C) Perth\n")
    assert isinstance(block, List)
    assert [(one.level, one.bullet and one.bullet.label) for one in block.paragraphs] == [
        (0, "A)"),
        (0, "B)"),
        (0, "C)"),
    ]


def test_other_lists_in_lists_stay_nested() -> None:
    (block,) = blocks_of("- 1. one\n  2. two\n- 1. three\n")
    assert isinstance(block, List)
    assert {one.level for one in block.paragraphs} != {0}


def test_bold_lines_over_lists_are_headings() -> None:
    blocks = blocks_of("**For:**\n- fast\n- cheap\n\n**Against**\n\n- new\n- small\n")
    assert [type(one) for one in blocks] == [SubHeading, List, SubHeading, List]
    assert [one.plain() for one in blocks if isinstance(one, SubHeading)] == ["For", "Against"]


@pytest.mark.parametrize(
    "text",
    [
        "**Only one**\n\n- of them\n",
        "**It is a sentence.**\n\n- one\n\n**Another one.**\n\n- two\n",
        "### A heading\n\n**Bold**\n\n- one\n\n**Bold**\n\n- two\n",
        "**Bold** and more\n\n- one\n\n**Bold** and more\n\n- two\n",
        "**![dots](dots.png) Bold**\n\n- one\n\n**![dots](dots.png) Bold**\n\n- two\n",
        "**:**\n\n- one\n\n**:**\n\n- two\n",
    ],
)
def test_other_bold_lines_stay_text(text: str) -> None:
    bold = [one for one in blocks_of(text) if isinstance(one, SubHeading) and one.level > 3]
    assert bold == []


def test_bold_lines_on_top_of_columns_are_headings() -> None:
    text = "".join(f"::: column\n**System {n}**\n\n- fast\n:::\n" for n in "12")
    (block,) = blocks_of(text)
    assert isinstance(block, Columns)
    assert all(isinstance(one.blocks[0], SubHeading) for one in block.columns)
