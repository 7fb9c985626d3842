"""Mermaid's kanban boards: what is to be done, in columns by how far it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.units import Box, Insets
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import Words, label_runs, paragraph, plain_label, set_words
from deck_builder.diagrams.lines import Line, lines_of
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, Ground, check_size
from deck_builder.diagrams.paint import Paint, series
from deck_builder.diagrams.pieces import bounded, set_text, text
from deck_builder.diagrams.scene import Item, Node, Scene
from deck_builder.text.runs import Alignment, Run

_LABEL = re.compile(r"(?:[^\[\]]*)\[(.*)\]$", re.DOTALL)
_ABOUT = re.compile(r"""(\w+)\s*:\s*(?:'([^']*)'|"([^"]*)"|([^,'"}]+))""")
_EXAMPLE = "a column is written as ‘todo[To do]’, its tasks under it are indented more"
_PRIORITIES = {"very high": "negative", "high": "caution", "low": "muted", "very low": "muted"}
_SHOWN = ("ticket", "assigned")
# More columns than this are cut before their tasks are.
_MOST = 6
# In em.
_NARROWEST, _WIDEST = 7.0, 18.0
_GAP = 0.6
_PAD = (0.6, 0.4)
_BAR = 0.25


class Task(Struct, frozen=True):
    """A task, and what is said about it: `ticket`, `assigned`, `priority`."""

    label: str
    about: Mapping[str, str] = {}

    def __hash__(self) -> int:
        return hash(self.label)

    @property
    def details(self) -> tuple[str, ...]:
        """What is said about it in words under it."""
        return tuple(self.about[key] for key in _SHOWN if self.about.get(key))

    @property
    def note(self) -> str:
        """What stands under it."""
        return " · ".join(self.details)


class Column(Struct, frozen=True):
    """Tasks under a heading."""

    label: str
    tasks: tuple[Task, ...] = ()


class Kanban(Diagram, frozen=True):
    """A kanban board."""

    columns: tuple[Column, ...] = ()

    def lay_out(self, ground: Ground) -> Scene:
        """Columns beside each other, each with its tasks as cards."""
        return bounded(list(_items(self, ground)))

    def extent(self, ground: Ground) -> tuple[int, int]:
        """A card for each task of the longest column, and the columns beside each other."""
        longest = max(len(one.tasks) for one in self.columns)
        width = len(self.columns) * (_NARROWEST + _GAP) - _GAP
        return ground.em(width), ground.em(longest * (1.2 + 2 * _PAD[1] + _GAP))

    def sentences(self) -> Sequence[str]:
        """Each column with its tasks."""
        return tuple(map(_told, self.columns))

    def words(self) -> Sequence[str]:
        """The headings, each with its tasks."""
        found: list[str] = []
        for column in self.columns:
            found.append(plain_label(column.label))
            for task in column.tasks:
                found += [plain_label(task.label), task.note]
        return tuple(filter(None, found))

    def parts(self) -> tuple[Diagram, ...]:
        """Two halves: of all columns with half of their tasks, or of many columns."""
        longest = max(len(one.tasks) for one in self.columns)
        if len(self.columns) > _MOST or longest < 2:
            return self._halves()
        cut = (longest + 1) // 2
        parts = (
            tuple(replace(one, tasks=one.tasks[first:last]) for one in self.columns)
            for first, last in ((0, cut), (cut, longest))
        )
        return tuple(replace(self, columns=part) for part in parts)

    def _halves(self) -> tuple[Diagram, ...]:
        cut = (len(self.columns) + 1) // 2
        halves = self.columns[:cut], self.columns[cut:]
        return tuple(replace(self, columns=half) for half in halves) if halves[1] else ()


def _told(column: Column) -> str:
    tasks = []
    for task in column.tasks:
        about = ", ".join(filter(None, (*task.details, task.about.get("priority", ""))))
        tasks.append(f"{plain_label(task.label)} ({about})" if about else plain_label(task.label))
    return (
        f"{plain_label(column.label)}: {', '.join(tasks)}" if tasks else plain_label(column.label)
    )


def read(fence: Fence, found: Collector) -> Kanban:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    columns: list[Column] = []
    outermost = -1
    for one in _joined(list(lines_of(page))):
        if outermost < 0:
            outermost = one.indent
        label, about = _read(one)
        if one.indent <= outermost:
            columns.append(Column(label))
        else:
            last = columns[-1]
            columns[-1] = replace(last, tasks=(*last.tasks, Task(label, about)))
    if not columns:
        raise DiagramError("there is no column in it", 0, 1, _EXAMPLE)
    check_size([task for column in columns for task in (column, *column.tasks)], (), fence)
    return Kanban(
        kind="Kanban board", title=page.title, described=page.described, columns=tuple(columns)
    )


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with those put together between which braces are open."""
    open_line: Line | None = None
    for one in lines:
        whole = (
            one if open_line is None else replace(open_line, text=f"{open_line.text} {one.text}")
        )
        if whole.text.count("@{") > whole.text.count("}"):
            open_line = whole
        else:
            yield whole
            open_line = None
    if open_line is not None:
        raise open_line.wrong("a brace is not closed", "@{", "write ‘}’ after it")


def _read(one: Line) -> tuple[str, Mapping[str, str]]:
    before, _, about = one.text.partition("@{")
    found = _LABEL.match(before.strip())
    label = (found[1] if found else before).strip()
    if not label:
        raise one.wrong("this has no words", hint=_EXAMPLE)
    if label[0] == label[-1] == '"' and len(label) > 1:
        label = label[1:-1]
    values = {
        key.lower(): (single or double or bare).strip()
        for key, single, double, bare in _ABOUT.findall(about)
    }
    return values.get("label", label), values


def _items(diagram: Kanban, ground: Ground) -> Iterator[Item]:
    em, count = ground.em, len(diagram.columns)
    gap = em(_GAP)
    share = (ground.width + gap) // count - gap
    width = max(em(_NARROWEST), min(share, em(_WIDEST)))
    widest = (width - 2 * em(_PAD[0]) - 2 * gap) / em(1) - 0.1
    heads = [set_text(one.label, ground, widest, bold=True) for one in diagram.columns]
    cards = [[_card_words(task, ground, widest) for task in one.tasks] for one in diagram.columns]
    inner = [words.width for row in cards for words in row]
    width = max([width, *(one + 2 * em(_PAD[0]) + 2 * gap for one in inner)])
    width = max([width, *(words.width + 2 * gap for words in heads)])
    head = max(words.height for words in heads) + 2 * em(_PAD[1])
    heights = [
        sum(words.height + 2 * em(_PAD[1]) + gap for words in row) + head + gap for row in cards
    ]
    tall = max(heights)
    rank = 1
    for at, column in enumerate(diagram.columns):
        x = at * (width + gap)
        color = series(at).line
        name = plain_label(column.label)
        lane = Box(x, 0, width, tall)
        paint = Paint("surface", "", "")
        yield Node(box=lane, name=f"Column: {name}", paint=paint, open=True, rank=rank)
        yield Node(
            box=lane.of_height(head),
            name=name,
            paragraphs=heads[at].paragraphs,
            style=heads[at].style,
            paint=Paint(color, "", "background"),
            rank=rank,
        )
        y = head + gap
        for task, words in zip(column.tasks, cards[at], strict=True):
            box = Box(x + gap, y, width - 2 * gap, words.height + 2 * em(_PAD[1]))
            yield from _card(task, words, box, rank, ground)
            y = box.bottom + gap
        rank += 1


def _card_words(task: Task, ground: Ground, widest: float) -> Words:
    paragraphs = [text(task.label, Alignment.LEFT)]
    if task.note:
        runs = tuple(replace(run, color="muted") for run in label_runs(task.note))
        paragraphs.append(paragraph(runs or (Run(""),), Alignment.LEFT))
    return set_words(paragraphs, ground, widest=widest)


def _card(task: Task, words: Words, box: Box, rank: int, ground: Ground) -> Iterator[Item]:
    side = ground.em(_PAD[0])
    name = plain_label(task.label)
    yield Node(
        box=box,
        name=name,
        paragraphs=words.paragraphs,
        style=words.style,
        insets=Insets(left=side, right=side // 2),
        paint=Paint("background", "rule", "text"),
        width=0.75,
        rank=rank,
    )
    color = _PRIORITIES.get(task.about.get("priority", "").lower())
    if color:
        bar = Box(box.x, box.y, ground.em(_BAR), box.height)
        priority = f"Priority: {task.about['priority']}"
        yield Node(box=bar, name=priority, paint=Paint(color, "", ""), open=True, rank=rank)
