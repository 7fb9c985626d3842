"""`deck-builder check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, DeckError, stops
from deck_builder.base.faults import internal_error
from deck_builder.cli.options import problem_format, shared_options, talks_argument
from deck_builder.cli.report import (
    PROBLEMS,
    all_talks,
    amounts,
    audiences_for,
    count,
    report,
    say,
    with_summaries,
)

if TYPE_CHECKING:
    from deck_builder.outline.options import Options


@click.command()
@talks_argument
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@problem_format
@shared_options
def check(options: Options, paths: tuple[Path, ...], strict: bool, form: str) -> None:
    """Look for problems without writing anything.

    The talks at PATH are checked for each audience. Without a PATH, every talk under
    outlines/ is checked.
    """
    from deck_builder.pipeline import lay_out_deck

    collector = Collector()
    talks = paths or all_talks(collector.found)
    decks = slides = 0
    for talk in talks:
        for audience in audiences_for(talk, options):
            decks += 1
            try:
                deck = collector.take(lay_out_deck(talk, replace(options, audience=audience)))
                slides += len(deck.slides)
            except DeckError as error:
                collector.found.append(error.diagnostic)
            # A bug that one talk meets must not cost the others.
            except Exception as error:  # noqa: BLE001
                collector.found.append(internal_error(talk, error))
    report(collector.found if form == "json" else with_summaries(collector.found), form)
    if form != "json":
        looked = ", ".join(
            (count(len(talks), "talk"), count(decks, "deck"), count(slides, "slide"))
        )
        result = amounts(collector.found) or "no problems"
        say(f"{looked} checked: {result}", err=True)
    if stops(tuple(collector.found), strict):
        sys.exit(PROBLEMS)
