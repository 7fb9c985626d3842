"""`deck-builder build`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck_builder.cli.options import shared_options
from deck_builder.cli.report import (
    FORMATS,
    OUTPUT,
    PROBLEMS,
    all_talks,
    count,
    deck_name,
    diagnostic_of,
    report,
    without_notes,
)
from deck_builder.diagnostics import DeckError, Diagnostic

if TYPE_CHECKING:
    from deck_builder.pipeline import Options
    from deck_builder.shapes import LaidOutDeck


@dataclass(frozen=True, slots=True)
class _Job:
    talk: Path
    audience: str
    output: Path


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write; a folder when there are several talks.",
)
@click.option("--audience", "audiences", multiple=True, help="Build for this audience; repeatable.")
@click.option("--all-audiences", is_flag=True, help="Build for each of the talk's audiences.")
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
@click.option("-v", "--verbose", is_flag=True, help="Say what was done with the text, too.")
@click.option("--flatten", is_flag=True, help="Show everything at once, as for a handout.")
@click.option("--clock", is_flag=True, help="Let the notes say when each slide begins.")
@click.option("--allow-remote", is_flag=True, help="Fetch the pictures that are on the web.")
@shared_options
def build(
    options: Options,
    paths: tuple[Path, ...],
    output: Path | None,
    audiences: tuple[str, ...],
    all_audiences: bool,
    strict: bool,
    draft: bool,
    form: str,
    verbose: bool,
    flatten: bool,
    allow_remote: bool,
    clock: bool,
) -> None:
    """Build each talk at PATH: a folder with a deck.yaml, or a Markdown file.

    Without a PATH, every talk under outlines/ is built into output/.
    """
    wanted = [
        (talk, audience)
        for talk in paths or all_talks()
        for audience in (_audiences(talk) if all_audiences else audiences or ("",))
    ]
    jobs = _jobs(wanted, output)
    options = replace(options, allow_remote=allow_remote, flatten=flatten, clock=clock)
    failed = False
    found: list[Diagnostic] = []
    for job in _with_progress(jobs):
        built = _build(job, replace(options, audience=job.audience), strict, draft, found)
        failed = failed or not built
    report(found if verbose or form == "json" else without_notes(found), form)
    if failed:
        sys.exit(PROBLEMS)


def _audiences(talk: Path) -> tuple[str, ...]:
    """All audiences of a talk; one that has none, or cannot be read, is built for nobody in
    particular."""
    from deck_builder.pipeline import audiences_of

    try:
        return audiences_of(talk) or ("",)
    except DeckError:
        return ("",)


def _jobs(wanted: list[tuple[Path, str]], output: Path | None) -> list[_Job]:
    if output is None or (output.suffix.lower() != ".pptx" and not output.suffix):
        folder = output or OUTPUT
    elif len(wanted) == 1 and output.suffix.lower() == ".pptx":
        return [_Job(*wanted[0], output)]
    elif output.is_dir():
        folder = output
    else:
        raise click.UsageError(f"‘{output}’ is neither a folder nor a .pptx file for one deck")
    jobs = [
        _Job(talk, audience, folder / f"{deck_name(talk, audience)}.pptx")
        for talk, audience in wanted
    ]
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
        item_show_func=lambda job: job.output.stem if job else "",
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
