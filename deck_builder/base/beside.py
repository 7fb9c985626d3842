"""Work that another process does beside this one."""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn, TypeVar

T = TypeVar("T")


def may_fork() -> bool:
    """Whether there are processors to share, and forks of this process are safe: not on macOS, not
    next to threads, which they would lack, and not where several decks are built in parallel."""
    return (
        sys.platform == "linux"
        and len(os.sched_getaffinity(0)) > 1
        and threading.active_count() == 1
        and not _is_worker()
    )


def _is_worker() -> bool:
    # Who was started by it has it. To import it takes 10 ms.
    if "multiprocessing" not in sys.modules:
        return False
    from multiprocessing import parent_process

    return parent_process() is not None


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[Callable[[], T | None]]:
    """Begin `work` in a fork of this process, and give a function that waits for its result: None
    where there can be no fork, or where it ended without a result. Then the work is to be done
    here, and what it raises is raised here."""
    reading, writing = os.pipe()
    try:
        child = _forked() if may_fork() else None
        if child == 0:
            _answer(work, writing)
    finally:
        os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        try:
            yield lambda: _result(answer.read())
        finally:
            if child is not None:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _forked() -> int | None:
    """Fork, as `os.fork` does; None where the system has no room for a process."""
    with warnings.catch_warnings(), suppress(OSError):
        # Python counts the threads of numpy, which are safe.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()
    return None


def _answer(work: Callable[[], object], writing: int) -> NoReturn:
    """Send the result, and end without what the other process does at its own end."""
    # Only now, as in `_result`: a small deck has no work for two.
    import pickle

    try:
        # Ctrl-C reaches both.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with os.fdopen(writing, "wb") as result:
            pickle.dump(work(), result)
    finally:
        os._exit(0)


def _result(answer: bytes) -> T | None:
    if not answer:
        return None
    import pickle

    try:
        found: T = pickle.loads(answer)
    except (EOFError, pickle.UnpicklingError):
        # It was ended halfway.
        return None
    return found
