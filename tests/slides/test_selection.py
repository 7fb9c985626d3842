"""What is kept of a talk that is longer than its time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from deck_builder.slides.selection import Group, Unit, choose, least_seconds

UNITS = st.builds(Unit, st.integers(0, 30).map(float), st.integers(0, 3))
GROUPS = st.builds(
    Group,
    st.lists(UNITS, max_size=4).map(tuple),
    st.builds(Unit, st.integers(0, 9).map(float)),
    st.booleans(),
)


def total(groups: list[Group], kept: list[list[bool]]) -> float:
    seconds = 0.0
    for group, flags in zip(groups, kept, strict=True):
        if group.needed or any(flags):
            seconds += group.head.seconds
        seconds += sum(unit.seconds for unit, flag in zip(group.units, flags, strict=True) if flag)
    return seconds


def shares(groups: list[Group], kept: list[list[bool]]) -> tuple[float, ...]:
    """How much time each priority has, and what it opens, one after the other."""
    found = []
    for priority in range(4):
        upto = [
            [flag and unit.priority <= priority for unit, flag in zip(g.units, flags, strict=True)]
            for g, flags in zip(groups, kept, strict=True)
        ]
        found.append(total(groups, upto))
    return tuple(found)


@settings(max_examples=300, deadline=None)
@given(st.lists(GROUPS, max_size=3), st.integers(0, 120))
def test_nothing_is_better(groups: list[Group], seconds: int) -> None:
    kept = choose(groups, seconds)
    least = least_seconds(groups)
    if least > seconds:
        assert total(groups, kept) == least
        return
    assert total(groups, kept) <= seconds
    found = shares(groups, kept)
    for priority in range(1, 4):
        assert found[priority] == max(
            total(groups, other)
            for other in choices(groups, kept, priority)
            if total(groups, other) <= seconds
        )


def choices(
    groups: list[Group], kept: list[list[bool]], priority: int
) -> Iterator[list[list[bool]]]:
    """Every choice among the units of a priority, beside what is kept of higher ones."""
    count = sum(unit.priority == priority for group in groups for unit in group.units)
    for flags in product((False, True), repeat=count):
        rest = iter(flags)
        yield [
            [
                next(rest) if unit.priority == priority else flag and unit.priority < priority
                for unit, flag in zip(group.units, known, strict=True)
            ]
            for group, known in zip(groups, kept, strict=True)
        ]


def test_equals_are_not_weighed_by_what_they_leave_to_lower_priorities() -> None:
    first = Group((Unit(0.0, 2),), Unit(25.0))
    second = Group((Unit(0.0, 2), Unit(17.0, 3)), Unit(25.0))
    assert choose([first, second], 42) == [[True], [False, False]]
    assert choose([second, first], 42) == [[True, True], [False]]


def test_the_earlier_of_two_equals_is_kept() -> None:
    units = (Unit(60.0, 2), Unit(60.0, 2), Unit(60.0, 2))
    assert choose([Group(units)], 130) == [[True, True, False]]


def test_higher_priorities_go_first() -> None:
    units = (Unit(50.0, 3), Unit(20.0, 1), Unit(40.0, 2))
    assert choose([Group(units)], 60) == [[False, True, True]]
    assert choose([Group(units)], 59.9) == [[False, True, False]]


def test_a_section_needs_its_own_slide() -> None:
    groups = [Group((Unit(30.0, 1),), Unit(10.0)), Group((Unit(35.0, 1),))]
    assert choose(groups, 40) == [[True], [False]]
    assert choose(groups, 39) == [[False], [True]]


def test_a_long_talk_is_quick() -> None:
    units = tuple(Unit(20.0 + number % 37, number % 4) for number in range(2000))
    kept = choose([Group(units)], 3600 * 6)
    assert sum(unit.seconds for unit, flag in zip(units, kept[0], strict=True) if flag) == 21600


@settings(max_examples=15, deadline=None)
@given(st.lists(UNITS, min_size=14, max_size=14), st.integers(0, 250))
def test_of_fourteen_slides_nothing_is_better(units: list[Unit], seconds: int) -> None:
    groups = [Group(tuple(units[:7]), Unit(5.0)), Group(tuple(units[7:]), Unit(8.0))]
    if least_seconds(groups) > seconds:
        return
    best: tuple[float, ...] = (0.0,)
    for flags in product((False, True), repeat=14):
        rest = iter(flags)
        kept = [[next(rest) or not unit.priority for unit in group.units] for group in groups]
        if total(groups, kept) <= seconds:
            best = max(best, shares(groups, kept))
    assert shares(groups, choose(groups, seconds)) == best


@settings(max_examples=200, deadline=None)
@given(st.lists(GROUPS, max_size=3), st.integers(0, 120), st.integers(0, 60))
def test_more_time_never_keeps_less(groups: list[Group], seconds: int, more: int) -> None:
    if least_seconds(groups) <= seconds:
        shorter = shares(groups, choose(groups, seconds))
        assert shares(groups, choose(groups, seconds + more)) >= shorter
