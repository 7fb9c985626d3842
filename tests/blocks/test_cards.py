"""Cards: which lists become them, and how they stand."""

from __future__ import annotations

import pytest

from deck_builder.base.units import Box, emu
from deck_builder.blocks import Cards, List, cards_of
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph, ParagraphRole, plain_text
from tests.blocks.example import THEME, texts_in
from tests.talks import block_of

ROOM = Box(0, 0, emu(800), emu(400))


def items(text: str) -> tuple[Paragraph, ...]:
    block = block_of(text)
    assert isinstance(block, List)
    return block.paragraphs


def terms(text: str) -> list[tuple[str, str]] | None:
    """Term and text of each card."""
    cards = cards_of(items(text))
    if cards is None:
        return None
    return [
        ("".join(run.text for run in card.term), "".join(run.text for run in card.text))
        for card in cards
    ]


def cards(count: int, text: str = "Some words") -> Cards:
    found = cards_of(items("".join(f"- **Term {n}** – {text}\n" for n in range(count))))
    assert found is not None
    return Cards(found)


@pytest.mark.parametrize(
    "item",
    [
        "**Term** – Text",
        "**Term** - Text",
        "**Term**: Text",
        "**Term:** Text",
        "**Term.** Text",
    ],
)
def test_a_term_is_set_off_by_a_dash_a_colon_or_a_full_stop(item: str) -> None:
    assert terms(f"- {item}\n- {item}\n") == [("Term", "Text")] * 2


def test_numbered_terms_keep_their_numbers() -> None:
    assert terms("3. **Look** – up\n4. **Write** – it down\n") == [
        ("3. Look", "Up"),
        ("4. Write", "It down"),
    ]
    assert terms("1. **Look** up\n2. **Write** it down\n") == [
        ("", "1. Look up"),
        ("", "2. Write it down"),
    ]


def test_a_question_keeps_its_mark() -> None:
    assert terms("- **Why?** Text\n- **When?** Text\n") == [("Why?", "Text"), ("When?", "Text")]


def test_terms_that_are_not_set_off_stay_in_the_text() -> None:
    assert terms("- **One** is\n- **Two** – is\n") == [("", "One is"), ("", "Two – is")]


@pytest.mark.parametrize(
    "text",
    [
        "- **One** – a\n- two\n",
        "- **One** – a\n  - **two** – b\n",
        "- [ ] **One** – a\n- [ ] **Two** – b\n",
        "- **One**\n- **Two**\n",
        "- **One** – a\n\n  b\n- **Two** – c\n",
    ],
)
def test_other_lists_are_no_cards(text: str) -> None:
    assert terms(text) is None


def test_a_card_is_the_term_as_a_heading_and_the_text() -> None:
    heading, text = cards(2).cards[0].paragraphs
    assert (heading.text, heading.role) == ("Term 0", ParagraphRole.HEADING)
    assert (text.text, text.role) == ("Some words", ParagraphRole.BODY)


@pytest.mark.parametrize("count", range(1, 7))
def test_cards_stand_on_a_grid_without_overlap(count: int) -> None:
    placed = cards(count).place(ROOM, THEME)
    frames = [frame.box for frame in texts_in(placed)]
    assert len(frames) == count
    assert all(ROOM.contains(frame) for frame in frames)
    assert not any(
        one.overlaps(other) for index, one in enumerate(frames) for other in frames[:index]
    )
    assert len({(frame.width, frame.height) for frame in frames}) == 1
    assert placed.height == max(frame.bottom for frame in frames) - ROOM.y


def test_cards_of_a_row_are_as_high_as_the_highest() -> None:
    long = cards_of(items("- **A**: Text\n- **B**: " + "word " * 60 + "\n"))
    assert long is not None
    first, second = texts_in(Cards(long).place(Box(0, 0, emu(500), emu(100)), THEME))
    assert first.box.y == second.box.y
    assert first.box.height == second.box.height
    for frame in (first, second):
        room = frame.box.inset(frame.insets)
        height = measure(frame.paragraphs, room.width, frame.style, THEME.fonts).height
        assert height <= room.height


def test_words_decide_how_many_stand_in_a_row() -> None:
    wide = cards(4, "x" * 40).place(ROOM, THEME)
    narrow = cards(4, "x" * 10).place(ROOM, THEME)
    assert len({frame.box.y for frame in texts_in(narrow)}) < len(
        {frame.box.y for frame in texts_in(wide)}
    )


def test_rows_go_on_with_the_next_slide() -> None:
    block = cards(6, "word " * 50)
    room = ROOM.of_height(block.place(ROOM, THEME).height - 1)
    cut = block.split(room, THEME)
    assert cut is not None
    head, tail = cut
    assert head.place(room, THEME).height <= room.height
    assert f"{head.plain()}\n{tail.plain()}" == block.plain()
    assert plain_text(block.cards[0].paragraphs) in head.plain()
