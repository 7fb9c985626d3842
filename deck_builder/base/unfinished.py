"""Files and folders that are not finished yet. They stand beside what they become, and are locked
by the process that makes them: what a killed one left is found by its name, and removed."""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_NAME = re.compile(r"\.deck-builder-[0-9a-f]{16}\.tmp")
# Where there are no locks: nobody takes longer to write a file.
_FORGOTTEN_SECONDS = 3600.0
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
# How the two kinds are opened; a lock on a file needs that it can be written.
_KINDS = {stat.S_IFREG: os.O_RDWR, stat.S_IFDIR: os.O_RDONLY}
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_beside(target: Path, data: bytes, mode: int | None) -> None:
    """Put `data` at `target` in one step, with the permissions `mode`, or those of a new file.
    Raises OSError; what was there before is then untouched."""
    _remove_leftovers_once(target.parent)
    descriptor, held = _new_file(target.parent, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if mode is not None:
                os.chmod(held, mode)
            # Only Windows cannot rename an open file; elsewhere, it stays locked until then.
            if sys.platform != "win32":
                os.replace(held, target)
        if sys.platform == "win32":
            os.replace(held, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(held)
        raise


@contextmanager
def unfinished_folder(parent: Path) -> Iterator[Path]:
    """Give a new folder in `parent`, which is removed in the end. Raises OSError."""
    _remove_leftovers_once(parent)
    descriptor, held = _new_folder(parent)
    try:
        yield held
    finally:
        shutil.rmtree(held, ignore_errors=True)
        if descriptor is not None:
            os.close(descriptor)


def _new_name() -> str:
    return f".deck-builder-{os.urandom(8).hex()}.tmp"


def _new_file(folder: Path, mode: int) -> tuple[int, Path]:
    while True:
        path = folder / _new_name()
        descriptor = os.open(path, _NEW, mode)
        _lock(descriptor)
        # Before it was locked, another process may have taken it for a leftover.
        if path.exists():
            return descriptor, path
        os.close(descriptor)


def _new_folder(parent: Path) -> tuple[int | None, Path]:
    while True:
        path = parent / _new_name()
        path.mkdir(mode=0o700)
        if sys.platform == "win32":
            return None, path
        with suppress(FileNotFoundError):
            descriptor = os.open(path, os.O_RDONLY)
            _lock(descriptor)
            if path.exists():
                return descriptor, path
            os.close(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform != "win32":
        # Not all file systems have locks.
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)


@cache
def _remove_leftovers_once(folder: Path) -> None:
    """So that a thousand files in one folder do not take a thousand looks at all of it."""
    remove_leftovers(folder)


def remove_leftovers(folder: Path) -> None:
    """Remove from `folder` what killed processes of this user left there."""
    with suppress(OSError):
        for name in [name for name in os.listdir(folder) if _NAME.fullmatch(name)]:
            with suppress(OSError), _claimed(folder / name) as is_left:
                if is_left:
                    _remove(folder / name)


@contextmanager
def _claimed(path: Path) -> Iterator[bool]:
    """Hold what is at `path`, and give whether nobody else does."""
    state = path.lstat()
    if sys.platform == "win32":
        yield _is_old(state)
    elif state.st_uid != os.geteuid() or stat.S_IFMT(state.st_mode) not in _KINDS:
        yield False
    else:
        descriptor = os.open(path, _KINDS[stat.S_IFMT(state.st_mode)] | _NO_FOLLOW)
        try:
            yield _is_unlocked(descriptor, state)
        finally:
            os.close(descriptor)


def _is_unlocked(descriptor: int, state: os.stat_result) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return _is_old(state)
    return True


def _is_old(state: os.stat_result) -> bool:
    return time.time() - state.st_mtime >= _FORGOTTEN_SECONDS


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()
