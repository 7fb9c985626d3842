"""Processes that work side by side. When one dies, only what it was at is lost."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct

P = ParamSpec("P")
T = TypeVar("T")

# Modules that take long to import, imported once and not in each process.
_PRELOADED = (
    "deck_builder.batch.job",
    "deck_builder.charts.draw.chart",
    "deck_builder.writer.presentation",
    "deck_builder.writer.template",
)


_SAFE_PATH = "PYTHONSAFEPATH"
# How a process ended can be read only once, and starting another one reads it, too.
_PROCESSES = threading.Lock()


class WorkerDiedError(Exception):
    """A process ended before its work did; the message says how."""


class TaskError(Exception):
    """What a task raised, in words."""


class _Worker(Struct, frozen=True):
    process: BaseProcess
    connection: Connection


class Workers(ThreadPoolExecutor):
    """Up to `size` processes, each with one task at a time and a thread that waits for it. They
    have the working directory and the environment of the time when they are made."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size
        self._context = _context()
        self._place = os.getcwd(), dict(os.environ)
        self._lock = threading.Lock()
        self._alive: list[_Worker] = []
        self._free: list[_Worker] = []
        self._stopped = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Begin `fn` in one of the processes."""
        return super().submit(self._call, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; with `cancel_futures`, forget those that have not begun."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        while wait and self._free:
            worker = self._free.pop()
            worker.connection.close()
            self._ending(worker)

    def stop(self) -> None:
        """End now, whatever is under way."""
        with self._lock:
            self._stopped = True
            for worker in self._alive:
                worker.process.terminate()
        self.shutdown(cancel_futures=True)

    def _call(self, *task: Any) -> Any:
        """Return what a task returns in a process; a new one takes the place of one that died."""
        worker = self._free.pop() if self._free else self._started()
        try:
            worker.connection.send(task)
            succeeded, value = worker.connection.recv()
        except (EOFError, OSError):
            worker.connection.close()
            raise WorkerDiedError(self._ending(worker)) from None
        except BaseException:
            # What cannot be sent there or back is a fault of this task.
            self._free.append(worker)
            raise
        self._free.append(worker)
        if succeeded:
            return value
        raise value

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        with self._lock:
            if self._stopped:
                raise WorkerDiedError("it was not started")
            process = self._context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(theirs, *self._place), daemon=True
            )
            with _PROCESSES, _safe_path():
                process.start()
            worker = _Worker(process, ours)
            self._alive.append(worker)
        # So that the end of the process is the end of what can be read.
        theirs.close()
        return worker

    def _ending(self, worker: _Worker) -> str:
        """Return how a process ended."""
        with _PROCESSES:
            worker.process.join()
        with self._lock:
            self._alive.remove(worker)
        code = worker.process.exitcode or 0
        if code >= 0:
            return f"exit code {code}"
        with suppress(ValueError):
            return signal.Signals(-code).name
        return f"signal {-code}"


@contextmanager
def _safe_path() -> Iterator[None]:
    """Start Python so that it imports no module from the working directory: that is the talk's,
    and may be a stranger's."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


def _context() -> BaseContext:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    return context


def _serve(connection: Connection, folder: str, environment: Mapping[str, str]) -> None:
    """Do tasks until the connection is closed."""
    # Ctrl-C reaches every process of a terminal; their parent ends these.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with suppress(EOFError, OSError):
        while True:
            call, args, kwargs = connection.recv()
            _send(connection, _answer(call, args, kwargs))


def _send(connection: Connection, answer: tuple[bool, Any]) -> None:
    try:
        connection.send(answer)
    except (AttributeError, TypeError, pickle.PicklingError) as error:
        connection.send((False, TaskError(f"its result cannot be sent: {error}")))


def _answer(
    call: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[bool, Any]:
    try:
        return True, call(*args, **kwargs)
    except OSError as error:
        return False, OSError(error.errno, error.strerror)
    # Sent as plain words: not every exception can be sent.
    except Exception as error:  # noqa: BLE001
        return False, TaskError(f"{type(error).__name__}: {error}")
