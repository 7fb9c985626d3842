"""Results that are kept from one build to the next while a talk is written, so that what has not
changed is not made again. A single build keeps nothing."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct, field

from deck_builder.base import limits
from deck_builder.base.diagnostics import Checked, Collector
from deck_builder.base.exact import Exact

P = ParamSpec("P")
R = TypeVar("R")


class _Result(Struct, frozen=True):
    """What was made, and what it added to what is counted of the talk, by the names of limits."""

    value: Any
    counts: tuple[tuple[str, float], ...]


class Memory(Struct):
    """The results of this build and the last one, by what they were made from. What has no hash is
    made each time."""

    known: dict[Hashable, _Result] = field(default_factory=dict)
    older: dict[Hashable, _Result] = field(default_factory=dict)

    def result(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what was made for `key`, or make it. Raises LimitError as that does."""
        try:
            found = self.known.get(key) or self.older.get(key)
        except TypeError:
            return make()
        if found is None:
            found = _made(make)
        else:
            for name, amount in found.counts:
                limits.BY_NAME[name].count(amount)
        self.known[key] = found
        return found.value

    def forget(self) -> None:
        """Forget everything."""
        self.known, self.older = {}, {}


def _made(make: Callable[[], Any]) -> _Result:
    before = limits.counted()
    value = make()
    added = (
        (name, amount - before.get(name, 0))
        for name, amount in limits.counted().items()
        if amount != before.get(name, 0)
    )
    return _Result(value, tuple(added))


_current: ContextVar[Memory | None] = ContextVar("memory", default=None)


@contextmanager
def remembering(memory: Memory) -> Iterator[None]:
    """Keep, inside, the results of a build in `memory`, and forget at the end what it did not need.
    One that is broken off by an exception forgets nothing."""
    token = _current.set(memory)
    try:
        yield
        memory.older, memory.known = memory.known, {}
    finally:
        _current.reset(token)


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Let the results of a function of values, which does nothing else, be remembered."""

    @functools.wraps(function)
    def with_memory(*args: P.args, **named: P.kwargs) -> R:
        memory = _current.get()
        if memory is None:
            return function(*args, **named)
        key = (function, args, *named.items())
        result: R = memory.result(key, lambda: function(*args, **named))
        return result

    return with_memory


def recalled(key: Callable[[], Hashable], make: Callable[[], R]) -> R:
    """Return what was made for `key`, or make it, where that depends on the key alone."""
    memory = _current.get()
    if memory is None:
        return make()
    known: R = memory.result(key(), make)
    return known


def recalled_with(found: Collector, key: Callable[[], Hashable], make: Callable[[], R]) -> R:
    """Return what was made for `key`, or make it, as `recalled` does. Problems that were `found`
    then are found again."""
    memory = _current.get()
    if memory is None:
        return make()

    def checked() -> Checked[R]:
        before = len(found.found)
        value = make()
        new = tuple(found.found[before:])
        del found.found[before:]
        return Checked(value, new)

    made: Checked[R] = memory.result(key(), checked)
    return found.take(made)


def same(value: R) -> R:
    """Return what is the same as `value` and was there in the last build, if anything was: what is
    known of it by its identity is known again."""
    return recalled(lambda: (same, Exact(value, type(value))), lambda: value)
