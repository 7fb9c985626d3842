"""What is being done at the moment, for whoever waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Show = Callable[[str], None]
"""Shows in a few words what is being done."""

_show: ContextVar[Show | None] = ContextVar("show progress", default=None)


def now(words: str) -> None:
    """Say what is being done from now on."""
    show = _show.get()
    if show is not None:
        show(words)


@contextmanager
def shown_by(show: Show) -> Iterator[None]:
    """Let `show` be told inside what is being done."""
    token = _show.set(show)
    try:
        yield
    finally:
        _show.reset(token)
