"""A Gantt chart as a whole: its sections with their tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.locale import dated
from deck_builder.diagrams.labels import plain_label
from deck_builder.diagrams.model import Diagram, Ground
from deck_builder.diagrams.scene import Scene

MARKS = ("active", "done", "crit", "milestone", "vert")
"""What a task can be besides itself."""


class Task(Struct, frozen=True):
    """A task from its start to its end. It may be `active` (being worked on), `done`, `crit` (on
    the critical path), a `milestone` or a `vert`: a line across all tasks."""

    label: str
    start: datetime
    end: datetime
    marks: frozenset[str] = frozenset()

    @property
    def is_line(self) -> bool:
        """Whether it is a line across all tasks."""
        return "vert" in self.marks


class Section(Struct, frozen=True):
    """Tasks under a name; without one before the first section."""

    name: str
    tasks: tuple[Task, ...]


class Axis(Struct, frozen=True):
    """How dates are shown: in a `form` of strftime, and every `count` of a `unit`; empty and 0 for
    as suits the width. With `times`, the dates say nothing, only the time of the day does."""

    form: str = ""
    count: int = 0
    unit: str = ""
    times: bool = False


class Gantt(Diagram, frozen=True):
    """A Gantt chart."""

    sections: tuple[Section, ...] = ()
    axis: Axis = Axis()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks in order."""
        return tuple(task for section in self.sections for task in section.tasks)

    def lay_out(self, ground: Ground) -> Scene:
        """A row for each task, under an axis of dates."""
        from deck_builder.diagrams.gantt.layout import lay_out

        return lay_out(self, ground)

    def extent(self, ground: Ground) -> tuple[int, int]:
        """A row for each task."""
        return 0, ground.em(1.4 * sum(not task.is_line for task in self.tasks))

    def sentences(self) -> Sequence[str]:
        """Each task with its dates."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        for section in self.sections:
            name = plain_label(section.name)
            for task in section.tasks:
                dates = self._date(task.start)
                if task.end > task.start and not task.marks & {"milestone", "vert"}:
                    to = " to " if self.has_verbs else " – "
                    dates = f"{dates}{to}{self._date(task.end)}"
                marks = [mark for mark in MARKS if mark in task.marks and mark != "vert"]
                about = f" ({', '.join(marks)})" if marks and self.has_verbs else ""
                before = f"{name}, " if name else ""
                yield f"{before}{plain_label(task.label)}: {dates}{about}"

    def _date(self, day: datetime) -> str:
        time = f"{day:%H:%M:%S}".removesuffix(":00")
        if self.axis.times:
            return time
        named = dated(day.date(), "yMMMd", self.language)
        return named if time == "00:00" else f"{named} {time}"

    def words(self) -> Sequence[str]:
        """The names of sections and tasks."""
        found: list[str] = []
        for section in self.sections:
            found += [section.name, *(task.label for task in section.tasks)]
        return tuple(filter(None, map(plain_label, found)))

    def parts(self) -> tuple[Diagram, ...]:
        """Two halves, cut between sections if there are several, else between tasks; lines across
        all tasks are in both."""
        if len(self.tasks) < 4:
            return ()
        lines = tuple(task for task in self.tasks if task.is_line)
        above, below = _halves(self.sections)
        return tuple(replace(self, sections=_with(half, lines)) for half in (above, below))


def _halves(sections: tuple[Section, ...]) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    if len(sections) > 1:
        counts = [len(section.tasks) for section in sections]
        places = range(1, len(sections))
        cut = min(places, key=lambda at: abs(sum(counts[:at]) - sum(counts[at:])))
        return sections[:cut], sections[cut:]
    (section,) = sections
    middle = (len(section.tasks) + 1) // 2
    return (
        (replace(section, tasks=section.tasks[:middle]),),
        (replace(section, tasks=section.tasks[middle:]),),
    )


def _with(sections: tuple[Section, ...], lines: tuple[Task, ...]) -> tuple[Section, ...]:
    known = {task for section in sections for task in section.tasks}
    more = tuple(task for task in lines if task not in known)
    last = sections[-1]
    return (*sections[:-1], replace(last, tasks=(*last.tasks, *more)))
