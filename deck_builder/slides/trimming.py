"""A talk cut down to its minutes: which slides leave, where they go, and what is reported."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.slides.model import Slide
from deck_builder.slides.parts import Part, in_appendix
from deck_builder.slides.selection import Group, Unit, choose, least_seconds
from deck_builder.text.runs import plain_runs
from deck_builder.timing.speech import clock_time

OVER_TIME = Problem(
    "over-time",
    Severity.WARNING,
    "what must stay takes {least} to speak, {over} more than the {budget} that the talk may take",
    "give slides a priority=1 to 3 or make them .optional, so that they may leave, or allow more "
    "‘minutes’",
)
NO_TIME = Problem(
    "no-time", Severity.NOTE, "there is no time for ‘{title}’ ({time}, priority {priority}): {what}"
)


class Budget(Struct, frozen=True):
    """The seconds that a talk may take, and those of its own slides, which stay. Slides that leave
    `go` out, or else into the appendix. `span` is where the talk's settings are."""

    seconds: float
    fixed: float = 0.0
    drops: bool = False
    span: Span | None = None


def trimmed(parts: Sequence[Part], budget: Budget, found: Collector) -> tuple[Part, ...]:
    """Return `parts` without the units for which there is no time."""
    groups = [_group(part) for part in parts]
    room = budget.seconds - budget.fixed
    over = round(least_seconds(groups) - room, 1)
    if over > 0:
        found.report(
            OVER_TIME,
            budget.span,
            least=clock_time(budget.seconds + over),
            over=clock_time(over),
            budget=clock_time(budget.seconds),
        )
    trimmer = _Trimmer(budget, found)
    left = [
        part if all(flags) else trimmer.without(part, flags)
        for part, flags in zip(parts, choose(groups, room), strict=True)
    ]
    return tuple(
        part if part.units else trimmer.headless(part, left[at + 1 :])
        for at, part in enumerate(left)
    )


def _group(part: Part) -> Group:
    units = tuple(
        Unit(sum(slide.seconds for slide in unit), _priority(unit[0])) for unit in part.units
    )
    head = Unit(part.head.seconds) if part.head else Unit(0.0)
    # A section that is nothing but its own slide stays: its slides are other sections.
    return Group(units, head, needed=part.head is not None and not units)


def _priority(slide: Slide) -> int:
    return slide.staging.priority if slide.staging.is_spoken else 0


class _Trimmer(Struct, frozen=True):
    budget: Budget
    found: Collector

    def without(self, part: Part, flags: Sequence[bool]) -> Part:
        """Return `part` with only the units that the flags keep, the others gone or marked for the
        appendix; nothing is left of its own slide when nothing is left of it."""
        units = []
        for unit, is_kept in zip(part.units, flags, strict=True):
            if is_kept:
                units.append(unit)
                continue
            self._report(unit)
            if not self.budget.drops:
                units.append(tuple(map(in_appendix, unit)))
        whole = replace(part, units=tuple(units))
        return whole if any(flags) else self._without_head(whole)

    def headless(self, part: Part, following: Sequence[Part]) -> Part:
        """Return `part`, which is nothing but its own slide, without that when nothing is left of
        the sections under it."""
        under = list(takewhile(lambda one: one.level > part.level, following))
        if not under or any(one.is_spoken for one in under):
            return part
        return self._without_head(part)

    def _without_head(self, part: Part) -> Part:
        head = in_appendix(part.head) if part.head and not self.budget.drops else None
        return replace(part, head=head, is_top=False)

    def _report(self, unit: Sequence[Slide]) -> None:
        first = unit[0]
        self.found.report(
            NO_TIME,
            first.span,
            title=plain_runs(first.title) or "a slide without a title",
            time=clock_time(sum(slide.seconds for slide in unit)),
            priority=first.staging.priority,
            what="it is left out" if self.budget.drops else "it goes to the appendix",
        )
