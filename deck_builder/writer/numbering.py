"""Numbered paragraphs: which of them programs count as one list."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from deck_builder.text.runs import Paragraph

DEEPEST_LEVEL = 8
"""The deepest level of a paragraph, from 0 (ST_TextIndentLevelType)."""

_SCHEMES = ("arabicPeriod", "arabicParenR")
# ST_TextBulletStartAtNum
_LARGEST = 32_767
_INTERRUPTED = 0


class Numbering(Struct, frozen=True):
    """The list that a numbered paragraph belongs to: the number of its first paragraph, and
    PowerPoint's name for how numbers look."""

    start: int
    scheme: str = _SCHEMES[0]


def numberings(paragraphs: Sequence[Paragraph]) -> list[Numbering | None]:
    """Return the list that each paragraph is numbered in, or None.

    PowerPoint counts on from the paragraph above when level, scheme and start are the same and
    nothing but deeper paragraphs stand between; it neither shows nor counts empty paragraphs.
    LibreOffice counts on across paragraphs without a mark too, as long as the start is not
    larger than the one above. So a new list is given the other scheme where it would
    be continued.
    """
    if all(number_of(paragraph) is None for paragraph in paragraphs):
        return [None] * len(paragraphs)
    found: list[Numbering | None] = []
    lists: list[tuple[Numbering, int] | None] = [None] * (DEEPEST_LEVEL + 1)
    for paragraph in paragraphs:
        depth = min(paragraph.level, DEEPEST_LEVEL)
        lists[depth + 1 :] = [None] * (DEEPEST_LEVEL - depth)
        above, number = lists[depth], number_of(paragraph)
        if number is not None and 1 <= number <= _LARGEST:
            numbering = _numbering(number, above)
            lists[depth] = numbering, number + 1 if paragraph.text else number
            found.append(numbering)
            continue
        lists[depth] = (above[0], _INTERRUPTED) if above and not _is_bulleted(paragraph) else None
        found.append(None)
    return found


def number_of(paragraph: Paragraph) -> int | None:
    """Return the number that a paragraph is marked with, or None."""
    bullet = paragraph.bullet
    if bullet is None or bullet.checked is not None or not bullet.shown:
        return None
    return bullet.number


def _is_bulleted(paragraph: Paragraph) -> bool:
    bullet = paragraph.bullet
    return bullet is not None and bullet.shown and number_of(paragraph) is None


def _numbering(number: int, above: tuple[Numbering, int] | None) -> Numbering:
    if above is None:
        return Numbering(number)
    numbering, following = above
    if number == following:
        return numbering
    if number > numbering.start:
        return Numbering(number, numbering.scheme)
    return Numbering(number, _SCHEMES[numbering.scheme == _SCHEMES[0]])
