"""Which slides to keep of a talk that is longer than its time.

Slides without a priority stay. Of the others, as much time as possible of priority 1 is kept, then
of priority 2, then of 3: a subset-sum for each. A section's own slide leaves when nothing of the
section is left. Of equally good choices for a priority, the one that keeps earlier slides is made,
whatever it means for lower priorities.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from deck_builder.outline.settings import LEAST_PRIORITY

_TENTHS = 10


class Unit(Struct, frozen=True):
    """Slides that stay or leave together: their seconds, and a priority from 1, the highest, to
    `LEAST_PRIORITY`; 0 stays."""

    seconds: float
    priority: int = 0

    @property
    def tenths(self) -> int:
        """Its time in tenths of a second, which is as finely as times are reckoned."""
        return round(self.seconds * _TENTHS)


class Group(Struct, frozen=True):
    """A section: its own slides, if it has any, which are shown when one of its units is, and its
    units. Own slides that are `needed` are shown anyway."""

    units: tuple[Unit, ...]
    head: Unit = Unit(0.0)
    needed: bool = False

    @property
    def stays(self) -> bool:
        """Whether it is shown in any case."""
        return self.needed or any(not unit.priority for unit in self.units)


def least_seconds(groups: Sequence[Group]) -> float:
    """Return how long the talk is when everything leaves that may."""
    return sum(_fixed(group) for group in groups) / _TENTHS


def _fixed(group: Group) -> int:
    head = group.head.tenths if group.stays else 0
    return head + sum(unit.tenths for unit in group.units if not unit.priority)


def choose(groups: Sequence[Group], seconds: float) -> list[list[bool]]:
    """Return for each unit of each group whether it is kept, so that all together take at most
    `seconds`; where that cannot be, only what must stay is kept."""
    kept = [[not unit.priority for unit in group.units] for group in groups]
    opened = [group.stays for group in groups]
    room = int(seconds * _TENTHS) - sum(map(_fixed, groups))
    for priority in range(1, LEAST_PRIORITY + 1):
        if room <= 0:
            break
        steps = tuple(_steps(groups, opened, priority))
        chosen, used = _fullest(steps, room)
        for step, places in zip(steps, chosen, strict=True):
            for place in places:
                kept[step.group][step.places[place]] = True
                opened[step.group] = True
        room -= used
    return kept


class _Step(Struct, frozen=True):
    """Units of one group among which to choose; choosing any costs `head` more."""

    group: int
    places: tuple[int, ...]
    sizes: tuple[int, ...]
    head: int


def _steps(groups: Sequence[Group], opened: Sequence[bool], priority: int) -> Iterator[_Step]:
    for index, group in enumerate(groups):
        places = tuple(place for place, unit in enumerate(group.units) if unit.priority == priority)
        sizes = tuple(group.units[place].tenths for place in places)
        if opened[index]:
            for place, size in zip(places, sizes, strict=True):
                yield _Step(index, (place,), (size,), 0)
        elif places:
            yield _Step(index, places, sizes, group.head.tenths)


def _fullest(steps: Sequence[_Step], room: int) -> tuple[list[list[int]], int]:
    """Return which places of each step to choose, and how much of `room` they take together."""
    mask = (1 << (room + 1)) - 1
    reached = [1]
    for step in steps:
        reached.append((reached[-1] | _reach(step, reached[-1])[-1]) & mask)
    total = used = reached[-1].bit_length() - 1
    chosen: list[list[int]] = []
    for step, before in zip(reversed(steps), reversed(reached[:-1]), strict=True):
        places: list[int] = []
        if not before >> total & 1:
            places, total = _traced(step, before, total)
        chosen.append(places)
    return chosen[::-1], used


def _reach(step: _Step, before: int) -> list[int]:
    """Return the sums, as the bits of a number, that some of the first units of a step add up to
    on top of the sums `before`: none, one, two … of them looked at."""
    none = before << step.head
    some = [0]
    for size in step.sizes:
        some.append(some[-1] | some[-1] << size | none << size)
    return some


def _traced(step: _Step, before: int, total: int) -> tuple[list[int], int]:
    """Return the places of a step that `total` is made of, and what is left of it for the steps
    before."""
    some = _reach(step, before)
    places: list[int] = []
    for place in range(len(step.sizes) - 1, -1, -1):
        if some[place] >> total & 1:
            continue
        places.append(place)
        total -= step.sizes[place]
        if not some[place] >> total & 1:
            break
    return places[::-1], total - step.head
