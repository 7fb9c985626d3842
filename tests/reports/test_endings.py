"""How a run ends: with one line, with the right exit code, and without a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder import pipeline
from deck_builder.batch import job
from deck_builder.cli import main

GOOD = "## A\n\n- one\n"
WARNED = "## A {.loud}\n\n- one\n"
WRONG = "## A {.loud}\n\n![a](none.png)\n\n![b](nothing.png)\n"
READING = ("script", "handout", "rehearse", "time", "check", "show --stage layout", "diff good.md")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"good": GOOD, "warned": WARNED, "wrong": WRONG}.items():
        Path(f"{name}.md").write_text(text)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def last(text: str) -> str:
    return text.splitlines()[-1]


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("build wrong.md", "output/wrong.pptx was not written: 2 errors, 1 warning"),
        ("build warned.md", "1 deck written: 1 warning"),
        ("build warned.md --strict", "output/warned.pptx was not written: 1 warning"),
        ("build good.md warned.md", "2 decks written: 1 warning"),
        (
            "build good.md wrong.md warned.md",
            "2 decks written, 1 deck not written: 2 errors, 2 warnings",
        ),
        ("build wrong.md --draft", "1 deck written: 2 errors, 1 warning"),
        ("build none.md", "output/none.pptx was not written: 1 error"),
        ("check good.md", "1 talk, 1 deck, 1 slide checked: no problems"),
        ("check good.md warned.md", "2 talks, 2 decks, 2 slides checked: 1 warning"),
        ("check none.md", "1 talk, 1 deck, 0 slides checked: 1 error"),
        ("handout wrong.md", "output/wrong-handout.html was not written: 2 errors, 1 warning"),
        ("handout none.md", "output/none-handout.html was not written: 1 error"),
        ("script wrong.md -o s.md", "s.md was not written: 2 errors, 1 warning"),
        ("rehearse wrong.md", "output/wrong.rehearsal.json was not written: 2 errors, 1 warning"),
        ("script wrong.md", "2 errors, 1 warning"),
        ("time wrong.md", "2 errors, 1 warning"),
        ("outline none.md -o new", "new was not written: 1 error"),
        ("new .", ". was not written: 1 error"),
        ("template gallery good.md -o g.pptx", "g.pptx was not written: 1 error"),
        ("themes --theme none --gallery g.pptx", "g.pptx was not written: 1 error"),
    ],
)
def test_last_line(command: str, line: str) -> None:
    assert last(run(*command.split()).stderr) == line


def test_a_batch_counts_its_problems() -> None:
    done = run("batch", "good.md", "wrong.md", "warned.md", "--no-cache", "-j", "1")
    assert last(done.stdout).startswith("2 built, 1 failed, in ")
    assert last(done.stdout).endswith(" s: 2 errors, 2 warnings")


def test_one_deck_without_problems_is_said_once() -> None:
    done = run("build", "good.md")
    assert (done.stderr, len(done.stdout.splitlines())) == ("", 1)


@pytest.mark.parametrize("command", ["build", "check", "batch"])
def test_json_is_json(command: str) -> None:
    for talk in ("good.md", "wrong.md"):
        found = json.loads(run(command, talk, "--format", "json").stderr)
        assert [one["code"] for one in found if one["code"] == "missing-file"] == (
            ["missing-file"] * 2 if talk == "wrong.md" else []
        )


def raised(error: BaseException) -> object:
    def fail(*arguments: object) -> object:
        raise error

    return fail


@pytest.fixture(
    params=[KeyboardInterrupt(), IndexError("list index out of range")], ids=["^C", "bug"]
)
def error(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> BaseException:
    found: BaseException = request.param
    for module in (pipeline, job):
        monkeypatch.setattr(module, "lay_out_deck", raised(found))
    monkeypatch.setattr(pipeline, "_read", raised(found))
    return found


@pytest.mark.parametrize("command", [*READING, "build", "build wrong.md"])
def test_an_exception(command: str, error: BaseException) -> None:
    done = run(*command.split(), "good.md")
    assert isinstance(done.exception, SystemExit)
    assert "Traceback" not in done.output
    if isinstance(error, KeyboardInterrupt):
        assert done.exit_code == 130
        assert "interrupted" in done.stderr
    else:
        assert done.exit_code == 1
        assert "deck-builder failed on ‘good.md’: IndexError" in done.stderr
        assert "[internal-error]" in done.stderr
        assert "please report it" in done.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["good.md", "warned.md", "wrong.md"]


def test_an_interrupted_build_says_what_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.lay_out_deck
    monkeypatch.setattr(
        job,
        "lay_out_deck",
        lambda path, options: (
            real(path, options) if path.stem == "good" else raised(KeyboardInterrupt())()  # type: ignore[operator]
        ),
    )
    done = run("build", "good.md", "warned.md", "wrong.md", "-o", "out")
    assert done.exit_code == 130
    assert last(done.stderr) == "interrupted: 1 deck written, 2 decks not written"
    assert [path.name for path in Path("out").iterdir()] == ["good.pptx"]


@pytest.mark.parametrize("how", ["option", "variable", ""])
@pytest.mark.parametrize("command", [*READING, "build"])
def test_tracebacks_are_asked_for(how: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pipeline, job):
        monkeypatch.setattr(module, "lay_out_deck", raised(IndexError("far")))
    if how == "variable":
        monkeypatch.setenv("DECK_BUILDER_DEBUG", "1")
    done = run(*command.split(), "good.md", *(["--debug"] if how == "option" else []))
    assert done.exit_code == 1
    assert ("Traceback (most recent call last)" in done.stderr) == bool(how)
    assert "deck-builder failed on ‘good.md’: IndexError: far" in done.stderr


def test_a_bug_is_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "lay_out_deck", raised(IndexError("far")))
    assert run("diff", "good.md", "warned.md", "--exit-code").exit_code == 2


def test_a_bug_does_not_tell_what_is_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "lay_out_deck", raised(IndexError("Osterhase")))
    done = run("script", "good.md", "--audience", "all")
    assert "IndexError" in done.stderr
    assert "Osterhase" not in done.output


_WAITS = """
import sys, time
from deck_builder import pipeline
from deck_builder.batch import job
from deck_builder.cli.console import run_main

def wait(*arguments):
    print("ready", flush=True)
    time.sleep(60)

pipeline.write_deck = job.write_deck = pipeline.lay_out_deck = wait
sys.argv = ["deck-builder", *sys.argv[1:]]
run_main()
"""


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
@pytest.mark.parametrize("command", ["build", "handout", "diff good.md"])
def test_ctrl_c(command: str) -> None:
    program = [sys.executable, "-c", _WAITS, *command.split(), "good.md"]
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=20)
    assert started.returncode == 130
    assert "Traceback" not in said
    assert said.startswith("interrupted")
    assert not list(Path().rglob(".deck-builder-*"))


@pytest.mark.parametrize(
    ("arguments", "environment", "is_colored"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "always", "--format", "json"), {}, False),
    ],
)
def test_colors(
    arguments: tuple[str, ...],
    environment: dict[str, str],
    is_colored: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    said = run("check", "wrong.md", *arguments).stderr
    assert ("\x1b[" in said) == is_colored
    if is_colored:
        assert "wrong.md:3:1: \x1b[1;31merror\x1b[0m: there is no file" in said
        assert "\x1b[1;31m^^^^" in said
