"""Jobs on a Dask cluster: what a job reads is sent with it, and the deck comes back."""

from __future__ import annotations

import pickle
import tempfile
import zlib
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import field

from deck_builder.base import inputs, limits
from deck_builder.base.diagnostics import DeckError, has_errors
from deck_builder.base.inputs import ABSENT, CONTENT, FILE, KIND, PACKAGE, Disk
from deck_builder.batch.job import Job, make_timed
from deck_builder.batch.run import Made, Submit
from deck_builder.batch.versions import fingerprint
from deck_builder.pipeline import read_inputs

_SECONDS = 15
# Workers leave now and then; after several, the job itself is at fault.
_RETRIES = 3


class OtherVersionError(Exception):
    """The machine that a job was sent to would make a different deck."""


@contextmanager
def dask_executor(scheduler: str) -> Iterator[tuple[Executor, int]]:
    """Connect to the cluster whose scheduler is at an address such as `tcp://10.0.0.1:8786`. Give
    its executor, and how many jobs it does at once.

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


def shipped(executor: Executor) -> Submit:
    """Return what starts a job on `executor`, which sees none of our files."""

    def submit(job: Job) -> Future[Made]:
        packed = pack(job)
        if packed is None:
            # Its problems are best reported where its files are.
            done: Future[Made] = Future()
            done.set_result(make_timed(job))
            return done
        return executor.submit(make_shipped, job, packed, fingerprint())

    return submit


def pack(job: Job) -> bytes | None:
    """Return all that `job` reads, compressed; None when something cannot be read."""
    recorder = Recorder()
    try:
        with inputs.reading_from(recorder), limits.lifted(dict(job.limits)):
            diagnostics = read_inputs(job.talk, job.options)
    except DeckError:
        return None
    # The job itself is pickled as well when it is sent.
    return None if has_errors(diagnostics) else zlib.compress(pickle.dumps(recorder.answers))


def make_shipped(job: Job, packed: bytes, version: str) -> Made:
    """Return the deck of `job`, made from what was packed for it.

    Raises OtherVersionError when it would not be the same deck as on the machine that packed it.
    """
    if version != fingerprint():
        raise OtherVersionError("Python, deck-builder or a library is not the same there as here")
    with (
        tempfile.TemporaryDirectory(prefix="deck-builder-") as folder,
        inputs.reading_from(Bundle(pickle.loads(zlib.decompress(packed)), Path(folder))),
    ):
        return make_timed(job)


Answers = dict[tuple[str, str], Any]


class Recorder(Disk, frozen=True):
    """Reads from this machine, and keeps the answers."""

    answers: Answers = field(default_factory=dict)

    def answer(self, what: str, name: str) -> Any:
        """Return what is at a path or in a variable, always as it was first."""
        if what == CONTENT and name.startswith(PACKAGE):
            return Disk.answer(self, what, name)
        if (what, name) not in self.answers:
            self.answers[what, name] = Disk.answer(self, what, name)
        return self.answers[what, name]


class Bundle(Disk, frozen=True):
    """Reads the answers that were packed, and the files of the package. Files that libraries open
    themselves are written into `folder`."""

    answers: Answers
    folder: Path

    def answer(self, what: str, name: str) -> Any:
        """Return what is at a path or in a variable."""
        if what in (KIND, CONTENT) and name.startswith(PACKAGE):
            return Disk.answer(self, what, name)
        if what == KIND and (CONTENT, name) in self.answers:
            return FILE
        is_known = (what, name) in self.answers
        if what == CONTENT and not is_known and self.answer(KIND, name) == ABSENT:
            raise FileNotFoundError(name)
        return self.answers[what, name]

    def on_disk(self, path: str) -> str:
        """Return where the file at `path` can be opened by others."""
        if path.startswith(PACKAGE):
            return path
        data: bytes = self.answers[CONTENT, path]
        target = self.folder / f"{inputs.digest(data)}{Path(path).suffix}"
        target.write_bytes(data)
        return str(target)
