"""What the program loads: nothing that the task at hand does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from deck_builder import cli
from deck_builder.charts.draw.drawings import FIRST_TIME
from deck_builder.cli import main

HEAVY = {
    "asyncio",
    "babel",
    "deck_builder.article",
    "deck_builder.charts",
    "deck_builder.formulas",
    "deck_builder.markdown.formulas",
    "deck_builder.markdown.grid_tables",
    "deck_builder.markdown.shortcodes",
    "deck_builder.reader",
    "deck_builder.template",
    "html.parser",
    "fontTools",
    "importlib.metadata",
    "latex2mathml",
    "matplotlib",
    "multiprocessing",
    "numpy",
    "pygments",
}
"""What a talk of text alone needs nothing of."""
BUILDING = {"PIL", "deck_builder.pipeline", "lxml", "markdown_it", "pptx", "xlsxwriter", "yaml"}
"""What only those need who build: python-pptx loads XlsxWriter and Pillow itself."""
PLAIN = """
---
title: Plain
---

# Part

## Slide

- **Bold** and “quoted”, 3 km away
    - below

1. one
2. two

::: notes
What is said.
:::
"""


def loaded_by(*arguments: str) -> set[str]:
    """The modules in use when the program ends."""
    code = (
        "import sys; from deck_builder.__main__ import run\n"
        f"sys.argv = ['deck-builder', *{arguments!r}]\n"
        "try: run()\nexcept SystemExit as ended: assert not ended.code\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_a_command_is_loaded_when_it_is_asked_for() -> None:
    build, diff = (f"{cli.__name__}.{name}" for name in ("build", "diff"))
    loaded = loaded_by("build", "--help")
    assert build in loaded
    assert not loaded & (HEAVY | BUILDING | {diff})
    assert not loaded_by("--version") & (HEAVY | BUILDING | {build, diff})


def test_every_command_is_listed() -> None:
    files = {path.stem for path in (Path(cli.__file__).parent).glob("*.py")}
    commands = main.list_commands(click.Context(main))
    others = {"__init__", "__main__", "answers", "compared", "completion", "config_files"}
    others |= {"configuration", "console", "dump", "everywhere", "options", "outputs", "report"}
    others |= {"language_server", "protocol"}
    others |= {"store_options", "terminal", "undrawn", "unused", "watching"}
    assert files - others == set(commands)
    for name in commands:
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_the_first_sentence_of_a_command_fits_into_the_list_of_all() -> None:
    for command in ([], ["template"]):
        _, listed = CliRunner().invoke(main, [*command, "--help"]).stdout.split("Commands:")
        assert "..." not in listed


def test_a_plain_talk_is_built_without_what_others_need(tmp_path: Path) -> None:
    talk, output = tmp_path / "talk.md", tmp_path / "talk.pptx"
    talk.write_text(PLAIN.lstrip(), encoding="utf-8")
    assert not loaded_by("build", str(talk), "-o", str(output)) & HEAVY
    assert output.read_bytes()[:2] == b"PK"


def test_a_plain_talk_reads_no_words(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text(PLAIN.lstrip(), encoding="utf-8")
    assert words_read_by(talk) == []
    talk.write_text(f"{PLAIN.lstrip()}\n## More {{.appendix}}\n\n- more\n", encoding="utf-8")
    assert words_read_by(talk) == ["en.yaml"]


def words_read_by(talk: Path) -> list[str]:
    """The files of words that are opened when a talk is built."""
    code = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda event, given: event == 'open' and opened.append(str(given[0])))\n"
        "from deck_builder.__main__ import run\n"
        f"sys.argv = ['deck-builder', 'build', {str(talk)!r}, '-o', {str(talk) + '.pptx'!r}]\n"
        "try: run()\nexcept SystemExit as ended: assert not ended.code\n"
        "print(*opened, sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    paths = map(Path, done.stdout.splitlines())
    return [path.name for path in paths if path.parent.name == "words" and path.suffix == ".yaml"]


def test_who_draws_for_the_first_time_is_told_why_it_takes_long(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text("## A\n\n```chart bar\ndata: {A: 1, B: 2}\n```\n", encoding="utf-8")
    code = (
        "import logging, sys; from deck_builder.__main__ import run\n"
        "logging.basicConfig(level=logging.INFO, format='%(name)s %(message)s')\n"
        f"sys.argv = ['deck-builder', 'build', '--no-cache', '-o', 'a.pptx', {str(talk)!r}]\n"
        "run()"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env={**os.environ, "MPLCONFIGDIR": str(tmp_path / "matplotlib")},
            capture_output=True,
            text=True,
            check=True,
        ).stderr
        for _ in range(2)
    ]
    assert [FIRST_TIME in one for one in said] == [True, False]


@pytest.mark.parametrize("end", ["sys.exit(code)", "raise ValueError"])
def test_what_is_to_be_done_at_the_end_is_done(end: str) -> None:
    code = (
        "import atexit, sys; from deck_builder.__main__ import run\n"
        "sys.argv = ['deck-builder', 'build', 'missing.md']\n"
        "try: run()\nexcept SystemExit as ended: code = ended.code\n"
        f"atexit.register(print, 'at the end'); print('said')\n{end}"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["said", "at the end"]
    assert ("ValueError" in done.stderr) == (end != "sys.exit(code)")


def test_what_was_to_be_done_at_the_end_before_is_done() -> None:
    code = (
        "import atexit, sys; atexit.register(print, 'at the end')\n"
        "from deck_builder.__main__ import run\n"
        "sys.argv = ['deck-builder', 'build', 'missing.md']; run()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "at the end\n")
