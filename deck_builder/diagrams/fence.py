"""The text of a diagram's fence, and how to point into it."""

from __future__ import annotations

import bisect
from functools import cached_property

from msgspec import Struct

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span

BAD_DIAGRAM = Problem(
    "bad-diagram", Severity.WARNING, "the diagram cannot be read: {fault}", "{hint}"
)
DIAGRAM_AS_SOURCE = Problem(
    "diagram-as-source",
    Severity.WARNING,
    "a diagram of the kind ‘{kind}’ is shown as its source",
    "{hint}",
)
DIAGRAM_IGNORED = Problem(
    "diagram-ignored", Severity.NOTE, "{what} of a diagram is left out", "{hint}"
)
_SOURCE_SHOWN = "its source is shown instead"


class DiagramError(Exception):
    """A diagram that cannot be read: what is wrong at an offset of its text."""

    def __init__(self, fault: str, at: int = 0, length: int = 1, hint: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.at = at
        self.length = length
        self.hint = hint


class Fence(Struct, frozen=True, dict=True):
    """A fence with a diagram. `text` is what is in it, without what its list or quotation puts in
    front of lines; `span` is that as it was written. `language` is that of the talk, a BCP 47
    tag."""

    text: str
    span: Span | None = None
    language: str = "en"

    def at(self, offset: int, length: int = 1) -> Span | None:
        """Return the span of `length` characters at an offset of the text."""
        if self.span is None:
            return None
        row = bisect.bisect_right(self._starts, offset) - 1
        column = offset - self._starts[row]
        lines, raw = self._lines, self._raw
        if row >= len(raw):
            return self.span
        start, written = raw[row]
        if not written.endswith(lines[row]):
            # The value of a variable is in it, which is elsewhere.
            bare = written.strip()
            return self.span.at(start + written.find(bare), max(1, len(bare)))
        shift = len(written) - len(lines[row])
        length = max(1, min(length, len(lines[row]) - column))
        return self.span.at(start + shift + column, length)

    def report(
        self, problem: Problem, found: Collector, at: int, length: int = 1, **facts: object
    ) -> None:
        """Report a problem at an offset of the text."""
        found.report(problem, self.at(at, length), **facts)

    def report_error(self, error: DiagramError, found: Collector) -> None:
        """Report why the diagram cannot be read."""
        hint = f"{error.hint}; {_SOURCE_SHOWN}" if error.hint else _SOURCE_SHOWN
        self.report(BAD_DIAGRAM, found, error.at, error.length, fault=error.fault, hint=hint)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        starts, start = [], 0
        for line in self._lines:
            starts.append(start)
            start += len(line) + 1
        return starts

    @cached_property
    def _raw(self) -> list[tuple[int, str]]:
        """The lines as they were written, with the offset of each in the span."""
        found, start = [], 0
        for line in self.span.text.split("\n") if self.span else ():
            found.append((start, line))
            start += len(line) + 1
        return found
