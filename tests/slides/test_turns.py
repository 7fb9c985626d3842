"""Text between pauses: the same clicks, without the pauses."""

from __future__ import annotations

import pytest

from deck_builder.blocks import List, Pause
from deck_builder.slides.turns import in_turns
from tests.talks import blocks_of, laid_out

ITEMS = "- One\n\n. . .\n\n- Two\n\n. . .\n\n- Three\n"
SAME = {
    "items": (ITEMS, [False, True, True]),
    "nested ones": ("- One\n\n. . .\n\n- Two\n  - In two\n", [False, True, True]),
    "a paragraph": (". . .\n\nWords\n", [True]),
    "a fragment": ("::: fragment\nOne\n:::\n\nTwo\n", [True, False]),
    "items by turns": (". . .\n\n::: incremental\n- One\n- Two\n:::\n", [True, True]),
}


@pytest.mark.parametrize(("text", "appear"), SAME.values(), ids=SAME)
def test_text_appears_by_itself(text: str, appear: list[bool]) -> None:
    shown = in_turns(blocks_of(text))
    assert not any(isinstance(block, Pause) for block in shown)
    assert [one.appears for block in shown for one in block.text or ()] == appear


STAY = {
    "two paragraphs with one click": ". . .\n\nOne\n\nTwo\n",
    "two items with one click": ". . .\n\n- One\n- Two\n",
    "code": "Words\n\n. . .\n\n```\ncode\n```\n",
}


@pytest.mark.parametrize("text", STAY.values(), ids=STAY)
def test_what_comes_together_stays_between_pauses(text: str) -> None:
    blocks = blocks_of(text)
    assert in_turns(blocks) is blocks


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (ITEMS, 1),
        ("1. One\n\n. . .\n\n2. Two\n", 1),
        ("1. One\n\n. . .\n\n1. Two\n", 2),
        ("- One\n\n. . .\n\n1. Two\n", 2),
        ("- One\n\n* Two\n\n. . .\n\n* Three\n", 2),
    ],
)
def test_lists_that_only_a_pause_parts_are_one(text: str, count: int) -> None:
    shown = in_turns(blocks_of(text))
    assert len(shown) == count
    assert all(isinstance(block, List) for block in shown)


def test_the_items_of_a_variant_appear_by_turns() -> None:
    (slide, _) = laid_out(f"## A {{layout=content}}\n\n{ITEMS}\n## B\n\nWords\n").value.slides
    assert len(slide.builds) == 2
    (slide, other) = laid_out(f"## B\n\n- a\n\n## A\n\n{ITEMS}").value.slides
    assert (other.layout, len(other.builds)) == ("rows", 2)
