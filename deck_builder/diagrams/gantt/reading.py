"""Mermaid's Gantt charts, read line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct, field

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.gantt.dates import ISO, add_length, is_of_day, read_date
from deck_builder.diagrams.gantt.diagram import MARKS, Axis, Gantt, Section, Task
from deck_builder.diagrams.labels import plain_label
from deck_builder.diagrams.lines import Ignored, Line, lines_of
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import check_size

_TICK = re.compile(r"([1-9]\d{0,3})(millisecond|second|minute|hour|day|week|month)")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# What would be a date, if it is one.
_FIGURES = re.compile(r"\d+[-./: ][-\d./: ]*")
_IGNORED = ("todaymarker", "topaxis", "weekday", "displaymode")
_SETTINGS = (
    *("dateformat", "axisformat", "tickinterval", "excludes", "includes", "inclusiveenddates"),
    *("weekend", "title", "section", "click", *_IGNORED),
)
_EXAMPLE = "a task is written as ‘Name: id, 2026-01-31, 3d’"
# A task is not moved over more days without work than this.
_MOST_DAYS = 20_000
_DAY = timedelta(days=1)


def read(fence: Fence, found: Collector) -> Gantt:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    reader = _Reader(Ignored(fence, found), page.title)
    last = None
    for last in lines_of(page):
        reader.read(last)
    check_size(reader.tasks, (), fence)
    sections = reader.sections()
    if not sections:
        fault = "there is no task in it"
        raise last.wrong(fault, hint=_EXAMPLE) if last else DiagramError(fault, 0, 1, _EXAMPLE)
    return Gantt(
        kind="Gantt chart",
        title=reader.title,
        described=page.described,
        sections=sections,
        axis=reader.axis(),
    )


class _Written(Struct):
    """A task as it is written: its marks, and what says when it begins and ends."""

    line: Line
    label: str
    section: str
    name: str
    marks: frozenset[str]
    start: str
    end: str
    before: int
    begun: datetime | None = None
    ended: datetime | None = None


class _Reader(Struct):
    """What was read so far."""

    ignored: Ignored
    title: str = ""
    form: str = ISO
    axis_form: str = ""
    tick: tuple[int, str] = (0, "")
    excluded: list[str] = field(default_factory=list)
    included: list[str] = field(default_factory=list)
    weekend: str = "saturday"
    inclusive: bool = False
    section: str = ""
    names: list[str] = field(default_factory=list)
    tasks: list[_Written] = field(default_factory=list)
    by_name: dict[str, int] = field(default_factory=dict)

    def axis(self) -> Axis:
        """How dates are shown."""
        return Axis(self.axis_form, *self.tick, is_of_day(self.form))

    def read(self, line: Line) -> None:
        """Take up a line."""
        word = line.word
        if word in _SETTINGS and not (word in ("title", "section") and not line.rest):
            self._set(line, word, line.rest)
        elif ":" in line.text:
            self._task(line)
        elif word == "section":
            self.section = ""
        else:
            hint = suggestion(word, _SETTINGS)
            hint = hint if hint.startswith("did") else _EXAMPLE
            raise line.wrong("this is no task and no setting", hint=hint)

    def _set(self, line: Line, word: str, value: str) -> None:
        match word:
            case "title":
                self.title = plain_label(value)
            case "section":
                self.section = value
                self.names.append(value)
            case "dateformat":
                self.form = value
            case "axisformat":
                self.axis_form = value
            case "tickinterval":
                found = _TICK.fullmatch(value)
                if found is None:
                    raise line.wrong("this is no interval", value, "tickInterval 1week")
                self.tick = int(found[1]), found[2]
            case "excludes":
                self.excluded += re.split(r"[\s,]+", value.lower())
            case "includes":
                self.included += re.split(r"[\s,]+", value.lower())
            case "inclusiveenddates":
                self.inclusive = True
            case "weekend":
                self.weekend = value.lower()
            case "click":
                self.ignored.note(line, "‘click’")
            case _:
                # What a browser does with today, or where it has room.
                return

    def _task(self, line: Line) -> None:
        label, _, data = line.text.partition(":")
        parts = [part.strip() for part in data.split(",")]
        marks: list[str] = []
        while parts and parts[0].lower() in MARKS:
            marks.append(parts.pop(0).lower())
        if not parts or not all(parts) or len(parts) > 3:
            raise line.wrong("this does not say when the task is", data.strip(), _EXAMPLE)
        name, start, end = ("", "", "", *parts)[-3:]
        if len(parts) == 2 and self._is_end_only(start):
            name, start = start, ""
        number = len(self.tasks)
        if name:
            self.by_name[name] = number
        task = _Written(
            line, label.strip(), self.section, name, frozenset(marks), start, end, number - 1
        )
        self.tasks.append(task)

    def _is_end_only(self, start: str) -> bool:
        """Whether what stands before the end is a name: neither a date nor `after`."""
        if start.startswith("after ") or _FIGURES.fullmatch(start):
            return False
        return read_date(start, self.form) is None

    def sections(self) -> tuple[Section, ...]:
        """The sections with their tasks, all of them with dates."""
        pending = list(self.tasks)
        while pending:
            rest = [task for task in pending if not self._settle(task)]
            if len(rest) == len(pending):
                task = rest[0]
                fault = "this task waits for one that waits for it"
                raise task.line.wrong(fault, task.start or task.end)
            # What waits for a later task is found from the end.
            pending = rest[::-1]
        found: list[Section] = []
        for task in self.tasks:
            assert task.begun is not None
            assert task.ended is not None
            one = Task(task.label, task.begun, task.ended, task.marks)
            if found and found[-1].name == task.section:
                found[-1] = Section(task.section, (*found[-1].tasks, one))
            else:
                found.append(Section(task.section, (one,)))
        return tuple(found)

    def _settle(self, task: _Written) -> bool:
        """Find the dates of a task, if those it waits for are known."""
        try:
            task.begun = self._start(task)
            task.ended = None if task.begun is None else self._end(task, task.begun)
        except OverflowError:
            raise task.line.wrong("this date is beyond the calendar", task.end) from None
        return task.ended is not None

    def _start(self, task: _Written) -> datetime | None:
        if not task.start:
            if task.before < 0:
                fault = "the first task has no start"
                raise task.line.wrong(fault, task.end, _EXAMPLE)
            return self.tasks[task.before].ended
        if task.start.startswith("after "):
            others = [self._named(name, task) for name in task.start.split()[1:]]
            ends = [other.ended for other in others if other.ended is not None]
            return max(ends) if ends and len(ends) == len(others) else None
        return self._date(task.start, task)

    def _end(self, task: _Written, start: datetime) -> datetime | None:
        if task.end.startswith("until "):
            others = [self._named(name, task) for name in task.end.split()[1:]]
            starts = [other.begun for other in others if other.begun is not None]
            return min(starts) if starts and len(starts) == len(others) else None
        end = add_length(start, task.end)
        if end is not None:
            return self._lengthened(task, start, end)
        end = self._date(task.end, task)
        if end < start:
            raise task.line.wrong("this task ends before it begins", task.end)
        return end + _DAY if self.inclusive else end

    def _named(self, name: str, task: _Written) -> _Written:
        if name in self.by_name:
            return self.tasks[self.by_name[name]]
        hint = suggestion(name, self.by_name)
        raise task.line.wrong(f"there is no task with the id ‘{name}’", name, hint)

    def _date(self, text: str, task: _Written) -> datetime:
        found = read_date(text, self.form)
        if found is None:
            hint = f"dates are written as ‘{self.form}’ here, lengths as ‘3d’ or ‘2w’"
            raise task.line.wrong(f"‘{text}’ is no date", text, hint)
        return found

    def _lengthened(self, task: _Written, start: datetime, end: datetime) -> datetime:
        """The end of a task of a given length: later by the days without work in it."""
        if not self.excluded:
            return end
        day = start
        for _ in range(_MOST_DAYS):
            if day >= end:
                return end
            if self._is_off(day):
                end += _DAY
            day += _DAY
        raise task.line.wrong("this task has too many days without work", task.end)

    def _is_off(self, day: datetime) -> bool:
        """Whether nobody works on a day."""
        name, written = _WEEK[day.weekday()], _written(day, self.form)
        if {name, written, day.date().isoformat()} & set(self.included):
            return False
        first = _WEEK.index(self.weekend) if self.weekend in _WEEK else 5
        is_weekend = day.weekday() in (first, (first + 1) % 7)
        if is_weekend and "weekends" in self.excluded:
            return True
        return bool({name, written, day.date().isoformat()} & set(self.excluded))


_PARTS: Mapping[str, str] = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "YY": "%y"}


def _written(day: datetime, form: str) -> str:
    """A day in the format of dates, as far as it has figures only."""
    for part, sign in _PARTS.items():
        form = form.replace(part, f"{day:{sign}}")
    return form
