"""Words: what two lines share, and which words are other ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from deck_builder.changes.model import Op, Piece

# Scripts without spaces between words.
_SINGLE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = rf"[{_SINGLE}]|\d+(?:[.,:]\d+)+|[^\W{_SINGLE}]+(?:['’][^\W{_SINGLE}]+)*"
_WORDS = re.compile(_WORD)
_TOKENS = re.compile(rf"{_WORD}|\s+|[^\w\s]|.", re.S)
_MOST_PAIRS = 4_000_000
_LEAST_SHARED = 0.3


def words(text: str) -> list[str]:
    """Return the words of `text` without regard to case."""
    return _WORDS.findall(text.casefold())


def likeness(old: Counter[str], new: Counter[str]) -> float:
    """Return how much two bags of words share: 1 when they are equal, 0 for nothing (Dice)."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def word_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return `new` with the words of `old` that went, and those that came, marked. Two texts that
    share next to nothing are one piece each."""
    if old == new:
        return (Piece(Op.SAME, old),) if old else ()
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    found = _joined(_with_islands(list(_compared(before, after))))
    shared = sum(len(one.text) for one in found if one.op is Op.SAME)
    if shared < _LEAST_SHARED * min(len(old), len(new)):
        whole = (Piece(Op.REMOVED, old), Piece(Op.ADDED, new))
        return tuple(one for one in whole if one.text)
    return found


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if len(old) * len(new) > _MOST_PAIRS:
        yield from (Piece(Op.REMOVED, "".join(old)), Piece(Op.ADDED, "".join(new)))
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Op.SAME, "".join(old[i:j]))
            continue
        if j > i:
            yield Piece(Op.REMOVED, "".join(old[i:j]))
        if m > k:
            yield Piece(Op.ADDED, "".join(new[k:m]))


def _with_islands(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """What stays between two changes without a word of its own changes with them."""
    for at, piece in enumerate(pieces):
        inside = 0 < at < len(pieces) - 1
        if piece.op is Op.SAME and inside and not _WORDS.search(piece.text):
            # Between words that only went, or only came, a blank tells where one ends.
            around = {pieces[at - 1].op, pieces[at + 1].op}
            if around == {Op.REMOVED, Op.ADDED} or _is_exchange(pieces, at):
                yield Piece(Op.REMOVED, piece.text)
                yield Piece(Op.ADDED, piece.text)
                continue
        yield piece


def _is_exchange(pieces: Sequence[Piece], at: int) -> bool:
    """Whether words went and came on both sides of a piece."""
    return (
        at >= 2
        and pieces[at - 2].op is Op.REMOVED
        and pieces[at - 1].op is Op.ADDED
        and pieces[at + 1].op is Op.REMOVED
    )


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind as one piece, what went before what came."""
    found: list[Piece] = []
    for is_same, group in groupby(pieces, lambda one: one.op is Op.SAME):
        run = list(group)
        for op in (Op.SAME,) if is_same else (Op.REMOVED, Op.ADDED):
            text = "".join(one.text for one in run if one.op is op)
            if text:
                found.append(Piece(op, text))
    return tuple(found)
