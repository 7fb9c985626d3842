"""`deck-builder clean`."""

from __future__ import annotations

from pathlib import Path

import click

from deck_builder.batch.store import Store
from deck_builder.cli.options import store_folder
from deck_builder.cli.report import count


@click.command()
@store_folder
def clean(folder: Path) -> None:
    """Empty the store of what was built before.

    The next build makes every deck anew.
    """
    removed, freed = Store(folder).clear()
    entries = count(removed, "entry", "entries")
    click.echo(f"{folder}: {entries} removed, {count(round(freed / 1e6), 'megabyte')}")
