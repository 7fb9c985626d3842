"""A talk's slides by section, before they stand in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.outline import OutlineSection
from deck_builder.slides.clock import Pace, timed
from deck_builder.slides.model import Slide

Unit = tuple[Slide, ...]
"""The slides that one heading became."""


class Part(Struct, frozen=True):
    """A section's own slide, if it has one, and what its headings became. `name` is empty when
    they belong to the section above; one that `is_top` is on the agenda. `level` is its
    heading's, 0 when there is none. `left_out` is its own slide when it is too short for one."""

    name: str
    anchor: str
    units: tuple[Unit, ...]
    head: Slide | None = None
    is_top: bool = False
    level: int = 0
    left_out: Slide | None = None

    @property
    def slides(self) -> tuple[Slide, ...]:
        """All its slides in order."""
        head = (self.head,) if self.head else ()
        return (*head, *(slide for unit in self.units for slide in unit))

    @property
    def is_spoken(self) -> bool:
        """Whether any of its slides is part of the show."""
        return any(slide.staging.is_spoken for slide in self.slides)


def spoken_at(part: Part, pace: Pace) -> Part:
    """Return `part` with the time that each slide takes."""
    units = tuple(tuple(timed(slide, pace) for slide in unit) for unit in part.units)
    return replace(part, units=units, head=part.head and timed(part.head, pace))


def in_appendix(slide: Slide) -> Slide:
    """Return a slide that follows the end, and takes no time."""
    roomier = slide.roomier and in_appendix(slide.roomier)
    staging = replace(slide.staging, appendix=True)
    return timed(replace(slide, roomier=roomier, staging=staging), Pace())


def with_priorities(sections: Iterable[OutlineSection]) -> Iterator[OutlineSection]:
    """Yield `sections` with the priority of each on what is under it and has none of its own."""
    above: list[tuple[int, int]] = []
    for section in sections:
        while section.level and above and above[-1][0] >= section.level:
            above.pop()
        priority = section.staging.priority or (above[-1][1] if above else 0)
        if section.level:
            above.append((section.level, priority))
        if not priority:
            yield section
            continue
        slides = tuple(
            replace(slide, staging=replace(slide.staging, priority=priority))
            if not slide.staging.priority
            else slide
            for slide in section.slides
        )
        staging = replace(section.staging, priority=priority)
        yield replace(section, slides=slides, staging=staging)
