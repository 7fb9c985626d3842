"""Slides as they are written: a heading, blocks, and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.article.definitions import Definitions
from deck_builder.article.heads import Head, head_of
from deck_builder.article.items import Item, Kept, Listed, Moved, Prose, items_of
from deck_builder.article.lines import Line
from deck_builder.article.pages import FEWEST_ROWS, pages_of, rows_of
from deck_builder.article.pieces import DEFINITION, HEADING, NOTES, Piece, pieces_of, walk
from deck_builder.article.proposals import CONFIRM, Proposal, propose
from deck_builder.base.source import Source
from deck_builder.slides.prose import sentence_ends

_MOST_TRIES = 6
_STOP = re.compile(r"(?<!\.)\.$")
_TITLE_END = re.compile(r"[.:](?=\W*$)")


class Draft(Struct, frozen=True):
    """One slide, with figures for an editor."""

    head: Head
    blocks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    words: int = 0
    tables: int = 0
    pictures: int = 0
    level: int = 2

    @property
    def text(self) -> str:
        """The slide as Markdown, without a line end."""
        parts = [self.head.written(self.level), *self.blocks]
        if self.notes:
            parts.append("\n".join(("::: notes", "\n\n".join(self.notes), ":::")))
        return "\n\n".join(parts)

    @property
    def is_changed(self) -> bool:
        """Whether anything was moved or proposed."""
        return bool(self.moved or self.proposals)


def drafts_of(
    head: Head, pieces: Sequence[Piece], definitions: Definitions, level: int = 2
) -> tuple[Draft, ...]:
    """Return the slides of `pieces` under `head`. Outlining these slides again changes nothing."""
    made: list[Draft] = []
    path = pieces[0].source.path if pieces else ""
    for draft in _drafts(head, pieces, definitions, level):
        made.extend(_settled(draft, definitions, path, _MOST_TRIES))
    return tuple(made)


def is_finished(pieces: Sequence[Piece]) -> bool:
    """Whether a slide has notes, and so was edited before."""
    return any(piece.kind == NOTES for piece in pieces)


def _settled(draft: Draft, definitions: Definitions, path: str, tries: int) -> Iterator[Draft]:
    if draft.notes or not tries:
        yield draft
        return
    source = Source(path, "\n\n".join(draft.blocks))
    pieces = [piece for piece in pieces_of(source) if piece.kind != DEFINITION]
    again = tuple(_drafts(replace(draft.head, open=False), pieces, definitions, draft.level))
    if len(again) == 1 and not again[0].is_changed:
        yield draft
        return
    for one in again:
        line = draft.head.line
        moved = tuple(replace(words, line=line) for words in one.moved)
        before = [found for found in draft.proposals if found.text in one.blocks]
        proposals = (*before, *(replace(found, line=line) for found in one.proposals))
        placed = replace(one, moved=moved, proposals=proposals)
        yield from _settled(placed, definitions, path, tries - 1)


def _drafts(
    head: Head, pieces: Sequence[Piece], definitions: Definitions, level: int
) -> Iterator[Draft]:
    if is_finished(pieces) or not pieces:
        yield _as_it_is(head, pieces, level)
        return
    proposing = not any(piece.text.startswith(CONFIRM) for piece in pieces)
    items = tuple(items_of(pieces, definitions))
    for number, page in enumerate(pages_of(items), 1):
        title, rest = _titled(head, page, number)
        shown = _stretched(rest)
        draft = _draft(title, shown, level)
        yield _with_proposals(draft, page) if proposing else draft


def _as_it_is(head: Head, pieces: Sequence[Piece], level: int) -> Draft:
    kept = tuple(piece.text for piece in pieces)
    words = sum(item.words for item in items_of(pieces, Definitions()))
    return replace(_counted(Draft(head, kept, level=level), pieces), words=words)


def _titled(head: Head, page: Sequence[Item], number: int) -> tuple[Head, tuple[Item, ...]]:
    """Return the title of a page, and what is left to show under it."""
    first = page[0]
    if number == 1 and not head.open:
        return head, tuple(page)
    if isinstance(first, Kept) and first.piece.kind == HEADING and len(page) > 1:
        return head_of(first.piece), tuple(page[1:])
    opening = first.passage.title() if isinstance(first, Prose) else None
    plain = head if number == 1 else head.numbered(number)
    if opening is None or not isinstance(first, Prose):
        return plain, tuple(page)
    item = replace(first, start=first.passage.sentence_end, titled=opening.words)
    left = (item, *page[1:]) if item.rows or item.moved else page[1:]
    if not rows_of(left) or (number == 1 and len(left) == 1 and rows_of(page) == 1):
        return plain, tuple(page)
    text, title = (_TITLE_END.sub("", words) for words in (opening.text, opening.plain))
    return Head(text, title, line=first.piece.line), tuple(left)


def _stretched(page: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with longer paragraphs where a slide would be nearly empty."""
    items = list(page)
    while rows_of(items) < FEWEST_ROWS:
        longer = [item.longer() if isinstance(item, Prose) else item for item in items]
        changed = [place for place, item in enumerate(longer) if item is not items[place]]
        if not changed:
            break
        items[changed[0]] = longer[changed[0]]
    return tuple(items)


def _draft(head: Head, items: Sequence[Item], level: int) -> Draft:
    alone = len([item for item in items if item.rows]) == 1
    block = max((place for place, item in enumerate(items) if _is_block(item)), default=-1)
    blocks: list[str] = []
    bullets: list[str] = []
    for place, item in enumerate(items):
        if isinstance(item, Prose) and place > block and not (alone and item.rows == 1):
            bullets += map(_bullet, item.lines)
            continue
        blocks += ["\n".join(bullets)] if bullets else []
        bullets = []
        blocks += _blocks(item)
    blocks += ["\n".join(bullets)] if bullets else []
    moved = tuple(one for item in items for one in item.moved)
    draft = Draft(head, tuple(blocks), tuple(_notes(moved)), moved, level=level)
    draft = replace(draft, words=sum(item.words for item in items))
    return _counted(draft, [item.piece for item in items])


def _is_block(item: Item) -> bool:
    """Whether paragraphs before an item remain paragraphs, as its introduction."""
    return not isinstance(item, Prose) and item.rows > 0


def _bullet(line: Line) -> str:
    """Return a line as an item of a list: a single sentence has no full stop."""
    text = _ended(line)
    is_single = not any(end < len(line.plain) for end in sentence_ends(line.plain))
    return f"- {text[:-1]}" if is_single and _STOP.search(text) else f"- {text}"


def _ended(line: Line) -> str:
    """Return a line with a full stop at its end if it has several sentences and was cut."""
    several = any(end < len(line.plain) for end in sentence_ends(line.plain))
    return f"{line.text}." if several and line.text[-1].isalnum() else line.text


def _blocks(item: Item) -> Iterator[str]:
    match item:
        case Prose():
            yield from map(_ended, item.lines)
        case Listed():
            yield item.text
        case Kept():
            yield item.piece.text


def _notes(moved: Sequence[Moved]) -> Iterator[str]:
    """Yield paragraphs, and items of a list that follow each other as one."""
    for is_item, group in groupby(moved, lambda one: one.is_item):
        texts = [one.text for one in group]
        yield from ["\n".join(texts)] if is_item else texts


def _with_proposals(draft: Draft, items: Sequence[Item]) -> Draft:
    seen = dict.fromkeys(item.piece for item in items)
    found = tuple(filter(None, map(propose, seen)))
    comments = tuple(one.text for one in found)
    return replace(draft, blocks=(*draft.blocks, *comments), proposals=found)


def _counted(draft: Draft, pieces: Sequence[Piece]) -> Draft:
    nodes = [node for piece in dict.fromkeys(pieces) if piece.node for node in walk(piece.node)]
    tables = sum(node.kind == "table" for node in nodes)
    pictures = sum(node.kind == "image" for node in nodes)
    return replace(draft, tables=tables, pictures=pictures)
