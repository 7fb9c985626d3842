"""The inputs of a build: files, folders and the environment. All of them are read through here, so
that they can be noted, compared later, and sent to another machine; and so that none is read that
the talk may not read."""

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

from deck_builder.base import downloads, reads
from deck_builder.base.roots import Roots

ABSENT = "absent"
FILE = "file"
FOLDER = "folder"
OTHER = "other"
OUTSIDE = "outside"
"""The kinds of what is at a path. Others are pipes, devices, sockets and what the system makes up,
none of which is read. What is outside of the roots is not looked at: it may be anything."""

CONTENT = "content"
KIND = "kind"
NAMES = "names"
VARIABLE = "variable"
DOWNLOAD = "download"
SIZE = "size"
PLUGIN = "plugin"
"""What can be known: the content of a file, what is at a path, the names in a folder that match a
pattern, a variable of the environment, what was downloaded from an address, the size of a file, and
which plug-in has a name."""

LARGEST = 256 << 20
"""How many bytes of a file are read unless something else is said."""
PACKAGE = str(Path(__file__).parent.parent) + os.sep
"""How paths of the package begin; its files change only with its version."""
_MADE_UP = ("/proc", "/sys")
# Opening a pipe that nobody writes to does not wait, and a link put in the place of the file in the
# meantime is not followed.
_FLAGS = sum(
    getattr(os, name, 0)
    for name in ("O_RDONLY", "O_BINARY", "O_CLOEXEC", "O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY")
)


class OutsideRootError(PermissionError):
    """A file that is outside of the roots, or hidden."""

    def __init__(self, path: str) -> None:
        super().__init__(errno.EACCES, "it is outside the root of the talk, or hidden", path)


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
    """The files and the environment of this machine: of the files, those that the current roots
    let a talk read."""

    def answer(self, what: str, name: str) -> Any:
        """Return the kind of what is at a path, as a text; the content of a file, as bytes; the
        sorted names in a folder, which match a pattern after its path; a variable, as a text or
        None; what was downloaded from an address, as bytes or None; a size in bytes, as a text; or
        which plug-in is called GROUP/NAME, as a text or None.
        Raises OSError for a file that cannot be read."""
        match what:
            case "kind":
                return _kind(name)
            case "content":
                with _opened(name) as file:
                    return _whole(name, file)
            case "names":
                return _names(*os.path.split(name))
            case "download":
                return downloads.find_download(name)
            case "size":
                return str(os.stat(_allowed(name)).st_size)
            case "plugin":
                # Only now: few talks name any.
                from deck_builder.base.plugins import identity

                return identity(name)
            case _:
                return os.environ.get(name)

    def on_disk(self, path: str) -> str:
        """Return where the file at `path` can be opened by others. Raises OSError."""
        return _allowed(path)


def _real(path: str) -> str | None:
    """`path` without links; None when the current roots do not let it be read. Raises OSError, also
    for what is no path: a null character, or half of a pair of surrogates."""
    if not _is_path(path):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    roots = _roots.get()
    if roots is None or _is_own(path):
        return os.path.realpath(path)
    return roots.real_path(path)


def _is_path(path: str) -> bool:
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def _is_own(path: str) -> bool:
    """Whether a path is that of a file of the package."""
    return path.startswith(PACKAGE) and os.pardir not in path


def _allowed(path: str) -> str:
    real = _real(path)
    if real is None:
        raise OutsideRootError(path)
    return real


def _kind(path: str) -> str:
    try:
        real = _real(path)
        return OUTSIDE if real is None else _kind_of(real, os.stat(real).st_mode)
    except OSError:
        return ABSENT


def _kind_of(path: str, mode: int) -> str:
    if stat.S_ISDIR(mode):
        return FOLDER
    is_made_up = any(path.startswith(f"{folder}/") for folder in _MADE_UP)
    return FILE if stat.S_ISREG(mode) and not is_made_up else OTHER


def _opened(path: str) -> BinaryIO:
    """The file at `path`, which is known to be one before it is opened."""
    real = _allowed(path)
    _check(real, os.stat(real).st_mode)
    descriptor = os.open(real, _FLAGS)
    try:
        _check(real, os.fstat(descriptor).st_mode)
    except OSError:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb")


def _check(path: str, mode: int) -> None:
    match _kind_of(path, mode):
        case "folder":
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        case "other":
            raise OSError(errno.EINVAL, "it is a pipe or a device, and no file", path)


def _whole(path: str, file: BinaryIO) -> bytes:
    """The content of a file, open. Raises TooLargeError without reading more than there may be."""
    most, size = _most.get(), os.fstat(file.fileno()).st_size
    parts = [file.read(size + 1) if size <= most else b""]
    # A file may grow.
    left = most - len(parts[0])
    while size <= most and left >= 0 and (part := file.read(_PIECE)):
        parts.append(part)
        left -= len(part)
    if size > most or left < 0:
        raise TooLargeError(path, size if size > most else 0)
    return parts[0] if len(parts) == 1 else b"".join(parts)


_PIECE = 1 << 20


def _names(folder: str, pattern: str) -> tuple[str, ...]:
    try:
        found = os.listdir(_allowed(folder))
    except OSError:
        return ()
    names = (name for name in found if fnmatch.fnmatchcase(name, pattern))
    return tuple(sorted(name for name in names if not name.startswith(".")))


class Ledger(Struct):
    """Notes what is read from `origin`. It is not `steady` when an answer has changed meanwhile."""

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
        if what == DOWNLOAD and answer is None:
            # It is downloaded now, and looked for again.
            return answer
        value = _fact_value(answer, what)
        if not _is_own(name) and self.noted.setdefault((what, name), value) != value:
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
_roots: ContextVar[Roots | None] = ContextVar("roots", default=None)
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
def within(roots: Roots) -> Iterator[None]:
    """Read, inside, only what `roots` let a talk read."""
    token = _roots.set(roots)
    try:
        yield
    finally:
        _roots.reset(token)


def current_roots() -> Roots:
    """Return the roots within which files are read now; those without folders when there are
    none."""
    return _roots.get() or Roots()


@contextmanager
def noted() -> Iterator[Ledger]:
    """Note what is read inside."""
    ledger = Ledger(_current.get())
    with reading_from(ledger):
        yield ledger


def depend_on_more() -> None:
    """Note that what is made depends on more than inputs, so that it is not kept for later."""
    ledger = _current.get()
    while isinstance(ledger, Ledger):
        ledger.steady = False
        ledger = ledger.origin


def hold(facts: Iterable[Fact]) -> bool:
    """Whether all facts are still true. Contents are compared, never times: a file can be
    written twice within the same tick of a clock."""
    return all(_now(fact, _current.get()) == fact.value for fact in facts)


def _now(fact: Fact, inputs: Inputs) -> str:
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
    reads.note(str(path))
    token = _most.set(most)
    try:
        data: bytes = _current.get().answer(CONTENT, str(path))
    finally:
        _most.reset(token)
    return data


def open_file(path: Path) -> BinaryIO:
    """Return the file at `path` to be read bit by bit; it is no input of a deck. Raises OSError."""
    return _opened(str(path))


def downloaded(address: str) -> bytes | None:
    """Return what was downloaded from `address`; None when nothing was."""
    data: bytes | None = _current.get().answer(DOWNLOAD, address)
    return data


def plugin(name: str) -> str | None:
    """Return what tells the plug-in called GROUP/NAME from others; None when there is none."""
    known: str | None = _current.get().answer(PLUGIN, name)
    return known


def size_of(path: Path) -> int:
    """Return the size of the file at `path` in bytes. Raises OSError."""
    return int(_current.get().answer(SIZE, str(path)))


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`."""
    return bool(_current.get().answer(KIND, str(path)) == FILE)


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`."""
    return bool(_current.get().answer(KIND, str(path)) == FOLDER)


def exists(path: str) -> bool:
    """Whether there is anything at `path` that may be read, or could be."""
    return _current.get().answer(KIND, path) not in (ABSENT, OUTSIDE)


def is_outside(path: str) -> bool:
    """Whether `path` leads to where the current roots let nothing be read."""
    return bool(_current.get().answer(KIND, path) == OUTSIDE)


def files_in(folder: Path, pattern: str) -> tuple[Path, ...]:
    """Return the files directly in `folder` whose names match, in the order of their names, and
    what only seems to be one: reading that is an error. Hidden files are left out."""
    paths = (folder / name for name in names_in(folder, pattern))
    kinds = ((path, _current.get().answer(KIND, str(path))) for path in paths)
    return tuple(path for path, kind in kinds if kind not in (ABSENT, FOLDER))


def names_in(folder: Path, pattern: str = "*") -> tuple[str, ...]:
    """Return the sorted names in `folder` that match, without hidden ones."""
    names: tuple[str, ...] = _current.get().answer(NAMES, os.path.join(folder, pattern))
    return names


def on_disk(path: Path) -> Path:
    """Return where the file at `path` can be opened by a library that reads it itself. Raises
    OSError."""
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
