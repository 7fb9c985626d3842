"""Lines: which of them were removed, added, moved or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from deck_builder.diff.model import Line, LineKind, Op, Piece
from deck_builder.diff.words import likeness, word_pieces, words

Pair = tuple[int | None, int | None]
_ALIKE = 0.4
_MOST_PAIRS = 10_000
_MOST_REPEATED = 1_000_000


class Row(Struct, frozen=True):
    """A line to be compared."""

    text: str
    level: int = 0


def changed_lines(old: Sequence[Row], new: Sequence[Row]) -> tuple[Line, ...]:
    """Return the lines that differ, in their order."""
    found = [
        line
        for before, after in aligned([one.text for one in old], [one.text for one in new])
        for line in _line(
            None if before is None else old[before], None if after is None else new[after]
        )
    ]
    return tuple(_with_moves(found))


def _line(old: Row | None, new: Row | None) -> Iterator[Line]:
    if old is None and new is not None:
        yield Line(LineKind.ADDED, (Piece(Op.ADDED, new.text),), new.level)
    elif new is None and old is not None:
        yield Line(LineKind.REMOVED, (Piece(Op.REMOVED, old.text),), old.level)
    elif old is not None and new is not None and old != new:
        before = old.level if old.level != new.level else None
        yield Line(LineKind.CHANGED, word_pieces(old.text, new.text), new.level, before)


def _with_moves(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines with one that was removed from one place and added at another as moved."""
    came = Counter(line.pieces[0].text for line in lines if line.kind is LineKind.ADDED)
    went = Counter(line.pieces[0].text for line in lines if line.kind is LineKind.REMOVED)
    moved = came & went
    left = {LineKind.ADDED: moved.copy(), LineKind.REMOVED: moved.copy()}
    for line in lines:
        text = line.pieces[0].text if line.pieces else ""
        if line.kind not in left or not left[line.kind][text]:
            yield line
            continue
        left[line.kind][text] -= 1
        if line.kind is LineKind.ADDED:
            yield Line(LineKind.MOVED, (Piece(Op.SAME, text),), line.level)


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Yield which text became which, by their places; equal texts stay, and of the others those
    that are most alike are one text that changed."""
    # Lines that are repeated many times are compared in short texts only.
    is_long = len(old) * len(new) > _MOST_REPEATED
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=is_long).get_opcodes():
        if tag == "equal":
            yield from zip(range(i, j), range(k, m), strict=True)
            continue
        for before, after in _alike(old[i:j], new[k:m]):
            yield (
                None if before is None else before + i,
                None if after is None else after + k,
            )


def _alike(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """The pairs that share most in all, in order on both sides."""
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        yield from ((at, None) for at in range(len(old)))
        yield from ((None, at) for at in range(len(new)))
        return
    scores = _scores(old, new)
    best = _sums(scores)
    at, to = 0, 0
    while at < len(old) or to < len(new):
        if at < len(old) and best[at][to] == best[at + 1][to]:
            yield at, None
            at += 1
        elif to < len(new) and best[at][to] == best[at][to + 1]:
            yield None, to
            to += 1
        else:
            yield at, to
            at, to = at + 1, to + 1


def _scores(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    before, after = [Counter(words(one)) for one in old], [Counter(words(one)) for one in new]
    return [[_score(one, other) for other in after] for one in before]


def _score(old: Counter[str], new: Counter[str]) -> float:
    score = likeness(old, new)
    return score if score >= _ALIKE else 0.0


def _sums(scores: Sequence[Sequence[float]]) -> list[list[float]]:
    """The most that can be shared from each place on (Needleman and Wunsch)."""
    height, width = len(scores), len(scores[0])
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for at in reversed(range(height)):
        for to in reversed(range(width)):
            paired = scores[at][to] + best[at + 1][to + 1] if scores[at][to] else 0.0
            best[at][to] = max(best[at + 1][to], best[at][to + 1], paired)
    return best
