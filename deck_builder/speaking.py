"""How long a talk takes to speak."""

from __future__ import annotations

import re
from collections.abc import Iterable

from deck_builder.text import Paragraph

WORDS_PER_MINUTE = 140
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
# Scripts without blanks between words: two characters are about a word.
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def spoken_words(notes: Iterable[Paragraph]) -> int:
    """Return how many words are in `notes`."""
    count = 0
    for paragraph in notes:
        text = paragraph.text
        ideographs = len(_IDEOGRAPH.findall(text))
        count += len(_WORD.findall(_IDEOGRAPH.sub(" ", text))) + (ideographs + 1) // 2
    return count


def speaking_minutes(words: int) -> float:
    """Return the minutes that `words` take at `WORDS_PER_MINUTE`."""
    return words / WORDS_PER_MINUTE
