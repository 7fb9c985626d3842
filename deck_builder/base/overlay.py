"""Files that a program hands in: they are read as if they were on the disk."""

from __future__ import annotations

import errno
import fnmatch
import os
from collections.abc import Mapping
from typing import Any

from deck_builder.base.inputs import (
    ABSENT,
    CONTENT,
    FILE,
    FOLDER,
    KIND,
    NAMES,
    PACKAGE,
    SIZE,
    Disk,
)


class Overlay(Disk, frozen=True):
    """The `files` by their absolute paths, and behind them those of the disk. `alone`, nothing of
    the disk is read but the files of the package."""

    files: Mapping[str, bytes]
    alone: bool = False

    def answer(self, what: str, name: str) -> Any:
        """Return what `Disk.answer` does, of these files first. Raises OSError."""
        if what not in (KIND, CONTENT, NAMES, SIZE):
            return Disk.answer(self, what, name)
        if what == NAMES:
            return self._names(name)
        path = os.path.abspath(name)
        data = self.files.get(path)
        if data is None:
            return self._elsewhere(what, name, path)
        return {KIND: FILE, CONTENT: data, SIZE: str(len(data))}[what]

    def on_disk(self, path: str) -> str:
        """Return where the file at `path` can be opened by others. Raises OSError for a file that
        is in memory only."""
        if os.path.abspath(path) in self.files or self._is_hidden(path):
            raise OSError(errno.ENOENT, "it is in memory only, and this must be a file", path)
        return Disk.on_disk(self, path)

    def _elsewhere(self, what: str, name: str, path: str) -> Any:
        if any(file.startswith(path.rstrip(os.sep) + os.sep) for file in self.files):
            if what == KIND:
                return FOLDER
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
        if not self._is_hidden(name):
            return Disk.answer(self, what, name)
        if what == KIND:
            return ABSENT
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)

    def _is_hidden(self, name: str) -> bool:
        """Whether a file of the disk is none of the talk."""
        return self.alone and not os.path.abspath(name).startswith(PACKAGE)

    def _names(self, name: str) -> tuple[str, ...]:
        folder, pattern = os.path.split(name)
        inside = os.path.abspath(folder).rstrip(os.sep) + os.sep
        below = (file[len(inside) :] for file in self.files if file.startswith(inside))
        names = {rest.partition(os.sep)[0] for rest in below}
        found = {one for one in names if fnmatch.fnmatchcase(one, pattern) and one[0] != "."}
        if not self._is_hidden(name):
            found.update(Disk.answer(self, NAMES, name))
        return tuple(sorted(found))
