"""`deck-builder time`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from deck_builder.cli.options import (
    Pairs,
    audience_option,
    drop_option,
    minutes_option,
    theme_option,
    variables_option,
)
from deck_builder.cli.report import (
    PROBLEMS,
    all_talks,
    diagnostic_of,
    printable_lines,
    report,
    without_notes,
)
from deck_builder.diagnostics import Collector, DeckError


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@theme_option
@audience_option
@minutes_option
@drop_option
@variables_option
@click.option("--strict", is_flag=True, help="Fail when a talk takes longer than it may.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table, or a list with an object for each talk.",
)
def time(
    paths: tuple[Path, ...],
    theme: str,
    audience: str,
    minutes: float | None,
    drop: bool,
    variables: Pairs,
    strict: bool,
    form: str,
) -> None:
    """Say how long each slide and section of the talks at PATH takes to speak.

    Without a PATH, every talk under outlines/ is looked at.
    """
    from deck_builder.kit.plan import Plan, plan_of
    from deck_builder.kit.timetable import table, values
    from deck_builder.pipeline import Options, lay_out_deck, stops

    options = Options(
        theme=theme,
        audience=audience,
        minutes=minutes or 0.0,
        surplus="drop" if drop else "",
        variables=variables,
    )
    collector = Collector()
    plans: list[tuple[Path, Plan]] = []
    for path in paths or all_talks():
        try:
            plan = plan_of(collector.take(lay_out_deck(path, options)))
        except DeckError as error:
            collector.found.append(diagnostic_of(error))
            continue
        plans.append((path, plan))
    if form == "json":
        shown = [values(plan, path.as_posix()) for path, plan in plans]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        heads = (f"{path}\n\n" if len(plans) > 1 else "" for path, _ in plans)
        tables = (head + table(plan) for head, (_, plan) in zip(heads, plans, strict=True))
        click.echo(printable_lines("\n".join(tables)), nl=False)
    report(without_notes(collector.found))
    if stops(tuple(collector.found), strict):
        sys.exit(PROBLEMS)
