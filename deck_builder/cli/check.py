"""`deck-builder check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, DeckError
from deck_builder.cli.options import problem_format, shared_options
from deck_builder.cli.report import (
    PROBLEMS,
    all_talks,
    audiences_for,
    diagnostic_of,
    report,
    without_notes,
)

if TYPE_CHECKING:
    from deck_builder.outline.options import Options


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--strict", is_flag=True, help="Fail after warnings, too.")
@problem_format
@shared_options
def check(options: Options, paths: tuple[Path, ...], strict: bool, form: str) -> None:
    """Look for problems without writing anything.

    The talks at PATH are looked at for each audience. Without a PATH, every talk under
    outlines/ is looked at.
    """
    from deck_builder.base.diagnostics import stops
    from deck_builder.pipeline import lay_out_deck

    found = Collector()
    for talk in paths or all_talks():
        for audience in audiences_for(talk):
            try:
                found.take(lay_out_deck(talk, replace(options, audience=audience)))
            except DeckError as error:
                found.found.append(diagnostic_of(error))
    report(found.found if form == "json" else without_notes(found.found), form)
    if stops(tuple(found.found), strict):
        sys.exit(PROBLEMS)
