"""Writing files so that what is there is replaced only by something complete, and never when it was
read."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from deck_builder.base import inputs, reads, streams
from deck_builder.base.diagnostics import OUTSIDE_ROOT, DeckError
from deck_builder.base.roots import roots_of
from deck_builder.base.unfinished import write_beside

_HINTS = {
    errno.ENOENT: "make the folder that it leads to",
    errno.ENOSPC: "make room on that disk",
    errno.EDQUOT: "make room: the quota of that disk is used up",
    errno.EROFS: "write to another folder with -o",
    errno.EACCES: "write to a folder of yours with -o, or change who may write to that one",
    errno.EPERM: "write to a folder of yours with -o, or change who may write to that one",
    errno.EISDIR: "name a file: this is a folder",
    errno.EEXIST: "what would be its folder is something else",
    errno.ENOTDIR: "a part of its path is no folder",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.ELOOP: "a part of its path is a link that leads to itself",
}
# How Windows calls a file that is open (System Error Codes): access denied, which is also said of
# one that may not be written, sharing violation, lock violation.
_IN_USE = (5, 32, 33)
_DECKS = (".pptx", ".potx")
_UNTOUCHED = "what was there before is untouched"
_MOST_BYTES = 200
_DIGITS = 8


_wider: ContextVar[tuple[str, ...]] = ContextVar("wider", default=())


@contextmanager
def writing_below(folders: tuple[str, ...]) -> Iterator[None]:
    """Let links in the project lead to what is below `folders`, inside."""
    token = _wider.set(folders)
    try:
        yield
    finally:
        _wider.reset(token)


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step; a pipe or a device is written to. Raises DeckError when
    that cannot be done, when the file there was read, or when a link leads out of the project;
    what was there before is then untouched."""
    if streams.is_stream(path):
        try:
            streams.write_stream(path, data)
        except OSError as error:
            raise DeckError(f"‘{path}’ cannot be written: {error.strerror}") from error
        return
    check_place(path)
    refuse_read(path)
    keep_file(path, data)


def refuse_read(path: Path) -> None:
    """Raise DeckError when the file at `path` was read, under whatever name."""
    name = reads.name_of_read(path)
    if name is None:
        return
    same = "" if name == str(path) else f" is ‘{name}’, which"
    hint = "write to another file or folder; this one is untouched"
    raise DeckError(f"‘{path}’{same} was read, and is not overwritten", hint)


def keep_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, where the program keeps it for later and may have read it before, in
    one step. Raises DeckError when that cannot be done; what was there before is then
    untouched."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if is_special(path):
            raise OSError(errno.EINVAL, "it is no regular file")
        target = Path(os.path.realpath(path))
        write_beside(target, data, _mode(target))
    except OSError as error:
        hint = open_elsewhere(path, error) or _HINTS.get(error.errno or 0, "")
        raise DeckError(
            f"‘{path}’{_leading(path)} cannot be written: {error.strerror}",
            f"{hint}; {_UNTOUCHED}" if hint else _UNTOUCHED,
        ) from error


def open_elsewhere(path: Path, error: OSError) -> str:
    """Return what to do about a file that cannot be replaced because a program has it open, as
    Windows reports it; empty for other errors."""
    if getattr(error, "winerror", None) not in _IN_USE or not path.is_file():
        return ""
    program = "PowerPoint" if path.suffix.lower() in _DECKS else "the program that shows it"
    return f"close it in {program}"


def check_place(path: Path) -> None:
    """Refuse a path in the project, or below the roots of the talk, that a link leads out of there:
    it may be a stranger's link, and overwrite what is the user's own. Raises DeckError."""
    roots = inputs.current_roots().joined(roots_of(Path(), _wider.get()))
    if roots.leads_out(str(path)):
        raise DeckError(
            f"‘{path}’ is not written: a link leads out of the root of the talk",
            "name the place itself with -o, or allow its folder with --root",
            OUTSIDE_ROOT.code,
        )


def is_special(path: Path) -> bool:
    """Whether what is at `path` is neither a file nor a folder: a pipe, a device or a socket."""
    return streams.is_stream(path) or streams.is_unwritable(path)


def _leading(path: Path) -> str:
    """What a path that is a link leads to."""
    try:
        return f", a link to ‘{os.readlink(path)}’," if path.is_symlink() else ""
    except OSError:
        return ""


def _mode(target: Path) -> int | None:
    """The permissions of what is there."""
    try:
        return target.stat().st_mode & 0o777
    except FileNotFoundError:
        return None


def short_name(name: str, most: int = _MOST_BYTES) -> str:
    """Return the name of a file, its end replaced by a digest if it has more than `most` bytes:
    most systems know none of more than 255."""
    encoded = name.encode("utf-8", "surrogateescape")
    if len(encoded) <= most:
        return name
    head = encoded[: most - _DIGITS - 1].decode("utf-8", "ignore").rstrip(". ")
    return f"{head}-{hashlib.sha256(encoded).hexdigest()[:_DIGITS]}"
