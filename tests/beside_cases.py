"""Work in a fork of the process, and what there is without one.

`test_beside.py` runs them in a process of their own: there are no forks next to threads, which
other tests start.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deck_builder.base.beside import beside, may_fork
from deck_builder.formulas.picture import FEWEST, draw_formula, drawn_formulas
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck


def test_the_result_comes_from_another_process() -> None:
    with beside(os.getpid) as answer:
        assert answer() not in (None, os.getpid())


def test_a_result_may_be_larger_than_a_pipe() -> None:
    with beside(lambda: "a" * 1_000_000) as answer:
        assert answer() == "a" * 1_000_000


def test_work_that_nobody_waits_for_ends() -> None:
    with beside(lambda: "a" * 1_000_000):
        pass
    with pytest.raises(ChildProcessError):
        os.wait()


def fail() -> int:
    raise LookupError("not there")


def die() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 1


@pytest.mark.parametrize("work", [fail, die])
def test_there_is_no_result_of_work_that_fails(
    work: Callable[[], int], capfd: pytest.CaptureFixture[str]
) -> None:
    with beside(work) as answer:
        assert answer() is None
    assert capfd.readouterr() == ("", "")


@contextmanager
def thread() -> Iterator[None]:
    """Another thread, as long as the context lasts."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        yield
    finally:
        done.set()
        other.join()


def test_there_are_no_forks_next_to_threads() -> None:
    with thread():
        assert not may_fork()
        with beside(os.getpid) as answer:
            assert answer() is None


def test_a_large_deck_has_the_same_bytes_without_another_process(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    slides = (f"## Slide {number}\n\n- one\n\n::: notes\nA note.\n:::\n" for number in range(300))
    talk.write_text("\n".join(slides), encoding="utf-8")
    deck = lay_out_deck(talk, Options()).value
    data = write_deck(deck)
    with thread():
        assert write_deck(deck) == data


def test_formulas_are_the_same_without_another_process() -> None:
    wanted = [(f"a_{{{number}}}^2", 20.0, "101010") for number in range(FEWEST)]
    wanted.append(("\\unknowncommand", 20.0, "101010"))
    pictures = drawn_formulas(wanted)
    draw_formula.cache_clear()
    with thread():
        assert drawn_formulas(wanted) == pictures
    assert list(pictures) == wanted[:FEWEST]
