"""The tutorial works as it is written: each file, each command, and what is printed."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main
from tests.tutorial import PAGE, Step, steps

STEPS = tuple(steps(PAGE.read_text(encoding="utf-8")))
# A server, and a program that waits for keys.
SERVES, WAITS = "preview", "rehearse"


def run(step: Step) -> Result:
    program, command, *arguments = shlex.split(step.run)
    assert program == "deck-builder"
    if command == SERVES:
        return CliRunner().invoke(main, ["build", *arguments])
    keys = "\n" * 8 if command == WAITS else ""
    return CliRunner().invoke(main, [command, *arguments], input=keys)


def test_each_step_does_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    commands = []
    for step in STEPS:
        if step.file:
            Path(step.file).write_text(step.text, encoding="utf-8")
            continue
        commands.append(step.run)
        result = run(step)
        assert result.exit_code == (1 if step.printed else 0), f"{step.run}: {result.output}"
        if not step.printed:
            assert "warning" not in result.stderr, result.stderr
        said = [line[4:] for line in step.printed.strip("\n").split("\n")] if step.printed else []
        for line in said:
            assert line in result.stderr.split("\n"), f"{line!r} in {result.stderr}"
    assert len(commands) == 8
    for name in ("tides.pptx", "tides-pupils.pptx", "tides-pilots.pptx"):
        assert Path("output", name).is_file()
    assert "What to look up before you sail" in Path("script.md").read_text(encoding="utf-8")
