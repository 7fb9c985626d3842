"""What a sequence diagram says: who takes part, and what happens, in the order of time."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Role(Enum):
    """What takes part, by mermaid's name for it."""

    PARTICIPANT = "participant"
    ACTOR = "actor"
    BOUNDARY = "boundary"
    CONTROL = "control"
    ENTITY = "entity"
    DATABASE = "database"
    COLLECTIONS = "collections"
    QUEUE = "queue"


class Head(Enum):
    """How an end of an arrow looks."""

    NONE = "none"
    FILLED = "filled"
    OPEN = "open"
    CROSS = "cross"


class Side(Enum):
    """Where a note stands."""

    LEFT = "left"
    RIGHT = "right"
    OVER = "over"


class BlockKind(Enum):
    """What is around some of the messages."""

    LOOP = "loop"
    ALT = "alt"
    OPT = "opt"
    PAR = "par"
    CRITICAL = "critical"
    BREAK = "break"
    RECT = "rect"


class Participant(Struct, frozen=True):
    """Who takes part. `group` is the number of the box that is around it, -1 for none."""

    name: str
    label: str
    role: Role = Role.PARTICIPANT
    group: int = -1


class Group(Struct, frozen=True):
    """A box around participants."""

    label: str


class Message(Struct, frozen=True):
    """An arrow from one participant to another, or to itself. Participants are counted from 0.
    `created` and `destroyed` are the participants that begin or end with it, -1 for none."""

    source: int
    target: int
    text: str
    dashed: bool = False
    head: Head = Head.FILLED
    tail: Head = Head.NONE
    number: str = ""
    created: int = -1
    destroyed: int = -1


class Note(Struct, frozen=True):
    """A note beside a participant, or over all from the `first` to the `last`."""

    first: int
    last: int
    side: Side
    text: str


class Activation(Struct, frozen=True):
    """A participant begins to be active, or ends it."""

    participant: int
    begins: bool


class Opening(Struct, frozen=True):
    """The begin of a block around what follows."""

    kind: BlockKind
    text: str


class Branch(Struct, frozen=True):
    """The begin of another part of the innermost block."""

    word: str
    text: str


class Closing(Struct, frozen=True):
    """The end of the innermost block."""


Event = Message | Note | Activation | Opening | Branch | Closing
