"""Work for several processors: copies of this process, which know all that it knows."""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")


def may_copy() -> bool:
    """Whether there are processors to share, and copies of this process are safe: not on macOS,
    nor beside threads, which they would lack, nor where a build of several decks shares them."""
    # Only now: a small deck has no work for more than one.
    from multiprocessing import parent_process

    return (
        sys.platform == "linux"
        and len(os.sched_getaffinity(0)) > 1
        and threading.active_count() == 1
        and parent_process() is None
    )


@contextmanager
def copying() -> Iterator[None]:
    """Copy without a warning: Python counts the threads of numpy, which see to themselves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def beside(work: Callable[[], Result], is_worth_it: bool) -> Callable[[], Result]:
    """Begin `work` in a copy of this process, and return what waits for its result. Where there
    can be no copy, or nothing comes of it, whoever asks for the result does the work."""
    if not (is_worth_it and may_copy()):
        return work
    from multiprocessing import get_context

    context = get_context("fork")
    results, sent = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, sent))
    with copying():
        process.start()
    sent.close()

    def result() -> Result:
        try:
            done: Result = results.recv()
        except EOFError:
            return work()
        finally:
            process.join()
        return done

    return result


def _send(work: Callable[[], object], sent: Connection) -> None:
    # Who is asked to stop is this process, and it does not wait for the copy.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What cannot be done here cannot be done by who asks for it either, and is told there.
    with suppress(Exception):
        sent.send(work())
