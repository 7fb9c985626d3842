"""What a speaker says, and times as they are read and written."""

from __future__ import annotations

import pytest

from deck_builder.text.runs import Paragraph, Run
from deck_builder.timing.speech import (
    clock_time,
    pause_seconds,
    pauses_in,
    read_seconds,
    spoken_words,
)


def notes(*texts: str) -> list[Paragraph]:
    return [Paragraph((Run(text),)) for text in texts]


def test_words_of_all_paragraphs_and_runs() -> None:
    paragraphs = [Paragraph((Run("one tw"), Run("o", bold=True))), *notes("three")]
    assert spoken_words(paragraphs) == 3
    assert spoken_words([]) == 0


@pytest.mark.parametrize(
    ("text", "words", "seconds"),
    [
        ("One [pause 5s] two.", 2, 5.0),
        ("[pause 1.5 min]", 0, 90.0),
        ("[PAUSE 1:30] one", 1, 90.0),
        ("[pause] a [pause 2] b", 2, 5.0),
        ("[pause 0,5 min][pause 500 s]", 0, 530.0),
        # No length, and no pause.
        ("[pause for breath]", 0, 0.0),
        ("[pauses 5s] (pause 5s)", 4, 0.0),
    ],
)
def test_pauses_count_their_time_and_no_words(text: str, words: int, seconds: float) -> None:
    assert spoken_words(notes(text)) == words
    assert pause_seconds(notes(text)) == seconds


def test_the_place_of_a_pause() -> None:
    text = "One [pause 5s] two [pause soon]"
    found = [(text[one.start : one.end], one.seconds) for one in pauses_in(text)]
    assert found == [("[pause 5s]", 5.0), ("[pause soon]", None)]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2", 120.0),
        (" 1.5 ", 90.0),
        ("0", 0.0),
        ("1:30", 90.0),
        ("1:02:03", 3723.0),
        ("45s", 45.0),
        ("45 seconds", 45.0),
        ("2 min", 120.0),
        ("", None),
        ("-1", None),
        ("1:75", None),
        ("soon", None),
        ("2 hours", None),
        ("1e9", None),
        ("999999999", None),
    ],
)
def test_lengths_of_time(text: str, seconds: float | None) -> None:
    assert read_seconds(text, 60.0) == seconds


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (8.4, "0:08"), (59.6, "1:00"), (760, "12:40"), (3720, "1:02:00")],
)
def test_times_as_on_a_clock(seconds: float, shown: str) -> None:
    assert clock_time(seconds) == shown
