"""Decks made by a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from deck_builder.base.diagnostics import DeckError

_SECONDS = 15
# Workers leave now and then; a job that takes several down with it is at fault itself.
_RETRIES = 3


@contextmanager
def dask_executor(scheduler: str) -> Iterator[tuple[Executor, int]]:
    """Connect to the cluster whose scheduler is at an address such as `tcp://10.0.0.1:8786`. Give
    what sends work there, and how much of it is done at once.

    Raises DeckError when there is no such cluster, or Dask is not installed.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise DeckError("Dask is not installed", "install ‘deck-builder[dask]’") from error
    try:
        client = Client(scheduler, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        hint = "name one as tcp://host:8786"
        raise DeckError(f"there is no Dask scheduler at ‘{scheduler}’", hint) from error
    with client:
        executor = client.get_executor(pure=False, retries=_RETRIES)
        yield executor, max(1, sum(client.ncores().values()))
