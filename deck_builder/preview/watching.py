"""Changes of the files that a deck was made from, told as soon as they are saved."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from msgspec import Struct

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.inputs import CONTENT, KIND, NAMES, SIZE, Fact

# Milliseconds between looks for changes, at most until those that follow each other are one, and
# from the start of watching until what changed before is looked for.
_STEP, _DEBOUNCE, _FIRST = 5, 50, 250
_AGAIN = 0.2
"""Seconds until a folder that is gone is looked for again."""


class Watched(Struct, frozen=True):
    """What is watched: `paths` of files and folders that were read or looked for, `patterns` of
    names that were listed, with their folders, and the `folders` in which changes are noticed."""

    paths: frozenset[str] = frozenset()
    patterns: frozenset[tuple[str, str]] = frozenset()
    folders: frozenset[str] = frozenset()

    def matters(self, path: str) -> bool:
        """Whether a change at `path` may change the deck."""
        if path in self.paths or path in self.folders:
            return True
        folder, name = os.path.split(path)
        if name.startswith("."):
            # Hidden files are never listed.
            return False
        return any(folder == one and fnmatchcase(name, like) for one, like in self.patterns)


def watched_by(facts: Iterable[Fact], talk: Path) -> Watched:
    """Return what is to be watched of a deck of the `talk` that was made from `facts`."""
    paths = {talk.absolute().as_posix()}
    patterns: set[tuple[str, str]] = set()
    for fact in facts:
        if fact.what in (CONTENT, KIND, SIZE):
            paths.update(_names(fact.name))
        elif fact.what == NAMES:
            folder, like = os.path.split(fact.name)
            patterns.update((name, like) for name in _names(folder))
    folders: set[str] = set()
    for path in (*paths, *(folder for folder, _ in patterns)):
        # A folder that is not there yet may be made, and one that is there may be replaced.
        missing = [path, *_missing(os.path.dirname(path))]
        paths.update(missing)
        home = os.path.dirname(missing[-1])
        folders.update((home, os.path.dirname(home)))
    folders.update(folder for folder, _ in patterns if os.path.isdir(folder))
    return Watched(frozenset(paths), frozenset(patterns), frozenset(folders))


def _names(path: str) -> tuple[str, str]:
    """A path as it is named, and without links: either may be changed."""
    return os.path.abspath(path), os.path.realpath(path)


def _missing(folder: str) -> Iterator[str]:
    """Yield `folder` and those above it that are not there."""
    while not os.path.isdir(folder) and os.path.dirname(folder) != folder:
        yield folder
        folder = os.path.dirname(folder)


async def changes(watched: Callable[[], Watched]) -> AsyncIterator[None]:
    """Yield whenever something may have changed of what is `watched` at that time, and once when
    watching has begun, since something may have changed before. Raises DeckError where files
    cannot be watched."""
    from watchfiles import awatch

    polls: bool | None = None
    while True:
        now, is_first, is_moved = watched(), True, False
        try:
            async for found in awatch(
                *now.folders,
                watch_filter=lambda _, path: watched().matters(path),
                step=_STEP,
                debounce=_DEBOUNCE,
                rust_timeout=_FIRST,
                yield_on_timeout=True,
                force_polling=polls,
                recursive=False,
                ignore_permission_denied=True,
            ):
                if found or is_first:
                    is_first = False
                    is_moved = any(path in now.folders for _, path in found)
                    yield
                if is_moved or not watched().folders <= now.folders:
                    # Another folder counts from now on, or one of the same name.
                    break
        except FileNotFoundError:
            await asyncio.sleep(_AGAIN)
        except (OSError, RuntimeError) as error:
            # The system may have no more watches to give.
            if polls:
                raise DeckError(f"files cannot be watched: {error}") from error
            polls = True
