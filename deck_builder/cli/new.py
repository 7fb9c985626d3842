"""`deck-builder new`."""

from __future__ import annotations

from pathlib import Path

import click

from deck_builder.cli.report import reported_errors


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(folder: Path) -> None:
    """Write a small talk into DIR, which shows most kinds of blocks and builds as it is."""
    from deck_builder.starter import write_starter

    with reported_errors():
        files = write_starter(folder)
    for file in files:
        click.echo(file)
    click.echo(f"build it with: deck-builder build {folder}")
