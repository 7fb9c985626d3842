"""An article's headings as a tree, and its chapters as slides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.article.definitions import Definitions
from deck_builder.article.drafts import Draft, drafts_of, is_finished
from deck_builder.article.heads import ATTRIBUTES, Head, head_of
from deck_builder.article.items import items_of
from deck_builder.article.lines import passage_text
from deck_builder.article.pages import MOST_ROWS, MOST_WORDS, rows_of
from deck_builder.article.pieces import HEADING, RULE, Piece, pieces_of
from deck_builder.article.settings import SLIDE_LEVEL
from deck_builder.base.source import Source

_MOST_PARTS = 3
_DEEPEST = 6


class Chapter(Struct, frozen=True):
    """A heading, the pieces under it, and the headings below it."""

    heading: Piece
    pieces: tuple[Piece, ...]
    parts: tuple[Chapter, ...]

    @property
    def head(self) -> Head:
        """The head of its first slide."""
        return head_of(self.heading)


def chapters_of(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Chapter, ...]]:
    """Return the pieces before the first heading, and the chapters."""
    starts = [index for index, piece in enumerate(pieces) if piece.kind == HEADING]
    if not starts:
        return tuple(pieces), ()
    top = min(pieces[index].level for index in starts)
    # A lower heading before the first chapter is a chapter, too.
    cuts = [index for index in starts if pieces[index].level == top or index == starts[0]]
    ends = (*cuts[1:], len(pieces))
    made = tuple(_chapter(pieces[cut:end]) for cut, end in zip(cuts, ends, strict=True))
    return tuple(pieces[: cuts[0]]), made


def _chapter(pieces: Sequence[Piece]) -> Chapter:
    lead, parts = chapters_of(pieces[1:])
    return Chapter(pieces[0], lead, parts)


def has_content(pieces: Sequence[Piece]) -> bool:
    """Whether there is anything but rules in `pieces`."""
    return any(piece.kind != RULE for piece in pieces)


def opening_slides(
    head: Head, pieces: Sequence[Piece], definitions: Definitions
) -> tuple[Draft, ...]:
    """Return the slides of the pieces under the title of an article or section."""
    return tuple(_slides(replace(head, open=True), pieces, definitions))


def lead_slides(chapter: Chapter, definitions: Definitions) -> tuple[Draft, ...]:
    """Return the slides of the pieces right under a chapter's heading, or a list of the headings
    below it."""
    if has_content(chapter.pieces):
        return tuple(_slides(chapter.head, chapter.pieces, definitions))
    return tuple(_overview(chapter, definitions))


def chapter_slides(chapter: Chapter, definitions: Definitions) -> Iterator[Draft]:
    """Yield the slides of a chapter that is not a section: one if it fits on one."""
    whole = tuple(_flat(chapter, SLIDE_LEVEL + 1))
    if _fits(chapter, whole, definitions):
        yield from _slides(chapter.head, whole, definitions)
        return
    parts = chapter.parts
    if not has_content(chapter.pieces) and len(parts) == 1:
        # The heading and the only one under it share the slide.
        inner = replace(parts[0], pieces=(_at_level(parts[0].heading, 3), *parts[0].pieces))
        yield from _slides(chapter.head, inner.pieces, definitions)
        parts = parts[0].parts
    elif chapter.pieces or not parts:
        yield from _slides(chapter.head, chapter.pieces, definitions)
    else:
        yield from _overview(chapter, definitions)
    for part in parts:
        yield from chapter_slides(part, definitions)


def _slides(head: Head, pieces: Sequence[Piece], definitions: Definitions) -> Iterator[Draft]:
    """Yield slides; a rule starts another one."""
    number = 0
    held: list[Piece] = []
    for piece in (*pieces, None):
        if piece is not None and piece.kind != RULE:
            held.append(piece)
            continue
        if held or (piece is None and not number):
            number += 1
            shown = head if number == 1 else replace(head.numbered(number), open=True)
            yield from drafts_of(shown, held, definitions, SLIDE_LEVEL)
            held = []


def _fits(chapter: Chapter, whole: Sequence[Piece], definitions: Definitions) -> bool:
    """Whether a chapter with sub-headings fits on one slide."""
    if not chapter.parts:
        return True
    if len(chapter.parts) > _MOST_PARTS or any(part.parts for part in chapter.parts):
        return False
    items = tuple(items_of(whole, definitions))
    return (
        not is_finished(whole)
        and rows_of(items) <= MOST_ROWS
        and sum(item.words for item in items) <= MOST_WORDS
        and not any(item.moved for item in items)
    )


def _flat(chapter: Chapter, level: int) -> Iterator[Piece]:
    yield from chapter.pieces
    for part in chapter.parts:
        yield _at_level(part.heading, level)
        yield from _flat(part, min(level + 1, _DEEPEST))


def _at_level(heading: Piece, level: int) -> Piece:
    return replace(heading, text=head_of(heading).written(level))


def _overview(chapter: Chapter, definitions: Definitions) -> Iterator[Draft]:
    """Yield a slide that lists the headings of a chapter that has nothing else."""
    names = "\n".join(f"- {_name(part.head)}" for part in chapter.parts)
    yield from _slides(chapter.head, pieces_of(Source("", names)), definitions)


def _name(head: Head) -> str:
    return passage_text(ATTRIBUTES.sub("", head.text)) or re.sub(r"[^\w\s-]+", "", head.title)
