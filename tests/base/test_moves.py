"""Values that are the same but for where they were written, and values that are the same in
everything."""

from __future__ import annotations

from decimal import Decimal

import pytest

from deck_builder.base.exact import Exact, are_same
from deck_builder.base.moves import UnknownMoveError, may_have_places, moved, moves_between
from deck_builder.base.source import Source, Span
from deck_builder.blocks import Block
from deck_builder.markdown import Node, parse_markdown
from deck_builder.preview.marks import Part, TextLine
from deck_builder.text.runs import Paragraph, Run


def paragraph(text: str, start: int, words: str = "one") -> Paragraph:
    return Paragraph((Run(words),), span=Span(Source("a.md", text), start, start + 3))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, True),
        (0.0, -0.0),
        (Decimal("1.0"), Decimal("1.00")),
        ((1,), [1]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (Run("a"), Run("b")),
        (paragraph("one", 0), paragraph(" one", 1)),
        (Paragraph((Run("a"),)), Paragraph((Run("a"),), continues=True)),
    ],
)
def test_what_is_shown_in_another_way_is_not_the_same(one: object, other: object) -> None:
    assert not are_same(one, other)
    assert Exact(one, "hint") != Exact(other, "hint")
    assert moves_between((one,), (other,)) != {}


def test_equal_values_are_the_same() -> None:
    one, other = (parse_markdown(Source("a.md", "# a\n\n- *b*\n")).value for _ in range(2))
    assert are_same(one, other)
    assert Exact(one, 1) == Exact(other, 1)
    assert moves_between(one, other) == {}


def test_what_is_lower_in_its_file_has_moved() -> None:
    before = parse_markdown(Source("a.md", "# a\n\n- *b*\n")).value.children
    now = parse_markdown(Source("a.md", "above\n\n# a\n\n- *b*\n")).value.children[1:]
    moves = moves_between(before, now)
    assert moves
    assert are_same(moved(before, moves), now)


def test_other_words_have_not_moved() -> None:
    assert moves_between(paragraph("one", 0), paragraph(" two", 1, "two")) is None


def test_one_place_that_is_now_in_two_has_not_moved() -> None:
    before = (paragraph("one", 0), paragraph("one", 0))
    assert moves_between(before, (paragraph(" one", 1), paragraph("  one", 2))) is None


def test_a_place_that_is_not_known_to_have_moved() -> None:
    moves = moves_between(paragraph("one", 0), paragraph(" one", 1))
    assert moves
    with pytest.raises(UnknownMoveError):
        moved(paragraph("one two", 4), moves)


def test_what_has_moved_may_be_anywhere_in_a_value() -> None:
    before, now = paragraph("one", 0), paragraph(" one", 1)
    moves = moves_between(before, now)
    assert moves
    value = {"a": [before, (1, before)], "b": ()}
    assert are_same(moved(value, moves), {"a": [now, (1, now)], "b": ()})


@pytest.mark.parametrize("kind", [Node, Paragraph, Part, Block, Span, object, frozenset])
def test_classes_whose_values_may_say_where_they_were_written(kind: type) -> None:
    assert may_have_places(kind)


@pytest.mark.parametrize("kind", [Run, TextLine, str, Decimal])
def test_classes_whose_values_do_not(kind: type) -> None:
    assert not may_have_places(kind)
