"""Where a sequence diagram is cut in two, and what goes on around a cut."""

from __future__ import annotations

from collections.abc import Sequence as Row

from msgspec import Struct

from deck_builder.diagrams.sequence.model import (
    Activation,
    BlockKind,
    Branch,
    Closing,
    Event,
    Message,
    Note,
    Opening,
)

# A part of fewer rows than this is not worth a slide of its own.
_FEWEST = 3
_CONTINUED = "… "


class _Place(Struct, frozen=True):
    """A place to cut at, before event `number`: so many blocks are open, somebody `is_active`, and
    it is so `far` from the middle, in half rows. There may begin another branch."""

    number: int
    depth: int
    is_active: bool
    far: int
    is_branch: bool


def cut_of(events: Row[Event]) -> int | None:
    """Return before which event to cut in two, as near to the middle as possible: where no block is
    open and nobody is active, else where no block is open, else in as few blocks as possible and
    rather before a branch. None without such a place."""
    places = _places(events)
    if not places:
        return None
    outside = [place for place in places if place.depth == 0]
    if not outside:
        return min(
            places, key=lambda one: (one.depth, one.far - one.is_branch, one.is_active)
        ).number
    best = min(outside, key=lambda one: (one.is_active, one.far))
    # A cut far from the middle helps little: there somebody may be active.
    if best.far > _rows(events) // 2:
        best = min(outside, key=lambda one: one.far)
    return best.number


def _places(events: Row[Event]) -> list[_Place]:
    rows = _rows(events)
    places: list[_Place] = []
    depth = active = done = 0
    for number, event in enumerate(events[:-1]):
        match event:
            case Opening():
                depth += 1
            case Closing():
                depth -= 1
            case Activation():
                active += 1 if event.begins else -1
            case Message() | Note():
                done += 1
        follows = events[number + 1]
        begins = isinstance(event, Opening | Branch)
        if begins or isinstance(follows, Activation | Closing):
            continue
        if min(done, rows - done) >= _FEWEST:
            far = abs(2 * done - rows)
            is_branch = isinstance(follows, Branch)
            places.append(_Place(number + 1, depth, active > 0, far, is_branch))
    return places


def _rows(events: Row[Event]) -> int:
    return sum(isinstance(one, Message | Note) for one in events)


def between(events: Row[Event], first: int, last: int) -> Row[Event]:
    """Return the events from one to another. Blocks that are open before them are opened again,
    those that are open after them are closed."""
    inside = events[first:last]
    before = _open(events[:first])
    if inside and isinstance(inside[0], Branch) and before:
        opening = before[-1]
        before[-1] = Opening(opening.kind, inside[0].text)
        inside = inside[1:]
    again = [Opening(one.kind, _continued(one)) for one in before]
    return (*again, *inside, *(Closing() for _ in _open(events[:last])))


def _open(events: Row[Event]) -> list[Opening]:
    """The blocks that are open after `events`, each with the words of its last branch."""
    found: list[Opening] = []
    for event in events:
        match event:
            case Opening():
                found.append(event)
            case Branch():
                found[-1] = Opening(found[-1].kind, event.text)
            case Closing():
                found.pop()
            case _:
                continue
    return found


def _continued(opening: Opening) -> str:
    if opening.kind is BlockKind.RECT:
        return opening.text
    return f"{_CONTINUED}{opening.text.removeprefix(_CONTINUED)}".strip()
