"""Processes that work side by side: what they return, and what happens when they die."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from deck_builder.batch.workers import TaskError, WorkerDiedError, Workers


def doubled(number: int) -> int:
    return 2 * number


def place() -> tuple[str, str | None, int]:
    return os.getcwd(), os.environ.get("CITY"), os.getpid()


def fail() -> None:
    raise ValueError("no such thing")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    os._exit(3)


def large(size: int) -> bytes:
    return bytes(size)


def unsendable() -> object:
    return lambda: None


def read(path: str) -> str:
    return Path(path).read_text()


@pytest.fixture
def workers() -> Iterator[Workers]:
    pool = Workers(2)
    yield pool
    pool.stop()


def test_results_come_back(workers: Workers) -> None:
    futures = [workers.submit(doubled, number) for number in range(20)]
    assert [future.result() for future in futures] == list(range(0, 40, 2))
    assert workers.submit(large, 5_000_000).result() == bytes(5_000_000)


def test_they_work_where_they_were_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: Workers
) -> None:
    assert workers.submit(place).result()[0] == os.getcwd()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITY", "Bern")
    others = Workers(1)
    folder, city, process = others.submit(place).result()
    others.shutdown()
    assert (folder, city) == (str(tmp_path), "Bern")
    assert process != os.getpid()


def test_what_fails_says_why(workers: Workers) -> None:
    with pytest.raises(TaskError, match="ValueError: no such thing"):
        workers.submit(fail).result()
    with pytest.raises(TaskError, match="its result cannot be sent"):
        workers.submit(unsendable).result()
    assert workers.submit(doubled, 1).result() == 2


def test_only_what_a_dead_process_was_at_is_lost(workers: Workers) -> None:
    futures = [workers.submit(doubled, number) for number in range(5)]
    killed, left = workers.submit(die), workers.submit(leave)
    futures += [workers.submit(doubled, number) for number in range(5, 10)]
    with pytest.raises(WorkerDiedError, match="SIGKILL"):
        killed.result()
    with pytest.raises(WorkerDiedError, match="exit code 3"):
        left.result()
    assert [future.result() for future in futures] == list(range(0, 20, 2))


def test_stopping_ends_what_is_under_way(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    pool = Workers(1)
    held, waiting = pool.submit(read, str(tmp_path / "pipe")), pool.submit(doubled, 1)
    # Opened when somebody reads.
    with (tmp_path / "pipe").open("w"):
        pool.stop()
        with pytest.raises(WorkerDiedError, match="SIGTERM"):
            held.result()
    with pytest.raises(CancelledError):
        waiting.result()
    with pytest.raises(RuntimeError):
        pool.submit(doubled, 1)


def test_shutting_down_finishes_first() -> None:
    with Workers(1) as pool:
        futures = [pool.submit(doubled, number) for number in range(3)]
    assert [future.result() for future in futures] == [0, 2, 4]
