"""Mermaid's timelines: periods on an axis, each with what happened."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.units import Box, Insets
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import Words, plain_label
from deck_builder.diagrams.lines import Line, lines_of
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, Ground, check_size
from deck_builder.diagrams.paint import Paint, series
from deck_builder.diagrams.pieces import bounded, line, set_text, words_at, words_node
from deck_builder.diagrams.scene import Item, Node, Scene, in_ranks
from deck_builder.text.runs import Alignment

_EXAMPLE = "a period is written as ‘2024 : first event : second event’"
_DIRECTIONS = ("lr", "td", "tb")
# In em.
_NARROWEST, _WIDEST = 6.5, 17.0
_GAP = 0.7
_PAD = (0.6, 0.4)
_DOT = 0.8
_APART = 0.4
_AXIS_GAP = 0.5
_PERIOD_WIDEST = 12.0


class Period(Struct, frozen=True):
    """A period, and what happened in it."""

    name: str
    events: tuple[str, ...] = ()


class Section(Struct, frozen=True):
    """Periods under a name; empty for those that have none."""

    name: str
    periods: tuple[Period, ...] = ()


class Timeline(Diagram, frozen=True):
    """A timeline from the left to the right, or one that `goes_down`."""

    sections: tuple[Section, ...] = ()
    goes_down: bool = False

    @property
    def periods(self) -> tuple[tuple[int, Period], ...]:
        """All periods, each with the number of its section."""
        return tuple(
            (number, period)
            for number, section in enumerate(self.sections)
            for period in section.periods
        )

    def lay_out(self, ground: Ground) -> Scene:
        """Columns under an axis, or rows beside one."""
        drawing = _Drawing(self, ground)
        items = drawing.rows() if self.goes_down else drawing.columns()
        return bounded(in_ranks(list(items)))

    def extent(self, ground: Ground) -> tuple[int, int]:
        """A column or a row for each period."""
        count = len(self.periods)
        if self.goes_down:
            return 0, ground.em(count * (1.2 + _GAP))
        return ground.em(count * (_NARROWEST + _GAP) - _GAP), 0

    def turned(self) -> Diagram:
        """With the axis in the other direction."""
        return replace(self, goes_down=not self.goes_down)

    def parts(self) -> tuple[Diagram, ...]:
        """Two halves, if there are enough periods."""
        count = len(self.periods)
        if count < 4:
            return ()
        return self._part(0, (count + 1) // 2), self._part((count + 1) // 2, count)

    def _part(self, first: int, last: int) -> Timeline:
        at, sections = 0, []
        for section in self.sections:
            begin, end = max(0, first - at), max(0, last - at)
            kept = section.periods[begin:end]
            at += len(section.periods)
            # Without its periods, too, so that colours stay.
            sections.append(replace(section, periods=kept))
        return replace(self, sections=tuple(sections))

    def sentences(self) -> Sequence[str]:
        """Each period with its events; the first one of a section begins with its name."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        for section in self.sections:
            for number, period in enumerate(section.periods):
                before = f"{plain_label(section.name)}, " if section.name and not number else ""
                yield f"{before}{_told(period)}"

    def words(self) -> Sequence[str]:
        """The names of sections and periods, and the events."""
        found: list[str] = []
        for section in self.sections:
            found.append(section.name)
            for period in section.periods:
                found += [period.name, *period.events]
        return tuple(filter(None, map(plain_label, found)))


def _told(period: Period) -> str:
    *events, last = (*map(plain_label, period.events), "")[: len(period.events) or 1]
    told = ", ".join((*(event.rstrip(".") for event in events), last))
    return f"{plain_label(period.name)}: {told}" if told else plain_label(period.name)


def read(fence: Fence, found: Collector) -> Timeline:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    title, goes_down = page.title, False
    sections: list[Section] = [Section("")]
    for number, one in enumerate(lines_of(page)):
        if number == 0 and one.text.lower() in _DIRECTIONS:
            goes_down = one.text.lower() != "lr"
        elif one.word == "title" and one.rest:
            title = plain_label(one.rest)
        elif one.word == "section":
            sections.append(Section(one.rest))
        else:
            sections[-1] = _with_period(sections[-1], one)
    kept = tuple(section for section in sections if section.periods)
    if not kept:
        raise DiagramError("there is no period in it", 0, 1, _EXAMPLE)
    events = [one for part in kept for period in part.periods for one in (period, *period.events)]
    check_size(events, (), fence)
    return Timeline(
        kind="Timeline",
        title=title,
        described=page.described,
        sections=kept,
        goes_down=goes_down,
    )


def _with_period(section: Section, written: Line) -> Section:
    """The section with the period of a line, or with more events in the last one."""
    name, *events = _parts(written.text)
    shown = tuple(event for event in events if event)
    if name:
        return replace(section, periods=(*section.periods, Period(name, shown)))
    if not section.periods:
        raise written.wrong("these events are in no period", hint=_EXAMPLE)
    last = section.periods[-1]
    more = replace(last, events=(*last.events, *shown))
    return replace(section, periods=(*section.periods[:-1], more))


def _parts(text: str) -> list[str]:
    """What is between colons; one in a time or an address parts nothing."""
    text = text.replace("://", "\0//")
    parts: list[str] = []
    for part in text.split(":"):
        if parts and part[:1].isdigit() and parts[-1][-1:].isdigit():
            parts[-1] = f"{parts[-1]}:{part}"
        else:
            parts.append(part)
    return [part.replace("\0", ":").strip() for part in parts]


class _Card(NamedTuple):
    """An event as it is set, and the colours of its section."""

    name: str
    words: Words
    paint: Paint


class _Drawing(Struct, frozen=True):
    """A timeline on its ground."""

    diagram: Timeline
    ground: Ground

    def columns(self) -> Iterator[Item]:
        """The axis from the left to the right, with the periods over it and events under it."""
        em, periods = self.ground.em, self.diagram.periods
        gap = em(_GAP)
        share = (self.ground.width + gap) // len(periods) - gap
        width = max(em(_NARROWEST), min(share, em(_WIDEST)))
        names = [self._name(period, width) for _, period in periods]
        cards = [self._cards(number, period, width) for number, period in periods]
        inner = [card.words.width + 2 * em(_PAD[0]) for row in cards for card in row]
        width = max((width, *inner, *(one.width for one in names)))
        top = yield from self._bands(width, gap)
        axis = top + max(one.height for one in names) + em(_AXIS_GAP) + em(_DOT) // 2
        right = (width + gap) * len(periods) - gap
        yield line((0, axis), (right, axis), name="Axis", color="muted", width=2.0)
        for at, (row, name) in enumerate(zip(cards, names, strict=True)):
            number, period = periods[at]
            x, middle = at * (width + gap), at * (width + gap) + width // 2
            label = plain_label(period.name)
            above = axis - em(_DOT) // 2 - em(_AXIS_GAP) - name.height
            yield words_at(label, name, middle, above, rank=at + 1)
            yield self._dot(middle, axis, number, at + 1)
            y = axis + em(_DOT) // 2 + em(_AXIS_GAP)
            for card in row:
                box = Box(x, y, width, card.words.height + 2 * em(_PAD[1]))
                yield self._card(card, box, at + 1)
                y = box.bottom + em(_APART)

    def _bands(self, width: int, gap: int) -> Generator[Item, None, int]:
        """The names of sections over their periods, each before the first of these. Returns where
        periods begin, in EMU."""
        em = self.ground.em
        places: list[tuple[int, int, Section, Words, Box]] = []
        at = 0
        for number, section in enumerate(self.diagram.sections):
            count = len(section.periods)
            if section.name and count:
                wide = count * (width + gap) - gap
                widest = (wide - 2 * em(_PAD[0])) / em(1) - 0.1
                words = set_text(section.name, self.ground, widest, bold=True)
                box = Box(at * (width + gap), 0, wide, words.height + 2 * em(_PAD[1]))
                places.append((number, at, section, words, box))
            at += count
        height = max((box.height for *_, box in places), default=0)
        for number, first, section, words, box in places:
            name = plain_label(section.name)
            node = words_node(name, words, box.of_height(height), rank=first + 1)
            yield replace(node, paint=series(number), shape="roundRect", adjustments=(12_000,))
        return height + em(_AXIS_GAP) if places else 0

    def rows(self) -> Iterator[Item]:
        """The axis from the top to the bottom, with the periods before it and events behind it."""
        em, periods = self.ground.em, self.diagram.periods
        names = [
            set_text(period.name, self.ground, _PERIOD_WIDEST, Alignment.RIGHT, bold=True)
            for _, period in periods
        ]
        left = max(one.width for one in names) + em(_AXIS_GAP)
        axis = left + em(_DOT) // 2
        begin = axis + em(_DOT) // 2 + em(_AXIS_GAP)
        room = max(self.ground.width - begin, em(_WIDEST))
        y, first = 0, -1
        rows: list[Item] = []
        for at, ((number, period), name) in enumerate(zip(periods, names, strict=True)):
            if number != first and self.diagram.sections[number].name:
                section = self.diagram.sections[number].name
                words = set_text(section, self.ground, alignment=Alignment.LEFT, bold=True)
                box = Box(begin, y, words.width, words.height)
                paint = Paint("", "", "muted")
                rows.append(words_node(plain_label(section), words, box, paint, at + 1))
                y = box.bottom + em(_APART) // 2
            first = number
            cards = self._cards(number, period, room)
            placed, height = self._flow(cards, Box(begin, y, room, 0), at + 1)
            tall = max(name.height, height, em(_DOT))
            dot = y + min(tall, max(name.height, em(_DOT), self._line_height(cards))) // 2
            box = Box(
                left - em(_AXIS_GAP) - name.width, dot - name.height // 2, name.width, name.height
            )
            rows.append(words_node(plain_label(period.name), name, box, rank=at + 1))
            rows += [self._dot(axis, dot, number, at + 1), *placed]
            y += tall + em(_GAP)
        yield line((axis, 0), (axis, y - em(_GAP)), name="Axis", color="muted", width=2.0)
        yield from rows

    def _line_height(self, cards: Sequence[_Card]) -> int:
        return cards[0].words.height + 2 * self.ground.em(_PAD[1]) if cards else 0

    def _flow(self, cards: Sequence[_Card], room: Box, rank: int) -> tuple[list[Item], int]:
        """Cards beside each other, in rows as wide as `room`, and the height of all."""
        em = self.ground.em
        placed: list[Item] = []
        x, y, tall = room.x, room.y, 0
        for card in cards:
            width = card.words.width + 2 * em(_PAD[0])
            if x > room.x and x + width > room.right:
                x, y, tall = room.x, y + tall + em(_APART), 0
            box = Box(x, y, width, card.words.height + 2 * em(_PAD[1]))
            placed.append(self._card(card, box, rank))
            x, tall = box.right + em(_APART), max(tall, box.height)
        return placed, y + tall - room.y

    def _name(self, period: Period, width: int) -> Words:
        return set_text(period.name, self.ground, width / self.ground.em(1) - 0.1, bold=True)

    def _cards(self, number: int, period: Period, width: int) -> list[_Card]:
        em = self.ground.em
        # A little less, so that rounding does not make it wider.
        widest = (width - 2 * em(_PAD[0])) / em(1) - 0.1
        paint = series(number)
        side = Alignment.LEFT if self.diagram.goes_down else Alignment.CENTER
        return [
            _Card(plain_label(event), set_text(event, self.ground, widest, side), paint)
            for event in period.events
        ]

    def _card(self, card: _Card, box: Box, rank: int) -> Node:
        side = self.ground.em(_PAD[0])
        return Node(
            box=box,
            name=card.name,
            shape="roundRect",
            adjustments=(10_000,),
            paragraphs=card.words.paragraphs,
            style=card.words.style,
            insets=Insets(left=side * 2 // 3, right=side * 2 // 3),
            paint=replace(card.paint, line=""),
            rank=rank,
        )

    def _dot(self, x: int, y: int, number: int, rank: int) -> Node:
        size = self.ground.em(_DOT)
        color = series(number).line
        box = Box(x - size // 2, y - size // 2, size, size)
        paint = Paint(color, color, "")
        return Node(box=box, name="Dot", shape="ellipse", paint=paint, open=True, rank=rank)
