"""A job made on another machine: what it reads goes with it, and the deck comes back."""

from __future__ import annotations

import io
import json
import os
import tempfile
import zipfile
from concurrent.futures import Executor, Future
from pathlib import Path

from msgspec import field

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError, has_errors
from deck_builder.base.inputs import ABSENT, CONTENT, FILE, KIND, NAMES, VARIABLE, Disk
from deck_builder.batch.job import Job, make_timed
from deck_builder.batch.run import Made, Submit
from deck_builder.batch.versions import fingerprint
from deck_builder.pipeline import read_inputs

_FACTS = "facts.json"
_PACKAGE = str(Path(inputs.__file__).parent.parent) + os.sep


class OtherVersionError(Exception):
    """The machine that a job was sent to would make another deck."""


def shipped(executor: Executor) -> Submit:
    """Return what has a job done by `executor`, which sees none of our files."""

    def submit(job: Job) -> Future[Made]:
        packed = pack(job)
        if packed is None:
            # Something is wrong with it, which is best said where its files are.
            done: Future[Made] = Future()
            done.set_result(make_timed(job))
            return done
        return executor.submit(make_shipped, job, packed, fingerprint())

    return submit


def pack(job: Job) -> bytes | None:
    """Return a zip of all that `job` reads; None when that cannot all be read."""
    copies = Copies()
    try:
        with inputs.reading_from(copies):
            diagnostics = read_inputs(job.talk, job.options)
    except DeckError:
        return None
    return None if has_errors(diagnostics) else copies.packed()


def make_shipped(job: Job, packed: bytes, version: str) -> Made:
    """Return the deck that `job` asks for, from what was packed for it.

    Raises OtherVersionError when it would not be the same deck as where it comes from.
    """
    if version != fingerprint():
        raise OtherVersionError("Python, deck-builder or a library is not the same there as here")
    with (
        tempfile.TemporaryDirectory(prefix="deck-builder-") as folder,
        inputs.reading_from(unpacked(packed, Path(folder))),
    ):
        return make_timed(job)


class Copies(Disk, frozen=True):
    """Reads from this machine, and keeps what was read."""

    kinds: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    variables: dict[str, str | None] = field(default_factory=dict)

    def kind(self, path: str) -> str:
        return self.kinds.setdefault(path, Disk.kind(self, path))

    def content(self, path: str) -> bytes:
        if path.startswith(_PACKAGE):
            return Disk.content(self, path)
        if path not in self.contents:
            self.contents[path] = Disk.content(self, path)
        return self.contents[path]

    def names(self, folder: str, pattern: str) -> tuple[str, ...]:
        key = os.path.join(folder, pattern)
        return self.listed.setdefault(key, Disk.names(self, folder, pattern))

    def variable(self, name: str) -> str | None:
        return self.variables.setdefault(name, Disk.variable(self, name))

    def packed(self) -> bytes:
        """Return all of it as a zip."""
        files = list(self.contents)
        facts = {KIND: self.kinds, NAMES: self.listed, VARIABLE: self.variables, CONTENT: files}
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_FACTS, json.dumps(facts))
            for number, name in enumerate(files):
                archive.writestr(str(number), self.contents[name])
        return target.getvalue()


class Bundle(Disk, frozen=True):
    """What was packed, and nothing else but what comes with the package. Files that others must
    open are put into `folder`."""

    kinds: dict[str, str]
    contents: dict[str, bytes]
    listed: dict[str, tuple[str, ...]]
    variables: dict[str, str | None]
    folder: Path

    def kind(self, path: str) -> str:
        if path.startswith(_PACKAGE):
            return Disk.kind(self, path)
        return FILE if path in self.contents else self.kinds[path]

    def content(self, path: str) -> bytes:
        if path.startswith(_PACKAGE):
            return Disk.content(self, path)
        if path not in self.contents and self.kinds.get(path, ABSENT) == ABSENT:
            raise FileNotFoundError(path)
        return self.contents[path]

    def names(self, folder: str, pattern: str) -> tuple[str, ...]:
        return self.listed[os.path.join(folder, pattern)]

    def variable(self, name: str) -> str | None:
        return self.variables[name]

    def on_disk(self, path: str) -> str:
        if path.startswith(_PACKAGE):
            return path
        data = self.contents[path]
        target = self.folder / f"{inputs.digest(data)}{Path(path).suffix}"
        target.write_bytes(data)
        return str(target)


def unpacked(packed: bytes, folder: Path) -> Bundle:
    """Return what `packed` holds, to read from."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        facts = json.loads(archive.read(_FACTS))
        contents = {name: archive.read(str(at)) for at, name in enumerate(facts[CONTENT])}
    listed = {name: tuple(found) for name, found in facts[NAMES].items()}
    return Bundle(facts[KIND], contents, listed, facts[VARIABLE], folder)
