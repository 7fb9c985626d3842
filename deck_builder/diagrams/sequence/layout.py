"""Sequence diagrams laid out: participants beside each other, time from the top to the bottom."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Row
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.units import Box, Insets
from deck_builder.diagrams.labels import Words, label_runs, paragraph, plain_label, set_words
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.outlines import outline
from deck_builder.diagrams.paint import LABEL, NOTE, WORDS, Paint
from deck_builder.diagrams.pieces import bounded, words_node
from deck_builder.diagrams.scene import Dash, Head, Item, Link, Node, Scene, in_ranks
from deck_builder.diagrams.sequence.columns import (
    BAR,
    GROUP,
    LOOP,
    SIDE,
    STEP,
    Columns,
    columns_of,
    text_of,
)
from deck_builder.diagrams.sequence.frames import INSIDE, Frame, around
from deck_builder.diagrams.sequence.heads import PAD, head, head_height
from deck_builder.diagrams.sequence.lifelines import CROSS, Lifelines
from deck_builder.diagrams.sequence.model import (
    Activation,
    BlockKind,
    Branch,
    Closing,
    Message,
    Note,
    Opening,
    Side,
)
from deck_builder.diagrams.sequence.model import Head as Arrowhead
from deck_builder.text.runs import Alignment, Paragraph

if TYPE_CHECKING:
    from deck_builder.diagrams.sequence.diagram import Sequence

_HEADS = {
    Arrowhead.NONE: Head.NONE,
    Arrowhead.FILLED: Head.ARROW,
    Arrowhead.OPEN: Head.OPEN,
    Arrowhead.CROSS: Head.CROSS,
}
# In em: between rows, at least and at most; under the words of a message; inside of a frame.
_GAP, _MOST_GAP = 0.3, 1.3
_UNDER = 0.1
_INSIDE = 0.6
_LOOP_HEIGHT = 1.0
_NOTE_GAP = 0.6
_NOTE_SHAPE = "foldedCorner"


def lay_out(diagram: Sequence, ground: Ground) -> Scene:
    """Return the scene of a diagram, with its rows farther apart where there is room."""
    if not diagram.participants:
        return Scene(0, 0, ())
    texts = tuple(map(text_of, diagram.events))
    columns = columns_of(diagram.participants, diagram.events, texts, diagram.groups, ground)
    close = _drawing(diagram, texts, columns, ground, ground.em(_GAP)).scene()
    rows = sum(isinstance(one, Message | Note | Opening) for one in diagram.events) + 1
    more = min((ground.height - close.height) // rows, ground.em(_MOST_GAP - _GAP))
    if more <= 0:
        return close
    return _drawing(diagram, texts, columns, ground, ground.em(_GAP) + more).scene()


def _drawing(
    diagram: Sequence, texts: Row[Paragraph | None], columns: Columns, ground: Ground, gap: int
) -> _Drawing:
    names = tuple(plain_label(one.label) for one in diagram.participants)
    lives = Lifelines(names, columns, ground)
    return _Drawing(diagram, texts, columns, ground, gap, names, lives)


class _Drawing(Struct):
    """What is drawn so far, down to `y`; `last` is where the last message was."""

    diagram: Sequence
    texts: Row[Paragraph | None]
    columns: Columns
    ground: Ground
    gap: int
    names: Row[str]
    lives: Lifelines
    y: int = 0
    last: int = 0
    rank: int = 1
    tinted: int = 0
    items: list[Item] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)
    titles: list[Item] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)

    def scene(self) -> Scene:
        """Everything, moved so that it begins at (0, 0)."""
        self._heads()
        for number, event in enumerate(self.diagram.events):
            match event:
                case Message():
                    self._message(number, event)
                case Note():
                    self._note(number, event)
                case Activation():
                    self._activation(event)
                case Opening():
                    self._opening(event)
                case Branch():
                    self._branch(event)
                case Closing():
                    self._closing()
        self._lifelines()
        return bounded((*self._groups(), *in_ranks([*self.behind, *self.titles, *self.items])))

    def em(self, count: float) -> int:
        return self.ground.em(count)

    # Heads.

    def _heads(self) -> None:
        created = {one.created for one in self.diagram.events if isinstance(one, Message)}
        people, words = self.diagram.participants, self.columns.heads
        there = [number for number in range(len(people)) if number not in created]
        pairs = [(people[number], words[number]) for number in there]
        top = self.em(1.6) if any(one.label for one in self.diagram.groups) else 0
        self.y = top + max((head_height(*pair, self.ground) for pair in pairs), default=0)
        for number in there:
            self._head(number, self.y, 1)
        self.last = self.y + self.gap
        self.y += self.gap

    def _head(self, number: int, bottom: int, rank: int) -> None:
        person, words = self.diagram.participants[number], self.columns.heads[number]
        middle = self.columns.middles[number]
        self.items.extend(head(person, words, middle, bottom, rank, self.ground))
        self.lives.begun[number] = bottom, rank

    def _lifelines(self) -> None:
        """The lines under the heads, and the bars of those who are active to the end."""
        bottom = self.y
        for number in sorted(self.lives.bars):
            while self.lives.depth(number):
                self._bar(number, bottom)
        self.behind.extend(self.lives.lines(bottom))

    def _groups(self) -> Iterator[Item]:
        """The boxes around participants, behind everything."""
        people = self.diagram.participants
        for number, group in enumerate(self.diagram.groups):
            members = [at for at, one in enumerate(people) if one.group == number]
            if members:
                left = min(map(self.columns.left, members))
                right = max(map(self.columns.right, members))
                yield from around(group, Box(left, 0, right - left, self.y), self.ground)

    def _edges(self) -> Iterator[int]:
        """Where the boxes around participants begin and end."""
        pad = self.em(GROUP)
        for at, one in enumerate(self.diagram.participants):
            if one.group >= 0:
                yield self.columns.left(at) - pad
                yield self.columns.right(at) + pad

    # Messages.

    def _message(self, number: int, event: Message) -> None:
        self.rank += 1
        if event.source == event.target:
            self._loop(number, event)
        else:
            self._arrow(number, event)
        if event.destroyed >= 0:
            self._cross(event.destroyed)

    def _arrow(self, number: int, event: Message) -> None:
        middles = self.columns.middles
        begin, end = self._edge(number, event.source, event.target), 0
        created = event.created == event.target
        if created:
            forward = middles[event.target] > middles[event.source]
            end = self.columns.left(event.target) if forward else self.columns.right(event.target)
        else:
            end = self._edge(number, event.target, event.source)
        if event.destroyed >= 0:
            away = self.em(CROSS) // 2 + self.em(0.1)
            away = away if end > begin else -away
            begin += away if event.destroyed == event.source else 0
            end -= away if event.destroyed == event.target else 0
        left, right = min(begin, end), max(begin, end)
        words = self._words(number, (right - left) / self.em(1) - 2 * SIDE + BAR)
        height = words.height if words else 0
        y = self.y + height + self.em(_UNDER)
        below = y
        if created:
            tall = head_height(
                self.diagram.participants[event.target],
                self.columns.heads[event.target],
                self.ground,
            )
            y = max(y, self.y + tall // 2)
            below = y + tall // 2
            self._head(event.target, y - tall // 2 + tall, self.rank)
        self.items.append(
            Link(
                points=((begin, y), (end, y)),
                start_head=_HEADS[event.tail],
                end_head=_HEADS[event.head],
                name=f"{self.names[event.source]} to {self.names[event.target]}",
                color="text",
                dash=Dash.DASHED if event.dashed else Dash.SOLID,
                rank=self.rank,
            )
        )
        if words:
            x = (left + right - words.width) // 2
            box = Box(x, y - self.em(_UNDER) - words.height, words.width, words.height)
            crosses = any(box.x <= x <= box.right for x in (*middles, *self._edges()))
            paint = self._ground_paint() if crosses else WORDS
            self.items.append(words_node(f"Message {number + 1}", words, box, paint, self.rank))
            left, right = min(left, x), max(right, x + words.width)
        bar = self.em(BAR)
        ends = [middles[event.source], middles[event.target]]
        self._row(y, below, min(left, min(ends) - bar), max(right, max(ends) + bar))

    def _loop(self, number: int, event: Message) -> None:
        """A message to oneself, its words beside the loop."""
        x = self._edge(number, event.source, len(self.columns.middles))
        out = x + self.em(LOOP)
        room = self._free(event.source) - out - self.em(SIDE)
        words = self._words(number, max(self.columns.widest, room / self.em(1)))
        height = max(self.em(_LOOP_HEIGHT), words.height if words else 0)
        top = self.y + (height - self.em(_LOOP_HEIGHT)) // 2
        bottom = top + self.em(_LOOP_HEIGHT)
        # It comes back to a bar that begins with it, too.
        back = self._edge(number, event.target, len(self.columns.middles), after=True)
        line = Link(
            points=((x, top), (out, top)),
            start_head=_HEADS[event.tail],
            end_head=Head.NONE,
            name=f"{self.names[event.source]} to itself",
            color="text",
            dash=Dash.DASHED if event.dashed else Dash.SOLID,
            rank=self.rank,
        )
        # One line with three parts has no width, and is drawn wrong by some programs.
        down = replace(line, points=((out, top), (out, bottom)), start_head=Head.NONE)
        home = replace(down, points=((out, bottom), (back, bottom)), end_head=_HEADS[event.head])
        self.items += [line, down, home]
        right = out
        if words:
            box = Box(out + self.em(0.4), 0, words.width, words.height)
            box = replace(box, y=self.y + (height - words.height) // 2)
            self.items.append(words_node(f"Message {number + 1}", words, box, WORDS, self.rank))
            right = box.right
        left = self.columns.middles[event.source] - self.em(BAR)
        self._row(bottom, self.y + height, left, right)

    def _row(self, y: int, below: int, left: int, right: int) -> None:
        """End a row whose line is at `y` and that reaches down to `below`."""
        self.last = y
        self.y = below + self.gap
        for frame in self.frames:
            frame.reach(left, right)

    def _words(self, number: int, widest: float) -> Words | None:
        text = self.texts[number]
        if text is None:
            return None
        return set_words((text,), self.ground, widest=max(self.columns.widest, widest))

    def _free(self, column: int) -> int:
        """Where the room at the right of a lifeline ends."""
        middles = self.columns.middles
        if column + 1 < len(middles):
            return middles[column + 1] - self.em(BAR)
        return middles[column] + self.em(self.columns.widest)

    def _edge(self, number: int, column: int, other: int, after: bool = False) -> int:
        """Where an arrow between two columns meets the first one: at its bar, if it is active."""
        event, follows = self.diagram.events[number], self.diagram.events[number + 1 : number + 2]
        is_target = isinstance(event, Message) and event.target == column
        begins = is_target and (after or other < len(self.columns.middles))
        more = begins and follows == (Activation(column, True),)
        return self.lives.edge(column, other > column, int(more))

    def _cross(self, column: int) -> None:
        """The mark at the end of a participant who is destroyed."""
        while self.lives.depth(column):
            self._bar(column, self.last)
        marks = self.lives.end(column, self.last, self.rank)
        self.items.extend(marks)
        self.y = max(self.y, self.last + self.em(CROSS) // 2 + self.gap)

    # Bars.

    def _activation(self, event: Activation) -> None:
        if event.begins:
            self.lives.activate(event.participant, self.last, self.rank)
        elif self.lives.depth(event.participant):
            self._bar(event.participant, self.last)

    def _bar(self, column: int, bottom: int) -> None:
        """The bar of who was active last, down to `bottom`."""
        bar = self.lives.bar(column, bottom)
        self.y = max(self.y, bar.box.bottom + self.gap)
        # Bars are drawn before what meets them, the outer ones first.
        self.behind.append(bar)
        for frame in self.frames:
            frame.reach(bar.box.x, bar.box.right)

    # Notes.

    def _note(self, number: int, event: Note) -> None:
        self.rank += 1
        first, last = sorted((event.first, event.last))
        middles, pad = self.columns.middles, self.em(PAD[0])
        room = middles[last] - middles[first] + 2 * self.em(_NOTE_GAP) - 2 * pad
        words = self._words(number, room / self.em(1))
        if words is None:
            return
        width, height = words.width + 2 * pad, words.height + self.em(PAD[1])
        height = outline(_NOTE_SHAPE).around(0, height)[1]
        beside = self.em(_NOTE_GAP)
        match event.side:
            case Side.LEFT:
                x = middles[first] - beside - width
            case Side.RIGHT:
                x = middles[last] + beside + self.lives.depth(last) * self.em(STEP)
            case Side.OVER:
                width = max(width, room + 2 * pad) if first != last else width
                x = (middles[first] + middles[last] - width) // 2
        node = Node(
            box=Box(x, self.y, width, height),
            name=f"Note {number + 1}",
            shape=_NOTE_SHAPE,
            paragraphs=words.paragraphs,
            style=words.style,
            insets=Insets(left=pad, right=pad),
            paint=NOTE,
            open=event.side is Side.OVER,
            rank=self.rank,
        )
        if event.side is Side.OVER:
            side = tuple(replace(one, alignment=Alignment.CENTER) for one in words.paragraphs)
            node = replace(node, paragraphs=side, insets=Insets())
        self.items.append(node)
        self._row(self.last, self.y + height, x, x + width)

    # Blocks.

    def _opening(self, event: Opening) -> None:
        if event.kind is BlockKind.RECT:
            self.tinted += 1
        frame = Frame(event, self.y, self.rank + 1, self.tinted)
        self.frames.append(frame)
        self.y += frame.head(self.ground)

    def _branch(self, event: Branch) -> None:
        frame = self.frames[-1]
        words = set_words((paragraph(label_runs(event.text), Alignment.LEFT),), self.ground)
        frame.branches.append((self.y, self.rank + 1, event, words))
        self.y += (words.height if event.text else 0) + self.em(INSIDE)

    def _closing(self) -> None:
        frame = self.frames.pop()
        if frame.left > frame.right:
            frame.reach(self.columns.middles[0], self.columns.middles[-1])
        bottom = self.y - self.gap + self.em(INSIDE)
        outer, titles, right = frame.drawn(bottom, self._ground_paint(), self.ground)
        # Colours are under everything.
        self.behind[0:0] = outer
        # What a block is in is read before it.
        self.titles[0:0] = titles
        for one in self.frames:
            one.reach(frame.left, right)
        self.y = bottom + self.gap

    def _ground_paint(self) -> Paint:
        """The paint of words that hide a line behind them."""
        for frame in reversed(self.frames):
            if frame.opening.kind is BlockKind.RECT:
                return Paint(frame.paint.fill, "", "text")
        return LABEL
