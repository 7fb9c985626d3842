"""A command that runs until it is told to end, and what it has printed so far."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 20.0
"""Seconds after which something that does not happen is a failure."""


class Followed:
    """`deck-builder` with some arguments in `folder`, where its output goes into a file."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.log = folder / "log.txt"
        self._file = self.log.open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "deck_builder", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=self._file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def __enter__(self) -> Followed:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._file.close()

    @property
    def lines(self) -> list[str]:
        """What it has printed."""
        return self.log.read_text(encoding="utf-8").splitlines()

    def until(self, what: str, number: int = 1) -> str:
        """Wait until so many lines have `what` in them, and return the last of these."""

        def found() -> list[str]:
            return [line for line in self.lines if what in line]

        waited_for(lambda: len(found()) >= number or self.process.poll() is not None)
        assert len(found()) >= number, self.lines
        return found()[-1]

    def interrupted(self) -> int:
        """Press Ctrl-C, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def waited_for(happened: Callable[[], bool]) -> bool:
    """Wait until something has happened, and return whether it has."""
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
