"""`deck-builder time`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from deck_builder.cli.report import (
    PROBLEMS,
    all_talks,
    diagnostic_of,
    printable_lines,
    report,
)
from deck_builder.diagnostics import Collector, DeckError


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--theme", default="", help="A theme's name or file, instead of the talk's own.")
@click.option("--strict", is_flag=True, help="Fail when a talk takes longer than it may.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table, or a list with an object for each talk.",
)
def time(paths: tuple[Path, ...], theme: str, strict: bool, form: str) -> None:
    """Say how long each slide and section of the talks at PATH takes to speak.

    Without a PATH, every talk under outlines/ is looked at.
    """
    from deck_builder.kit.plan import Plan, plan_of, report_over_time
    from deck_builder.kit.timetable import table, values
    from deck_builder.pipeline import Options, lay_out_deck, stops

    collector = Collector()
    plans: list[tuple[Path, Plan]] = []
    for path in paths or all_talks():
        try:
            plan = plan_of(collector.take(lay_out_deck(path, Options(theme=theme))))
        except DeckError as error:
            collector.found.append(diagnostic_of(error))
            continue
        report_over_time(plan, str(path), collector)
        plans.append((path, plan))
    if form == "json":
        shown = [values(plan, path.as_posix()) for path, plan in plans]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        heads = (f"{path}\n\n" if len(plans) > 1 else "" for path, _ in plans)
        tables = (head + table(plan) for head, (_, plan) in zip(heads, plans, strict=True))
        click.echo(printable_lines("\n".join(tables)), nl=False)
    report(collector.found)
    if stops(tuple(collector.found), strict):
        sys.exit(PROBLEMS)
