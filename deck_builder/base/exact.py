"""Values that are the same in everything: where they were written counts, and so do types. What is
equal in Python is not always shown alike, such as 1, 1.0 and true."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

_PLAIN = frozenset((str, int, bool, bytes, type(None)))


class Exact:
    """A `value` as a part of a key, which finds what is the same in everything. The `hint` has a
    hash, and is the same where values are; the more it says, the fewer values are compared."""

    __slots__ = ("hint", "value")

    def __init__(self, value: object, hint: Hashable) -> None:
        self.value = value
        self.hint = hint

    def __hash__(self) -> int:
        return hash(self.hint)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Exact) and are_same(self.value, other.value)


def are_same(one: Any, other: Any) -> bool:
    """Return whether two values have the same types, fields and items all the way down. Those of
    other kinds than the values of a deck are the same when they are equal."""
    if one is other:
        return True
    kind = type(one)
    if kind is not type(other):
        return False
    if kind in _PLAIN:
        return bool(one == other)
    if kind is tuple or kind is list:
        return len(one) == len(other) and all(map(are_same, one, other))
    if kind is float:
        return repr(one) == repr(other)
    if issubclass(kind, Struct):
        return all(are_same(getattr(one, name), getattr(other, name)) for name in _fields(kind))
    if issubclass(kind, Mapping):
        return are_same(tuple(one.items()), tuple(other.items()))
    return bool(one == other) and str(one) == str(other)


@cache
def _fields(kind: type[Struct]) -> tuple[str, ...]:
    return kind.__struct_fields__
