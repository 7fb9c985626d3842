"""Values are what the standard library's frozen dataclasses are, made in less time."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import field, replace

from deck_builder.base.values import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A value with a field for each kind of field."""

    x: int
    y: int = 0
    note: str = field(default="", compare=False)
    hidden: str = field(default="", repr=False)
    extra: dict[str, int] = field(default_factory=dict, hash=False)


@dataclasses.dataclass(frozen=True, slots=True)
class _Standard:
    x: int
    y: int = 0
    note: str = field(default="", compare=False)
    hidden: str = field(default="", repr=False)
    extra: dict[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Nothing:
    """A value without fields."""


@dataclass(frozen=True, slots=True, eq=False)
class Itself:
    """A value that equals none but itself."""

    x: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A value with an order."""

    x: int


@dataclass(frozen=True, slots=True)
class Own:
    """A value that says how it is shown."""

    x: int

    def __repr__(self) -> str:
        return "own"


def test_values_are_equal_when_they_say_the_same() -> None:
    for one, other in ((Point(1), Point(1, note="a")), (Point(1, extra={"a": 1}), Point(1))):
        standard = [_Standard(*_values(value)) for value in (one, other)]
        assert (one == other) == (standard[0] == standard[1])
        assert (hash(one) == hash(other)) == (hash(standard[0]) == hash(standard[1]))
    assert Point(1) != Point(2)
    others: list[object] = [1, Nothing(), None]
    assert Point(1) not in others
    assert Nothing() in others
    assert len({Nothing(), Nothing(), Point(1), Point(1)}) == 2
    assert Itself() != Itself()
    assert Place(1) < Place(2)
    assert hash(Place(1)) == hash(Place(1))


def _values(value: Point) -> tuple[int, int, str, str, dict[str, int]]:
    return value.x, value.y, value.note, value.hidden, value.extra


def test_values_are_shown_as_they_are_made() -> None:
    value = Point(1, hidden="b", extra={"c": 2})
    assert repr(value) == repr(_Standard(*_values(value))).replace("_Standard", "Point")
    assert repr(Nothing()) == "Nothing()"
    assert repr(Own(1)) == "own"


def test_values_are_copied_and_sent() -> None:
    value = Point(1, 2, "a", "b", {"c": 3})
    assert replace(value, y=5) == Point(1, 5, "a", "b", {"c": 3})
    assert pickle.loads(pickle.dumps(value)) == value
    assert not hasattr(value, "__dict__")
