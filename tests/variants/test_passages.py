"""Passages: paragraphs between hairlines."""

from __future__ import annotations

import pytest

from deck_builder.shapes import Connector, TextBox
from tests.talks import laid_out, shown_on

SENTENCE = "A sentence of several words that says what is meant. "


def groups(text: str) -> list[str]:
    """The groups of the hairlines on a talk's only slide."""
    (slide,) = laid_out(text).value.slides
    return [shape.group for shape in slide.shapes if isinstance(shape, Connector)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{SENTENCE}\n\n{SENTENCE}\n", 2),
        (f"{SENTENCE}\n\n{SENTENCE}\n\n{SENTENCE}\n", 3),
        (f"- {SENTENCE}\n- {SENTENCE}\n", 2),
        (f"{SENTENCE * 5}\n\n{SENTENCE}\n", 0),
        (f"This is what follows:\n\n{SENTENCE}\n", 0),
        (f"- **Term**: {SENTENCE}\n- {SENTENCE}\n", 2),
        (f"- **Term**: {SENTENCE}\n- **Other**: {SENTENCE}\n", 0),
        (f"1. {SENTENCE}\n2. {SENTENCE}\n", 0),
        (f"- {SENTENCE}\n" * 5, 5),
        (f"- {SENTENCE}\n" * 6, 0),
        (f"- {SENTENCE}\n\n  (a note to it)\n\n- {SENTENCE}\n", 2),
        (f"- {SENTENCE}\n\n  (a note)\n\n  and another\n\n- {SENTENCE}\n", 0),
        (f"- {SENTENCE}\n  - {SENTENCE}\n", 0),
        ("- one\n- two\n", 0),
    ],
)
def test_a_few_short_paragraphs_are_passages(text: str, count: int) -> None:
    found = [
        group for group in groups(f"## T {{prose=keep}}\n\n{text}") if group.startswith("Passage")
    ]
    assert len(found) == (count + 1 if count else 0)


def test_no_word_is_lost_and_each_passage_fills_a_placeholder() -> None:
    (slide,) = laid_out(f"## T\n\nOne. {SENTENCE}\n\nTwo. {SENTENCE}\n").value.slides
    assert shown_on(slide).split("\n") == [
        "T",
        f"One. {SENTENCE}".strip(),
        f"Two. {SENTENCE}".strip(),
    ]
    texts = [shape for shape in slide.shapes if isinstance(shape, TextBox)]
    assert [text.placeholder for text in texts] == ["title", "item-1", "item-2"]


def test_they_can_be_asked_for_and_declined() -> None:
    assert groups(f"## T {{.plain}}\n\n{SENTENCE}\n\n{SENTENCE}\n") == []
    assert len(groups(f"## T {{.passages}}\n\n{SENTENCE * 4}\n\n{SENTENCE * 4}\n")) == 3


def test_the_only_item_of_a_list_is_a_statement() -> None:
    (slide,) = laid_out("## T\n\n- An item of some words\n").value.slides
    assert slide.layout == "statement"
    assert shown_on(slide) == "T\nAn item of some words"


def test_a_note_is_smaller_and_under_its_item() -> None:
    text = f"- {SENTENCE}\n\n  (a note to it)\n\n- {SENTENCE}\n"
    (slide,) = laid_out(f"## T\n\n{text}").value.slides
    first = next(one for one in slide.shapes if isinstance(one, TextBox) and one.group)
    (said, note) = first.paragraphs
    assert note.text == "(a note to it)"
    assert first.style.level(note.level).size < first.style.level(said.level).size


def test_no_more_than_two_slides_in_a_row_are_passages() -> None:
    text = "---\ntitle: T\n---\n\n"
    text += "".join(f"## T{number}\n\n{SENTENCE}\n\n{SENTENCE}\n\n" for number in range(6))
    found = [slide.layout for slide in laid_out(text).value.slides[1:]]
    assert found == ["rows", "rows", "content", "rows", "content", "rows"]
