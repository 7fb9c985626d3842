from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.diff.model import Op, Piece
from deck_builder.diff.words import word_pieces

SIGNS = {Op.SAME: "{}", Op.REMOVED: "[{}]", Op.ADDED: "<{}>"}


def shown(pieces: tuple[Piece, ...]) -> str:
    return "".join(SIGNS[one.op].format(one.text) for one in pieces)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("the same", "the same", "the same"),
        ("the old day", "the new day", "the [old]<new> day"),
        ("a day", "a long day", "a <long >day"),
        ("a long day", "a day", "a [long ]day"),
        ("its own battle, today", "another fight, today", "[its own battle]<another fight>, today"),
        ("it is one two of them", "it is six ten of them", "it is [one two]<six ten> of them"),
        ("took 1.5 seconds", "took 1.7 seconds", "took [1.5]<1.7> seconds"),
        ("it’s fine as it is", "it isn’t fine as it is", "[it’s]<it isn’t> fine as it is"),
        ("昨日は晴れ", "今日は晴れ", "[昨]<今>日は晴れ"),
        ("one two three", "apples", "[one two three]<apples>"),
        ("", "new", "<new>"),
        ("a b a c a d a e", "a b a x a d a y", "a b a [c]<x> a d a [e]<y>"),
        ("two  blanks here", "two blanks here", "two[  ]< >blanks here"),
        ("In 2024: 1.5× more", "In 2025: 1.7× more", "In [2024: 1.5]<2025: 1.7>× more"),
        # Too much of the same to be looked for word by word.
        ("a " * 500, "a b " * 300, f"[{'a ' * 500}]<{'a b ' * 300}>"),
    ],
)  # fmt: skip
def test_pieces(old: str, new: str, expected: str) -> None:
    assert shown(word_pieces(old, new)) == expected


texts = st.lists(
    st.sampled_from(["a", "b", " ", "long", ", ", "1.5", "日本", "\n", "("]), max_size=30
)


@given(texts, texts)
def test_nothing_is_lost(before: list[str], after: list[str]) -> None:
    old, new = "".join(before), "".join(after)
    pieces = word_pieces(old, new)
    assert "".join(one.text for one in pieces if one.op is not Op.ADDED) == old
    assert "".join(one.text for one in pieces if one.op is not Op.REMOVED) == new
    assert all(one.op is not other.op for one, other in pairwise(pieces))
