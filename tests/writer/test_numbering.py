"""Which numbered paragraphs are one list."""

from __future__ import annotations

from deck_builder.text.runs import Bullet, Paragraph
from deck_builder.writer.numbering import Numbering, numberings
from tests.writer.decks import bullet, line, numbered

PERIOD, BRACKET = "arabicPeriod", "arabicParenR"


def lists(*paragraphs: Paragraph) -> list[tuple[int, str] | None]:
    """The start and scheme of each paragraph's list."""
    return [(found.start, found.scheme) if found else None for found in numberings(paragraphs)]


def test_neighbours_are_one_list() -> None:
    assert numberings((numbered(3), numbered(4))) == [Numbering(3), Numbering(3)]


def test_deeper_paragraphs_do_not_interrupt() -> None:
    assert lists(numbered(1), bullet("x", 1), line("y", level=2), numbered(2)) == [
        (1, PERIOD),
        None,
        None,
        (1, PERIOD),
    ]


def test_inner_lists_start_anew_under_each_item() -> None:
    found = lists(numbered(1), numbered(1, level=1), numbered(2), numbered(1, level=1))
    assert found == [(1, PERIOD)] * 4


def test_a_paragraph_or_bullet_between_restarts_at_the_number() -> None:
    for between in (line("x"), bullet("x"), line("x", bullet=Bullet(shown=False))):
        assert lists(numbered(1), between, numbered(2), numbered(3)) == [
            (1, PERIOD),
            None,
            (2, PERIOD),
            (2, PERIOD),
        ]


def test_an_empty_item_is_not_counted() -> None:
    assert lists(numbered(1), numbered(2, ""), numbered(3)) == [
        (1, PERIOD),
        (1, PERIOD),
        (3, PERIOD),
    ]


def test_a_list_that_would_be_counted_on_looks_different() -> None:
    assert lists(numbered(1), numbered(2), numbered(1), numbered(2)) == [
        (1, PERIOD),
        (1, PERIOD),
        (1, BRACKET),
        (1, BRACKET),
    ]
    assert lists(numbered(1), line("x"), numbered(1), line("x"), numbered(1)) == [
        (1, PERIOD),
        None,
        (1, BRACKET),
        None,
        (1, PERIOD),
    ]


def test_a_bullet_ends_a_list_for_good() -> None:
    assert lists(numbered(1), bullet("x"), numbered(1)) == [(1, PERIOD), None, (1, PERIOD)]


def test_tasks_and_numbers_out_of_range_are_no_list() -> None:
    task = line("x", bullet=Bullet(number=1, checked=False))
    assert lists(task, numbered(0), numbered(32_768)) == [None, None, None]
