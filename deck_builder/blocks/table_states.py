"""Words of tables that are signs: yes and no get a mark, states of work stand on a tint."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from msgspec.structs import replace

from deck_builder.base.words import words_in
from deck_builder.blocks.table_cells import Rows
from deck_builder.shapes import Cell
from deck_builder.text.runs import Run, plain_text
from deck_builder.theme.palette import CAUTION, NEGATIVE, POSITIVE, tint

_TICKS, _CROSSES = "✓✔☑✅", "✗✘✕✖☒❌"
_TICK, _CROSS, _PARTLY = "✓", "✗", "◐"
_FEWEST = 2
_PILL = 25
_OPEN = "surface"
_BLANK = "\N{NO-BREAK SPACE}"
_AS_EMOJI = "\N{VARIATION SELECTOR-16}"
_ENGLISH = "en"

T = TypeVar("T")


def with_states(rows: Rows, language: str) -> Rows:
    """Return `rows` with marks in columns of nothing but yes and no, and tints under the words of
    columns of nothing but states, such as “done” and “at risk”."""
    marks, states = _marks(language), _states(language)
    changed = [list(row) for row in rows]
    for at, column in enumerate(zip(*rows, strict=True)):
        if any(cell.is_merged or cell.is_covered for cell in column):
            continue
        words = [_word(cell) for cell in column]
        keys = {word.casefold() for word in words if word}
        if sum(map(bool, words)) < _FEWEST:
            continue
        if keys <= marks.keys():
            for row, word in zip(changed, words, strict=True):
                row[at] = _marked(row[at], *marks[word.casefold()]) if word else row[at]
        elif at and keys <= states.keys():
            for row, word in zip(changed, words, strict=True):
                row[at] = _on_tint(row[at], states[word.casefold()]) if word else row[at]
    return tuple(map(tuple, changed))


def _word(cell: Cell) -> str:
    """The word of a cell, without what has a mark drawn as an emoji; none that is known in several
    paragraphs."""
    if len(cell.paragraphs) != 1:
        return "\n"
    return plain_text(cell.paragraphs).replace(_AS_EMOJI, "").strip()


def _marked(cell: Cell, mark: str, color: str) -> Cell:
    """A mark in its colour, before the word that it stands for if there is one."""
    paragraph = cell.paragraphs[0]
    sign = Run(mark, bold=True, color=color)
    word = _word(cell)
    is_sign = word in _TICKS or word in _CROSSES
    runs = (sign,) if is_sign else (sign, Run(_BLANK), *paragraph.runs)
    return replace(cell, paragraphs=(replace(paragraph, runs=runs),))


def _on_tint(cell: Cell, color: str) -> Cell:
    """A word with a tint under it, which reaches a blank beyond its ends."""
    paragraph = cell.paragraphs[0]
    runs = [replace(run, highlight=color) for run in paragraph.runs]
    blank = Run(_BLANK, highlight=color)
    return replace(cell, paragraphs=(replace(paragraph, runs=(blank, *runs, blank)),))


@cache
def _marks(language: str) -> dict[str, tuple[str, str]]:
    """Marks with their colours by the words that they stand for."""
    found = dict.fromkeys(_TICKS, (_TICK, POSITIVE))
    found |= dict.fromkeys(_CROSSES, (_CROSS, NEGATIVE))
    for words in (words_in(_ENGLISH).tables, words_in(language).tables):
        found |= _all(words.affirmed, (_TICK, POSITIVE))
        found |= _all(words.denied, (_CROSS, NEGATIVE))
        found |= _all(words.partly, (_PARTLY, CAUTION))
    return found


@cache
def _states(language: str) -> dict[str, str]:
    """The colours under the words for states, those of English in any language."""
    found: dict[str, str] = {}
    for words in (words_in(_ENGLISH).tables, words_in(language).tables):
        found |= _all(words.open, _OPEN)
        found |= _all(words.done, tint(POSITIVE, _PILL))
        found |= _all(words.risky, tint(CAUTION, _PILL))
        found |= _all(words.blocked, tint(NEGATIVE, _PILL))
    return found


def _all(words: Iterable[str], look: T) -> dict[str, T]:
    return dict.fromkeys((word.casefold() for word in words), look)
