"""A sequence diagram as a whole: laid out, told in words, cut in two."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Row

from msgspec.structs import replace

from deck_builder.diagrams.labels import plain_label
from deck_builder.diagrams.model import Diagram, Ground
from deck_builder.diagrams.scene import Scene
from deck_builder.diagrams.sequence.cuts import between, cut_of
from deck_builder.diagrams.sequence.model import (
    Activation,
    BlockKind,
    Branch,
    Closing,
    Event,
    Group,
    Message,
    Note,
    Opening,
    Participant,
    Side,
)

# Of more participants than this, only those who do something in a part are on its slide.
_MOST = 6


class Sequence(Diagram, frozen=True):
    """A sequence diagram; blocks are closed in the order in which they were opened. `present` are
    the participants who are there from the start, None for all who are not created."""

    participants: tuple[Participant, ...] = ()
    events: tuple[Event, ...] = ()
    groups: tuple[Group, ...] = ()

    def lay_out(self, ground: Ground) -> Scene:
        """Participants beside each other, time from the top to the bottom."""
        from deck_builder.diagrams.sequence.layout import lay_out

        return lay_out(self, ground)

    def extent(self, ground: Ground) -> tuple[int, int]:
        """A line for each message or note, and a head for each participant."""
        shown = [one for one in self.events if isinstance(one, Message | Note | Opening)]
        lines = sum(1.3 if one.text else 0.3 for one in shown)
        return ground.em(5 * len(self.participants)), ground.em(lines)

    def sentences(self) -> Row[str]:
        """Each message and note, and what is around them."""
        told = tuple(self._told())
        if told:
            return told
        return tuple(plain_label(one.label) for one in self.participants)

    def _told(self) -> Iterator[str]:
        names = [plain_label(one.label) for one in self.participants]
        for event in self.events:
            match event:
                case Message():
                    to = "to" if self.has_verbs else "→"
                    ends = f"{names[event.source]} {to} {names[event.target]}"
                    number = f"{event.number}. " if event.number else ""
                    yield f"{number}{ends}: {plain_label(event.text)}".removesuffix(": ")
                case Note():
                    yield f"{self._place(event, names)}: {plain_label(event.text)}"
                case Opening() if event.kind is not BlockKind.RECT:
                    text = plain_label(event.text)
                    yield f"{event.kind.value} {text}".strip()
                case Branch():
                    yield f"{event.word} {plain_label(event.text)}".strip()
                case _:
                    continue

    def _place(self, note: Note, names: Row[str]) -> str:
        both = note.last != note.first
        if not self.has_verbs:
            return f"{names[note.first]}, {names[note.last]}" if both else names[note.first]
        who = f"{names[note.first]} and {names[note.last]}" if both else names[note.first]
        side = {Side.LEFT: "left of", Side.RIGHT: "right of", Side.OVER: "over"}[note.side]
        return f"note {side} {who}"

    def words(self) -> Row[str]:
        """The names of all who take part, then the words of all that happens."""
        names = [one.label for one in self.participants]
        texts = [one.text for one in self.events if not isinstance(one, Activation | Closing)]
        groups = [one.label for one in self.groups]
        return tuple(filter(None, map(plain_label, (*groups, *names, *texts))))

    def parts(self) -> tuple[Diagram, ...]:
        """Two halves; none without a place to cut. Blocks that are open there go on in the second
        one. Participants are repeated, if they are few or do something there."""
        cut = cut_of(self.events)
        if cut is None:
            return ()
        return self._part(0, cut), self._part(cut, len(self.events))

    def _part(self, first: int, last: int) -> Sequence:
        """What happens from one event to another, with who is there at that time and who was active
        before it."""
        before, events = self.events[:first], between(self.events, first, last)
        later = self.events[last:]
        gone = {one.destroyed for one in before if isinstance(one, Message)}
        to_come = {one.created for one in later if isinstance(one, Message)}
        used = set(_used(events)) or set(range(len(self.participants)))
        few = len(self.participants) <= _MOST
        kept = [
            number
            for number in range(len(self.participants))
            if number not in gone and number not in to_come and (few or number in used)
        ]
        places = {number: at for at, number in enumerate(kept)}
        active = [Activation(number, True) for number in _active(before) if number in places]
        return replace(
            self,
            participants=tuple(self.participants[number] for number in kept),
            events=tuple(moved(one, places) for one in (*active, *events)),
        )


def _used(events: Row[Event]) -> Iterator[int]:
    """Who has a message or a note."""
    for event in events:
        match event:
            case Message():
                yield from (event.source, event.target)
            case Note():
                yield from (event.first, event.last)
            case _:
                continue


def _active(events: Row[Event]) -> list[int]:
    """Who is active after `events`."""
    active: list[int] = []
    for event in events:
        if isinstance(event, Activation):
            if event.begins:
                active.append(event.participant)
            else:
                active.remove(event.participant)
    return active


def moved(event: Event, places: dict[int, int]) -> Event:
    """Return an event with its participants counted anew."""
    match event:
        case Message():
            return replace(
                event,
                source=places[event.source],
                target=places[event.target],
                created=places.get(event.created, -1),
                destroyed=places.get(event.destroyed, -1),
            )
        case Note():
            return replace(event, first=places[event.first], last=places[event.last])
        case Activation():
            return replace(event, participant=places[event.participant])
        case Opening() | Branch() | Closing():
            return event
