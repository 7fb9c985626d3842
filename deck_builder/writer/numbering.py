"""Numbered paragraphs: which of them programs count as one list."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.numerals import (
    CAPITAL,
    CAPITAL_ROMAN,
    DECIMAL,
    LETTER,
    PLAIN,
    ROMAN,
    STYLES,
    kind_of_style,
)
from deck_builder.text.runs import Paragraph

DEEPEST_LEVEL = 8
"""The deepest level of a paragraph, from 0 (ST_TextIndentLevelType)."""

_KINDS = {
    DECIMAL: "arabic",
    LETTER: "alphaLc",
    CAPITAL: "alphaUc",
    ROMAN: "romanLc",
    CAPITAL_ROMAN: "romanUc",
}
_FORMS = {"1.": "Period", "1)": "ParenR", "(1)": "ParenBoth"}
# ST_TextAutonumberScheme
_SCHEMES = {
    style: _KINDS[kind] + _FORMS[style.replace(kind, DECIMAL)]
    for style in STYLES
    for kind in (kind_of_style(style),)
}
# ST_TextBulletStartAtNum; programs do not agree on what comes after z and after 3999.
_LARGEST = {
    DECIMAL: 32_767,
    LETTER: 26,
    CAPITAL: 26,
    ROMAN: 3_999,
    CAPITAL_ROMAN: 3_999,
}
_INTERRUPTED = 0
# The style that stands for the usual one.
_OTHER = "1)"


class Numbering(Struct, frozen=True):
    """The list that a numbered paragraph belongs to: the number of its first paragraph, and
    PowerPoint's name for how numbers look."""

    start: int
    scheme: str = _SCHEMES[PLAIN]


class _Above(Struct, frozen=True):
    """What is above a paragraph on its level: a list, the style that its author gave it, and the
    number that would follow in it, or would if it counts `down`, which one item may do."""

    numbering: Numbering
    style: str
    following: int
    down: int = _INTERRUPTED


def numberings(paragraphs: Sequence[Paragraph]) -> list[Numbering | None]:
    """Return the list that each paragraph is numbered in, or None.

    PowerPoint counts on from the paragraph above when level, scheme and start are the same and
    nothing but deeper paragraphs stand between; it neither shows nor counts empty paragraphs.
    LibreOffice counts on across paragraphs without a mark too, as long as the start is not larger
    than the one above. So a new list is given another scheme where it would be continued. One whose
    scheme is the author's choice begins with a number that is text instead, which is None here. So
    are the numbers of a list that counts down, after the first.
    """
    if all(number_of(paragraph) is None for paragraph in paragraphs):
        return [None] * len(paragraphs)
    found: list[Numbering | None] = []
    lists: list[_Above | None] = [None] * (DEEPEST_LEVEL + 1)
    for paragraph in paragraphs:
        depth = min(paragraph.level, DEEPEST_LEVEL)
        lists[depth + 1 :] = [None] * (DEEPEST_LEVEL - depth)
        above, number = lists[depth], number_of(paragraph)
        style = paragraph.bullet.style if paragraph.bullet else PLAIN
        if number is not None and 1 <= number <= _LARGEST[kind_of_style(style)]:
            numbering = _numbering(number, style, above)
            found.append(numbering)
            if numbering is not None:
                following = number + 1 if paragraph.text else number
                is_first = above is None or numbering != above.numbering
                down = number - 1 if is_first else _INTERRUPTED
                lists[depth] = _Above(numbering, style, following, down)
                continue
            if above is not None and number == above.down:
                lists[depth] = replace(above, following=_INTERRUPTED, down=number - 1)
                continue
        else:
            found.append(None)
        is_open = above is not None and not _is_bulleted(paragraph)
        lists[depth] = replace(above, following=_INTERRUPTED) if above and is_open else None
    return found


def number_of(paragraph: Paragraph) -> int | None:
    """Return the number that a paragraph is marked with, or None."""
    bullet = paragraph.bullet
    if bullet is None or bullet.checked is not None or not bullet.shown or paragraph.icon:
        return None
    return bullet.number


def _is_bulleted(paragraph: Paragraph) -> bool:
    bullet = paragraph.bullet
    return bullet is not None and bullet.shown and number_of(paragraph) is None


def _numbering(number: int, style: str, above: _Above | None) -> Numbering | None:
    scheme = _SCHEMES[style]
    if above is not None and number == above.down and style == above.style:
        return None
    if above is None:
        return Numbering(number, scheme)
    numbering = above.numbering
    if number == above.following and style == above.style:
        return numbering
    if numbering.scheme != scheme:
        return Numbering(number, scheme)
    if number > numbering.start:
        return Numbering(number, scheme)
    return Numbering(number, _SCHEMES[_OTHER]) if style == PLAIN else None
