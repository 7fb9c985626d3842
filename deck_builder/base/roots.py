"""The root of a talk: the folder below which everything is that its text may name."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

REPOSITORY = ".git"
"""What is at the top of a repository."""
OUTLINES = "outlines"
"""The folder of a project that its talks are in."""

_MOST_LINKS = 40
# Characters that some systems ignore in names.
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"


class Roots(Struct, frozen=True):
    """The `folders` below which files may be read, as paths without links. Hidden files and folders
    in them may not be read.

    `named` are the files that the command line names, wherever they are, each with its path without
    links. `written` are folders as the user writes them, in parts, with theirs.
    """

    folders: tuple[str, ...] = ()
    named: dict[str, str] = {}
    written: dict[tuple[str, ...], str] = {}

    def real_path(self, path: str) -> str | None:
        """Return `path` without links; None when it leads out of the folders. Nothing outside of
        them is looked at, so that nobody learns what is there. Raises OSError for links without
        an end."""
        named = self.named.get(_absolute(path))
        if named is not None:
            return named
        here, parts = self._start(path)
        rest, links = list(reversed(parts)), 0
        while rest:
            part = rest.pop()
            if part == os.pardir:
                here = os.path.dirname(here)
                continue
            there = os.path.join(here, part)
            if not (self._may_read(there) or self._is_above(there)):
                return None
            target = _target(there)
            if target is None:
                here = there
                continue
            links += 1
            if links > _MOST_LINKS:
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
            parts = Path(target).parts
            if os.path.isabs(target):
                here, parts = parts[0], parts[1:]
            rest.extend(reversed(parts))
        if os.name == "nt":
            # Files have a second, short name there.
            here = os.path.realpath(here)
        return here if self._may_read(here) else None

    def naming(self, *paths: str) -> Roots:
        """Return these roots with the files at `paths`, which the command line names. A link in a
        folder that leads out of it is not the user's own: what it leads to stays out."""
        own = [path for path in paths if path and not self.leads_out(path)]
        named = {_absolute(path): _without_links(path) for path in own}
        return replace(self, named=self.named | named)

    def joined(self, other: Roots) -> Roots:
        """Return these roots and those of `other` together."""
        return Roots(
            tuple(dict.fromkeys(self.folders + other.folders)),
            self.named | other.named,
            self.written | other.written,
        )

    def leads_out(self, path: str) -> bool:
        """Whether `path` is below one of the folders as it is written, but not really."""
        start, rest = self._start(path)
        written = os.path.normpath(os.path.join(start, *rest))
        return self._holds(written) and not self._holds(os.path.realpath(path))

    def _start(self, path: str) -> tuple[str, tuple[str, ...]]:
        """The longest beginning of `path` that the user has written, without links, and the rest
        in parts."""
        parts = Path(_working_folder(), path).parts
        for count in range(len(parts), 0, -1):
            real = self.written.get(parts[:count])
            if real is not None:
                return real, parts[count:]
        return parts[0], parts[1:]

    def _holds(self, path: str) -> bool:
        return any(_below(folder, path) is not None for folder in self.folders)

    def _may_read(self, path: str) -> bool:
        found = (_below(folder, path) for folder in self.folders)
        return any(rest is not None and not _is_hidden(rest) for rest in found)

    def _is_above(self, path: str) -> bool:
        return any(_below(path, folder) is not None for folder in self.folders)


def roots_of(path: Path, wider: Iterable[str] = ()) -> Roots:
    """Return the roots of the talk or other file at `path`: its own folder, the top of its
    repository, which is the nearest folder with a `.git`, or else the folder that holds its
    `outlines`, and the folders `wider`. A whole disk is a root only when it is named."""
    head, own = _folders(path)
    found = [own, _top_of(own, head)]
    folders = [folder for folder in found if os.path.dirname(folder) != folder]
    wider = tuple(wider)
    folders += map(os.path.realpath, wider)
    written = {
        parts: real
        for folder in (_working_folder(), str(path.parent), *wider)
        for parts, real in _beginnings(folder)
    }
    return Roots(tuple(dict.fromkeys(folders)), written=written).naming(str(path))


def project_of(folder: Path) -> Path:
    """Return the top of the project that `folder` is in, without links; the folder itself when it
    is in none."""
    real = _without_links(folder)
    return Path(_top_of(real, real))


def _folders(path: Path) -> tuple[str, str]:
    """The folder of what is at `path`, without links, and its own, which is itself when it is a
    folder and may be a link."""
    if not path.name or path.name == os.pardir:
        real = _without_links(path)
        return real, real
    head = _without_links(path.parent)
    own = os.path.join(head, path.name)
    return head, own if os.path.isdir(own) else head


def _without_links(path: str | Path) -> str:
    """A path without links; as it is when the working folder is gone."""
    try:
        return os.path.realpath(path)
    except FileNotFoundError:
        return str(path)


def _top_of(own: str, head: str) -> str:
    """The top of the project that a folder is in; the folder itself when it is in none."""
    folders = tuple(_upwards(head))
    if not os.path.islink(own):
        folders = (own, *folders)
    for folder in folders:
        if os.path.lexists(os.path.join(folder, REPOSITORY)):
            return folder
    outlines = (folder for folder in folders if os.path.basename(folder) == OUTLINES)
    return next(map(os.path.dirname, outlines), own)


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    while os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
        yield folder


def _beginnings(folder: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every beginning of a path in parts, with the same without links."""
    parts = Path(_working_folder(), folder).parts
    real = ""
    for count, part in enumerate(parts, 1):
        real = os.path.realpath(os.path.join(real, part))
        yield parts[:count], real


def _working_folder() -> str:
    try:
        return os.getcwd()
    # It was removed.
    except OSError:
        return os.sep


def _absolute(path: str) -> str:
    return os.path.normpath(os.path.join(_working_folder(), path))


def _below(folder: str, path: str) -> str | None:
    """`path` as seen from `folder`, empty when they are the same; None when it is not below."""
    if path == folder:
        return ""
    beginning = folder.rstrip(os.sep) + os.sep
    return path[len(beginning) :] if path.startswith(beginning) else None


def _is_hidden(path: str) -> bool:
    return any(part.lstrip(_UNSEEN).startswith(".") for part in path.split(os.sep))


def _target(path: str) -> str | None:
    """Where the link at `path` leads; None when it is no link, or nothing."""
    try:
        return os.readlink(path)
    except (OSError, ValueError):
        return None
