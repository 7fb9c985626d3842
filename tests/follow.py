"""Follow the tutorial and the pages that say how to do things with a program that is installed, as
somebody would who has only read them.

    python -m tests.follow .venv/bin/deck-builder
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from deck_builder.cli.report import INTERRUPTED
from tests.steps import SERVES, Step, fails, pages, steps

PATIENCE = 120.0
"""Seconds that a command may take."""


def main() -> None:
    program = str(Path(sys.argv[1]).absolute())
    for page in pages():
        with tempfile.TemporaryDirectory() as folder:
            commands = [_follow(step, program, Path(folder)) for step in steps(page)]
        print(f"{page}: {sum(commands)} commands do what the page says", flush=True)


def _follow(step: Step, program: str, folder: Path) -> bool:
    """Write a file, or run a command; return whether it is a command."""
    if step.file:
        path = folder / step.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.text, encoding="utf-8")
    if not step.run:
        return False
    words = shlex.split(step.run)
    words[0] = program
    done = _served(words, folder) if words[1] == SERVES else _run(words, folder)
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    missing = [line for line in step.printed if line.rstrip() not in lines]
    if done.returncode != fails(step) or missing:
        sys.exit(f"{step.run}: {done.returncode}, not printed: {missing}\n{done.stdout}")
    return True


def _run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        cwd=folder,
        env=_environment(),
        input="\n" * 8,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def _served(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Start a server, wait until it says where it is, and end it as with Ctrl-C."""
    server = subprocess.Popen(
        [*words, "--no-open"],
        cwd=folder,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert server.stdout is not None
    shown = ""
    while "http://" not in shown and (line := server.stdout.readline()):
        shown += line
    server.send_signal(signal.SIGINT)
    more, _ = server.communicate(timeout=PATIENCE)
    is_ended = server.returncode == INTERRUPTED
    return subprocess.CompletedProcess(words, 0 if is_ended else 1, shown + more)


def _environment() -> dict[str, str]:
    """The environment without what leads to the modules of this checkout."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


if __name__ == "__main__":
    main()
