from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.diff.lines import Row, aligned, changed_lines
from deck_builder.diff.model import Line, LineKind, Op, Piece
from tests.diff.test_words import shown

SIGNS = {LineKind.ADDED: "+", LineKind.REMOVED: "-", LineKind.CHANGED: "~", LineKind.MOVED: ">"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [], []),
        (["a", "b"], ["a", "b"], []),
        (["a"], ["a", "b"], ["+<b>"]),
        (["a", "b"], ["b"], ["-[a]"]),
        (["one two", "x"], ["one three", "x"], ["~one [two]<three>"]),
        (["first", "second", "third"], ["second", "third", "first"], [">first"]),
        (["it is all here"], ["new", "it was all here"], ["+<new>", "~it [is]<was> all here"]),
    ],
)  # fmt: skip
def test_lines(old: list[str], new: list[str], expected: list[str]) -> None:
    lines = changed_lines([Row(one) for one in old], [Row(one) for one in new])
    assert [SIGNS[line.kind] + shown(line.pieces) for line in lines] == expected


def test_another_level() -> None:
    assert changed_lines([Row("a")], [Row("a", 1)]) == (
        Line(LineKind.CHANGED, (Piece(Op.SAME, "a"),), 1, 0),
    )


words = st.lists(st.sampled_from(["a b c", "a b d", "x", "y z", "y q"]), max_size=8)


@given(words, words)
def test_every_line_has_its_place(old: list[str], new: list[str]) -> None:
    pairs = list(aligned(old, new))
    assert [at for at, _ in pairs if at is not None] == list(range(len(old)))
    assert [to for _, to in pairs if to is not None] == list(range(len(new)))
