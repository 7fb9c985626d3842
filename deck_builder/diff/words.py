"""Words: what two lines share, and which words differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from deck_builder.diff.model import Line, LineKind, Op, Piece, TextChange

# Scripts without spaces between words.
_SINGLE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = rf"[{_SINGLE}]|\d+(?:[.,:]\d+)+|[^\W{_SINGLE}]+(?:['’][^\W{_SINGLE}]+)*"
_WORDS = re.compile(_WORD)
_TOKENS = re.compile(rf"({_WORD}|[^\w\s]|\S|^)(\s*)")
# The most pairs of equal words in two texts before comparing them takes too long.
_MOST_PAIRS = 100_000
_LEAST_SHARED = 0.3


def words(text: str) -> list[str]:
    """Return the words of `text` without regard to case."""
    return _WORDS.findall(text.casefold())


def likeness(old: Counter[str], new: Counter[str]) -> float:
    """Return how much two bags of words share: 1 when they are equal, 0 for nothing (Dice)."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def word_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of a text, with removed and added words. Two texts that share next to
    nothing are one piece each."""
    if old == new:
        return (Piece(Op.SAME, old),) if old else ()
    found = _joined(_with_islands(_joined(_compared(old, new))))
    shared = sum(len(one.text) for one in found if one.op is Op.SAME)
    if shared < _LEAST_SHARED * min(len(old), len(new)):
        whole = (Piece(Op.REMOVED, old), Piece(Op.ADDED, new))
        return tuple(one for one in whole if one.text)
    return found


def text_change(part: str, old: str, new: str, name: str = "") -> TextChange:
    """Return the change of a text of one line."""
    return TextChange(part, (Line(LineKind.CHANGED, word_pieces(old, new)),), name)


def _compared(old: str, new: str) -> Iterator[Piece]:
    """Words and punctuation, each with the blanks after it."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    words_before, words_after = [one for one, _ in before], [one for one, _ in after]
    known = Counter(words_after)
    if sum(known[word] for word in words_before) > _MOST_PAIRS:
        yield from (Piece(Op.REMOVED, old), Piece(Op.ADDED, new))
        return
    matcher = SequenceMatcher(None, words_before, words_after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield Piece(Op.REMOVED, "".join(map("".join, before[i:j])))
            yield Piece(Op.ADDED, "".join(map("".join, after[k:m])))
            continue
        for (word, blank), (_, other) in zip(before[i:j], after[k:m], strict=True):
            yield Piece(Op.SAME, word)
            if blank == other:
                yield Piece(Op.SAME, blank)
            else:
                yield from (Piece(Op.REMOVED, blank), Piece(Op.ADDED, other))


def _with_islands(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces in which what is between two changes, but has no word, changes with them."""
    for at, piece in enumerate(pieces):
        inside = 0 < at < len(pieces) - 1
        if piece.op is Op.SAME and inside and not _WORDS.search(piece.text):
            # Between words that were only removed, or only added, a blank separates them.
            around = {pieces[at - 1].op, pieces[at + 1].op}
            if around == {Op.REMOVED, Op.ADDED} or _is_exchange(pieces, at):
                yield Piece(Op.REMOVED, piece.text)
                yield Piece(Op.ADDED, piece.text)
                continue
        yield piece


def _is_exchange(pieces: Sequence[Piece], at: int) -> bool:
    """Whether words were exchanged on both sides of a piece."""
    return (
        at >= 2
        and pieces[at - 2].op is Op.REMOVED
        and pieces[at - 1].op is Op.ADDED
        and pieces[at + 1].op is Op.REMOVED
    )


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind as one piece, removed words before added ones; blanks at the end of
    both are the same."""
    found: list[Piece] = []
    for is_same, group in groupby(pieces, lambda one: one.op is Op.SAME):
        run = list(group)
        texts = ["".join(one.text for one in run if one.op is op) for op in Op]
        same, went, came = texts
        end = "" if is_same else _shared_blanks(went, came)
        went, came = went[: len(went) - len(end)], came[: len(came) - len(end)]
        for op, text in zip((*Op, Op.SAME), (same, went, came, end), strict=True):
            if not text:
                continue
            if found and found[-1].op is op is Op.SAME:
                text = found.pop().text + text
            found.append(Piece(op, text))
    return tuple(found)


def _shared_blanks(went: str, came: str) -> str:
    """The blanks at the end of both texts; none when there is but one of them."""
    blanks = went[len(went.rstrip()) :]
    return blanks if went and came and came[len(came.rstrip()) :] == blanks else ""
