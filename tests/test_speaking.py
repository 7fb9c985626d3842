"""How long a talk takes."""

from __future__ import annotations

import pytest

from deck_builder.speaking import WORDS_PER_MINUTE, speaking_minutes, spoken_words
from deck_builder.text import Paragraph, Run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("– … 🙂", 0),
        ("One two three.", 3),
        ("don't well-known 42 %", 3),
        ("one\ntwo", 2),
        ("日本語", 2),
        ("日本 one", 2),
        ("한국 어", 2),
    ],
)
def test_words(text: str, expected: int) -> None:
    assert spoken_words([Paragraph((Run(text),))]) == expected


def test_words_of_all_paragraphs_and_runs() -> None:
    notes = [Paragraph((Run("one tw"), Run("o", bold=True))), Paragraph((Run("three"),))]
    assert spoken_words(notes) == 3
    assert spoken_words([]) == 0


def test_minutes() -> None:
    assert speaking_minutes(0) == 0
    assert speaking_minutes(3 * WORDS_PER_MINUTE) == 3
