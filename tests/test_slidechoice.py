"""How imported slides are named."""

from __future__ import annotations

import pytest

from deck_builder.outline.slide_ranges import SlideChoice, names_slides, read_choice


@pytest.mark.parametrize(
    ("target", "numbers"),
    [
        ("deck.pptx", [1, 2, 3, 4]),
        ("deck.pptx#3", [3]),
        ("deck.pptx#3, 1-2", [3, 1, 2]),
        ("deck.pptx#-1", [4]),
        ("deck.pptx#-2--1", [3, 4]),
        ("deck.pptx#2--1", [2, 3, 4]),
        ("deck.pptx#3-1", [3, 2, 1]),
        ("deck.pptx#2-2", [2]),
        ("deck.pptx#9", [9]),
        ("deck.pptx#-5", [-5]),
        ("deck.pptx#2-100000", [100000]),
    ],
)
def test_which_slides_are_meant(target: str, numbers: list[int]) -> None:
    choice = read_choice(target)
    assert choice is not None
    assert choice.name == "deck.pptx"
    assert list(choice.numbers(4)) == numbers


@pytest.mark.parametrize(
    "target",
    ["deck.pptx#", "deck.pptx#x", "deck.pptx#0", "deck.pptx#1-", "deck.pptx#1,,2", "deck.md#1"],
)
def test_what_names_no_slides(target: str) -> None:
    assert read_choice(target) is None


def test_a_name_may_have_the_sign_of_a_number_in_it() -> None:
    assert read_choice("a#1.pptx#2") == SlideChoice("a#1.pptx", ((2, 2),))
    assert read_choice("a#1.pptx") == SlideChoice("a#1.pptx")


@pytest.mark.parametrize("name", ["a.pptx", "a.POTX", "a.ppsm#1", "a.pptm#x", "a.ppsx", "old.ppt"])
def test_powerpoint_files_hold_slides(name: str) -> None:
    assert names_slides(name)


@pytest.mark.parametrize("name", ["a.md", "a.pptx.md", "pptx", "a.pp", "a.pdf#1"])
def test_other_files_do_not(name: str) -> None:
    assert not names_slides(name)


def test_an_empty_file_has_no_slides() -> None:
    whole = read_choice("a.pptx")
    assert whole is not None
    assert list(whole.numbers(0)) == []
