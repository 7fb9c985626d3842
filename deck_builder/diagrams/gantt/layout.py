"""Gantt charts laid out: a row for each task, under an axis of dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.diagrams.gantt.ticks import Tick, ticks
from deck_builder.diagrams.labels import Words, paragraph, plain_label, set_words
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.paint import QUIET, WORDS, Paint
from deck_builder.diagrams.pieces import bounded, line, set_text, words_node
from deck_builder.diagrams.scene import Dash, Item, Node, Scene
from deck_builder.text.runs import Alignment, Run
from deck_builder.theme.palette import tint

if TYPE_CHECKING:
    from deck_builder.diagrams.gantt.diagram import Gantt, Section, Task

# In em, but for shares of the width.
_SECTION_WIDEST, _TASK_WIDEST = 8.0, 16.0
_SECTION_SHARE, _TASK_SHARE = 0.16, 0.34
_COLUMN_GAP = 0.9
_ROW_GAP, _MOST_ROW = 0.3, 2.6
_BAR = 0.68
_AXIS_GAP = 0.4
_TICK_GAP = 1.0
_THINNEST = 0.25
_LEAST_PLOT = 12.0
_RADIUS = (20_000,)


def lay_out(diagram: Gantt, ground: Ground) -> Scene:
    """Return the scene of a Gantt chart as wide as its ground."""
    return _Drawing.of(diagram, ground).scene()


class _Row(Struct, frozen=True):
    """A task with its words, from `top` to `bottom`."""

    task: Task
    words: Words
    top: int
    bottom: int


class _Drawing(Struct, frozen=True):
    """Where the columns are, and when the axis begins and ends."""

    diagram: Gantt
    ground: Ground
    names: tuple[Words | None, ...]
    labels: tuple[tuple[Words, ...], ...]
    label_x: int
    plot: Box
    first: datetime
    last: datetime

    @classmethod
    def of(cls, diagram: Gantt, ground: Ground) -> _Drawing:
        """Return the drawing with its columns as wide as their words."""
        em, width = ground.em(1), ground.width
        widest = min(_SECTION_WIDEST, width * _SECTION_SHARE / em)
        names = tuple(
            set_text(one.name, ground, widest, Alignment.LEFT, bold=True) if one.name else None
            for one in diagram.sections
        )
        most = min(_TASK_WIDEST, width * _TASK_SHARE / em)
        labels = tuple(
            tuple(
                set_text(task.label, ground, most, Alignment.LEFT)
                for task in one.tasks
                if not task.is_line
            )
            for one in diagram.sections
        )
        gap = ground.em(_COLUMN_GAP)
        section = max((one.width + gap for one in names if one), default=0)
        label = max((one.width + gap for row in labels for one in row), default=0)
        left = section + label
        plot = Box(left, 0, max(width - left, ground.em(_LEAST_PLOT)), 0)
        first = min(task.start for task in diagram.tasks)
        last = max(task.end for task in diagram.tasks)
        return cls(diagram, ground, names, labels, section, plot, first, last)

    def x(self, at: datetime) -> int:
        """Return where a date is."""
        span = (self.last - self.first).total_seconds()
        share = (at - self.first).total_seconds() / span if span else 0.5
        return self.plot.x + round(share * self.plot.width)

    def scene(self) -> Scene:
        """The axis, then row by row."""
        axis = self._ticks()
        words = [self._tick_words(tick) for tick in axis]
        top = max((one.height for one in words), default=0) + self.ground.em(_AXIS_GAP)
        rows = tuple(self._rows(top))
        bottom = rows[-1][-1].bottom if rows and rows[-1] else top
        items: list[Item] = []
        for tick, one in zip(axis, words, strict=True):
            items += self._tick(tick, one, top, bottom)
        rank = 1
        for number, (section, group) in enumerate(zip(self.diagram.sections, rows, strict=True)):
            if not group:
                continue
            rank += 1
            items += self._section(section, number, group, rank, number > 0)
            for row in group:
                items += self._row(row, rank)
                rank += 1
            rank -= 1
        items += self._lines(top, bottom, rank + 1)
        return bounded(items)

    def _rows(self, top: int) -> Iterator[tuple[_Row, ...]]:
        """The rows, section by section, as high as there is room."""
        em = self.ground.em
        gap = em(_ROW_GAP)
        heights = [[max(words.height, em(1.1)) + gap for words in row] for row in self.labels]
        for name, row in zip(self.names, heights, strict=True):
            if name and row and sum(row) < name.height + gap:
                row[-1] += name.height + gap - sum(row)
        count = sum(map(len, heights)) or 1
        rest = self.ground.height - top - sum(map(sum, heights)) - self._lines_height()
        more = max(0, rest // count)
        for section, labels, row in zip(self.diagram.sections, self.labels, heights, strict=True):
            found = []
            tasks = (task for task in section.tasks if not task.is_line)
            for task, words, height in zip(tasks, labels, row, strict=True):
                high = max(height, min(height + more, em(_MOST_ROW)))
                found.append(_Row(task, words, top, top + high))
                top += high
            yield tuple(found)

    # The axis.

    def _ticks(self) -> Sequence[Tick]:
        """As many dates as have room."""
        found: Sequence[Tick] = ()
        for found in ticks(self.first, self.last, self.diagram.axis, self.diagram.language):
            boxes = [self._tick_box(tick, self._tick_words(tick)) for tick in found]
            gap = self.ground.em(_TICK_GAP)
            if all(one.right + gap <= other.x for one, other in pairwise(boxes)):
                break
        return found

    def _tick_words(self, tick: Tick) -> Words:
        return set_words((paragraph((Run(tick.text),)),), self.ground)

    def _tick_box(self, tick: Tick, words: Words) -> Box:
        """Around its date, but not beyond the plot."""
        x = self.x(tick.at) - words.width // 2
        x = max(self.plot.x, min(x, self.plot.right - words.width))
        return Box(x, 0, words.width, words.height)

    def _tick(self, tick: Tick, words: Words, top: int, bottom: int) -> Iterator[Item]:
        x = self.x(tick.at)
        begin = top - self.ground.em(_AXIS_GAP) // 2
        yield line((x, begin), (x, bottom), name=f"Line at {tick.text}", width=0.75)
        yield words_node(tick.text, words, self._tick_box(tick, words), QUIET, 1)

    # Rows.

    def _section(
        self, section: Section, number: int, rows: Sequence[_Row], rank: int, parted: bool
    ) -> Iterator[Item]:
        top, bottom = rows[0].top, rows[-1].bottom
        if parted:
            yield line((0, top), (self.plot.right, top), name="Parting line", rank=rank)
        words = self.names[number]
        if words:
            box = Box(0, (top + bottom - words.height) // 2, words.width, words.height)
            yield words_node(plain_label(section.name), words, box, WORDS, rank)

    def _row(self, row: _Row, rank: int) -> Iterator[Item]:
        task, words = row.task, row.words
        name, middle = plain_label(task.label), (row.top + row.bottom) // 2
        box = Box(self.label_x, middle - words.height // 2, words.width, words.height)
        yield words_node(name, words, box, WORDS, rank)
        height = round(min(row.bottom - row.top, self.ground.em(2)) * _BAR)
        if "milestone" in task.marks:
            x = (self.x(task.start) + self.x(task.end)) // 2
            size = round(height * 1.1)
            place = Box(x - size // 2, middle - size // 2, size, size)
            yield _bar(f"{name}: milestone", place, "diamond", _paint(task), rank)
            return
        begin, end = self.x(task.start), self.x(task.end)
        width = max(end - begin, self.ground.em(_THINNEST))
        place = Box(min(begin, self.plot.right - width), middle - height // 2, width, height)
        yield _bar(f"{name}: bar", place, "roundRect", _paint(task), rank)

    # Lines across all tasks.

    def _line_words(self) -> list[tuple[Task, Words]]:
        lines = sorted(
            (task for task in self.diagram.tasks if task.is_line), key=lambda task: task.start
        )
        return [(one, set_text(one.label, self.ground)) for one in lines]

    def _lanes(self) -> list[tuple[Task, Words, Box]]:
        """The words under the lines, each in the first lane where it has room, lanes in EMU."""
        ends: list[int] = []
        found = []
        for task, words in self._line_words():
            x = self.x(task.start) - words.width // 2
            x = max(self.plot.x, min(x, self.plot.right - words.width))
            gap = self.ground.em(0.5)
            lane = next((at for at, end in enumerate(ends) if end + gap <= x), len(ends))
            ends[lane : lane + 1] = [x + words.width]
            found.append((task, words, Box(x, lane, words.width, words.height)))
        return found

    def _lines_height(self) -> int:
        lanes = self._lanes()
        if not lanes:
            return 0
        tall = max(words.height for _, words, _ in lanes)
        return (max(box.y for _, _, box in lanes) + 1) * tall + self.ground.em(_AXIS_GAP)

    def _lines(self, top: int, bottom: int, rank: int) -> Iterator[Item]:
        lanes = self._lanes()
        tall = max((words.height for _, words, _ in lanes), default=0)
        names: list[Item] = []
        for number, (task, words, box) in enumerate(lanes, rank):
            x = self.x(task.start)
            name, y = plain_label(task.label), bottom + self.ground.em(_AXIS_GAP) + box.y * tall
            yield line(
                (x, top),
                (x, y),
                name=f"Line at {name}",
                color="accent",
                width=1.5,
                dash=Dash.DASHED,
                rank=number,
            )
            place = replace(box, y=y)
            names.append(words_node(name, words, place, Paint("background", "", "text"), number))
        # Words hide the lines to those under them.
        yield from names


def _paint(task: Task) -> Paint:
    """What is critical has a dark outline: in some themes the accent is red as it is."""
    color, edge = ("negative", "text") if "crit" in task.marks else ("accent", "accent")
    if "done" in task.marks:
        return Paint("rule", edge if "crit" in task.marks else "muted", "")
    if "active" in task.marks or "milestone" in task.marks:
        return Paint(color, edge, "")
    return Paint(tint(color, 35), edge, "")


def _bar(name: str, box: Box, shape: str, paint: Paint, rank: int) -> Node:
    adjustments = _RADIUS if shape == "roundRect" else ()
    return Node(
        box=box,
        name=name,
        shape=shape,
        adjustments=adjustments,
        paint=paint,
        width=2.0 if paint.line == "text" else 1.0,
        open=True,
        rank=rank,
    )
