"""Figures in large type: the numeral, and what it counts, which is smaller."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.text.runs import Paragraph, Run

_UNIT_SCALE = 0.55
_LONGEST_UNIT = 16
_BLANK = "[ \u00a0\u202f\u2009]"
# Signs, and a letter right behind the last digit, as in 2x and 3M, are as large as the numeral.
_NUMERAL = late(f"\\D{{0,4}}\\d(?:.*\\d)?(?:{_BLANK}?[^\\w\\s.,](?!\\w)|[^\\W\\d_](?!\\w))?")
_ORDINAL = late("(?:st|nd|rd|th)\\b")


def with_small_unit(paragraph: Paragraph) -> Paragraph:
    """Return a figure such as “1.2 million” with what is behind its numeral as smaller runs; any
    other text as it is."""
    numeral = _NUMERAL().match(paragraph.text)
    unit = paragraph.text[numeral.end() :] if numeral else ""
    if numeral is None or not any(map(str.isalpha, unit)) or len(unit) > _LONGEST_UNIT:
        return paragraph
    if _ORDINAL().match(unit) or any(run.formula for run in paragraph.runs):
        return paragraph
    return replace(paragraph, runs=tuple(_smaller(paragraph.runs, numeral.end())))


def _smaller(runs: tuple[Run, ...], end: int) -> Iterator[Run]:
    """Runs, those behind the first `end` characters smaller."""
    for run in runs:
        before, behind = run.text[:end], run.text[end:]
        if before:
            yield replace(run, text=before)
        if behind:
            yield replace(run, text=behind, scale=_UNIT_SCALE)
        end = max(0, end - len(run.text))
