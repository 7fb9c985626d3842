"""The options of the store of charts and decks that were made before."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from deck_builder.base import cache
from deck_builder.batch.store import STORE_BYTES, Store
from deck_builder.cli.options import Command

store_folder = click.option(
    "--store",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    show_default="in the user's cache",
    envvar="DECK_BUILDER_STORE",
    help="The folder of charts and decks that were made before.",
)
"""The option that says where the store is."""


_NO_KEY = (
    "warning: nothing is kept in ‘{folder}’, as there is no folder for its key; name one in "
    f"{cache.FOLDER_VARIABLE}, or a passphrase in {cache.KEY_VARIABLE}"
)


def opened_store(folder: Path | None, size: int = STORE_BYTES) -> Store:
    """Return the store in `folder`, by default that in the user's cache, of up to `size` bytes. A
    folder that was named and cannot be a store is wrong usage."""
    if folder is None:
        return Store(None, size)
    try:
        cache.refuse(folder)
    except OSError as error:
        raise click.UsageError(f"{error}; name a new or an empty folder as the store") from error
    if cache.key() is None:
        click.echo(_NO_KEY.format(folder=folder), err=True)
    return Store(folder, size)


def store_options(unused: str) -> Callable[[Command], Command]:
    """Return what adds the options of the store, which a command gets as its `store`, or None with
    `--no-cache`; `unused` says what that does."""

    def with_options(command: Command) -> Command:
        @store_folder
        @click.option(
            "--store-size",
            "megabytes",
            type=click.IntRange(min=1),
            default=STORE_BYTES >> 20,
            show_default=True,
            envvar="DECK_BUILDER_STORE_SIZE",
            help="How large the store may grow, in megabytes.",
        )
        @click.option("--no-cache", is_flag=True, help=unused)
        @functools.wraps(command)
        def with_store(
            *args: Any, folder: Path | None, megabytes: int, no_cache: bool, **rest: Any
        ) -> None:
            store = None if no_cache else opened_store(folder, megabytes << 20)
            command(*args, store=store, **rest)

        return with_store

    return with_options
