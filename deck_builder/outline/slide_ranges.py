"""Ranges of imported slides: `corporate.pptx#3`, `corporate.pptx#3,5-7`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.base.values import Located

# Old formats match, too, so that reading them reports what to do.
_FILE = late(r"(.*\.(?:pp[ts][xm]?|pot[xm]?))(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_RANGE = late(r"(-?[1-9]\d{0,5})(?:\s*[-–]\s*(-?[1-9]\d{0,5}))?")


class SlideChoice(Located, frozen=True):
    """Slides of the file `name`: those in `ranges` (first and last number), or all without ranges.
    Numbers count from 1, negative ones from the end."""

    name: str
    ranges: tuple[tuple[int, int], ...] = ()
    span: Span | None = None

    def numbers(self, count: int) -> Iterator[int]:
        """Yield the numbers of the slides among `count`; one that does not exist is yielded as the
        author wrote it, below 1 or above `count`."""
        if not self.ranges:
            yield from range(1, count + 1)
        for first, last in self.ranges:
            start, end = _counted(first, count), _counted(last, count)
            if not 1 <= start <= count:
                yield first
            elif not 1 <= end <= count:
                yield last
            else:
                yield from range(start, end + 1) if start <= end else range(start, end - 1, -1)


def _counted(number: int, count: int) -> int:
    return number if number > 0 else count + 1 + number


def names_slides(target: str) -> bool:
    """Whether the target of an include is a PowerPoint file, or slides of one."""
    return _FILE().fullmatch(target) is not None


def read_choice(target: str, span: Span | None = None) -> SlideChoice | None:
    """Return the slides that `target` names, None when it is no PowerPoint file or what follows
    its name are no numbers."""
    found = _FILE().fullmatch(target.strip())
    if found is None:
        return None
    if found[2] is None:
        return SlideChoice(found[1], span=span)
    ranges = read_ranges(found[2])
    return None if ranges is None else SlideChoice(found[1], ranges, span)


def read_ranges(text: str) -> tuple[tuple[int, int], ...] | None:
    """Return the ranges of numbers in a text such as `3,5-7`, None when it is something else."""
    ranges = [_RANGE().fullmatch(part.strip()) for part in text.split(",")]
    numbers = tuple((int(one[1]), int(one[2] or one[1])) for one in ranges if one)
    return numbers if len(numbers) == len(ranges) else None
