"""Outputs that are no regular files: pipes, terminals, devices, and open files such as /dev/stdout.
They are written to, and never replaced."""

from __future__ import annotations

import errno
import os
import select
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.patterns import late

OPEN_SECONDS = 10.0
"""How long a pipe is waited for that no program reads yet."""
STALL_SECONDS = 60.0
"""How long a pipe is waited for whose reader takes nothing more."""

_OPEN_FILES = late(r"/(?:dev|proc/(?:self|thread-self|\d+)(?:/task/\d+)?)/fd")
_MOST_LINKS = 40
_TICK = 0.05
_FLAGS = os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


def is_stream(path: Path) -> bool:
    """Whether what is at `path` can only be written to, and not be replaced."""
    return _open_file(path) is not None or stat.S_IFMT(_mode(path)) in (stat.S_IFIFO, stat.S_IFCHR)


def is_standard_output(path: Path) -> bool:
    """Whether `path` is the standard output of this program."""
    place = _open_file(path)
    return place is not None and place in ("/dev/fd/1", os.path.realpath("/proc/self/fd") + "/1")


def is_unwritable(path: Path) -> bool:
    """Whether what is at `path` is a disk or a socket, which nothing is written to."""
    return stat.S_ISBLK(_mode(path)) or stat.S_ISSOCK(_mode(path))


def _mode(path: Path) -> int:
    try:
        return os.stat(path).st_mode
    # It may be too long, or have a null character.
    except (OSError, ValueError):
        return 0


def _open_file(path: Path) -> str | None:
    """The folder and the number of the open file that a path, or a link there, leads to."""
    place = str(path)
    with suppress(OSError, ValueError):
        for _ in range(_MOST_LINKS):
            folder, name = os.path.split(place)
            folder = os.path.realpath(folder)
            place = os.path.join(folder, name)
            if _OPEN_FILES().fullmatch(folder) and name.isdigit():
                return place
            # Raises OSError at the end of the links.
            place = os.path.join(folder, os.readlink(place))
    return None


def write_stream(path: Path, data: bytes) -> None:
    """Write `data` to what is at `path`. Raises OSError, and DeckError when it is a pipe that
    nobody reads."""
    descriptor = _opened(path)
    try:
        _write(descriptor, data, path)
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    place = _open_file(path)
    if place is not None:
        folder, _, number = place.rpartition("/")
        if folder not in ("/dev/fd", os.path.realpath("/proc/self/fd")):
            raise OSError(errno.EPERM, "it belongs to another program")
        # What was printed before comes first. A new file description would begin at the start.
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        return os.dup(int(number))
    end = time.monotonic() + OPEN_SECONDS
    while True:
        try:
            return os.open(path, _FLAGS)
        except OSError as error:
            # A pipe that nobody reads; to wait for it as usual could take forever.
            if error.errno != errno.ENXIO or not stat.S_ISFIFO(_mode(path)):
                raise
        if time.monotonic() >= end:
            hint = "start the program that reads it first"
            raise DeckError(f"‘{path}’ is a pipe that no program reads", hint)
        time.sleep(_TICK)


def _write(descriptor: int, data: bytes, path: Path) -> None:
    left = memoryview(data)
    while left:
        with suppress(BlockingIOError):
            left = left[os.write(descriptor, left) :]
            continue
        if not select.select((), (descriptor,), (), STALL_SECONDS)[1]:
            raise DeckError(f"the program that reads ‘{path}’ takes nothing more", "look at it")
