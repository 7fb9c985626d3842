"""The inputs of a build: files, folders and the environment. All of them are read through here, so
that they can be noted, compared later, and sent to another machine."""

from __future__ import annotations

import errno
import fnmatch
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct, field

ABSENT = "absent"
FILE = "file"
FOLDER = "folder"
OTHER = "other"
"""The kinds of what is at a path; others are pipes and devices, which can be read only once."""

CONTENT = "content"
KIND = "kind"
NAMES = "names"
VARIABLE = "variable"
"""What can be known: the content of a file, what is at a path, the names in a folder that match a
pattern, and a variable of the environment."""

LARGEST = 256 << 20
"""How many bytes of a file are read unless something else is said."""
PACKAGE = str(Path(__file__).parent.parent) + os.sep
"""How paths of the package begin; its files change only with its version."""


class TooLargeError(OSError):
    """A file that has more bytes than are read of it: `size`, 0 when that is not known."""

    def __init__(self, path: str, size: int) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG), path)
        self.size = size


class Fact(Struct, frozen=True, order=True):
    """One input of a build: `value` is a digest, or the kind of what is at a path."""

    what: str
    name: str
    value: str


class Disk(Struct, frozen=True):
    """The files and the environment of this machine."""

    def answer(self, what: str, name: str) -> Any:
        """Return the kind of what is at a path, as a text; the content of a file, as bytes; the
        sorted names in a folder, which match a pattern after its path; or a variable, as a text or
        None. Raises OSError for a file that cannot be read."""
        match what:
            case "kind":
                return _kind(name)
            case "content":
                with open(name, "rb") as file:
                    return _whole(file)
            case "names":
                return _names(*os.path.split(name))
            case _:
                return os.environ.get(name)

    def on_disk(self, path: str) -> str:
        """Return where the file at `path` can be opened by others."""
        return path


def _kind(path: str) -> str:
    try:
        mode = os.stat(path).st_mode
    # Too long, or with a null character.
    except (OSError, ValueError):
        return ABSENT
    if stat.S_ISDIR(mode):
        return FOLDER
    return FILE if stat.S_ISREG(mode) else OTHER


def _whole(file: BinaryIO) -> bytes:
    """The content of a file. Raises TooLargeError without reading more than there may be."""
    most, size = _most.get(), os.fstat(file.fileno()).st_size
    parts = [file.read(size + 1) if size <= most else b""]
    # A device has no size, and a file may grow.
    left = most - len(parts[0])
    while size <= most and left >= 0 and (part := file.read(_PIECE)):
        parts.append(part)
        left -= len(part)
    if size > most or left < 0:
        raise TooLargeError(file.name, size if size > most else 0)
    return parts[0] if len(parts) == 1 else b"".join(parts)


_PIECE = 1 << 20


def _names(folder: str, pattern: str) -> tuple[str, ...]:
    try:
        found = os.listdir(folder)
    except (OSError, ValueError):
        return ()
    return tuple(sorted(name for name in found if fnmatch.fnmatchcase(name, pattern)))


class Ledger(Struct):
    """Notes what is read from `origin`. It is not `steady` when an answer has changed meanwhile, or
    can be read only once."""

    origin: Inputs
    noted: dict[tuple[str, str], str] = field(default_factory=dict)
    steady: bool = True

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that was noted, sorted."""
        return tuple(sorted(Fact(what, name, value) for (what, name), value in self.noted.items()))

    def answer(self, what: str, name: str) -> Any:
        """Return the answer of `origin`, and note it."""
        answer = self.origin.answer(what, name)
        if what == CONTENT and self.origin.answer(KIND, name) != FILE:
            self.steady = False
        value = _fact_value(answer, what)
        if not name.startswith(PACKAGE) and self.noted.setdefault((what, name), value) != value:
            self.steady = False
        return answer

    def on_disk(self, path: str) -> str:
        """Return where the file at `path` can be opened by others."""
        return self.origin.on_disk(path)


def _fact_value(answer: Any, what: str) -> str:
    """A kind or an absence as it is, anything else as a digest."""
    if what == KIND:
        return str(answer)
    if answer is None:
        return ABSENT
    if isinstance(answer, bytes):
        return digest(answer)
    text = answer if isinstance(answer, str) else "/".join(answer)
    return digest(text.encode("utf-8", "surrogateescape"))


Inputs = Disk | Ledger
"""Where files and variables come from."""
_DISK = Disk()
_current: ContextVar[Inputs] = ContextVar("inputs", default=_DISK)
_most: ContextVar[int] = ContextVar("bytes of a file", default=LARGEST)


@contextmanager
def reading_from(inputs: Inputs) -> Iterator[None]:
    """Read everything inside from `inputs`."""
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
    """Whether all facts are still true. Contents are compared, never times: a file can be
    written twice within the same tick of a clock."""
    return all(_now(fact, _current.get()) == fact.value for fact in facts)


def _now(fact: Fact, inputs: Inputs) -> str:
    if fact.what == CONTENT and inputs.answer(KIND, fact.name) != FILE:
        return ABSENT
    try:
        return _fact_value(inputs.answer(fact.what, fact.name), fact.what)
    except OSError:
        return ABSENT


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path, most: int = LARGEST) -> bytes:
    """Return the content of the file at `path`. Raises OSError, and TooLargeError for one of more
    than `most` bytes."""
    token = _most.set(most)
    try:
        data: bytes = _current.get().answer(CONTENT, str(path))
    finally:
        _most.reset(token)
    return data


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`."""
    return bool(_current.get().answer(KIND, str(path)) == FILE)


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`."""
    return bool(_current.get().answer(KIND, str(path)) == FOLDER)


def exists(path: str) -> bool:
    """Whether there is anything at `path`."""
    return bool(_current.get().answer(KIND, path) != ABSENT)


def files_in(folder: Path, pattern: str) -> tuple[Path, ...]:
    """Return the files directly in `folder` whose names match, in the order of their names."""
    names = _current.get().answer(NAMES, os.path.join(folder, pattern))
    return tuple(path for path in (folder / name for name in names) if is_file(path))


def on_disk(path: Path) -> Path:
    """Return where the file at `path` can be opened by a library that reads it itself."""
    return Path(_current.get().on_disk(str(path)))


class Environment(Mapping[str, str]):
    """The variables of the environment, each noted when it is looked up."""

    def __getitem__(self, name: str) -> str:
        value: str | None = _current.get().answer(VARIABLE, name)
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(os.environ)

    def __len__(self) -> int:
        return len(os.environ)
