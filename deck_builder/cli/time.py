"""`deck-builder time`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck_builder.base.diagnostics import Collector, DeckError
from deck_builder.cli.options import talk_options
from deck_builder.cli.report import (
    PROBLEMS,
    all_talks,
    diagnostic_of,
    printable_lines,
    report,
    reported_errors,
    without_notes,
)

if TYPE_CHECKING:
    from deck_builder.outline.options import Options
    from deck_builder.timing.plan import Plan


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--strict", is_flag=True, help="Fail when a talk takes longer than it may.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table, or a list with an object for each talk.",
)
@click.option(
    "--rehearsal",
    type=click.Path(path_type=Path),
    help="Compare with a rehearsal that ‘deck-builder rehearse’ recorded.",
)
@click.option("--suggest", is_flag=True, help="Say which headings should name another time.")
@talk_options
def time(
    options: Options,
    paths: tuple[Path, ...],
    strict: bool,
    form: str,
    rehearsal: Path | None,
    suggest: bool,
) -> None:
    """Say how long slides and sections take to speak.

    They are those of the talks at PATH. Without a PATH, every talk under outlines/ is looked at.
    """
    from deck_builder.base.diagnostics import stops

    talks = paths or all_talks()
    if suggest and not rehearsal:
        raise click.UsageError("--suggest needs a --rehearsal")
    if rehearsal and len(talks) > 1:
        raise click.UsageError("a rehearsal is of one talk: name it")
    collector = Collector()
    plans = _plans(talks, options, collector)
    if rehearsal:
        with reported_errors():
            shown = "".join(_compared(one, rehearsal, form, suggest) for one in plans)
    else:
        shown = _planned(plans, form)
    click.echo(shown if form == "json" else printable_lines(shown), nl=False)
    report(without_notes(collector.found))
    if stops(tuple(collector.found), strict):
        sys.exit(PROBLEMS)


def _plans(
    talks: tuple[Path, ...], options: Options, collector: Collector
) -> list[tuple[Path, Plan]]:
    from deck_builder.pipeline import lay_out_deck
    from deck_builder.timing.plan import plan_of

    plans = []
    for talk in talks:
        try:
            plan = plan_of(collector.take(lay_out_deck(talk, options)))
        except DeckError as error:
            collector.found.append(diagnostic_of(error))
            continue
        plans.append((talk, plan))
    return plans


def _planned(plans: list[tuple[Path, Plan]], form: str) -> str:
    from deck_builder.timing.timetable import table, values

    if form == "json":
        return _json([values(plan, talk.as_posix()) for talk, plan in plans])
    named = len(plans) > 1
    return "\n".join((f"{talk}\n\n" if named else "") + table(plan) for talk, plan in plans)


def _compared(one: tuple[Path, Plan], rehearsal: Path, form: str, suggest: bool) -> str:
    from deck_builder.rehearsal.comparison import (
        comparison_table,
        comparison_values,
        suggestion_list,
    )
    from deck_builder.rehearsal.recording import compared, read_rehearsal, suggestions
    from deck_builder.timing.timetable import values

    talk, plan = one
    comparison = compared(plan, read_rehearsal(rehearsal))
    found = tuple(suggestions(comparison))
    if form == "json":
        rehearsed = comparison_values(comparison, found)
        return _json([{**values(plan, talk.as_posix()), "rehearsal": rehearsed}])
    return comparison_table(comparison) + (suggestion_list(found) if suggest else "")


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"
