"""`deck-builder new`."""

from __future__ import annotations

from pathlib import Path

import click

from deck_builder.cli.outputs import OutputFolder
from deck_builder.cli.report import reported_errors, say


@click.command()
@click.argument("folder", type=OutputFolder(), metavar="DIR")
def new(folder: Path) -> None:
    """Write a small talk that can be built at once.

    It is written into DIR, and shows most kinds of blocks.
    """
    from deck_builder.gallery.starter import write_starter

    with reported_errors(target=folder):
        files = write_starter(folder)
    for file in files:
        say(str(file))
    say(f"build it with: deck-builder build {folder}")
