"""A single build shows at a terminal what it is doing, and nothing of that stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")

TALK = "## A\n\n```chart bar\ndata: {A: 1, B: 2}\n```\n\n## B\n\n$$\\sum_i x_i$$\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(TALK)


def at_terminal(*arguments: str, term: str = "xterm") -> str:
    """What a command writes to standard error, which is a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": term, "COLUMNS": "40"}
    program = [sys.executable, "-m", "deck_builder", *arguments]
    with subprocess.Popen(
        program, stdout=subprocess.DEVNULL, stderr=theirs, env=environment
    ) as started:
        os.close(theirs)
        said = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            # Linux reports the end so.
            except OSError:
                break
            if not piece:
                break
            said += piece
        assert started.wait(timeout=60) == 0
    os.close(ours)
    return said.decode()


def test_steps_are_shown_and_go() -> None:
    said = at_terminal("build", "talk.md", "--no-cache")
    for step in ("laying out the slides", "drawing the charts", "drawing the formulas"):
        assert f"\r{step} …\x1b[K" in said
    assert said.index("writing the slides") < said.index("checking the file")
    assert said.endswith("\r\x1b[K")


@pytest.mark.parametrize("command", ["handout --pictures none", "script", "time"])
def test_other_commands_leave_nothing_either(command: str) -> None:
    said = at_terminal(*command.split(), "talk.md")
    assert said == "" or said.endswith("\r\x1b[K")


def test_a_simple_terminal_gets_none() -> None:
    assert "\x1b" not in at_terminal("build", "talk.md", "--no-cache", term="dumb")


def test_a_file_gets_none() -> None:
    program = [sys.executable, "-m", "deck_builder", "build", "talk.md"]
    done = subprocess.run(program, capture_output=True, timeout=60, check=True)
    assert done.stderr == b""
