"""Mermaid's sequence diagrams, read line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Sequence as Row
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.base.limits import DIAGRAM_DEPTH
from deck_builder.diagrams.css import color_of
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import plain_label
from deck_builder.diagrams.lines import Ignored, Line, lines_of
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import check_size
from deck_builder.diagrams.sequence.diagram import Sequence, moved
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
    Role,
    Side,
)
from deck_builder.diagrams.sequence.statements import (
    WORDS,
    arrow_in,
    is_message,
    statements,
    unwrapped,
)

_NOTE = re.compile(
    r"note\s+(?P<side>left\s+of|right\s+of|over)\s+(?P<who>[^:]+?)\s*:\s*(?P<text>.*)$", re.I
)
_ALIAS = re.compile(r"\sas\s", re.IGNORECASE)
_CONFIG = re.compile(r"""["']?(\w+)["']?\s*:\s*(?:"([^"]*)"|'([^']*)'|([^,"']+))""")
_COLOR = re.compile(
    r"(?P<color>(?:rgb|hsl)a?\([^()]*\)|#[0-9a-fA-F]{3,8}\b|transparent\b|[A-Za-z]+\b)\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
# What begins another part of a block, and of which kind of block.
_BRANCHES: Mapping[str, BlockKind] = {
    "else": BlockKind.ALT,
    "and": BlockKind.PAR,
    "option": BlockKind.CRITICAL,
}
_DROPPED = ("link", "links", "properties", "details")
_BOX = "box"
_EXAMPLE = "a message is written as ‘Alice->>Bob: Hello’"
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?")


def read(fence: Fence, found: Collector) -> Sequence:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    reader = _Reader(Ignored(fence, found), page.title)
    for line in lines_of(page):
        for statement in statements(line):
            reader.read(statement)
    reader.finish()
    if not reader.participants:
        raise DiagramError("there is no participant in it", 0, 1, _EXAMPLE)
    notes = [one for one in reader.events if isinstance(one, Note | Opening | Branch)]
    messages = [one for one in reader.events if isinstance(one, Message | Activation)]
    check_size((*reader.participants, *notes), messages, fence)
    order = _order(reader.participants)
    places = {number: at for at, number in enumerate(order)}
    return Sequence(
        participants=tuple(reader.participants[number] for number in order),
        events=tuple(moved(event, places) for event in reader.events),
        groups=tuple(reader.groups),
        title=reader.title,
        kind="Sequence diagram",
        described=page.described,
    )


def _order(participants: Row[Participant]) -> list[int]:
    """The participants in order, those of a box beside each other."""
    first: dict[int, int] = {}
    for at, one in enumerate(participants):
        first.setdefault(one.group, at)
    places = [first[one.group] if one.group >= 0 else at for at, one in enumerate(participants)]
    return sorted(range(len(participants)), key=lambda at: (places[at], at))


class _Reader(Struct):
    """What was read so far. `created` and `destroyed` wait for their message."""

    ignored: Ignored
    title: str = ""
    participants: list[Participant] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    open: list[tuple[BlockKind | str, Line]] = field(default_factory=list)
    active: list[int] = field(default_factory=list)
    number: Decimal | None = None
    step: Decimal = Decimal(1)
    created: tuple[int, Line] | None = None
    destroyed: tuple[int, Line] | None = None
    group: int = -1
    names: dict[str, int] = field(default_factory=dict)

    def read(self, line: Line) -> None:
        reads = self._of_word(line.word)
        if reads is not None and not is_message(line, line.word):
            reads(line, line.rest)
        elif _NOTE.match(line.text):
            self._note(line)
        else:
            self._message(line)

    def _of_word(self, word: str) -> Callable[[Line, str], None] | None:
        if word in {kind.value for kind in BlockKind} or word == "par_over":
            return self._opening
        if word in _BRANCHES:
            return self._branch
        if word in _DROPPED:
            return self._drop
        known: dict[str, Callable[[Line, str], None]] = {
            "participant": self._participant,
            "actor": self._participant,
            "create": self._create,
            "destroy": self._destroy,
            "box": self._box,
            "end": self._end,
            "activate": self._activate,
            "deactivate": self._activate,
            "autonumber": self._autonumber,
            "title": self._title,
            "title:": self._title,
        }
        return known.get(word)

    def finish(self) -> None:
        """Report what is still open."""
        for kind, line in self.open:
            word = kind if isinstance(kind, str) else kind.value
            raise line.wrong(f"‘{word}’ has no ‘end’", hint="write ‘end’ after its lines")
        for waiting, what in ((self.created, "creates"), (self.destroyed, "destroys")):
            if waiting is not None:
                hint = "write the message right after it"
                raise waiting[1].wrong(f"no message {what} this participant", hint=hint)

    def _who(self, name: str, line: Line) -> int:
        """The number of a participant, who may take part only from now on."""
        name = plain_label(name)
        if name not in self.names:
            self.names[name] = len(self.participants)
            self.participants.append(Participant(name, name))
        return self.names[name]

    def _title(self, line: Line, rest: str) -> None:
        self.title = plain_label(rest)

    def _participant(self, line: Line, rest: str) -> None:
        self._introduce(line, rest, line.word)

    def _introduce(self, line: Line, rest: str, role: str) -> int:
        """Take up a participant as one of a `role`, and return its number."""
        found = _ALIAS.search(rest)
        name, shown = (rest[: found.start()], rest[found.end() :]) if found else (rest, "")
        name, _, written = name.partition("@{")
        config = _config(written)
        if not name.strip():
            raise line.wrong("the participant has no name", hint="participant Alice")
        number = self._who(name, line)
        known = self.participants[number]
        text = (shown or config.get("alias", "")).strip() or known.label
        group = self.group if self.group >= 0 else known.group
        kind = self._role(line, config.get("type", role))
        self.participants[number] = replace(known, label=text, role=kind, group=group)
        return number

    def _role(self, line: Line, name: str) -> Role:
        roles = {one.value: one for one in Role}
        if name.lower() in roles:
            return roles[name.lower()]
        fault = f"‘{name}’ is no kind of participant"
        raise line.wrong(fault, name, suggestion(name.lower(), roles))

    def _create(self, line: Line, rest: str) -> None:
        word, _, name = rest.partition(" ")
        if word.lower() not in ("participant", "actor"):
            word, name = "participant", rest
        self.created = self._introduce(line, name, word.lower()), line

    def _destroy(self, line: Line, rest: str) -> None:
        self.destroyed = self._known(rest, line), line

    def _known(self, name: str, line: Line) -> int:
        """The number of a participant who was named before."""
        key = plain_label(name)
        if key in self.names:
            return self.names[key]
        hint = suggestion(key, self.names)
        raise line.wrong(f"there is no participant ‘{key}’", name, hint)

    def _box(self, line: Line, rest: str) -> None:
        self.open.append((_BOX, line))
        found = _COLOR.match(rest)
        # The theme has its own colour for boxes.
        if found and (found["color"].lower() == "transparent" or color_of(found["color"])):
            rest = found["rest"]
        self.group = len(self.groups)
        self.groups.append(Group(rest.strip()))

    def _end(self, line: Line, rest: str) -> None:
        if not self.open:
            raise line.wrong("‘end’ without anything to end", hint="remove it")
        if self.open.pop()[0] == _BOX:
            self.group = -1
        else:
            self.events.append(Closing())

    def _opening(self, line: Line, rest: str) -> None:
        word = line.word.removesuffix("_over")
        kind = BlockKind(word)
        self.open.append((kind, line))
        DIAGRAM_DEPTH.check(len(self.open), "the diagram", self.ignored.fence.span)
        # The words of a `rect` are its colour, for which the theme has its own.
        text = "" if kind is BlockKind.RECT else unwrapped(rest)
        self.events.append(Opening(kind, text))

    def _branch(self, line: Line, rest: str) -> None:
        word = line.word
        kind = _BRANCHES[word]
        if not self.open or self.open[-1][0] is not kind:
            fault = f"‘{word}’ outside of ‘{kind.value}’"
            raise line.wrong(fault, hint=f"begin with ‘{kind.value}’")
        self.events.append(Branch(word, unwrapped(rest)))

    def _activate(self, line: Line, rest: str) -> None:
        number = self._who(rest, line)
        self._switch(number, line.text.lower().startswith("activate"), line)

    def _switch(self, number: int, begins: bool, line: Line) -> None:
        if begins:
            self.active.append(number)
        elif number in self.active:
            self.active.remove(number)
        else:
            name = self.participants[number].label
            hint = f"activate it before: activate {self.participants[number].name}"
            raise line.wrong(f"‘{name}’ is not active", hint=hint)
        self.events.append(Activation(number, begins))

    def _autonumber(self, line: Line, rest: str) -> None:
        words = rest.split()
        if words == ["off"]:
            self.number = None
            return
        if not all(map(_NUMBER.fullmatch, words)):
            raise line.wrong("this is no number", rest, "autonumber 10 5")
        numbers = [Decimal(word) for word in words[:2]]
        self.number = numbers[0] if numbers else Decimal(1)
        self.step = numbers[1] if len(numbers) > 1 else Decimal(1)

    def _drop(self, line: Line, rest: str) -> None:
        self.ignored.note(line, f"‘{line.word}’")

    def _note(self, line: Line) -> None:
        found = _NOTE.match(line.text)
        assert found is not None
        sides = {"left": Side.LEFT, "right": Side.RIGHT, "over": Side.OVER}
        side = sides[found["side"].split()[0].lower()]
        who = [self._who(name, line) for name in found["who"].split(",")[:2]]
        text = unwrapped(found["text"])
        self.events.append(Note(who[0], who[-1], side, text))

    def _message(self, line: Line) -> None:
        found = arrow_in(line.text)
        if found is None:
            word = line.text.split()[0]
            hint = suggestion(word.lower(), WORDS) if word.isalpha() else ""
            if not hint.startswith("did"):
                hint = _EXAMPLE
            raise line.wrong("this is no message and no other statement", hint=hint)
        source, target = self._who(found.source, line), self._who(found.target, line)
        tail, head = found.heads
        message = Message(source, target, found.text, found.is_dashed, head, tail)
        self.events.append(self._with_life(self._numbered(message), line))
        if found.sign:
            begins = found.sign == "+"
            self._switch(target if begins else source, begins, line)

    def _numbered(self, message: Message) -> Message:
        if self.number is None:
            return message
        number = f"{self.number.normalize():f}"
        self.number += self.step
        return replace(message, number=number)

    def _with_life(self, message: Message, line: Line) -> Message:
        """The message with who begins or ends with it."""
        ends = (message.source, message.target)
        if self.created is not None:
            if message.target != self.created[0]:
                name = self.participants[self.created[0]].name
                raise line.wrong(f"this message should go to ‘{name}’, whom it creates")
            message, self.created = replace(message, created=self.created[0]), None
        if self.destroyed is not None:
            if self.destroyed[0] not in ends:
                name = self.participants[self.destroyed[0]].name
                raise line.wrong(f"this message has nothing to do with ‘{name}’")
            message, self.destroyed = replace(message, destroyed=self.destroyed[0]), None
        return message


def _config(text: str | None) -> Mapping[str, str]:
    """What is between the braces of `@{ "type": "database" }`."""
    found = _CONFIG.findall(text or "")
    return {key: (double or single or bare).strip() for key, double, single, bare in found}
