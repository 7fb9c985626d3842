"""A Dask cluster: connected to, looked at before decks are sent to it, and while they are built."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Set
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

from deck_builder.base.diagnostics import DeckError
from deck_builder.batch.failures import SCHEDULER_GONE, LostError
from deck_builder.batch.versions import difference, versions

_SECONDS = 15
# Workers leave now and then; after several, the job itself is at fault.
_RETRIES = 3
# A cluster may start its workers when there is work for them.
_PATIENCE_SECONDS = 300.0


class Watch(Struct):
    """Tells when a cluster cannot go on. When not every worker is fit, `chosen` are the addresses
    of those that are."""

    client: Any
    chosen: frozenset[str] = frozenset()
    patience: float = _PATIENCE_SECONDS
    _since: float | None = None

    def __call__(self) -> None:
        """Raise LostError when the scheduler is gone, or no fit worker has been there for long."""
        workers = self._workers()
        if workers & self.chosen if self.chosen else workers:
            self._since = None
            return
        now = time.monotonic()
        self._since = now if self._since is None else self._since
        if now - self._since >= self.patience:
            minutes = f"{self.patience / 60:g} minutes"
            raise LostError(f"the cluster has had no worker that is fit for {minutes}")

    def _workers(self) -> Set[str]:
        """The addresses of all workers."""
        try:
            if self.client.status == "running":
                found: Set[str] = self.client.ncores().keys()
                return found
        except OSError as error:
            raise LostError(SCHEDULER_GONE) from error
        raise LostError(SCHEDULER_GONE)


class Cluster(Struct, frozen=True):
    """An `executor` that does `size` jobs at once, and the addresses of `unfit` workers, each with
    the reason why no job is sent there."""

    executor: Executor
    size: int
    unfit: tuple[tuple[str, str], ...]
    watch: Callable[[], None]


@contextmanager
def connected(scheduler: str) -> Iterator[Cluster]:
    """Connect to the cluster whose scheduler is at an address such as `tcp://10.0.0.1:8786`.

    Raises DeckError when there is no such cluster, no worker of it would make the same decks as
    this machine, or Dask is not installed.
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
        yield _examined(client)


def _examined(client: Any) -> Cluster:
    found = client.run(versions, on_error="return")
    unfit = {name: why for name, answer in found.items() if (why := _misfit(answer))}
    if unfit and len(unfit) == len(found):
        name, why = next(iter(unfit.items()))
        raise DeckError(
            f"no worker of the cluster would make the same decks: at {name}, {why}",
            "install the same versions of Python, deck-builder and its libraries on every worker",
        )
    cores = {name: count for name, count in client.ncores().items() if name not in unfit}
    # A worker of another version that failed at once would get most of the decks.
    chosen = {"workers": list(cores)} if unfit else {}
    executor = client.get_executor(pure=False, retries=_RETRIES, **chosen)
    watch = Watch(client, frozenset(chosen.get("workers", ())))
    return Cluster(executor, max(1, sum(cores.values())), tuple(unfit.items()), watch)


def _misfit(answer: object) -> str:
    """Why the worker that gave this answer makes other decks; empty when it does not."""
    if isinstance(answer, ImportError):
        return "deck-builder is not installed there"
    if isinstance(answer, OSError):
        return "nothing answers"
    # An earlier version has no such function.
    if not isinstance(answer, tuple):
        return "deck-builder is another version there"
    return difference(answer, versions())
