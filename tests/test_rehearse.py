"""`deck-builder rehearse`: with lines, and with the keys of a terminal."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main
from deck_builder.cli.terminal import keys_in
from deck_builder.speaker.rehearsal.timer import Key

TALK = "# One {seconds=10}\n\n- a\n\n# Two {seconds=20}\n\n- b\n\n# Three\n\n- c\n"
RECORDED = Path("output/talk.rehearsal.json")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a talk, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(TALK, encoding="utf-8")
    return tmp_path


def run(*arguments: str, lines: str = "") -> Result:
    result = CliRunner().invoke(main, arguments, input=lines)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def reached(path: Path = RECORDED) -> list[bool]:
    values = json.loads(path.read_text(encoding="utf-8"))
    return [slide["actual"] is not None for slide in values["slides"]]


@pytest.mark.parametrize(
    ("lines", "slides"),
    [
        ("", [True, False, False]),
        ("q\n", [True, False, False]),
        ("\n", [True, True, False]),
        ("n\nb\np\np\n\nq\n\n", [True, True, False]),
        ("\n\n\n\n", [True, True, True]),
        ("what?\n\n", [True, True, False]),
    ],
)
def test_lines(lines: str, slides: list[bool]) -> None:
    result = run("rehearse", "talk.md", lines=lines)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("0:00  on time  1. One\n")
    last = result.stdout.splitlines()[-1]
    assert last.startswith(f"output/talk.rehearsal.json: {sum(slides)} of 3 slides, 0:0")
    assert reached() == slides


def test_the_file_may_be_named() -> None:
    assert run("rehearse", "talk.md", "-o", "new/mine.json").exit_code == 0
    assert reached(Path("new/mine.json")) == [True, False, False]
    assert not RECORDED.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# A\n\n![a](none.png)\n", "[missing-file]"),
        ("# A {.hidden}\n\n- a\n", "has no slides that are shown"),
    ],
)
def test_what_cannot_be_rehearsed(text: str, message: str) -> None:
    Path("talk.md").write_text(text, encoding="utf-8")
    result = run("rehearse", "talk.md")
    assert result.exit_code == 1
    assert message in result.stderr
    assert not RECORDED.exists()


def test_a_file_that_cannot_be_written_is_found_at_once() -> None:
    result = run("rehearse", "talk.md", "-o", "talk.md/x.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be written" in result.stderr


def test_the_rehearsal_is_compared() -> None:
    run("rehearse", "talk.md", lines="\n")
    values = json.loads(RECORDED.read_text(encoding="utf-8"))
    values["slides"][1]["actual"] = 30
    RECORDED.write_text(json.dumps(values), encoding="utf-8")
    result = run("time", "talk.md", "--rehearsal", str(RECORDED), "--suggest")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[2].split() == ["2", "0:20", "0:30", "+0:10", "Two"]
    assert lines[3].endswith("Three  (not reached)")
    assert lines[-1] == "   2  Two {minutes=0:30}"
    plain = run("time", "talk.md", "--rehearsal", str(RECORDED))
    assert "minutes=" not in plain.stdout
    form = run("time", "talk.md", "--rehearsal", str(RECORDED), "--format", "json")
    (talk,) = json.loads(form.stdout)
    assert talk["rehearsal"]["suggestions"] == [
        {"number": 2, "title": "Two", "attribute": "{minutes=0:30}"}
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("talk.md", "--suggest"), 2, "--suggest needs a --rehearsal"),
        (("talk.md", "talk.md", "--rehearsal", "x"), 2, "a rehearsal is of one talk"),
        (("talk.md", "--rehearsal", "none.json"), 1, "‘none.json’ cannot be read"),
        (("talk.md", "--rehearsal", "talk.md"), 1, "‘talk.md’ is not a rehearsal"),
    ],
)
def test_wrong_rehearsals(arguments: tuple[str, ...], code: int, message: str) -> None:
    result = run("time", *arguments)
    assert result.exit_code == code
    assert message in result.stderr


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (" \r\n", [Key.NEXT] * 3),
        ("\x1b[C\x1bOC\x1b[6~", [Key.NEXT] * 3),
        ("\x1b[D\x1b[5~bB\x7f", [Key.BACK] * 5),
        ("pPq\x03", [Key.PAUSE, Key.PAUSE, Key.END, Key.END]),
        ("x\x1b[1;5C\x1b[11~é\x1b", []),
        (" x q", [Key.NEXT, Key.NEXT, Key.END]),
    ],
)
def test_keys(sent: str, keys: list[Key]) -> None:
    assert list(keys_in(sent)) == keys


class Terminal:
    """The program in a terminal of its own."""

    def __init__(self) -> None:
        import pty
        import termios

        self.main, self.end = pty.openpty()
        self.before = termios.tcgetattr(self.end)
        self.seen = ""
        self.program = subprocess.Popen(
            [sys.executable, "-m", "deck_builder.cli", "rehearse", "talk.md"],
            stdin=self.end,
            stdout=self.end,
            stderr=self.end,
            env={**os.environ, "TERM": "xterm"},
            start_new_session=True,
            # A shell lets what runs in the background ignore it.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def until(self, text: str) -> None:
        """Read what the program shows until `text` is there, for at most a minute."""
        last = time.monotonic() + 60
        while text not in self.seen:
            ready, _, _ = select.select([self.main], [], [], max(0.0, last - time.monotonic()))
            assert ready, self.seen
            self.seen += os.read(self.main, 4096).decode(errors="replace")

    def send(self, keys: bytes) -> None:
        os.write(self.main, keys)

    def is_restored(self) -> bool:
        """Whether the terminal reads as it did before."""
        import termios

        return termios.tcgetattr(self.end) == self.before


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    pytest.importorskip("termios")
    found = Terminal()
    yield found
    found.program.kill()
    found.program.wait()
    os.close(found.main)
    os.close(found.end)


@pytest.mark.parametrize(
    ("last", "code"),
    [(b"q", 0), (b" \r", 0), (signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
)
def test_in_a_terminal(terminal: Terminal, last: bytes | signal.Signals, code: int) -> None:
    terminal.until("1. One")
    terminal.send(b"\x1b[C")
    terminal.until("now  2. Two")
    if isinstance(last, bytes):
        terminal.send(last)
    else:
        terminal.program.send_signal(last)
    terminal.until("\x1b[?25h\x1b[?1049l")
    assert terminal.program.wait(30) == code
    assert terminal.is_restored()
    assert reached()[:2] == [True, True]
