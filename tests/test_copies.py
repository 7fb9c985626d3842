"""Work in a copy of the process: the same result, whatever becomes of the copy."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deck_builder.copies import beside, may_copy
from deck_builder.pipeline import MANY_PARTS, Options, lay_out_deck, write_deck


@contextmanager
def _thread() -> Iterator[None]:
    """Let something else be done at the same time, so that there can be no copy."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        yield
    finally:
        done.set()
        other.join()


def test_work_is_done_by_a_copy_where_there_can_be_one() -> None:
    assert (beside(os.getpid, True)() != os.getpid()) == may_copy()


def test_little_work_is_done_here() -> None:
    assert beside(os.getpid, False)() == os.getpid()


def test_there_are_no_copies_beside_threads() -> None:
    with _thread():
        assert not may_copy()
        assert beside(os.getpid, True)() == os.getpid()


def test_what_a_killed_copy_was_at_is_done_here() -> None:
    own = os.getpid()

    def work() -> str:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    assert beside(work, True)() == "done"


def test_what_fails_in_a_copy_is_raised_here() -> None:
    def work() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        beside(work, True)()


def test_a_large_deck_has_the_same_bytes_without_a_copy(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    slides = (f"## Slide {number}\n\nOne.\n" for number in range(MANY_PARTS // 2))
    talk.write_text("\n".join(slides), encoding="utf-8")
    deck = lay_out_deck(talk, Options()).value
    data = write_deck(deck)
    with _thread():
        assert write_deck(deck) == data
