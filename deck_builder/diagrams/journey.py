"""Mermaid's user journeys: tasks, how well each of them goes, and for whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.units import Box, Insets
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import Words, plain_label
from deck_builder.diagrams.lines import Line, lines_of
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, Ground, check_size
from deck_builder.diagrams.paint import QUIET, Paint, series
from deck_builder.diagrams.pieces import bounded, line, set_text, words_node
from deck_builder.diagrams.scene import Item, Node, Point, Scene
from deck_builder.text.runs import Alignment
from deck_builder.theme.palette import ACCENTS, tint

_EXAMPLE = "a task is written as ‘Make tea: 5: Me’, with a score from 1 to 5"
_SCORES = range(1, 6)
# How the face of each score smiles, in 1/100,000 of its size, and its colour.
_SMILES = {1: -4653, 2: -2300, 3: 0, 4: 2300, 5: 4653}
_COLORS = {1: "negative", 2: "negative", 3: "caution", 4: "positive", 5: "positive"}
# In em.
_NARROWEST, _WIDEST = 4.5, 12.0
_GAP = 0.5
_PAD = (0.45, 0.35)
_FACE = 1.6
_LEVEL, _MOST_LEVEL = 1.25, 2.4
_DOT = 0.7
_NUMBER = 1.4


class Task(Struct, frozen=True):
    """A task, its score from 1 to 5, and who does it."""

    label: str
    score: int
    actors: tuple[str, ...] = ()


class Section(Struct, frozen=True):
    """Tasks under a name; empty for those that have none."""

    name: str
    tasks: tuple[Task, ...] = ()


class Journey(Diagram, frozen=True):
    """A user journey. The `known` actors are those of all of its parts."""

    sections: tuple[Section, ...] = ()
    known: tuple[str, ...] = ()

    @property
    def tasks(self) -> tuple[tuple[int, Task], ...]:
        """All tasks, each with the number of its section."""
        return tuple(
            (number, task) for number, one in enumerate(self.sections) for task in one.tasks
        )

    def lay_out(self, ground: Ground) -> Scene:
        """Tasks beside each other, each with a face as high as its score."""
        return bounded(list(_Drawing.of(self, ground).items()))

    def extent(self, ground: Ground) -> tuple[int, int]:
        """A column for each task."""
        return ground.em(len(self.tasks) * (_NARROWEST + _GAP)), 0

    def sentences(self) -> Sequence[str]:
        """Each task with its score and its actors."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        for section in self.sections:
            for number, task in enumerate(section.tasks):
                before = f"{plain_label(section.name)}, " if section.name and not number else ""
                who = f" ({', '.join(map(plain_label, task.actors))})" if task.actors else ""
                score = f"{task.score} of 5" if self.has_verbs else f"{task.score}/5"
                yield f"{before}{plain_label(task.label)}: {score}{who}"

    def words(self) -> Sequence[str]:
        """The names of sections, tasks and actors."""
        found: list[str] = []
        for section in self.sections:
            found += [section.name, *(task.label for task in section.tasks)]
        return tuple(filter(None, map(plain_label, (*found, *self.known))))

    def parts(self) -> tuple[Diagram, ...]:
        """Two halves, if there are enough tasks; cut between sections, if there are several."""
        count = len(self.tasks)
        if count < 4:
            return ()
        ends, at = [], 0
        for section in self.sections[:-1]:
            at += len(section.tasks)
            ends.append(at)
        middle = (count + 1) // 2
        cut = min(ends, key=lambda end: abs(end - middle), default=middle)
        cut = cut if 0 < cut < count and abs(cut - middle) <= count // 4 else middle
        return self._part(0, cut), self._part(cut, count)

    def _part(self, first: int, last: int) -> Journey:
        at, sections = 0, []
        for section in self.sections:
            kept = section.tasks[max(0, first - at) : max(0, last - at)]
            at += len(section.tasks)
            sections.append(replace(section, tasks=kept))
        return replace(self, sections=tuple(sections))


def read(fence: Fence, found: Collector) -> Journey:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    title = page.title
    sections: list[Section] = [Section("")]
    for one in lines_of(page):
        if one.word == "title" and one.rest:
            title = plain_label(one.rest)
        elif one.word == "section":
            sections.append(Section(one.rest))
        else:
            last = sections[-1]
            sections[-1] = replace(last, tasks=(*last.tasks, _task(one)))
    kept = tuple(section for section in sections if section.tasks)
    if not kept:
        raise DiagramError("there is no task in it", 0, 1, _EXAMPLE)
    check_size([task for section in kept for task in section.tasks], (), fence)
    actors = (actor for section in kept for task in section.tasks for actor in task.actors)
    return Journey(
        kind="User journey",
        title=title,
        described=page.described,
        sections=kept,
        known=tuple(dict.fromkeys(actors)),
    )


def _task(one: Line) -> Task:
    parts = [part.strip() for part in one.text.split(":")]
    # A colon may be in the words of the task.
    at = next((at for at, part in enumerate(parts) if at and part.isdecimal()), 0)
    if not at:
        raise one.wrong("this task has no score", hint=_EXAMPLE)
    if not (len(parts[at]) == 1 and int(parts[at]) in _SCORES):
        raise one.wrong(f"the score ‘{parts[at]}’ is not from 1 to 5", parts[at], _EXAMPLE)
    names = ":".join(parts[at + 1 :]).split(",")
    actors = tuple(filter(None, map(str.strip, names)))
    return Task(":".join(parts[:at]), int(parts[at]), actors)


class _Drawing(Struct, frozen=True):
    """Where the columns are, how wide they are, and the words of tasks."""

    diagram: Journey
    ground: Ground
    left: int
    width: int
    words: tuple[Words, ...]

    @classmethod
    def of(cls, diagram: Journey, ground: Ground) -> _Drawing:
        """Return the drawing with columns as wide as there is room."""
        em, count = ground.em, len(diagram.tasks)
        left, gap = em(_NUMBER), em(_GAP)
        share = (ground.width - left + gap) // count - gap
        width = max(em(_NARROWEST), min(share, em(_WIDEST)))
        widest = (width - 2 * em(_PAD[0])) / em(1) - 0.1
        words = tuple(set_text(task.label, ground, widest) for _, task in diagram.tasks)
        width = max(width, *(one.width + 2 * em(_PAD[0]) for one in words))
        return cls(diagram, ground, left, width, words)

    def x(self, column: int) -> int:
        """Return where a column begins."""
        return self.left + column * (self.width + self.ground.em(_GAP))

    def items(self) -> Iterator[Item]:
        """The sections, the tasks, the faces over their scores, and who is who."""
        em = self.ground.em
        top, bands = self._bands()
        cards = max(one.height for one in self.words) + 2 * em(_PAD[1])
        plot = top + cards + em(_GAP)
        dots = em(_DOT + _GAP) if self.diagram.known else 0
        legend, height = self._legend()
        rest = self.ground.height - plot - dots - height - em(_FACE + _GAP)
        level = max(em(_LEVEL), min(rest // (len(_SCORES) - 1), em(_MOST_LEVEL)))
        yield from self._levels(plot, level)
        faces = [
            self._face(task, at, plot, level, at + 2)
            for at, (_, task) in enumerate(self.diagram.tasks)
        ]
        for at, (one, other) in enumerate(pairwise(faces)):
            ends = (_middle(one.box), _middle(other.box))
            yield line(*ends, name="Way", color="muted", width=1.5, rank=at + 3)
        below = plot + level * (len(_SCORES) - 1) + em(_FACE)
        for at, (number, task) in enumerate(self.diagram.tasks):
            if at in bands:
                yield bands[at]
            yield self._card(task, number, at, Box(self.x(at), top, self.width, cards))
            yield faces[at]
            yield from self._dots(task, at, below + em(_GAP))
        for node in legend:
            box = node.box
            yield replace(node, box=replace(box, y=box.y + below + dots + em(_GAP)))

    def _bands(self) -> tuple[int, dict[int, Node]]:
        """Where the tasks begin, and the names of sections over them, by the first task of each."""
        em = self.ground.em
        found: list[tuple[int, int, str, Words, Box]] = []
        at = 0
        for number, section in enumerate(self.diagram.sections):
            count = len(section.tasks)
            if section.name and count:
                wide = self.x(at + count) - em(_GAP) - self.x(at)
                widest = (wide - 2 * em(_PAD[0])) / em(1) - 0.1
                words = set_text(section.name, self.ground, widest, bold=True)
                wide = max(wide, words.width)
                box = Box(self.x(at), 0, wide, words.height)
                found.append((number, at, section.name, words, box))
            at += count
        if not found:
            return 0, {}
        height = max(box.height for *_, box in found) + 2 * em(_PAD[1])
        bands: dict[int, Node] = {}
        for number, first, name, words, box in found:
            place = box.of_height(height)
            node = words_node(plain_label(name), words, place, rank=first + 2)
            paint = series(number)
            paint = Paint(paint.line, paint.line, "background")
            bands[first] = replace(node, paint=paint, shape="roundRect", adjustments=(12_000,))
        return height + em(_GAP) // 2, bands

    def _levels(self, top: int, level: int) -> Iterator[Item]:
        """A line for each score, with its number."""
        right = self.x(len(self.diagram.tasks)) - self.ground.em(_GAP)
        for score in _SCORES:
            y = self._y(score, top, level)
            yield line((self.left, y), (right, y), name=f"Score {score}", width=0.75)
            words = set_text(str(score), self.ground, alignment=Alignment.LEFT)
            box = Box(0, y - words.height // 2, words.width, words.height)
            yield words_node(f"Score {score}", words, box, QUIET)

    def _y(self, score: int, top: int, level: int) -> int:
        return top + self.ground.em(_FACE) // 2 + level * (_SCORES[-1] - score)

    def _card(self, task: Task, number: int, at: int, box: Box) -> Node:
        side, words = self.ground.em(_PAD[0]), self.words[at]
        return Node(
            box=box,
            name=plain_label(task.label),
            shape="roundRect",
            adjustments=(10_000,),
            paragraphs=words.paragraphs,
            style=words.style,
            insets=Insets(left=side // 2, right=side // 2),
            paint=replace(series(number), line=""),
            rank=at + 2,
        )

    def _face(self, task: Task, at: int, top: int, level: int, rank: int) -> Node:
        size = self.ground.em(_FACE)
        x = self.x(at) + (self.width - size) // 2
        color = _COLORS[task.score]
        return Node(
            box=Box(x, self._y(task.score, top, level) - size // 2, size, size),
            name=f"{plain_label(task.label)}: {task.score} of 5",
            shape="smileyFace",
            adjustments=(_SMILES[task.score],),
            paint=Paint(tint(color, 25), color, ""),
            width=1.75,
            open=True,
            rank=rank,
        )

    def _dots(self, task: Task, at: int, top: int) -> Iterator[Item]:
        size = self.ground.em(_DOT)
        step = size + self.ground.em(0.25)
        count = len(task.actors)
        step = min(step, (self.width - size) // max(1, count - 1))
        x = self.x(at) + (self.width - size - step * (count - 1)) // 2
        for number, actor in enumerate(task.actors):
            yield self._dot(actor, Box(x + number * step, top, size, size), at + 2)

    def _dot(self, actor: str, box: Box, rank: int) -> Node:
        color = ACCENTS[self.diagram.known.index(actor) % len(ACCENTS)]
        return Node(
            box=box,
            name=plain_label(actor),
            shape="ellipse",
            paint=Paint(color, "background", ""),
            width=0.75,
            open=True,
            rank=rank,
        )

    def _legend(self) -> tuple[list[Node], int]:
        """Who has which colour, in lines from (0, 0), and their height."""
        em = self.ground.em
        nodes: list[Node] = []
        x, y, tall = self.left, 0, 0
        for actor in self.diagram.known:
            words = set_text(actor, self.ground, alignment=Alignment.LEFT)
            size = em(_DOT)
            wide = size + em(0.4) + words.width
            if x > self.left and x + wide > self.ground.width:
                x, y, tall = self.left, y + tall, 0
            nodes.append(self._dot(actor, Box(x, y + (words.height - size) // 2, size, size), 1))
            box = Box(x + size + em(0.4), y, words.width, words.height)
            nodes.append(words_node(plain_label(actor), words, box, QUIET))
            x, tall = x + wide + em(1.2), max(tall, words.height)
        return nodes, y + tall


def _middle(box: Box) -> Point:
    return box.x + box.width // 2, box.y + box.height // 2
