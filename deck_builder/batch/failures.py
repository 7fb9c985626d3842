"""What went wrong outside a talk, in words that say what to do: a process that died, a machine that
is full, a cluster that is gone."""

from __future__ import annotations

import errno
from concurrent.futures import CancelledError

from deck_builder.base.diagnostics import Diagnostic
from deck_builder.base.faults import NoRoomError, described, fault_in
from deck_builder.batch.job import Job, failure
from deck_builder.batch.versions import OtherVersionError
from deck_builder.batch.workers import TaskError, WorkerDiedError

FULL = (errno.ENOSPC, errno.EDQUOT)
"""The errors of a disk without room."""

_GONE = ("ClosedClientError", "CommClosedError", "FatalCommClosedError", "FutureCancelledError")
SCHEDULER_GONE = "the scheduler of the cluster is gone"
"""Why no more decks are built on a cluster."""


class LostError(Exception):
    """Nothing more can be built where the decks were sent; the message says why."""


def explained(error: Exception, job: Job) -> Diagnostic:
    """Return why the deck of `job` was not built, from what was raised where it was. Raises
    LostError when no other deck will be built, either."""
    match error:
        case WorkerDiedError():
            hint = "when memory is short, build with fewer --jobs"
            return failure(f"the process that built it died: {error}", hint)
        case OtherVersionError():
            hint = "install the same versions of Python, deck-builder and its libraries there"
            return failure(f"the machine it was sent to would build another deck: {error}", hint)
        case NoRoomError():
            return _full()
        case OSError(errno=number) if number in FULL:
            return _full()
        case CancelledError():
            raise LostError(SCHEDULER_GONE) from error
    # By their names, as Dask is an extra.
    if type(error).__name__ in _GONE:
        raise LostError(SCHEDULER_GONE) from error
    if type(error).__name__ == "KilledWorker":
        hint = "when memory is short, give the workers more of it, or fewer threads"
        return failure("each worker that built it died", hint)
    fault = str(error) if isinstance(error, TaskError) else described(error)
    # For one audience only its kind is told: what it says may be for others.
    return fault_in(job.talk, fault.partition(":")[0] if job.options.audience else fault)


def _full() -> Diagnostic:
    hint = "make room in its folder for temporary files, or name another one in TMPDIR"
    return failure("the disk of the machine that built it is full", hint)
