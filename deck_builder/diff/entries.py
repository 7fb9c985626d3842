"""Entries of a list of changes, in any format: the summary, headings, and shortened lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from deck_builder.diff.model import DeckChanges, Line, Op, Piece, SlideChange

_NOTHING = "nothing changed"
ELLIPSIS = "…"
_CONTEXT = 40
_ADDED, _REMOVED, _MOVED, _CHANGED = "added", "removed", "moved", "changed"


def summary(changes: DeckChanges) -> str:
    """Return in a line how much changed."""
    counts = changes.counts
    sums = (
        *((counts.changed, _CHANGED), (counts.added, _ADDED)),
        *((counts.removed, _REMOVED), (counts.moved, _MOVED)),
    )
    parts: list[str] = []
    for count, what in sums:
        if count:
            noun = "" if parts else (" slide" if count == 1 else " slides")
            parts.append(f"{count:,}{noun} {what}")
    sentences = [", ".join(parts)] if parts else []
    if changes.deck:
        count = len(changes.deck)
        sentences.append(f"{count:,} {'change' if count == 1 else 'changes'} to the whole deck")
    return "; ".join(sentences) or _NOTHING


class Entry(Struct, frozen=True):
    """A slide in the list, or several that moved together: `what` happened to it, its `place`, and
    where it `was`, empty unless it moved."""

    what: str
    place: str
    title: str
    was: str
    changes: tuple[SlideChange, ...]


def entries(changes: DeckChanges) -> Iterator[Entry]:
    """Yield what has a heading of its own."""
    for _, group in groupby(_numbered(changes.slides), lambda one: one[0]):
        run = [change for _, change in group]
        yield _together(run) if len(run) > 1 else _entry(run[0])


def _numbered(slides: Sequence[SlideChange]) -> Iterator[tuple[int, SlideChange]]:
    """Slides with a number, which those share that moved together and did not change."""
    number = 0
    before: SlideChange | None = None
    for change in slides:
        if before is None or not _follows(change, before):
            number += 1
        yield number, change
        before = change


def _follows(change: SlideChange, before: SlideChange) -> bool:
    only_moved = all(one.moved and not one.changes for one in (change, before))
    return only_moved and all(
        one is not None and other is not None and other.numbers[-1] + 1 == one.numbers[0]
        for one, other in ((change.old, before.old), (change.new, before.new))
    )


def _entry(change: SlideChange) -> Entry:
    old, new = change.old, change.new
    if new is None:
        assert old is not None
        # Its number is another slide's now.
        return Entry(_REMOVED, f"old {_place(old.numbers)}", old.title, "", (change,))
    if old is None:
        return Entry(_ADDED, _place(new.numbers), new.title, "", (change,))
    what = " and ".join([_MOVED] * change.moved + [_CHANGED] * bool(change.changes))
    was = _place(old.numbers) if change.moved else ""
    return Entry(what, _place(new.numbers), new.title, was, (change,))


def _together(run: Sequence[SlideChange]) -> Entry:
    olds = [number for one in run if one.old for number in one.old.numbers]
    news = [number for one in run if one.new for number in one.new.numbers]
    title = f" {ELLIPSIS} ".join(one.new.title for one in (run[0], run[-1]) if one.new)
    return Entry(_MOVED, _place(news), title, _place(olds), tuple(run))


def _place(numbers: Sequence[int]) -> str:
    first, last = numbers[0], numbers[-1]
    return f"slide {first}" if len(numbers) == 1 else f"slides {first}–{last}"


def elided(line: Line) -> Iterator[Piece]:
    """Yield the pieces of a line; of long ones that are the same, only the words next to a
    change."""
    last = len(line.pieces) - 1
    for at, piece in enumerate(line.pieces):
        if piece.op is not Op.SAME or len(line.pieces) == 1:
            yield piece
            continue
        head = "" if at == 0 else piece.text[:_CONTEXT]
        tail = "" if at == last else piece.text[-_CONTEXT:]
        if len(head) + len(tail) + _CONTEXT // 2 >= len(piece.text):
            yield piece
            continue
        head = head.rpartition(" ")[0] if " " in head.strip() else head
        tail = tail.partition(" ")[2] if " " in tail.strip() else tail
        yield Piece(Op.SAME, " ".join(one for one in (head, ELLIPSIS, tail) if one))


def level_note(line: Line) -> str:
    """Return the change of a line's level, or an empty text."""
    return "" if line.before is None else f"level {line.before + 1} → {line.level + 1}"
