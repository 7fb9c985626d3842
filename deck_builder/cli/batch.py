"""`deck-builder batch`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from msgspec import Struct

from deck_builder.base import reads
from deck_builder.base.diagnostics import DeckError, Diagnostic, has_errors, stops
from deck_builder.base.files import refuse_read, replace_file
from deck_builder.base.streams import is_standard_output, is_stream
from deck_builder.batch.reports import ENDINGS, REPORTS
from deck_builder.cli.options import (
    PATH,
    BuildOptions,
    build_options,
    shared_options,
    slides_option,
    talks_argument,
)
from deck_builder.cli.outputs import is_folder_name, wrong_ending
from deck_builder.cli.report import (
    INTERRUPTED,
    OUTPUT,
    PROBLEMS,
    all_talks,
    handled_signals,
    printable_lines,
    progress,
    reading,
    report,
    reported_errors,
    say,
    with_amounts,
)
from deck_builder.cli.store_options import store_options

if TYPE_CHECKING:
    from deck_builder.batch.job import Job
    from deck_builder.batch.keeping import Keeper
    from deck_builder.batch.reports import Report
    from deck_builder.batch.run import Run
    from deck_builder.batch.store import Store
    from deck_builder.outline.options import Options

_AHEAD = 2
"""How many decks are under way for each process: one being built, one waiting."""

Wanted = tuple[tuple[str, Path], ...]


class End(Struct, frozen=True):
    """Why a batch ended before all was done, and the exit code."""

    reason: str
    code: int


Ended = tuple["Report", End | None]
"""What was done, and why that is not all."""


def _reports(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> Wanted:
    wanted = []
    for value in values:
        form, _, name = value.partition("=")
        if form not in REPORTS or not name:
            raise click.BadParameter(f"‘{value}’ is not one of {', '.join(REPORTS)} with a =FILE")
        if problem := wrong_ending(Path(name), ENDINGS[form]):
            raise click.BadParameter(problem)
        wanted.append((form, Path(name)))
    files = [path for _, path in wanted if not is_stream(path)]
    if len(set(files)) < len(files):
        raise click.BadParameter("two reports have the same file")
    return tuple(wanted)


def _shard(context: click.Context, parameter: click.Parameter, value: str) -> tuple[int, int]:
    from deck_builder.batch.plan import shard_of

    shard = shard_of(value)
    if shard is None:
        raise click.BadParameter(f"‘{value}’ is not a part of several, such as 2/5")
    return shard


@click.command()
@talks_argument
@click.option(
    "-o",
    "--output",
    default=str(OUTPUT),
    show_default=True,
    help='The folder to write into; with --data the files, such as "out/{{ company }}.pptx".',
)
@click.option(
    "--data",
    type=PATH,
    help="Build a deck for each row of this file: CSV, TSV, JSON or YAML; columns are variables.",
)
@click.option(
    "-j",
    "--jobs",
    "processes",
    type=click.IntRange(min=1),
    help="How many decks are built at once; by default, one for each processor.",
)
@click.option(
    "--shard",
    default="1/1",
    metavar="I/N",
    callback=_shard,
    help="Build only the I-th of N parts of the decks.",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    callback=_reports,
    help=f"Write a report: {', '.join(REPORTS)}; repeatable.",
)
@click.option(
    "--executor",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="Where decks are built: in processes of this machine, or on a Dask cluster.",
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="The cluster's scheduler.")
@slides_option
@shared_options
@build_options
@store_options("Do not use the store.")
@click.option("--rebuild", is_flag=True, help="Build everything again, and store it.")
def batch(
    options: Options,
    request: BuildOptions,
    store: Store | None,
    rebuild: bool,
    paths: tuple[Path, ...],
    output: str,
    data: Path | None,
    processes: int | None,
    shard: tuple[int, int],
    reports: Wanted,
    executor: str,
    scheduler: str,
) -> None:
    """Build many decks in parallel, and only those that have changed.

    Each talk at PATH is built for each audience in each theme. Without a PATH, every
    talk under outlines/ is built. --theme takes several, with commas.
    """
    from deck_builder.batch.keeping import Keeper
    from deck_builder.batch.plan import in_shard, variants

    if (executor == "dask") != bool(scheduler):
        raise click.UsageError("--executor dask and --scheduler go together")
    if "{{" not in output and not is_folder_name(Path(output)):
        raise click.UsageError(f"‘{output}’ ends like a file: name a folder, or see --data")
    unfound: list[Diagnostic] = []
    talks = [(talk, request.audiences_of(talk, options)) for talk in paths or all_talks(unfound)]
    _note_talks([talk for talk, _ in talks], reports)
    with reported_errors():
        jobs = variants(talks, options.theme.split(","), Path(output), options)
    with reading(data or Path(), options.roots):
        jobs = _merged(jobs, data, output) if data else _distinct(jobs)
    jobs = tuple(map(request.applied, in_shard(jobs, shard)))
    keeper = Keeper(store, rebuild) if store else None
    if executor == "dask":
        done, end = _run_on_cluster(jobs, keeper, scheduler)
    else:
        done, end = _run_here(jobs, keeper, processes or _processors())
    # Before anything is printed, which may fail.
    unwritten = tuple(_write_reports(done, reports))
    _print_results(done, unfound, request, err=any(is_standard_output(path) for _, path in reports))
    report(unwritten)
    if end:
        count = done.left + len(done.outcomes)
        click.echo(f"{end.reason}: {done.left} of {count} not built", err=True)
        sys.exit(end.code)
    if (
        stops(tuple(unfound), request.strict)
        or unwritten
        or not all(outcome.written for outcome in done.outcomes)
    ):
        sys.exit(PROBLEMS)


def _note_talks(talks: list[Path], reports: Wanted) -> None:
    """Note that the files of talks are read, which other processes do; a report that would
    overwrite one is wrong usage."""
    from deck_builder.outline.talk import source_files

    for talk in talks:
        for file in source_files(talk):
            reads.note(str(file))
    for _, path in reports:
        try:
            refuse_read(path)
        except DeckError as error:
            raise click.UsageError(error.message) from error


def _write_reports(done: Report, reports: Wanted) -> Iterator[Diagnostic]:
    """Write the reports, and yield why some cannot be written."""
    for form, path in reports:
        try:
            replace_file(path, REPORTS[form](done).encode("utf-8", "backslashreplace"))
        except DeckError as error:
            yield error.diagnostic


def _distinct(jobs: tuple[Job, ...]) -> tuple[Job, ...]:
    """The jobs, no two of which may become the same file."""
    from deck_builder.batch.plan import collision

    found = collision(jobs)
    if found:
        first, second = (_described(jobs[number]) for number in found)
        raise click.UsageError(f"{first} and {second} would both become ‘{jobs[found[1]].output}’")
    return jobs


def _merged(jobs: tuple[Job, ...], data: Path, output: str) -> tuple[Job, ...]:
    """A job for each row of `data`."""
    from deck_builder.batch.merge import merged, read_rows
    from deck_builder.batch.plan import collision, part_of_name

    if len({job.talk for job in jobs}) > 1:
        raise click.UsageError("--data is for one talk: name it")
    part = part_of_name(jobs[0].options.slides) if jobs else ""
    pattern = output if "{{" in output else f"{output}/{{{{ talk }}}}-{{{{ row }}}}{part}.pptx"
    if not pattern.endswith(".pptx"):
        raise click.UsageError(f"‘{output}’ must end in .pptx")
    with reported_errors():
        checked = read_rows(data)
        report(checked.diagnostics)
        if has_errors(checked.diagnostics):
            sys.exit(PROBLEMS)
        numbered = tuple(merged(jobs, checked.value, pattern, data))
    found = collision(job for job, _ in numbered)
    if found:
        (_, first), (job, second) = (numbered[at] for at in found)
        rows = f"rows {first} and {second}" if first != second else f"row {first} twice"
        raise click.UsageError(f"{rows} of {data} would become ‘{job.output}’")
    return tuple(job for job, _ in numbered)


def _described(job: Job) -> str:
    """A job in the words of the command line."""
    parts = [f"‘{job.talk}’"]
    if job.options.audience:
        parts.append(f"for ‘{job.options.audience}’")
    if job.options.theme:
        parts.append(f"in ‘{job.options.theme}’")
    return " ".join(parts)


def _processors() -> int:
    if sys.platform == "linux":
        # Those that this process may use, in a container, say.
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run_here(jobs: tuple[Job, ...], keeper: Keeper | None, processes: int) -> Ended:
    """Do the jobs in processes of this machine."""
    from deck_builder.batch.run import Run, local
    from deck_builder.batch.workers import Workers

    workers = Workers(min(processes, len(jobs)) or 1)
    try:
        drawings = keeper.store if keeper else None
        return _run(Run(jobs, local(workers, drawings), keeper, _AHEAD * workers.size))
    finally:
        workers.stop()


def _run_on_cluster(jobs: tuple[Job, ...], keeper: Keeper | None, scheduler: str) -> Ended:
    """Do the jobs on a Dask cluster."""
    from deck_builder.batch.cluster import connected
    from deck_builder.batch.run import Run
    from deck_builder.batch.shipping import shipped

    with reported_errors(), connected(scheduler) as cluster:
        for address, why in cluster.unfit:
            click.echo(f"warning: no deck is sent to the worker at {address}: {why}", err=True)
        ahead = _AHEAD * cluster.size
        return _run(Run(jobs, shipped(cluster.executor), keeper, ahead, cluster.watch))


def _run(run: Run) -> Ended:
    """Return the outcomes of the jobs, and why not all of them were done."""
    from deck_builder.batch.failures import LostError
    from deck_builder.batch.reports import Report

    begin = time.monotonic()
    end = None
    try:
        # Build servers end a job with SIGTERM.
        with handled_signals(("SIGTERM",), _interrupt):
            shown = progress(run, len(run.jobs), lambda _: printable_lines(", ".join(run.running)))
            with shown as outcomes:
                for _ in outcomes:
                    pass
    except KeyboardInterrupt:
        end = End("interrupted", INTERRUPTED)
    except LostError as error:
        end = End(str(error), PROBLEMS)
    done, jobs = run.in_order, run.jobs
    return Report(done, time.monotonic() - begin, len(jobs) - len(done)), end


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _print_results(
    done: Report, unfound: list[Diagnostic], request: BuildOptions, err: bool
) -> None:
    from deck_builder.batch.reports.table import table

    found = (*unfound, *done.diagnostics)
    request.report(found)
    if done.outcomes or done.left:
        say("\n".join(table(done)), err=err)
    text = f"{done.summary}, in {done.seconds:.1f} s"
    say(with_amounts(text, found), err=err)
