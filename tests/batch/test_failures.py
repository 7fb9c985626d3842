"""What is said of a deck that was not built."""

from __future__ import annotations

import errno
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from deck_builder.base.faults import NoRoomError
from deck_builder.batch.failures import LostError, explained
from deck_builder.batch.job import Job
from deck_builder.batch.versions import OtherVersionError, difference, versions
from deck_builder.batch.workers import TaskError, WorkerDiedError


class KilledWorker(Exception):  # noqa: N818
    """As Dask raises it."""


class CommClosedError(OSError):
    """As Dask raises it."""


JOB = Job(Path("talk.md"), Path("out.pptx"))


@pytest.mark.parametrize(
    ("error", "message", "hint"),
    [
        (WorkerDiedError("SIGKILL"), "the process that built it died: SIGKILL", "fewer --jobs"),
        (OtherVersionError("lxml is 5 there"), "another deck: lxml is 5 there", "same versions"),
        (NoRoomError(), "the disk of the machine that built it is full", "TMPDIR"),
        (OSError(errno.ENOSPC, "No space left"), "that built it is full", "make room"),
        (OSError(errno.EDQUOT, "Quota exceeded"), "that built it is full", "make room"),
        (KilledWorker("on 4 workers"), "each worker that built it died", "memory"),
        (TaskError("ValueError: a"), "failed on ‘talk.md’: ValueError: a", "this is a bug"),
        (OSError(errno.EIO, "An error"), "‘talk.md’: OSError: [Errno 5] An error", "bug"),
    ],
)
def test_a_failure_says_what_to_do(error: Exception, message: str, hint: str) -> None:
    found = explained(error, JOB)
    assert found.message.endswith(message)
    assert hint in found.hint


@pytest.mark.parametrize("error", [CancelledError(), CommClosedError("closed")])
def test_a_cluster_that_is_gone_ends_all(error: Exception) -> None:
    with pytest.raises(LostError, match="the scheduler of the cluster is gone"):
        explained(error, JOB)


def test_a_difference_is_named() -> None:
    here = versions()
    assert difference(here, here) == ""
    assert difference(here[1:], here).startswith("Python is none there and 3.")
    other = (*here[:-1], (here[-1][0], "another digest"))
    assert difference(other, here) == "deck-builder is another version there"
