"""Speech: the words and pauses of notes, and times as they are read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from deck_builder.base.patterns import late
from deck_builder.shapes import Shape, TableFrame, TextBox
from deck_builder.text.known import words_in
from deck_builder.text.runs import Paragraph, count_words

_PAUSE = re.compile(r"\[pause(?:\s+([^\[\]\n]{1,20}))?\]", re.IGNORECASE)
_AMOUNT = late(r"(\d{1,5}(?:[.,]\d{1,3})?)\s*([a-z]*)", re.IGNORECASE)
_CLOCK = late(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")
_UNITS = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "minute", "minutes"), 60.0),
}
_PLAIN_PAUSE = 3.0


class SpeechPause(Struct, frozen=True):
    """A `[pause 5s]` in the notes: its place in the paragraph's text, and its length, None when
    that cannot be read."""

    start: int
    end: int
    seconds: float | None


def pauses_in(text: str) -> Iterator[SpeechPause]:
    """Yield the pauses in `text`; one without a length is three seconds."""
    for found in _PAUSE.finditer(text):
        seconds = read_seconds(found[1], 1.0) if found[1] else _PLAIN_PAUSE
        yield SpeechPause(found.start(), found.end(), seconds)


def pause_seconds(notes: Iterable[Paragraph]) -> float:
    """Return how long the pauses in `notes` take in all."""
    return sum(pause.seconds or 0.0 for one in notes for pause in pauses_in(one.text))


def spoken_words(notes: Iterable[Paragraph]) -> int:
    """Return how many words of `notes` are spoken; pauses are not."""
    return sum(count_words(_PAUSE.sub(" ", paragraph.text)) for paragraph in notes)


def shown_words(shapes: Iterable[Shape]) -> int:
    """Return how many words stand in `shapes`."""
    return sum(map(words_in, _texts(shapes)))


def _texts(shapes: Iterable[Shape]) -> Iterator[tuple[Paragraph, ...]]:
    for shape in shapes:
        if isinstance(shape, TextBox):
            yield shape.paragraphs
        elif isinstance(shape, TableFrame):
            yield from (cell.paragraphs for row in shape.rows for cell in row)


def read_seconds(text: str, unit: float) -> float | None:
    """Return the length of time that `text` is, in seconds: “1:30”, “5s”, “1.5 min”, or a bare
    number of `unit` seconds each; None for anything else."""
    text = text.strip()
    if clock := _CLOCK().fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return 3600.0 * hours + 60.0 * minutes + seconds
    amount = _AMOUNT().fullmatch(text)
    if amount is None:
        return None
    each = _UNITS.get(amount[2].lower()) if amount[2] else unit
    return None if each is None else float(amount[1].replace(",", ".")) * each


def clock_time(seconds: float) -> str:
    """Return a time as on a clock: “0:08”, “12:40”, “1:02:40”."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{whole % 60:02}"
    return f"{minutes}:{whole % 60:02}"
