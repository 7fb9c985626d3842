"""Where the participants of a sequence diagram stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Row
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from deck_builder.diagrams.labels import Words, label_runs, paragraph, set_words
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.sequence.heads import PAD, head_width
from deck_builder.diagrams.sequence.model import (
    Event,
    Group,
    Message,
    Note,
    Opening,
    Participant,
    Side,
)
from deck_builder.text.fit import full_width, longest_word
from deck_builder.text.runs import Alignment, Paragraph, Run

# Lengths in em of the text.
BAR = 0.7
"""The width of the bar of who is active."""
STEP = 0.4
"""How far the bar of who is active once more stands beside the first one."""
LOOP = 1.8
"""How far a message to oneself goes out."""
SIDE = 0.6
"""What is free beside the words of a message."""
GROUP = 0.45
"""What is free inside of a box around participants."""
_FAR = 30.0
_APART = 1.2
_NOTE_GAP = 0.6
_HEAD_WIDEST = 9.0
_FRAME = 1.2
# The widths that the words of messages are tried in, the most comfortable one first.
_WIDEST = (16.0, 12.0, 9.0, 7.0, 5.0)
# Columns are not pulled farther apart than this.
_FARTHEST = 20.0


class Need(Struct, frozen=True):
    """From the middle of one column to that of another there must be so many EMU. Before the first
    and behind the last column, one of both is -1 or the number of columns."""

    first: int
    last: int
    width: int


class Columns(Struct, frozen=True):
    """The middles of the columns in EMU; the words and the widths of the heads; how wide words over
    one column or beside it may be, in em."""

    middles: tuple[int, ...]
    heads: tuple[Words, ...]
    widths: tuple[int, ...]
    widest: float

    def left(self, column: int) -> int:
        """Return where a head begins."""
        return self.middles[column] - self.widths[column] // 2

    def right(self, column: int) -> int:
        """Return where a head ends."""
        return self.middles[column] + self.widths[column] // 2


def columns_of(
    participants: Row[Participant],
    events: Row[Event],
    texts: Row[Paragraph | None],
    groups: Row[Group],
    ground: Ground,
) -> Columns:
    """Return the columns for the `texts` of `events`, with lines as long as there is room for."""
    heads = tuple(_head(one, ground) for one in participants)
    widths = tuple(
        head_width(one, words, ground) for one, words in zip(participants, heads, strict=True)
    )
    around = tuple(_around(participants, widths, groups, ground))
    reaches = tuple(_reach(text, ground) for text in texts)
    for widest in _WIDEST:
        needs = (*around, *_needs(events, reaches, widest, len(participants), ground))
        gaps = _gaps(widths, needs, ground)
        if sum(gaps) <= ground.width:
            break
    return Columns(_middles(_spread(gaps, ground)), heads, widths, widest)


def _around(
    participants: Row[Participant], widths: Row[int], groups: Row[Group], ground: Ground
) -> Iterator[Need]:
    """What the boxes around participants need: room for their lines beside the heads, and for their
    words over them."""
    pad, last = ground.em(2 * GROUP), len(participants) - 1
    for at in range(-1, last + 1):
        here = participants[at].group if at >= 0 else -1
        there = participants[at + 1].group if at < last else -1
        if here != there:
            halves = sum(widths[one] // 2 for one in (at, at + 1) if 0 <= one <= last)
            yield Need(at, at + 1, halves + pad * (2 if 0 <= at < last else 1))
    for number, group in enumerate(groups):
        members = [at for at, one in enumerate(participants) if one.group == number]
        if members and group.label:
            words = set_words((paragraph(label_runs(group.label)),), ground, widest=_FAR)
            missing = words.width + pad - (widths[members[0]] + widths[members[-1]]) // 2
            yield Need(members[0], members[-1], missing)
            if members[0] == members[-1]:
                half = words.width // 2 + pad
                yield Need(members[0] - 1, members[0], half)
                yield Need(members[0], members[0] + 1, half)


def _head(participant: Participant, ground: Ground) -> Words:
    runs = label_runs(participant.label)
    return set_words((paragraph(runs),), ground, widest=_HEAD_WIDEST)


@lru_cache(maxsize=2048)
def text_of(event: Event) -> Paragraph | None:
    """Return the words of a message or note; None for nothing to say."""
    if isinstance(event, Note):
        return paragraph(label_runs(event.text), None)
    if not isinstance(event, Message):
        return None
    number = (Run(f"{event.number}. ", bold=True, color="accent"),) if event.number else ()
    runs = (*number, *label_runs(event.text))
    is_own = event.source == event.target
    side = Alignment.LEFT if is_own else Alignment.CENTER
    return paragraph(runs, side) if any(run.text for run in runs) else None


def _reach(text: Paragraph | None, ground: Ground) -> tuple[int, int]:
    """The width of words on one line, and that of the longest word, both with a little more."""
    if text is None:
        return 0, 0
    more = ground.em(0.1)
    whole = full_width((text,), ground.style, ground.fonts) + more
    return whole, longest_word((text,), ground.style, ground.fonts) + more


def _needs(
    events: Row[Event], reaches: Row[tuple[int, int]], widest: float, count: int, ground: Ground
) -> Iterator[Need]:
    depth = deepest = 0
    for event, (whole, word) in zip(events, reaches, strict=True):
        width = min(whole, max(ground.em(widest), word))
        match event:
            case Message():
                yield from _message(event, width, ground)
            case Note():
                yield from _note(event, width, ground)
            case Opening():
                depth += 1
                deepest = max(deepest, depth)
            case _:
                continue
    if deepest:
        outside = ground.em(_FRAME + 0.7 * deepest)
        yield Need(-1, 0, outside)
        yield Need(count - 1, count, outside)


def _message(event: Message, width: int, ground: Ground) -> Iterator[Need]:
    first, last = sorted((event.source, event.target))
    if first == last:
        yield Need(first, first + 1, width + ground.em(LOOP + 2 * SIDE))
    else:
        yield Need(first, last, width + ground.em(2 * SIDE + BAR))


def _note(event: Note, width: int, ground: Ground) -> Iterator[Need]:
    first, last = sorted((event.first, event.last))
    box = width + 2 * ground.em(PAD[0])
    match event.side:
        case Side.LEFT:
            yield Need(first - 1, first, box + ground.em(2 * _NOTE_GAP))
        case Side.RIGHT:
            yield Need(last, last + 1, box + ground.em(2 * _NOTE_GAP))
        case Side.OVER if first == last:
            half = box // 2 + ground.em(_NOTE_GAP)
            yield Need(first - 1, first, half)
            yield Need(last, last + 1, half)
        case Side.OVER:
            yield Need(first, last, box - ground.em(2 * _NOTE_GAP))


def _gaps(widths: Row[int], needs: Row[Need], ground: Ground) -> list[int]:
    """The distances of the columns, with that of the first one from the left edge and that of the
    right edge from the last one."""
    halves = [width // 2 for width in widths]
    between = [one + other + ground.em(_APART) for one, other in pairwise(halves)]
    gaps = [halves[0], *between, halves[-1]]
    for need in sorted(needs, key=lambda need: need.last - need.first):
        first, last = max(0, need.first + 1), min(len(gaps), need.last + 1)
        missing = need.width - sum(gaps[first:last])
        for at in range(first, last) if missing > 0 else ():
            gaps[at] += -(-missing // (last - first))
    return gaps


def _spread(gaps: Row[int], ground: Ground) -> list[int]:
    """The columns farther apart where there is room."""
    inner = len(gaps) - 2
    rest = ground.width - sum(gaps)
    if inner < 1 or rest <= 0:
        return list(gaps)
    more = rest // inner
    most = ground.em(_FARTHEST)
    between = (max(gap, min(gap + more, most)) for gap in gaps[1:-1])
    return [gaps[0], *between, gaps[-1]]


def _middles(gaps: Row[int]) -> tuple[int, ...]:
    middles, x = [], 0
    for gap in gaps[:-1]:
        x += gap
        middles.append(x)
    return tuple(middles)
