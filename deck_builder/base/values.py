"""Values: dataclasses whose fields nobody sets again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:

    def dataclass(
        *, frozen: bool = False, eq: bool = True, order: bool = False, slots: bool = False
    ) -> Callable[[type], type]:
        """Return a decorator that makes a dataclass, as that of the standard library does.

        That nothing sets a field of a frozen one is for mypy to see. To refuse it at run time, too,
        would cost a large deck a tenth of its time: each field of each value would be set through
        `object.__setattr__`. Methods that need not be written out for each class are not: a small
        deck waits for 150 classes.
        """
        if order or not frozen:
            make = dataclasses.dataclass(eq=eq, order=order, slots=slots, unsafe_hash=frozen)
            return lambda given: _replaceable(make(_documented(given)))
        make = dataclasses.dataclass(eq=False, repr=False, slots=slots)
        return lambda given: _replaceable(_described(make(_documented(given)), eq))

    def replace(value: Any, /, **changes: Any) -> Any:
        """Return `value` with other values in some of its fields, as `dataclasses.replace` does
        in three times the time. Raises TypeError when there is no such field."""
        return value.__replace__(**changes)


def _documented(given: type) -> type:
    """Give a class a text if it has none: else it gets its signature, which takes as long as to
    make it."""
    given.__doc__ = given.__doc__ or given.__name__
    return given


def _replaceable(made: type) -> type:
    """Give a class what `copy.replace` asks for since Python 3.13."""
    names = tuple(one.name for one in dataclasses.fields(made) if one.init)
    places = {name: place for place, name in enumerate(names)}
    values_of = _values(names)

    def replaced(self: object, /, **changes: object) -> object:
        values = [*values_of(self)]
        for name, value in changes.items():
            if name not in places:
                raise TypeError(f"{made.__name__} has no field ‘{name}’ to replace")
            values[places[name]] = value
        return self.__class__(*values)

    made.__replace__ = replaced  # type: ignore[attr-defined]
    return made


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[object, ...]]:
    """Return what looks up the values of these fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _described(made: type, eq: bool) -> type:
    """Give a class the methods that are alike in all, but for those that it has."""
    fields = dataclasses.fields(made)
    key = _key(one.name for one in fields if one.compare)
    hash_key = _key(one.name for one in fields if (one.compare if one.hash is None else one.hash))

    def equal(self: object, other: object) -> bool:
        if other is self:
            return True
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(hash_key(self))

    own = {"__repr__": _shown} | ({"__eq__": equal, "__hash__": hashed} if eq else {})
    for name, method in own.items():
        if made.__dict__.get(name) is None:
            setattr(made, name, method)
    return made


def _key(names: Iterable[str]) -> Callable[[object], object]:
    """Return what makes the values of these fields one."""
    known = tuple(names)
    return attrgetter(*known) if known else type


def _shown(value: Any) -> str:
    """A value as its class is called to make it."""
    shown = (
        f"{one.name}={getattr(value, one.name)!r}" for one in dataclasses.fields(value) if one.repr
    )
    return f"{type(value).__qualname__}({', '.join(shown)})"
