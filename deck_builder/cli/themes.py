"""`deck-builder themes`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck_builder.base.diagnostics import Severity
from deck_builder.cli.report import PROBLEMS, count, report, reported_errors

if TYPE_CHECKING:
    from deck_builder.shapes import LaidOutDeck


@click.command()
@click.option("--gallery", type=click.Path(path_type=Path), help="Write a deck of every layout.")
@click.option("--theme", default="", help="Only this theme: its name or file.")
@click.option("--aspect", type=click.Choice(["16:9", "4:3"]), default="16:9", show_default=True)
def themes(gallery: Path | None, theme: str, aspect: str) -> None:
    """List the themes, or show every layout in every theme."""
    from deck_builder.gallery import lay_out_gallery, read_themes

    names = (theme,) if theme else ()
    with reported_errors():
        checked = read_themes(names)
        for found in checked.value:
            kind = "dark" if found.palette.dark else "light"
            click.echo(f"{found.name:<9}{kind:<7}{found.description}")
        report(checked.diagnostics)
        if gallery:
            _write_gallery(gallery, lay_out_gallery(names, aspect).value)
    if any(problem.severity is Severity.ERROR for problem in checked.diagnostics):
        sys.exit(PROBLEMS)


def _write_gallery(path: Path, deck: LaidOutDeck) -> None:
    from deck_builder.base.files import replace_file
    from deck_builder.pipeline import write_deck

    replace_file(path, write_deck(deck))
    click.echo(f"{path}: {count(len(deck.slides), 'slide')}")
