"""`deck-builder clean`."""

from __future__ import annotations

import click

from deck_builder.batch.store import Store
from deck_builder.cli.options import only_store
from deck_builder.cli.report import count


@click.command()
@only_store
def clean(store: Store) -> None:
    """Empty the store of what was built before.

    The next build makes every deck anew.
    """
    removed, freed = store.clear()
    entries = f"{removed:,} " + ("entry" if removed == 1 else "entries")
    click.echo(f"{store.folder}: {entries} removed, {count(round(freed / 1e6), 'megabyte')}")
