"""`deck-builder build`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck_builder.cli.report import (
    FORMATS,
    OUTPUT,
    PROBLEMS,
    all_talks,
    count,
    diagnostic_of,
    report,
    talk_name,
)
from deck_builder.diagnostics import DeckError, Diagnostic

if TYPE_CHECKING:
    from deck_builder.pipeline import Options
    from deck_builder.shapes import LaidOutDeck


@dataclass(frozen=True, slots=True)
class _Job:
    talk: Path
    output: Path


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write; a folder when there are several talks.",
)
@click.option("--theme", default="", help="A theme's name or file, instead of the talk's own.")
@click.option("--strict", is_flag=True, help="Warnings stop the build, too.")
@click.option("--draft", is_flag=True, help="Build in spite of errors; a gap shows what lacks.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How problems are reported.",
)
@click.option("--flatten", is_flag=True, help="Show everything at once, as for a handout.")
@click.option("--clock", is_flag=True, help="Let the notes say when each slide begins.")
@click.option("--allow-remote", is_flag=True, help="Fetch the pictures that are on the web.")
def build(
    paths: tuple[Path, ...],
    output: Path | None,
    theme: str,
    strict: bool,
    draft: bool,
    form: str,
    flatten: bool,
    allow_remote: bool,
    clock: bool,
) -> None:
    """Build each talk at PATH: a folder with a deck.yaml, or a Markdown file.

    Without a PATH, every talk under outlines/ is built into output/.
    """
    jobs = _jobs(paths or all_talks(), output)
    from deck_builder.pipeline import Options

    options = Options(theme=theme, allow_remote=allow_remote, flatten=flatten, clock=clock)
    failed = False
    found: list[Diagnostic] = []
    for job in _with_progress(jobs):
        built = _build(job, options, strict, draft, found)
        failed = failed or not built
    report(found, form)
    if failed:
        sys.exit(PROBLEMS)


def _jobs(talks: tuple[Path, ...], output: Path | None) -> list[_Job]:
    if output is None:
        jobs = [_Job(talk, OUTPUT / f"{talk_name(talk)}.pptx") for talk in talks]
    elif len(talks) == 1 and output.suffix.lower() == ".pptx":
        jobs = [_Job(talks[0], output)]
    elif output.suffix and not output.is_dir():
        raise click.UsageError(f"‘{output}’ is neither a folder nor a .pptx file for one talk")
    else:
        jobs = [_Job(talk, output / f"{talk_name(talk)}.pptx") for talk in talks]
    seen: dict[Path, Path] = {}
    for job in jobs:
        if job.output in seen:
            raise click.UsageError(
                f"‘{seen[job.output]}’ and ‘{job.talk}’ would both become ‘{job.output}’"
            )
        seen[job.output] = job.talk
    return jobs


def _with_progress(jobs: list[_Job]) -> Iterator[_Job]:
    if len(jobs) < 2 or not sys.stderr.isatty():
        yield from jobs
        return
    with click.progressbar(
        jobs,
        label="building",
        file=sys.stderr,
        item_show_func=lambda job: talk_name(job.talk) if job else "",
    ) as bar:
        yield from bar


def _build(job: _Job, options: Options, strict: bool, draft: bool, found: list[Diagnostic]) -> bool:
    from deck_builder.files import replace_file
    from deck_builder.pipeline import lay_out_deck, stops, write_deck

    try:
        checked = lay_out_deck(job.talk, options)
        found.extend(checked.diagnostics)
        if stops(checked.diagnostics, strict) and not draft:
            return False
        replace_file(job.output, write_deck(checked.value))
    except DeckError as error:
        found.append(diagnostic_of(error))
        return False
    click.echo(_summary(job, checked.value))
    return True


def _summary(job: _Job, deck: LaidOutDeck) -> str:
    from deck_builder.speaking import spoken_words

    words = sum(spoken_words(slide.notes) for slide in deck.slides if slide.staging.is_spoken)
    minutes = sum(slide.seconds for slide in deck.slides) / 60
    return (
        f"{job.output}: {count(len(deck.slides), 'slide')}, {count(words, 'word')} of notes, "
        f"{count(round(minutes), 'minute')} to speak"
    )
