"""The steps of the pages that are followed at a keyboard: the tutorial and `docs/how-to-*.md`.

A page writes files, each named before its fence, runs commands in fences of `sh`, with what they
print behind some of them, and shows the decks that a command has built in the picture after it.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner
from msgspec import Struct
from msgspec.structs import replace

import deck_builder.batch.job
import deck_builder.cli.batch
from deck_builder.base.inputs import reading_from
from deck_builder.base.overlay import Overlay
from deck_builder.batch.job import Job
from deck_builder.cli import main
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import LaidOutDeck

DOCS = Path("docs")
TUTORIAL = DOCS / "tutorial.md"
_STEP = re.compile(
    r"^(?P<fence>`{3,})(?P<language>\w+)\n(?P<text>.*?)^(?P=fence)\n"
    r"(?:\n(?P<printed>(?: {4}[^\n]*\n)+))?"
    r"|^!\[[^\n]*\]\((?P<picture>gallery/[^\n]*)\)$",
    re.MULTILINE | re.DOTALL,
)
_FILE = re.compile(r"(end of )?`([\w./-]+\.\w+)`[^`]*$")
# A server, and a program that waits for keys.
SERVES, _WAITS = "preview", "rehearse"
# Where lines of what is printed are left out.
_MORE = "…"


class Step(Struct, frozen=True):
    """A step: a command to `run`, and lines of what it has `printed`; or the `text` that `file` has
    after it; or the `picture` of the decks that were built last."""

    file: str = ""
    text: str = ""
    run: str = ""
    printed: tuple[str, ...] = ()
    picture: str = ""


class Shown(Struct, frozen=True):
    """The `decks` that a picture shows, at its `path`."""

    path: Path
    decks: tuple[LaidOutDeck, ...]


def pages() -> list[Path]:
    """Return the pages that have steps."""
    return [TUTORIAL, *sorted(DOCS.glob("how-to-*.md"))]


def steps(page: Path) -> Iterator[Step]:
    """Yield the steps of a page."""
    files: dict[str, str] = {}
    whole = page.read_text(encoding="utf-8")
    for found in _STEP.finditer(whole):
        language, text, printed = found["language"], found["text"], found["printed"] or ""
        if found["picture"]:
            yield Step(picture=found["picture"])
            continue
        if language == "sh":
            lines = tuple(line[4:] for line in printed.splitlines() if line.strip() != _MORE)
            yield Step(run=text.strip(), printed=lines)
            continue
        named = _FILE.search(whole[: found.start()])
        assert named, f"no file is named before {text[:40]!r}"
        files[named[2]] = files.get(named[2], "") + text if named[1] else text
        yield Step(named[2], files[named[2]])


def fails(step: Step) -> bool:
    """Whether a command prints an error."""
    return any(": error: " in line for line in step.printed)


def followed(page: Path, folder: Path) -> Iterator[Shown]:
    """Do what a page says in an empty `folder`, and yield what its pictures show. Fails where a
    command does not do what the page says."""
    decks: tuple[LaidOutDeck, ...] = ()
    for step in tuple(steps(page)):
        if step.picture:
            yield Shown(DOCS / step.picture, decks)
        elif step.file:
            path = folder / step.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
        else:
            with chdir(folder):
                decks = _run(step) or decks


def _run(step: Step) -> tuple[LaidOutDeck, ...]:
    """Run a command, and return the decks that it has built."""
    program, command, *arguments = shlex.split(step.run)
    assert program == "deck-builder"
    if command == SERVES:
        command = "build"
    jobs: list[Job] = []
    build, batch = deck_builder.batch.job.build, deck_builder.cli.batch._run_here

    def one(job: Job, *rest: object) -> object:
        jobs.append(job)
        return build(job, *rest)  # type: ignore[arg-type]

    def many(asked: tuple[Job, ...], *rest: object) -> object:
        jobs.extend(asked)
        return batch(asked, *rest)  # type: ignore[arg-type]

    with (
        patch.object(deck_builder.batch.job, "build", one),
        patch.object(deck_builder.cli.batch, "_run_here", many),
    ):
        keys = "\n" * 8 if command == _WAITS else ""
        result = CliRunner().invoke(main, [command, *arguments], input=keys)
    assert result.exit_code == fails(step), f"{step.run}: {result.output}"
    assert fails(step) or "warning: " not in result.stderr, result.stderr
    for line in step.printed:
        assert line.rstrip() in map(str.rstrip, result.output.split("\n")), result.output
    laid_out = (lay_out_deck(one.talk, replace(one.placed_options, flatten=True)) for one in jobs)
    return tuple(checked.value for checked in laid_out)


@cache
def deck_after(count: int, audience: str) -> LaidOutDeck:
    """Return the deck of the tutorial for `audience` after so many texts were written."""
    written = [step for step in steps(TUTORIAL) if step.file]
    last = written[count - 1]
    files = {str(Path(last.file).absolute()): last.text.encode()}
    with reading_from(Overlay(files, alone=True)):
        return lay_out_deck(Path(last.file), Options(audience=audience, flatten=True)).value
