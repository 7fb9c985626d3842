"""`deck-builder build`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from deck_builder.base.diagnostics import Diagnostic
from deck_builder.cli.options import BuildOptions, build_options, drawings_option, shared_options
from deck_builder.cli.report import OUTPUT, PROBLEMS, all_talks, count

if TYPE_CHECKING:
    from deck_builder.batch.job import Job, Outcome
    from deck_builder.batch.store import Store
    from deck_builder.outline.options import Options


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write; a folder when there are several talks.",
)
@shared_options
@build_options
@drawings_option
def build(
    options: Options,
    wishes: BuildOptions,
    drawings: Store | None,
    paths: tuple[Path, ...],
    output: Path | None,
) -> None:
    """Build talks into PowerPoint decks.

    Each PATH is a talk: a folder with a deck.yaml, or a Markdown file. Without
    a PATH, every talk under outlines/ is built into output/.
    """
    from deck_builder.batch.single import build as build_one

    wanted = [
        (talk, audience) for talk in paths or all_talks() for audience in wishes.audiences_of(talk)
    ]
    jobs = [
        wishes.applied(replace(job, options=replace(options, audience=audience)))
        for job, (_, audience) in zip(_jobs(wanted, output), wanted, strict=True)
    ]
    failed = False
    found: list[Diagnostic] = []
    for job in _with_progress(jobs):
        outcome = build_one(job, drawings=drawings)
        found.extend(outcome.diagnostics)
        failed = failed or not outcome.written
        if outcome.written:
            click.echo(_summary(outcome))
    wishes.report(found)
    if failed:
        sys.exit(PROBLEMS)


def _jobs(wanted: list[tuple[Path, str]], output: Path | None) -> list[Job]:
    from deck_builder.batch.job import Job
    from deck_builder.outline.talk import deck_name

    if output is None or (output.suffix.lower() != ".pptx" and not output.suffix):
        folder = output or OUTPUT
    elif len(wanted) == 1 and output.suffix.lower() == ".pptx":
        return [Job(wanted[0][0], output)]
    elif output.is_dir():
        folder = output
    else:
        raise click.UsageError(f"‘{output}’ is neither a folder nor a .pptx file for one deck")
    jobs = [Job(talk, folder / f"{deck_name(talk, audience)}.pptx") for talk, audience in wanted]
    seen: dict[Path, Path] = {}
    for job in jobs:
        if job.output in seen:
            raise click.UsageError(
                f"‘{seen[job.output]}’ and ‘{job.talk}’ would both become ‘{job.output}’"
            )
        seen[job.output] = job.talk
    return jobs


def _with_progress(jobs: list[Job]) -> Iterator[Job]:
    if len(jobs) < 2 or not sys.stderr.isatty():
        yield from jobs
        return
    with click.progressbar(
        jobs,
        label="building",
        file=sys.stderr,
        item_show_func=lambda job: job.name if job else "",
    ) as bar:
        yield from bar


def _summary(outcome: Outcome) -> str:
    figures = outcome.figures
    if figures is None:
        return str(outcome.job.output)
    return (
        f"{outcome.job.output}: {count(figures.slides, 'slide')}, "
        f"{count(figures.words, 'word')} of notes, {count(figures.minutes, 'minute')} to speak"
    )
