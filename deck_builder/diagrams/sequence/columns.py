"""Where the participants of a sequence diagram stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Row
from itertools import pairwise

from msgspec import Struct

from deck_builder.diagrams.labels import Words, label_runs, paragraph, set_words
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.sequence.heads import PAD, head_width
from deck_builder.diagrams.sequence.model import (
    Event,
    Message,
    Note,
    Opening,
    Participant,
    Side,
)
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
    participants: Row[Participant], events: Row[Event], texts: Row[Paragraph | None], ground: Ground
) -> Columns:
    """Return the columns for the `texts` of `events`, with lines as long as there is room for."""
    heads = tuple(_head(one, ground) for one in participants)
    widths = tuple(
        head_width(one, words, ground) for one, words in zip(participants, heads, strict=True)
    )
    for widest in _WIDEST:
        needs = tuple(_needs(events, texts, widest, len(participants), ground))
        gaps = _gaps(widths, needs, ground)
        if sum(gaps) <= ground.width:
            break
    return Columns(_middles(_spread(gaps, ground)), heads, widths, widest)


def _head(participant: Participant, ground: Ground) -> Words:
    runs = label_runs(participant.label)
    return set_words((paragraph(runs),), ground, widest=_HEAD_WIDEST)


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


def _needs(
    events: Row[Event], texts: Row[Paragraph | None], widest: float, count: int, ground: Ground
) -> Iterator[Need]:
    depth = deepest = 0
    for event, text in zip(events, texts, strict=True):
        width = set_words((text,), ground, widest=widest).width if text else 0
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
