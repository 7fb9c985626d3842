"""Results that are kept from one build to the next while a talk is written, so that what has not
changed is not made again. A single build keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base import limits
from deck_builder.base.diagnostics import Checked, Collector
from deck_builder.base.exact import Exact
from deck_builder.base.moves import Moves, UnknownMoveError, moved, moves_between

P = ParamSpec("P")
R = TypeVar("R")


class _Result(Struct, frozen=True):
    """What was made, what it added to what is counted of the talk, by the names of limits, and what
    it was made `of`, if places in that may move."""

    value: Any
    counts: tuple[tuple[str, float], ...]
    of: object = None

    def count(self) -> None:
        """Count what it adds once more. Raises LimitError."""
        for name, amount in self.counts:
            limits.BY_NAME[name].count(amount)


class Memory(Struct):
    """The results of this build and the last one, by what they were made from. What has no hash is
    made each time."""

    known: dict[Hashable, _Result] = field(default_factory=dict)
    older: dict[Hashable, _Result] = field(default_factory=dict)
    _moves: dict[tuple[int, int], tuple[object, object, Moves | None]] = field(default_factory=dict)

    def result(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what was made for `key`, or make it. Raises LimitError as that does."""
        try:
            found = self.known.get(key) or self.older.get(key)
        except TypeError:
            return make()
        if found is None:
            found = _made(make)
        else:
            found.count()
        self.known[key] = found
        return found.value

    def moved_result(self, key: Hashable, of: object, make: Callable[[], Checked[Any]]) -> Any:
        """Return what was made for `key` from a value like `of`, with its places where they are in
        that, or make it. What had problems is made again once something has moved: these may name
        lines."""
        try:
            found = self.known.get(key) or self.older.get(key)
        except TypeError:
            return make()
        kept = None if found is None else self._moved_to(of, found)
        if kept is None:
            kept = replace(_made(make), of=of)
        else:
            kept.count()
        self.known[key] = kept
        return kept.value

    def _moved_to(self, of: object, found: _Result) -> _Result | None:
        """A result as if it had been made of a value that may be elsewhere; None when that cannot
        be told."""
        pair = id(found.of), id(of)
        if pair not in self._moves:
            # With both, so that their ids stay theirs.
            self._moves[pair] = found.of, of, moves_between(found.of, of)
        moves = self._moves[pair][2]
        if not moves:
            return found if moves is not None else None
        if found.value.diagnostics:
            return None
        try:
            return replace(found, value=moved(found.value, moves), of=of)
        except UnknownMoveError:
            return None

    def end(self) -> None:
        """End a build: forget what it did not need."""
        self.older, self.known = self.known, {}
        self._moves.clear()


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
        memory.end()
    finally:
        _current.reset(token)


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Let the results of a function of values, which does nothing else, be remembered."""

    @wraps(function)
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
    made: Checked[R] = memory.result(key(), partial(_checked, found, make))
    return found.take(made)


def recalled_moved(
    found: Collector, of: object, key: Callable[[], Hashable], make: Callable[[], R]
) -> R:
    """Return what was made for `key`, or make it, as `recalled_with` does. Places of text in it are
    none but those in `of`, which is a part of the key that need not say where it was written."""
    memory = _current.get()
    if memory is None:
        return make()
    made: Checked[R] = memory.moved_result((key(), of), of, partial(_checked, found, make))
    return found.take(made)


def _checked(found: Collector, make: Callable[[], R]) -> Checked[R]:
    """What is made, with the problems that are found by that, which are taken out."""
    before = len(found.found)
    value = make()
    new = tuple(found.found[before:])
    del found.found[before:]
    return Checked(value, new)


def same(value: R) -> R:
    """Return what is the same as `value` and was there in the last build, if anything was: what is
    known of it by its identity is known again."""
    return recalled(lambda: (same, Exact(value, type(value).__name__)), lambda: value)
