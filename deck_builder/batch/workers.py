"""Processes that work side by side. When one dies, only what it was at is lost."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import queue
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct

P = ParamSpec("P")
T = TypeVar("T")

# What takes long to import is so once, not in each process.
_PRELOADED = (
    "deck_builder.batch.job",
    "deck_builder.charts.draw.chart",
    "deck_builder.writer.presentation",
    "deck_builder.writer.template",
)


# How a process ended can be read only once, and starting another one reads it, too.
_PROCESSES = threading.Lock()


class WorkerDiedError(Exception):
    """A process ended before its work did; the message says how."""


class TaskError(Exception):
    """What a task raised, in words."""


class _Task(Struct, frozen=True):
    future: Future[Any]
    call: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class _Worker(Struct, frozen=True):
    process: BaseProcess
    connection: Connection


class Workers(Executor):
    """Up to `size` processes, each with one task at a time. They see the working directory and the
    environment of the time when they are made."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._context = _context()
        self._place = os.getcwd(), dict(os.environ)
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._at_work: set[BaseProcess] = set()
        self._closed = False
        self._stopped = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Begin `fn` in one of the processes."""
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the workers have been sent home")
            self._tasks.put(_Task(future, (fn, args, kwargs)))
            if len(self._threads) < self.size:
                thread = threading.Thread(target=self._attend, daemon=True)
                self._threads.append(thread)
                thread.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; with `cancel_futures`, forget those that have not begun."""
        with self._lock:
            self._closed = True
            if cancel_futures:
                self._forget()
            for _ in self._threads:
                self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def stop(self) -> None:
        """End now, whatever is under way."""
        with self._lock:
            self._stopped = True
            for process in self._at_work:
                process.terminate()
        self.shutdown(cancel_futures=True)

    def _forget(self) -> None:
        with suppress(queue.Empty):
            while True:
                task = self._tasks.get_nowait()
                if task:
                    task.future.cancel()

    def _attend(self) -> None:
        """Give one process its tasks; a new one takes the place of one that died."""
        worker: _Worker | None = None
        while (task := self._tasks.get()) is not None:
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                worker = worker or self._started()
                worker.connection.send(task.call)
                succeeded, value = worker.connection.recv()
            except (EOFError, OSError) as error:
                task.future.set_exception(WorkerDiedError(self._ending(worker, error)))
                worker = None
            # What cannot be sent there or back is a fault of this task.
            except Exception as error:  # noqa: BLE001
                task.future.set_exception(error)
            else:
                (task.future.set_result if succeeded else task.future.set_exception)(value)
            # Its result may be large, and the next task late.
            del task
            value = None
        if worker:
            worker.connection.close()
            self._ending(worker, None)

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        with self._lock:
            if self._stopped:
                raise EOFError("it was not begun")
            process = self._context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(theirs, *self._place), daemon=True
            )
            with _PROCESSES:
                process.start()
            self._at_work.add(process)
        # So that the end of the process is the end of what can be read.
        theirs.close()
        return _Worker(process, ours)

    def _ending(self, worker: _Worker | None, error: Exception | None) -> str:
        """Say how a process ended."""
        if worker is None:
            return str(error)
        with _PROCESSES:
            worker.process.join()
        with self._lock:
            self._at_work.discard(worker.process)
        code = worker.process.exitcode or 0
        if code >= 0:
            return f"exit code {code}"
        with suppress(ValueError):
            return signal.Signals(-code).name
        return f"signal {-code}"


def _context() -> BaseContext:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    return context


def _serve(connection: Connection, folder: str, environment: Mapping[str, str]) -> None:
    """Do what is asked until nobody asks any more."""
    # Ctrl-C reaches every process of a terminal; what becomes of these is for their parent to say.
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
    # It goes to whoever asked, as plain words: not every exception can be sent.
    except Exception as error:  # noqa: BLE001
        return False, TaskError(f"{type(error).__name__}: {error}")
