"""Other programs: where they are, and how they are run so that they end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from deck_builder.base.diagnostics import DeckError

_SHOWN = 200


def program(names: Iterable[str]) -> str:
    """Return the path of the first program of `names`, each on PATH or a path itself, that is
    installed; empty when none is."""
    return next(filter(None, map(shutil.which, names)), "")


def run(command: Sequence[str], name: str, seconds: float, folder: Path) -> None:
    """Run `command` in `folder`. Raises DeckError, with its `name`, when it cannot be started,
    fails, or takes longer than `seconds`; then it and its child processes are ended."""
    log = folder / f"{Path(command[0]).name}.log"
    try:
        with log.open("wb") as out:
            # A session of its own, so that its children end with it.
            started = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=folder,
                start_new_session=True,
            )
            code = _ended(started, seconds)
    except OSError as error:
        raise DeckError(f"{name} cannot be started: {error.strerror}") from error
    if code is None:
        raise DeckError(
            f"{name} took longer than {seconds:.0f} seconds and was stopped",
            f"see whether ‘{command[0]}’ works by itself",
        )
    if code:
        message = _last_line(log)
        raise DeckError(
            f"{name} failed with exit code {code}" + (f": {message}" if message else ""),
            f"see whether ‘{command[0]}’ works by itself",
        )


def run_for_pdf(command: Sequence[str], name: str, seconds: float, pdf: Path) -> bytes:
    """Run `command` in the folder of `pdf`, a file that it makes, and return that. Raises DeckError
    as `run` does, and when there is no PDF."""
    run(command, name, seconds, pdf.parent)
    data = pdf.read_bytes() if pdf.is_file() else b""
    if not data.startswith(b"%PDF"):
        raise DeckError(f"{name} made no PDF", f"see whether ‘{command[0]}’ works by itself")
    return data


def _ended(started: subprocess.Popen[bytes], seconds: float) -> int | None:
    """The exit code, or None of one that had to be stopped."""
    try:
        return started.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if started.returncode is None:
            _end(started)


def _end(started: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
    else:
        started.kill()
    started.wait()


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip()[:_SHOWN] for line in reversed(lines) if line.strip()), "")
