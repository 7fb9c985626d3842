"""What a build takes in: files, folders and the environment. All of it is read through here, so
that it can be noted, compared later, and given again on another machine."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

ABSENT = "absent"
FILE = "file"
FOLDER = "folder"
OTHER = "other"
"""What may be at a path; other are pipes and devices, which can be read only once."""

CONTENT = "content"
KIND = "kind"
NAMES = "names"
VARIABLE = "variable"
"""What can be known: the content of a file, what is at a path, the names in a folder that match a
pattern, and a variable of the environment."""

# What comes with the package changes with its version.
_PACKAGE = str(Path(__file__).parent.parent) + os.sep


class Fact(Struct, frozen=True, order=True):
    """One thing that a build knows of the world: `value` is a digest, or what is at a path."""

    what: str
    name: str
    value: str


class Inputs(Protocol):
    """Where files and variables come from."""

    def kind(self, path: str) -> str:
        """What is at `path`: one of the four kinds."""

    def content(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError."""

    def names(self, folder: str, pattern: str) -> tuple[str, ...]:
        """The names in `folder` that match, sorted; none when it is no folder."""

    def variable(self, name: str) -> str | None:
        """A variable of the environment."""

    def on_disk(self, path: str) -> str:
        """Where the file at `path` can be opened by others."""


class Disk(Struct, frozen=True):
    """The files and the environment of this machine."""

    def kind(self, path: str) -> str:
        try:
            mode = os.stat(path).st_mode
        # Too long, or with a null character.
        except (OSError, ValueError):
            return ABSENT
        if stat.S_ISDIR(mode):
            return FOLDER
        return FILE if stat.S_ISREG(mode) else OTHER

    def content(self, path: str) -> bytes:
        with open(path, "rb") as file:
            return file.read()

    def names(self, folder: str, pattern: str) -> tuple[str, ...]:
        try:
            found = os.listdir(folder)
        except (OSError, ValueError):
            return ()
        return tuple(sorted(name for name in found if fnmatch.fnmatchcase(name, pattern)))

    def variable(self, name: str) -> str | None:
        return os.environ.get(name)

    def on_disk(self, path: str) -> str:
        return path


class Ledger(Struct):
    """Notes what is asked of `origin`. It is not `steady` when an answer has changed meanwhile, or
    cannot be had again."""

    origin: Inputs
    noted: dict[tuple[str, str], str] = field(default_factory=dict)
    steady: bool = True

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that was noted, in order."""
        return tuple(sorted(Fact(what, name, value) for (what, name), value in self.noted.items()))

    def kind(self, path: str) -> str:
        kind = self.origin.kind(path)
        self._note(KIND, path, kind)
        return kind

    def content(self, path: str) -> bytes:
        data = self.origin.content(path)
        if self.origin.kind(path) != FILE:
            self.steady = False
        self._note(CONTENT, path, digest(data))
        return data

    def names(self, folder: str, pattern: str) -> tuple[str, ...]:
        names = self.origin.names(folder, pattern)
        self._note(NAMES, os.path.join(folder, pattern), _names_digest(names))
        return names

    def variable(self, name: str) -> str | None:
        value = self.origin.variable(name)
        self._note(VARIABLE, name, _value_digest(value))
        return value

    def on_disk(self, path: str) -> str:
        return self.origin.on_disk(path)

    def _note(self, what: str, name: str, value: str) -> None:
        if name.startswith(_PACKAGE):
            return
        if self.noted.setdefault((what, name), value) != value:
            self.steady = False


_DISK = Disk()
_current: ContextVar[Inputs] = ContextVar("inputs", default=_DISK)


@contextmanager
def reading_from(inputs: Inputs) -> Iterator[None]:
    """Let everything inside be read from `inputs`."""
    token = _current.set(inputs)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def noted() -> Iterator[Ledger]:
    """Note what is read inside."""
    ledger = Ledger(_current.get())
    with reading_from(ledger):
        yield ledger


def hold(facts: Iterable[Fact]) -> bool:
    """Whether all that was noted is so still. Contents are compared, never times: a file can be
    written twice within the same tick of a clock."""
    return all(_now(fact, _current.get()) == fact.value for fact in facts)


def _now(fact: Fact, inputs: Inputs) -> str:
    match fact.what:
        case "kind":
            return inputs.kind(fact.name)
        case "names":
            return _names_digest(inputs.names(*os.path.split(fact.name)))
        case "variable":
            return _value_digest(inputs.variable(fact.name))
    if inputs.kind(fact.name) != FILE:
        return ABSENT
    try:
        return digest(inputs.content(fact.name))
    except OSError:
        return ABSENT


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _names_digest(names: Iterable[str]) -> str:
    return digest("/".join(names).encode("utf-8", "surrogateescape"))


def _value_digest(value: str | None) -> str:
    return ABSENT if value is None else digest(value.encode("utf-8", "surrogateescape"))


def read_bytes(path: Path) -> bytes:
    """Return the content of the file at `path`. Raises OSError."""
    return _current.get().content(str(path))


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`."""
    return _current.get().kind(str(path)) == FILE


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`."""
    return _current.get().kind(str(path)) == FOLDER


def exists(path: str) -> bool:
    """Whether there is anything at `path`."""
    return _current.get().kind(path) != ABSENT


def files_in(folder: Path, pattern: str) -> tuple[Path, ...]:
    """Return the files directly in `folder` whose names match, in the order of their names."""
    found = (folder / name for name in _current.get().names(str(folder), pattern))
    return tuple(path for path in found if is_file(path))


def on_disk(path: Path) -> Path:
    """Return where the file at `path` can be opened by a library that reads it itself."""
    return Path(_current.get().on_disk(str(path)))


class Environment(Mapping[str, str]):
    """The variables of the environment, each noted when it is looked up."""

    def __getitem__(self, name: str) -> str:
        value = _current.get().variable(name)
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(os.environ)

    def __len__(self) -> int:
        return len(os.environ)
