"""What every way of showing changes shares: the summary, headings, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from deck_builder.diff.model import DeckChanges, Line, Op, Piece, SlideChange, SlideRef

NOTHING = "nothing changed"
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
    said = [", ".join(parts)] if parts else []
    if changes.deck:
        count = len(changes.deck)
        said.append(f"{count:,} {'change' if count == 1 else 'changes'} to the whole deck")
    return "; ".join(said) or NOTHING


class Entry(Struct, frozen=True):
    """A slide to be shown, or several that moved together. `what` became of it, which is it, and
    where it `was`, empty unless it moved."""

    what: str
    place: str
    title: str
    was: str
    changes: tuple[SlideChange, ...]


def entries(changes: DeckChanges) -> Iterator[Entry]:
    """Yield what is shown under a heading of its own."""
    for _, group in groupby(_numbered(changes.slides), lambda one: one[0]):
        run = [change for _, change in group]
        yield _together(run) if len(run) > 1 else _entry(run[0])


def _numbered(slides: Sequence[SlideChange]) -> Iterator[tuple[int, SlideChange]]:
    """Slides with a number that those have in common that only moved, and did so together."""
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
    if change.old is None or change.new is None:
        shown = change.new or change.old
        assert shown is not None
        if change.new is None:
            # Its number is another slide's now.
            return Entry(_REMOVED, f"old {place(shown.numbers)}", shown.title, "", (change,))
        return Entry(_ADDED, place(shown.numbers), shown.title, "", (change,))
    what = " and ".join([_MOVED] * change.moved + [_CHANGED] * bool(change.changes))
    was = place(change.old.numbers) if change.moved else ""
    return Entry(what, place(change.new.numbers), change.new.title, was, (change,))


def _together(run: Sequence[SlideChange]) -> Entry:
    olds = [number for one in run if one.old for number in one.old.numbers]
    news = [number for one in run if one.new for number in one.new.numbers]
    titles = [_title(one.new) for one in (run[0], run[-1])]
    return Entry(_MOVED, place(news), f" {ELLIPSIS} ".join(titles), place(olds), tuple(run))


def _title(slide: SlideRef | None) -> str:
    return slide.title if slide else ""


def place(numbers: Sequence[int]) -> str:
    """Return which slides these are."""
    if len(numbers) == 1:
        return f"slide {numbers[0]}"
    return f"slides {numbers[0]}–{numbers[-1]}"


def elided(line: Line) -> Iterator[Piece]:
    """Yield the pieces of a line; of long ones that are the same, only the words beside what
    changed."""
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


def note_of_level(line: Line) -> str:
    """Return what became of a line's level, or an empty text."""
    if line.before is None:
        return ""
    return f"level {line.before + 1} → {line.level + 1}"
