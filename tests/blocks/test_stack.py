"""Blocks one under the other."""

from __future__ import annotations

import pytest

from deck_builder.base.units import Box, emu
from deck_builder.blocks import Block, ImageBlock, Prose
from deck_builder.blocks.stack import (
    agreed_sizes,
    fits,
    gap_before,
    least_height,
    merged_text,
    split_stack,
    stack,
)
from deck_builder.shapes import TextBox
from deck_builder.text.fit import measure
from deck_builder.text.runs import plain_text
from tests.blocks.example import GAP, LINE, SPACE, STYLES, THEME, box, texts_in
from tests.talks import blocks_of

BODY = STYLES["body"]
PICTURE = ImageBlock("a.png", "what it shows")


def words(blocks: tuple[Block, ...]) -> list[str]:
    return [block.plain() for block in blocks]


def cut(text: str, columns: float, lines: float) -> tuple[list[str], list[str]] | None:
    parts = split_stack(blocks_of(text), box(columns, lines), THEME)
    return parts and (words(parts[0]), words(parts[1]))


def test_texts_stand_as_far_apart_as_paragraphs() -> None:
    blocks = blocks_of("a\n\nb\n\n- c\n")
    assert [gap_before(blocks, index, THEME) for index in range(3)] == [0, emu(SPACE), emu(SPACE)]


def test_a_heading_is_closer_to_what_follows_than_to_what_is_above() -> None:
    blocks = blocks_of("a\n\n### head\n\nb\n\n### head\n\n~~~\ncode\n~~~\n")
    above, below = gap_before(blocks, 1, THEME), gap_before(blocks, 2, THEME)
    assert above > below == emu(SPACE)
    assert gap_before(blocks, 4, THEME) == emu(SPACE)


def test_what_is_no_text_stands_on_the_grid() -> None:
    blocks = blocks_of("a\n\n~~~\ncode\n~~~\n\nb\n")
    assert [gap_before(blocks, index, THEME) for index in range(3)] == [0, GAP, GAP]


def test_blocks_stand_under_each_other() -> None:
    placed = stack(blocks_of("a\n\nb\n\n~~~\nc\n~~~\n"), Box(7, 100, box(20).width, 10**7), THEME)
    first, second, code = texts_in(placed)
    assert (first.box.x, first.box.y) == (7, 100)
    assert second.box.y == first.box.bottom + emu(SPACE)
    assert code.box.y == second.box.bottom + GAP
    assert placed.height == code.box.bottom - 100


def test_what_stretches_shares_the_room_that_is_left() -> None:
    blocks = (*blocks_of("a"), PICTURE, PICTURE)
    room = Box(0, 0, emu(400), emu(400))
    placed = stack(blocks, room, THEME)
    _, first, second = texts_in(placed)
    assert placed.height == pytest.approx(room.height, abs=2)
    assert first.box.height == second.box.height
    assert second.box.bottom <= room.bottom


def test_what_stretches_is_never_lower_than_its_least_height() -> None:
    blocks = (*blocks_of("a"), PICTURE, PICTURE)
    needed = least_height(blocks, box(20), THEME)
    assert needed == LINE + 2 * (GAP + PICTURE.least_height(box(20), THEME))
    assert fits(blocks, box(20).of_height(needed), THEME)
    assert not fits(blocks, box(20).of_height(needed - 1), THEME)


def test_all_that_fits_is_kept_together() -> None:
    assert cut("a\n\nb\n", 10, 10) == (["a", "b"], [])


def test_a_stack_is_cut_between_blocks() -> None:
    assert cut("a\n\n~~~\nb\n~~~\n\nc\n", 10, 2.5) == (["a"], ["b", "c"])


def test_a_block_is_cut_where_it_can_be() -> None:
    assert cut("a\n\n- b\n- c\n- d\n", 10, 4.5) == (["a", "b\nc"], ["d"])


def test_a_heading_never_stands_last() -> None:
    assert cut("a\n\n### head\n\n~~~\nb\nc\nd\n~~~\n", 10, 4) == (["a"], ["head", "b\nc\nd"])


def test_two_headings_go_on_together() -> None:
    assert cut("a\n\n### one\n\n#### two\n\n~~~\nb\nc\n~~~\n", 10, 5) == (
        ["a"],
        ["one", "two", "b\nc"],
    )


def test_an_announcement_goes_with_what_it_announces() -> None:
    assert cut("a\n\nb\n\nc:\n\nd\ne", 20, 4.5) == (["a", "b"], ["c:", "d e"])


def test_an_announcement_stays_where_hardly_anything_else_is_left() -> None:
    above, below = cut("a\n\nc:\n\n~~~\nd\ne\nf\ng\nh\n~~~\n", 20, 3.2) or ([], [])
    assert (above, below) == (["a", "c:"], ["d\ne\nf\ng\nh"])


def test_short_code_goes_on_the_next_page_as_a_whole() -> None:
    code = "~~~\n" + "line\n" * 4 + "~~~\n"
    above, below = cut(f"a\n\nb\n\nc\n\n{code}", 20, 8.0) or ([], [])
    assert (above, [len(one.split("\n")) for one in below]) == (["a", "b", "c"], [4])


def test_a_term_goes_on_with_what_it_means() -> None:
    text = "".join(f"term {n}\n: means {n}\n\n" for n in range(6))
    for lines in range(3, 12):
        rest = blocks_of(text)
        while rest:
            parts = split_stack(rest, box(20, lines), THEME)
            assert parts is not None
            above, rest = parts
            assert above[-1].plain().rsplit("\n", 1)[-1].startswith("means")


def test_a_term_does_not_stand_alone_at_the_end_of_a_page() -> None:
    above, below = cut("a\n\nb\n\nterm\n: means\n", 20, 4.2) or ([], [])
    assert (above, below) == (["a", "b"], ["term\nmeans"])


def test_a_quotation_is_not_cut_in_a_sentence() -> None:
    quote = "> " + "word " * 30 + "end.\n"
    above, below = cut(f"a\n\nb\n\n{quote}", 20, 9.0) or ([], [])
    assert above == ["a", "b"]
    assert below[0].endswith("end.")


def test_nothing_of_it_fits() -> None:
    assert cut("~~~\na\n~~~\n", 10, 1) is None


def test_neighbours_agree_on_the_smallest_size() -> None:
    wanted = [{"code": 12.0}, {"table": 14.0, "code": 10.0}, {}]
    assert agreed_sizes(wanted) == {"code": 10.0, "table": 14.0}


@pytest.mark.parametrize(
    "text",
    [
        "one\n\ntwo\n",
        "one two three four five\n\n- a\n- b\n  - c\n\n### head\n\nthree\n",
        "- a\n\n1. b\n2. c\n\ntext\n",
    ],
)
def test_merged_text_is_as_high_as_its_parts(text: str) -> None:
    placed = stack(blocks_of(text), box(12), THEME)
    (merged,) = merged_text(placed.shapes, BODY)
    assert isinstance(merged, TextBox)
    assert texts_in(placed)[0].box.y == merged.box.y
    assert merged.box.height == placed.height
    measured = measure(merged.paragraphs, merged.box.width, merged.style, THEME.fonts).height
    # The distances become points with one decimal.
    assert measured == pytest.approx(placed.height, abs=emu(0.1) * len(placed.shapes))
    parts = [one.text for frame in texts_in(placed) for one in frame.paragraphs]
    assert plain_text(merged.paragraphs).split("\n") == parts


def test_text_beside_something_else_is_not_merged() -> None:
    placed = stack(blocks_of("a\n\n~~~\nb\n~~~\n\nc\n\nd\n"), box(20), THEME)
    merged = merged_text(placed.shapes, BODY)
    assert len(merged) == 3


def test_text_in_other_columns_is_not_merged() -> None:
    blocks = blocks_of(":::: columns\n::: column\na\n:::\n::: column\nb\n:::\n::::\n")
    assert len(merged_text(stack(blocks, box(40), THEME).shapes, BODY)) == 2


def test_a_stack_of_many_blocks_keeps_their_order() -> None:
    blocks = tuple(Prose(block.text or ()) for block in blocks_of("\n\n".join("abcdefgh")))
    shown = [frame.paragraphs[0].text for frame in texts_in(stack(blocks, box(20), THEME))]
    assert shown == list("abcdefgh")


COLUMNS = "::: columns\n::: column\n{left}\n:::\n::: column\n{right}\n:::\n:::\n"


def test_columns_move_as_a_whole_where_one_of_them_has_no_room() -> None:
    code = "~~~\n" + "line\n" * 4 + "~~~"
    above, below = cut(f"a\n\n{COLUMNS.format(left='left', right=code)}", 40, 3.5) or ([], [])
    assert above == ["a"]
    assert below == ["left\nline\nline\nline\nline"]


def test_columns_alone_are_cut_all_the_same() -> None:
    code = "~~~\n" + "line\n" * 4 + "~~~"
    parts = cut(COLUMNS.format(left="left", right=code), 40, 3)
    assert parts is not None
    assert all(any(part) for part in parts)
