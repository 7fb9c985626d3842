"""Output that goes nowhere, folders that are gone, links that lead to themselves: an error in a
line, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from deck_builder.cli import main
from tests.attacks.commands import COMMAND, PACKAGE_FOLDER, SECONDS, TALK, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="as Unix has it")

COMMANDS = (
    ("--help",),
    ("build", "--help"),
    ("build", "talk.md", "-o", "out.pptx"),
    ("batch", "talk.md"),
    ("diff", "talk.md", "other.md"),
    ("rehearse", "talk.md"),
    ("script", "talk.md"),
)
BUFFERED = {"PYTHONUNBUFFERED": ""}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two talks, which is the working one."""
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(TALK, encoding="utf-8")
    Path("other.md").write_text(TALK.replace("- a", "- c"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_pipe_that_nobody_reads(command: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = run(command, BUFFERED, stdout=pipe)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_disk_under_the_output(command: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = run(command, BUFFERED, stdout=full)
    expected = "error: the output cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (1, expected)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_under_the_problems() -> None:
    with open("/dev/full", "wb") as full:
        assert run(("build", "none.md"), stderr=full).returncode == 1


@pytest.mark.parametrize(
    ("command", "closed"),
    [("build talk.md", "2>&-"), ("diff talk.md other.md", ">&-"), ("rehearse talk.md", "<&- >&-")],
)
def test_streams_that_are_closed(command: str, closed: str) -> None:
    shell = ("sh", "-c", f'exec "$@" {closed}', "sh", *COMMAND, *command.split())
    assert in_shell(shell).returncode == 0


def in_shell(command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": PACKAGE_FOLDER},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_what_an_encoding_lacks(encoding: str) -> None:
    name = os.fsdecode(b"tal\xffk.md")
    Path(name).write_text(TALK.replace("- a", "- “a” → 日本"), encoding="utf-8")
    for command in ("build", "show --stage slides"):
        done = run((*command.split(), name), {"PYTHONIOENCODING": encoding})
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("build talk.md", 1),
        ("build {}/talk.md", 1),
        ("build {0}/talk.md -o {0}/out.pptx", 0),
        ("batch {0}/talk.md -o {0}/out", 1),
        ("new new", 1),
        ("themes", 0),
    ],
)
def test_a_working_folder_that_is_gone(folder: Path, command: str, code: int) -> None:
    gone = folder / "gone"
    gone.mkdir()
    arguments = command.format(folder).split()
    done = in_shell(
        ("sh", "-c", 'cd "$0" && rmdir "$0" && exec "$@"', str(gone), *COMMAND, *arguments)
    )
    assert done.returncode == code
    assert code == 0 or b"error: " in done.stderr


LOOPS = ("loop", "loop.md", "loop.pptx", "loop.html", "loop.json", "loop.yaml", "loop.csv")


@pytest.mark.parametrize(
    "command",
    [
        *(
            "build loop",
            "build loop.md",
            "build folder",
            "check loop.md",
            "show --stage slides loop",
        ),
        *("build talk.md -o loop", "build talk.md -o loop.pptx", "build talk.md -o loop/a.pptx"),
        *("build talk.md --template loop.pptx", "build talk.md --theme loop.yaml"),
        *("batch loop.md", "batch talk.md -o loop", "batch talk.md --report json=loop.json"),
        *("batch talk.md --data loop.csv", "build uses.md"),
        *("diff loop.pptx talk.md", "doctor loop.pptx", "template inspect loop.pptx"),
        *("handout talk.md --pictures none -o loop.html", "script talk.md -o loop.md"),
        *("new loop", "new loop/a", "outline loop.md -o a", "outline talk.md -o loop"),
        *("rehearse talk.md -o loop.json", "time loop.md", "time talk.md --rehearsal loop.json"),
        *("themes --theme paper --gallery loop.pptx", "template new -o loop.pptx"),
    ],
)
def test_links_that_lead_to_themselves(command: str) -> None:
    for name in LOOPS:
        Path(name).symlink_to(name)
    Path("folder").mkdir()
    Path("folder/deck.yaml").symlink_to("deck.yaml")
    text = "## A\n\n![a](loop)\n\n{{< include loop.md >}}\n\n{{< include loop.pptx#1 >}}\n"
    Path("uses.md").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, command.split())
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert "error: " in result.output
    assert all(Path(name).is_symlink() for name in LOOPS)


@pytest.mark.parametrize("ending", [".pptx", ".txt"])
def test_names_of_files_do_not_write_to_the_terminal(ending: str) -> None:
    result = CliRunner().invoke(main, ["build", "talk.md", "-o", f"a\33]0;b\7{ending}"])
    assert f"a\N{REPLACEMENT CHARACTER}]0;b\N{REPLACEMENT CHARACTER}{ending}" in result.output
    assert "\33" not in result.output
