"""A folder of results under keys, to be used again: for several processes at once, and never
trusted without their digest."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.files import keep_file
from deck_builder.base.unfinished import remove_leftovers

STORE_FOLDER = Path(".deck-builder", "store")
"""Where the store is by default."""
STORE_BYTES = 1 << 30
"""How large a store grows by default."""

_MARK = b"deck-builder store 1\n"
_DIGEST = hashlib.sha256().digest_size
_HEAD = len(_MARK) + _DIGEST
_SHELF = re.compile("[0-9a-f]{2}")
_ENTRY = re.compile("[0-9a-f]{62}")
# The share of the limit that may be added before the size is checked again.
_SHARE = 16
# What keeps a store out of repositories and backups (bford.info/cachedir).
_BESIDE = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n",
}


class Store(Struct):
    """Bytes under keys in `folder`. When they are more than `limit` bytes, the least recently used
    are removed.

    A store that cannot be written stays empty, and one that cannot be read is empty.
    """

    folder: Path = STORE_FOLDER
    limit: int = STORE_BYTES
    _added: int | None = None

    def get(self, key: str) -> bytes | None:
        """Return the bytes under `key`, or None; bytes that were altered are removed."""
        path = self._path(key)
        try:
            held = path.read_bytes()
        except OSError:
            return None
        data = held[_HEAD:]
        if held[:_HEAD] != _head(key, data):
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key` if there is room for it."""
        size = _HEAD + len(data)
        if size > self.limit:
            return
        path = self._path(key)
        try:
            _begin(self.folder)
            keep_file(path, _head(key, data) + data)
        except (OSError, DeckError):
            return
        self._added = None if self._added is None else self._added + size
        if self._added is None or self._added > self.limit // _SHARE:
            self.trim()

    def trim(self) -> None:
        """Remove entries until the rest is within the limit."""
        self._added = 0
        entries = sorted(_sized(self.folder), reverse=True)
        total = sum(size for _, size, _ in entries)
        while entries and total > self.limit:
            _, size, path = entries.pop()
            with suppress(OSError):
                path.unlink()
            total -= size

    def clear(self) -> tuple[int, int]:
        """Remove every entry, and nothing else in the folder. Return how many there were, and
        their bytes."""
        removed, freed = 0, 0
        for _, size, path in _sized(self.folder):
            with suppress(OSError):
                path.unlink()
                removed, freed = removed + 1, freed + size
        for shelf in _shelves(self.folder):
            with suppress(OSError):
                shelf.rmdir()
        for name, text in _BESIDE.items():
            with suppress(OSError):
                if (self.folder / name).read_text(encoding="ascii") == text:
                    (self.folder / name).unlink()
        with suppress(OSError):
            self.folder.rmdir()
        return removed, freed

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / name[:2] / name[2:]


def _head(key: str, data: bytes) -> bytes:
    """The head of an entry: a digest of its key, too, so that none is taken for another."""
    found = hashlib.sha256(key.encode("utf-8", "surrogatepass") + b"\0")
    found.update(data)
    return _MARK + found.digest()


def _begin(folder: Path) -> None:
    for name, text in _BESIDE.items():
        if not (folder / name).exists():
            keep_file(folder / name, text.encode())


def _shelves(folder: Path) -> list[Path]:
    found = (path for path in _files(folder) if _SHELF.fullmatch(path.name))
    return [path for path in found if path.is_dir() and not path.is_symlink()]


def _sized(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """Yield when each entry was used last, its size and its path, and remove what killed processes
    left."""
    remove_leftovers(folder)
    for shelf in _shelves(folder):
        remove_leftovers(shelf)
        for path in _files(shelf):
            try:
                state = path.lstat()
            except OSError:
                continue
            if _ENTRY.fullmatch(path.name):
                yield state.st_mtime, state.st_size, path


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
