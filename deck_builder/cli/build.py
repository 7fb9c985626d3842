"""`deck-builder build`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from deck_builder.base.diagnostics import Diagnostic, printable, stops
from deck_builder.base.streams import is_stream
from deck_builder.cli.answers import DeckAnswer, answer, json_option
from deck_builder.cli.options import (
    PATH,
    BuildOptions,
    build_options,
    shared_options,
    slides_option,
    talks_argument,
)
from deck_builder.cli.outputs import is_folder_name, say_written, wrong_ending
from deck_builder.cli.report import (
    INTERRUPTED,
    OUTPUT,
    PROBLEMS,
    all_talks,
    amounts,
    count,
    progress,
    say,
    steps,
    with_amounts,
)
from deck_builder.cli.store_options import store_options

if TYPE_CHECKING:
    from deck_builder.batch.job import Job, Outcome
    from deck_builder.batch.store import Store
    from deck_builder.outline.options import Options


@click.command()
@talks_argument
@click.option(
    "-o", "--output", type=PATH, help="The file to write; a folder when there are several talks."
)
@click.option("--watch", is_flag=True, help="Build again at each change, until Ctrl-C.")
@json_option
@slides_option
@shared_options
@build_options
@store_options("Do not use the store: draw every chart again.")
def build(
    options: Options,
    request: BuildOptions,
    store: Store | None,
    paths: tuple[Path, ...],
    output: Path | None,
    watch: bool,
    as_json: bool,
) -> None:
    """Build talks into PowerPoint decks.

    Each PATH is a talk: a folder with a deck.yaml, or a Markdown file. Without
    a PATH, every talk under outlines/ is built into output/.
    """
    from deck_builder.batch.job import build as build_one

    unfound: list[Diagnostic] = []
    talks = paths or all_talks(unfound)
    if watch:
        # Only now: asyncio takes 15 ms of the 200 of a short build.
        from deck_builder.cli.watching import keep_building, refuse_unwatchable

        refuse_unwatchable(output)
        if as_json:
            raise click.UsageError("--json is an answer to one build: leave --watch out")
        request.report(unfound)
        keep_building(lambda: _wanted(talks, output, options, request), _summary, store, request)
    jobs = [replace(job, by_slide=as_json) for job in _wanted(talks, output, options, request)]
    done: list[Outcome] = []
    try:
        with progress(jobs, len(jobs), lambda job: job.name if job else "") as shown:
            for job in shown:
                # Several decks have a bar instead.
                with steps() if len(jobs) == 1 else nullcontext():
                    outcome = build_one(job, store)
                done.append(outcome)
                if outcome.written and not as_json:
                    say_written(outcome.job.output, _summary(outcome))
    except KeyboardInterrupt:
        _conclude(jobs, done, unfound, request)
        sys.exit(INTERRUPTED)
    if as_json:
        answer(map(_answer, done), unfound)
    else:
        _conclude(jobs, done, unfound, request)
    if stops(tuple(unfound), request.strict) or not all(outcome.written for outcome in done):
        sys.exit(PROBLEMS)


def _answer(outcome: Outcome) -> DeckAnswer:
    job, figures = outcome.job, outcome.figures
    slides = figures.by_slide if figures else ()
    output = job.output if outcome.written else None
    return DeckAnswer(job.talk, job.options.audience, slides, outcome.diagnostics, output)


def _wanted(
    talks: tuple[Path, ...], output: Path | None, options: Options, request: BuildOptions
) -> list[Job]:
    """The decks to build of the `talks`."""
    wanted = [
        (talk, audience) for talk in talks for audience in request.audiences_of(talk, options)
    ]
    named = zip(_jobs(wanted, output, options.slides), wanted, strict=True)
    return [
        request.applied(replace(job, options=replace(options, audience=audience)))
        for job, (_, audience) in named
    ]


def _conclude(
    jobs: list[Job], done: list[Outcome], unfound: list[Diagnostic], request: BuildOptions
) -> None:
    """Print the problems, and in one line what was written and what was not."""
    found = [*unfound, *(one for outcome in done for one in outcome.diagnostics)]
    request.report(found)
    written = sum(outcome.written for outcome in done)
    if request.form == "json" or (len(jobs) == written == 1 and not amounts(found)):
        # One deck without problems was named already.
        return
    text = f"{jobs[0].output} was not written"
    if written or len(jobs) > 1:
        numbers = ((written, "written"), (len(jobs) - written, "not written"))
        text = ", ".join(f"{count(number, 'deck')} {what}" for number, what in numbers if number)
    if len(done) < len(jobs):
        text = f"interrupted: {text}"
    line = printable(with_amounts(text, found))
    if written == len(jobs):
        say(line, err=True)
    else:
        click.echo(line, err=True)


def _jobs(wanted: list[tuple[Path, str]], output: Path | None, slides: str) -> list[Job]:
    from deck_builder.batch.job import Job
    from deck_builder.batch.plan import collision, part_of_name
    from deck_builder.outline.talk import deck_name

    folder = output or OUTPUT
    if output and (is_stream(output) or not is_folder_name(output)):
        if len(wanted) == 1 and not wrong_ending(output, (".pptx",)):
            return [Job(wanted[0][0], output)]
        raise click.UsageError(f"‘{output}’ is neither a folder nor a .pptx file for one deck")
    part = part_of_name(slides)
    jobs = [
        Job(talk, folder / f"{deck_name(talk, audience)}{part}.pptx") for talk, audience in wanted
    ]
    if found := collision(jobs):
        first, second = (jobs[number] for number in found)
        raise click.UsageError(
            f"‘{first.talk}’ and ‘{second.talk}’ would both become ‘{second.output}’"
        )
    return jobs


def _summary(outcome: Outcome) -> str:
    figures = outcome.figures
    if figures is None:
        return str(outcome.job.output)
    time = count(figures.minutes, "minute") if figures.minutes else "less than a minute"
    return (
        f"{outcome.job.output}: {count(figures.slides, 'slide')}, "
        f"{count(figures.words, 'word')} of notes, {time} to speak"
    )
