"""Pipes, devices, sockets and what the system makes up are no files: nothing waits for them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError
from deck_builder.base.inputs import FILE, OTHER, OUTSIDE
from deck_builder.base.roots import roots_of
from deck_builder.cli import main
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from tests.attacks.canary import make_machine
from tests.attacks.places import PLACES, write

# Generous, as machines of CI are slow.
SECONDS = 60


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with files of others beside a repository, which is the working directory."""
    make_machine(tmp_path)
    monkeypatch.chdir(tmp_path / "repository")
    return tmp_path


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(str(path))


def make_zero(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_made_up(path: Path) -> None:
    path.symlink_to("/proc/self/environ")


KINDS = [make_pipe, make_socket, make_zero, make_made_up]


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_file_is_not_read(
    place: str, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    form, file = PLACES[place]
    (Path("outlines") / "tone.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    monkeypatch.chdir("outlines")
    make(Path(f"x{file}"))
    monkeypatch.chdir("..")
    # All of the machine may be read, but this is no file.
    options = Options(audience="a" if place == "audience" else "", roots=("/",))
    talk = write("outlines/talk.md", form.format(f"x{file}"))
    try:
        found = [one.code for one in lay_out_deck(talk, options).diagnostics]
    except DeckError as error:
        found = [error.code]
    assert {"unreadable-file", "unknown-theme", "cannot-build", "unreadable-slides"} & set(found)


@pytest.mark.parametrize("make", KINDS)
def test_a_talk_that_is_no_file(make: Callable[[Path], None]) -> None:
    make(Path("talk.md"))
    result = CliRunner().invoke(main, ("build", "talk.md", "--root", "/"))
    assert result.exit_code == 1
    assert "‘talk.md’ cannot be read: it is a pipe or a device" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "outlines/talk.md", "--template", "pipe"),
        ("build", "outlines/talk.md", "--theme", "./pipe"),
        ("batch", "outlines/talk.md", "--data", "pipe.csv"),
        ("diff", "outlines/talk.md", "pipe"),
        ("diff", "pipe.pptx", "outlines/talk.md"),
        ("doctor", "pipe"),
        ("template", "inspect", "pipe.pptx"),
        ("template", "new", "--from", "./pipe", "-o", "x.pptx"),
        ("themes", "--theme", "./pipe"),
        ("outline", "pipe", "-o", "new"),
        ("time", "outlines/talk.md", "--rehearsal", "pipe"),
        ("check", "pipe"),
        ("show", "--stage", "outline", "pipe"),
        ("script", "pipe"),
        ("handout", "pipe"),
        ("rehearse", "pipe"),
    ],
    ids=" ".join,
)
def test_no_command_waits_for_a_pipe(arguments: tuple[str, ...]) -> None:
    write("outlines/talk.md", "## A\n\n- a\n")
    for name in ("pipe", "pipe.csv", "pipe.pptx"):
        os.mkfifo(name)
    done = subprocess.run(
        [sys.executable, "-m", "deck_builder", *arguments],
        capture_output=True,
        timeout=SECONDS,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert "Traceback" not in done.stdout


def test_kinds() -> None:
    roots = roots_of(Path("outlines/talk.md"))
    os.mkfifo("outlines/pipe")
    write("outlines/file", "")
    Path("outlines/zero").symlink_to("/dev/zero")
    Path("outlines/made-up").symlink_to("/proc/self/status")
    disk = inputs.Disk()
    assert disk.answer(inputs.KIND, "/proc/self/status") == OTHER
    assert disk.answer(inputs.KIND, "/dev/null") == OTHER
    assert disk.answer(inputs.KIND, "outlines/made-up") == OTHER
    with inputs.within(roots):
        assert disk.answer(inputs.KIND, "outlines/pipe") == OTHER
        assert disk.answer(inputs.KIND, "outlines/file") == FILE
        assert disk.answer(inputs.KIND, "outlines/zero") == OUTSIDE
