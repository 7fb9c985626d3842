"""Jobs for other machines: what a job reads is sent with it, and the deck comes back."""

from __future__ import annotations

import pickle
import tempfile
import zlib
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from msgspec import field

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError, has_errors
from deck_builder.base.faults import NoRoomError
from deck_builder.base.inputs import ABSENT, CONTENT, DOWNLOAD, FILE, KIND, PACKAGE, PLUGIN, Disk
from deck_builder.base.plugins import KINDS
from deck_builder.base.unfinished import unfinished_folder
from deck_builder.batch.failures import FULL
from deck_builder.batch.job import Job, make_timed
from deck_builder.batch.run import Made, Submit
from deck_builder.batch.versions import OtherVersionError, Versions, difference, versions
from deck_builder.batch.workers import TaskError
from deck_builder.pipeline import read_inputs


class NotSentError(Exception):
    """Something is read where it is built that was not read where it was packed: a bug."""


def shipped(executor: Executor) -> Submit:
    """Return what starts a job on `executor`, which sees none of our files."""

    def submit(job: Job) -> Future[Made]:
        here: Future[Made] = Future()
        # A bug in reading one talk must not cost the others.
        try:
            packed = pack(job)
            if packed is not None:
                return executor.submit(make_shipped, packed, versions())
            # Its problems are best reported where its files are.
            here.set_result(make_timed(job))
        except Exception as error:  # noqa: BLE001
            here.set_exception(error)
        return here

    return submit


def pack(job: Job) -> bytes | None:
    """Return `job` and all that it reads, compressed; None when something cannot be read."""
    recorder = Recorder()
    try:
        with inputs.reading_from(recorder), job.confined():
            diagnostics = read_inputs(job.talk, job.placed_options)
    except DeckError:
        return None
    if has_errors(diagnostics):
        return None
    return zlib.compress(pickle.dumps((job, recorder.answers)))


def make_shipped(packed: bytes, sender: Versions) -> Made:
    """Return the deck of the job that was packed on a machine with the versions of the `sender`.

    Raises OtherVersionError when it would not be the same deck as there, NoRoomError when the disk
    of this machine is full, and TaskError for any other fault.
    """
    # Before anything is unpacked, which may be of a form that this version does not know.
    if found := difference(versions(), sender):
        raise OtherVersionError(found)
    try:
        job, answers = pickle.loads(zlib.decompress(packed))
        with job.confined():
            _check_plugins(answers)
        with (
            unfinished_folder(Path(tempfile.gettempdir())) as folder,
            inputs.reading_from(Bundle(answers, folder)),
        ):
            return make_timed(job)
    except (NoRoomError, OtherVersionError):
        raise
    except OSError as error:
        is_full, why = error.errno in FULL, f"{type(error).__name__}: {error}"
    except Exception as error:  # noqa: BLE001
        is_full, why = False, f"{type(error).__name__}: {error}"
    # In words, and with no trace: Dask waits forever for an error that it cannot send.
    raise NoRoomError if is_full else TaskError(why)


Answers = dict[tuple[str, str], Any]


def _check_plugins(answers: Answers) -> None:
    """Raise OtherVersionError when this machine has other plug-ins than that of the sender, whose
    code is not sent."""
    for (what, name), known in answers.items():
        if what == PLUGIN and Disk().answer(PLUGIN, name) != known:
            kind, _, own = name.partition("/")
            raise OtherVersionError(f"the {KINDS[kind]} ‘{own}’ is another plug-in there, or none")


class Recorder(Disk, frozen=True):
    """Reads from this machine, and keeps the answers."""

    answers: Answers = field(default_factory=dict)

    def answer(self, what: str, name: str) -> Any:
        """Return what is at a path or in a variable, always as it was first."""
        if what == CONTENT and name.startswith(PACKAGE):
            return Disk.answer(self, what, name)
        if (what, name) not in self.answers:
            answer = Disk.answer(self, what, name)
            if what == DOWNLOAD and answer is None:
                # It is downloaded now, and looked for again.
                return answer
            self.answers[what, name] = answer
        return self.answers[what, name]


class Bundle(Disk, frozen=True):
    """Reads the answers that were packed, and the files of the package. Files that libraries open
    themselves are written into `folder`."""

    answers: Answers
    folder: Path

    def answer(self, what: str, name: str) -> Any:
        """Return what is at a path or in a variable."""
        if what == PLUGIN or (what in (KIND, CONTENT) and name.startswith(PACKAGE)):
            return Disk.answer(self, what, name)
        if (what, name) in self.answers:
            return self.answers[what, name]
        if what == KIND and (CONTENT, name) in self.answers:
            return FILE
        if what == DOWNLOAD:
            return None
        if what == CONTENT and self.answer(KIND, name) == ABSENT:
            raise FileNotFoundError(name)
        raise NotSentError(f"‘{name}’ was not sent with it")

    def on_disk(self, path: str) -> str:
        """Return where the file at `path` can be opened by others."""
        if path.startswith(PACKAGE):
            return path
        data: bytes = self.answers[CONTENT, path]
        target = self.folder / f"{inputs.digest(data)}{Path(path).suffix}"
        try:
            target.write_bytes(data)
        # No fault of the file, as which an OSError would be reported.
        except OSError as error:
            raise NoRoomError from error
        return str(target)
