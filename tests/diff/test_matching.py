from __future__ import annotations

import random

import pytest

from deck_builder.diff.matching import match_slides, moved
from deck_builder.reader import SlideContents
from tests.diff.decks import a_slide, numbered

A = a_slide("Alpha", "apples and pears", "from the garden")
B = a_slide("Beta", "boats on the river", "going down")
C = a_slide("Gamma", "clouds over hills", "in the evening")


def matches(old: list[SlideContents], new: list[SlideContents]) -> list[tuple[object, object]]:
    """Places from 0; single ones as numbers."""
    return [
        tuple(side[0] if len(side) == 1 else side for side in match)  # type: ignore[misc]
        for match in match_slides(numbered(old), numbered(new))
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [], []),
        ([A], [], []),
        ([A, B, C], [A, B, C], [(0, 0), (1, 1), (2, 2)]),
        ([A, B, C], [C, A, B], [(2, 0), (0, 1), (1, 2)]),
        ([A, C], [A, B, C], [(0, 0), (1, 2)]),
        # Another title, the same words.
        ([A, B], [B, a_slide("Renamed", "apples and pears", "from the garden")], [(1, 0), (0, 1)]),
        # The same title, other words.
        ([A, B], [B, a_slide("Alpha", "nothing like it")], [(1, 0), (0, 1)]),
        # Words of neither.
        ([A], [a_slide("Other", "something else")], []),
        # A heading with other words between the same neighbours.
        ([A, a_slide("One"), C], [A, a_slide("Two"), C], [(0, 0), (1, 1), (2, 2)]),
        ([A, a_slide("One")], [A, a_slide("Two")], [(0, 0), (1, 1)]),
        ([A, a_slide("One", layout="x"), C], [A, a_slide("Two"), C], [(0, 0), (2, 2)]),
        # Of equal slides, those beside what is the same go together.
        ([A, B, A, C], [A, B, C], [(0, 0), (1, 1), (3, 2)]),
        ([A, B, A, C], [B, A, C], [(1, 0), (2, 1), (3, 2)]),
    ],
)  # fmt: skip
def test_matches(
    old: list[SlideContents], new: list[SlideContents], expected: list[tuple[object, object]]
) -> None:
    assert matches(old, new) == expected


def test_a_slide_that_was_split_is_one() -> None:
    lines = [f"line {word} of the slide" for word in ("ape", "bee", "cat", "dog")]
    whole = a_slide("Animals", *lines)
    parts = [a_slide("Animals (1/2)", *lines[:2]), a_slide("Animals (2/2)", *lines[2:])]
    assert matches([A, whole, B], [A, *parts, B]) == [(0, 0), (1, (1, 2)), (2, 3)]
    assert matches([A, *parts, B], [A, whole, B]) == [(0, 0), ((1, 2), 1), (3, 2)]


def test_parts_go_their_own_ways_when_one_of_them_stayed() -> None:
    one, two = a_slide("T (1/2)", "apples and pears"), a_slide("T (2/2)", "boats on the river")
    other = a_slide("T (2/2)", "boats on the sea")
    assert matches([one, two], [one, other]) == [(0, 0), (1, 1)]
    assert matches([one, two, A], [two, A, one]) == [(1, 0), (2, 1), (0, 2)]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("abcd", ""), ("dabc", "d"), ("bcda", "a"), ("badc", "bd"), ("dcba", "dcb"), ("acbd", "c")],
)
def test_the_fewest_moved(order: str, expected: str) -> None:
    found = [((ord(letter) - ord("a"),), (at,)) for at, letter in enumerate(order)]
    assert len(moved(found)) == len(expected)
    stayed = [old for match in found if match not in moved(found) for old in match[0]]
    assert stayed == sorted(stayed)


def test_a_thousand_edited_and_shuffled_slides_are_found() -> None:
    chance = random.Random(7)
    words = [f"word{number}" for number in range(800)]
    old = [
        a_slide(f"Slide {at}", *(" ".join(chance.choices(words, k=7)) for _ in range(5)))
        for at in range(1000)
    ]
    edited = [
        a_slide(" ".join(chance.choices(words, k=3)), *(one.text for one in slide.paragraphs))
        for slide in old
    ]
    order = list(range(1000))
    chance.shuffle(order)
    found = match_slides(numbered(old), numbered(edited[at] for at in order))
    assert found == [((at,), (to,)) for to, at in enumerate(order)]
