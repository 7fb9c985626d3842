"""Where text is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.blocks import List, Prose
from deck_builder.blocks.frames import split_paragraph, split_text
from deck_builder.text.runs import Bullet, Paragraph, ParagraphRole, Run
from tests.blocks.example import STYLES, THEME, box, height_of, line
from tests.talks import block_of

BODY = STYLES["body"]


def parts(block: str, columns: float, lines: float) -> tuple[list[str], list[str]] | None:
    """The paragraphs of the two parts of a block that is cut."""
    cut = block_of(block).split(box(columns, lines), THEME)
    if cut is None:
        return None
    return tuple([one.text for one in part.text or ()] for part in cut)  # type: ignore[return-value]


@pytest.mark.parametrize("end", [".", "!", "?", ";", ":", "…", ".”"])
def test_paragraph_is_cut_at_the_end_of_a_sentence(end: str) -> None:
    first = f"The first sentence takes more than a line, as one sees{end}"
    second = "The second one is not any shorter, and ends on the third line."
    assert parts(f"{first} {second}", 40, 2) == ([first], [second])


def test_paragraph_without_sentences_is_cut_between_words() -> None:
    assert parts("one two three four five six", 10, 2) == (["one two three four"], ["five six"])


def test_a_short_sentence_at_either_end_is_no_place_to_cut() -> None:
    text = "No. one two three four five six seven eight nine ten"
    assert parts(text, 20, 1) == (["No. one two three"], ["four five six seven eight nine ten"])


def test_a_word_longer_than_the_box_is_cut_anywhere() -> None:
    assert parts("x" * 25, 10, 2) == (["x" * 20], ["x" * 5])


def test_text_that_fits_on_no_line_is_not_cut() -> None:
    assert parts("one two", 10, 0.5) is None


def test_chinese_is_cut_behind_its_full_stop() -> None:
    text = "日本語の文です。" * 12
    cut = block_of(text).split(box(30, 5), THEME)
    assert cut is not None
    head, tail = (part.plain() for part in cut)
    assert head + tail == text
    assert head.endswith("。")
    assert height_of(line(head), width=box(30).width) <= box(30, 5).height


def test_chinese_without_a_full_stop_is_cut_between_signs() -> None:
    # A sign is as wide as the type is high: twelve are on a line of 21 columns.
    text = "日本語" * 5 + "、word語"
    assert parts(text, 21, 1.7) == (["日本語" * 4], ["日本語、word語"])


def test_a_word_among_chinese_signs_is_not_torn() -> None:
    assert parts("日本語、word語字", 9, 1.7) == (["日本"], ["語、word語字"])


def test_a_list_is_cut_between_items() -> None:
    assert parts("- a\n- b\n- c\n", 10, 3.5) == (["a", "b"], ["c"])


def test_a_sub_list_stays_with_its_parent() -> None:
    text = "- a\n- b\n  - c\n  - d\n- e\n"
    # Three lines with their distances go in, which would tear d from b.
    assert parts(text, 10, 4.5) == (["a"], ["b", "c", "d", "e"])


def test_a_sub_list_longer_than_the_box_is_cut_inside() -> None:
    text = "- a\n" + "".join(f"  - b{number}\n" for number in range(9))
    cut = parts(text, 10, 6)
    assert cut is not None
    head, tail = cut
    assert head[0] == "a"
    assert len(head) == 4
    assert [*head, *tail] == ["a", *(f"b{number}" for number in range(9))]


def test_a_single_item_longer_than_the_box_goes_on_without_a_mark() -> None:
    cut = block_of("- one two three four five six\n").split(box(12, 2), THEME)
    assert cut is not None
    first, second = cut
    assert isinstance(second, List)
    assert first.plain() == "one two three four"
    assert second.plain() == "five six"
    assert second.paragraphs[0].bullet == Bullet(shown=False)


def test_numbers_go_on_in_the_second_part() -> None:
    cut = block_of("4. a\n5. b\n6. c\n").split(box(20, 3.5), THEME)
    assert cut is not None
    assert isinstance(cut[1], List)
    assert [one.bullet and one.bullet.number for one in cut[1].paragraphs] == [6]


def test_a_heading_does_not_stand_last() -> None:
    heading = Paragraph((Run("head"),), role=ParagraphRole.HEADING)
    cut = split_text((line("a"), heading, line("b")), box(10, 3.5), THEME, BODY)
    assert cut == ((line("a"),), (heading, line("b")))


def test_who_said_it_stays_with_what_was_said() -> None:
    name = Paragraph((Run("name"),), role=ParagraphRole.ATTRIBUTION)
    cut = split_text((line("a"), line("b"), name), box(10, 3.5), THEME, BODY)
    assert cut == ((line("a"),), (line("b"), name))


def test_a_cut_paragraph_keeps_its_runs() -> None:
    paragraph = Paragraph((Run("one "), Run("two three", bold=True), Run(" four")), level=1)
    head, tail = split_paragraph(paragraph, 8)
    assert head == Paragraph((Run("one "), Run("two", bold=True)), level=1)
    assert tail == Paragraph((Run("three", bold=True), Run(" four")), level=1)


@given(
    st.lists(st.text(st.sampled_from("ab.,; \n字。"), min_size=1, max_size=60), min_size=1),
    st.integers(3, 40),
    st.integers(1, 8),
)
def test_a_first_part_fits_and_nothing_is_lost(texts: list[str], columns: int, lines: int) -> None:
    paragraphs = tuple(map(line, texts))
    room = box(columns, lines)
    cut = split_text(paragraphs, room, THEME, BODY)
    if cut is None:
        return
    head, tail = cut
    assert height_of(*head, width=room.width) <= room.height
    words = "".join(one.text for one in (*head, *tail))
    assert "".join(words.split()) == "".join("".join(texts).split())


def test_prose_stays_prose() -> None:
    cut = block_of("one two three four").split(box(10, 1), THEME)
    assert cut is not None
    assert [type(part) for part in cut] == [Prose, Prose]
