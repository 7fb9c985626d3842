"""`deck-builder time`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck_builder.base.diagnostics import Collector, DeckError
from deck_builder.base.faults import internal_error
from deck_builder.cli.options import PATH, format_option, talk_options, talks_argument
from deck_builder.cli.report import (
    all_talks,
    as_json_text,
    conclude,
    printable_lines,
    reported_errors,
)

if TYPE_CHECKING:
    from deck_builder.outline.options import Options
    from deck_builder.timing.plan import Plan


@click.command()
@talks_argument
@click.option("--strict", is_flag=True, help="Fail when a talk takes longer than it may.")
@format_option("A table, or a list with an object for each talk.")
@click.option(
    "--rehearsal",
    type=PATH,
    help="Compare with a rehearsal that ‘deck-builder rehearse’ recorded.",
)
@click.option("--suggest", is_flag=True, help="List the headings that should name another time.")
@talk_options
def time(
    options: Options,
    paths: tuple[Path, ...],
    strict: bool,
    form: str,
    rehearsal: Path | None,
    suggest: bool,
) -> None:
    """Show how long slides and sections take to speak.

    Each PATH is a talk. Without a PATH, every talk under outlines/ is timed.
    """
    collector = Collector()
    talks = paths or all_talks(collector.found)
    if suggest and not rehearsal:
        raise click.UsageError("--suggest needs a --rehearsal")
    if rehearsal and len(talks) > 1:
        raise click.UsageError("a rehearsal is of one talk: name it")
    plans = _plans(talks, options, collector)
    if rehearsal:
        with reported_errors():
            text = "".join(_compared(one, rehearsal, form, suggest) for one in plans)
    else:
        text = _planned(plans, form)
    click.echo(text if form == "json" else printable_lines(text), nl=False)
    conclude(collector.found, strict)


def _plans(
    talks: tuple[Path, ...], options: Options, collector: Collector
) -> list[tuple[Path, Plan]]:
    from deck_builder.pipeline import lay_out_deck
    from deck_builder.timing.plan import plan_of

    plans = []
    for talk in talks:
        try:
            plans.append((talk, plan_of(collector.take(lay_out_deck(talk, options)))))
        except DeckError as error:
            collector.found.append(error.diagnostic)
        # A bug that one talk meets must not cost the others.
        except Exception as error:  # noqa: BLE001
            collector.found.append(internal_error(talk, error))
    return plans


def _planned(plans: list[tuple[Path, Plan]], form: str) -> str:
    from deck_builder.timing.timetable import table, values

    if form == "json":
        return as_json_text([values(plan, talk.as_posix()) for talk, plan in plans])
    named = len(plans) > 1
    return "\n".join((f"{talk}\n\n" if named else "") + table(plan) for talk, plan in plans)


def _compared(one: tuple[Path, Plan], rehearsal: Path, form: str, suggest: bool) -> str:
    from deck_builder.speaker.rehearsal import comparison as tables
    from deck_builder.speaker.rehearsal.recording import compared, read_rehearsal, suggestions
    from deck_builder.timing.timetable import values

    talk, plan = one
    comparison = compared(plan, read_rehearsal(rehearsal))
    found = tuple(suggestions(comparison))
    if form == "json":
        rehearsed = tables.comparison_values(comparison, found)
        return as_json_text([{**values(plan, talk.as_posix()), "rehearsal": rehearsed}])
    return tables.comparison_table(comparison) + (tables.suggestion_list(found) if suggest else "")
