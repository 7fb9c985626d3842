"""`deck-builder clean`."""

from __future__ import annotations

from pathlib import Path

import click

from deck_builder.base import downloads
from deck_builder.batch.store import default_folder
from deck_builder.cli.report import count, say
from deck_builder.cli.store_options import opened_store, store_folder


@click.command()
@store_folder
def clean(folder: Path | None) -> None:
    """Empty the store, and remove downloaded pictures.

    The next build makes every deck anew.
    """
    where = folder or default_folder()
    if where is None:
        say("there is no store, as there is no home")
        return
    emptied = (
        (where, *opened_store(where).clear()),
        (downloads.downloads_folder(), *downloads.clear_downloads()),
    )
    for place, removed, freed in emptied:
        entries = count(removed, "entry", "entries")
        say(f"{place}: {entries} removed, {count(round(freed / 1e6), 'megabyte')}")
