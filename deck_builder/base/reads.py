"""The files that a command has read, so that it overwrites none of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from msgspec import Struct, field


class Reads(Struct):
    """The paths of files that were read: `noted` as they were named, and `known` by what tells
    files apart, whatever leads to them."""

    noted: dict[str, None] = field(default_factory=dict)
    known: dict[tuple[int, int], str] = field(default_factory=dict)

    def same_file(self, path: Path) -> str | None:
        """Return the name under which the file at `path` was read, None when it was not."""
        place = _place(path)
        if place is None:
            return None
        while self.noted:
            name, _ = self.noted.popitem()
            self.known.setdefault(_place(name) or (0, 0), name)
        found = self.known.get(place)
        # A file that was removed may have left its number to another one.
        return found if found is not None and _place(found) == place else None


def _place(path: str | Path) -> tuple[int, int] | None:
    try:
        state = os.stat(path)
    # It may be too long, or have a null character.
    except (OSError, ValueError):
        return None
    return state.st_dev, state.st_ino


_current: ContextVar[Reads | None] = ContextVar("reads", default=None)


@contextmanager
def remembered(names: Iterable[str] = ()) -> Iterator[Reads]:
    """Remember what is read inside, and that the files `names` were read before."""
    reads = Reads(dict.fromkeys(names))
    token = _current.set(reads)
    try:
        yield reads
    finally:
        _current.reset(token)


def note(name: str) -> None:
    """Note that the file at a path is read."""
    reads = _current.get()
    if reads is not None:
        reads.noted[name] = None


def name_of_read(path: Path) -> str | None:
    """Return the name under which the file at `path` was read, None when it was not."""
    reads = _current.get()
    return None if reads is None else reads.same_file(path)
