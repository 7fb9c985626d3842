"""A folder of results under keys, to be used again: for several processes at once, and never
trusted without the mark that only this user can make."""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from deck_builder.base import cache
from deck_builder.base.patterns import late
from deck_builder.base.unfinished import remove_leftovers

STORE_BYTES = 1 << 30
"""How large a store grows by default."""

# With another form of entries it changes, so that no program reads or removes those of another.
_MARK = b"deck-builder store 2\n"
_DIGEST = "sha256"
_HEAD = len(_MARK) + hashlib.new(_DIGEST).digest_size
_SHELF = late("[0-9a-f]{2}")
_ENTRY = late("[0-9a-f]{62}")
# A file that is not in its place yet.
_UNFINISHED = late(r"\.(?:[0-9a-f]{62}|\.gitignore|CACHEDIR\.TAG)-.+")
# Nobody takes longer to write an entry.
_FORGOTTEN_SECONDS = 3600.0
# The share of the limit that may be added before the size is checked again.
_SHARE = 16


def default_folder() -> Path | None:
    """Return where the store is by default; None when the user has no home."""
    folder = cache.cache_folder()
    return None if folder is None else folder / "store"


class Store(Struct):
    """Bytes under keys in `folder`, by default in the user's cache. When they are more than `limit`
    bytes, the least recently used are removed.

    A store that cannot be written stays empty, and one that cannot be read is empty. So is one
    that is a link, and one that has the files of others.
    """

    folder: Path | None = None
    limit: int = STORE_BYTES
    _key: bytes = b""
    _is_known: bool = False
    _added: int | None = None

    def get(self, key: str) -> bytes | None:
        """Return the bytes under `key`, or None; what this user has not put there is removed."""
        path = self._path(key)
        if path is None or path.parent.is_symlink():
            return None
        held = cache.read_regular(path, self.limit)
        if held is None:
            return None
        data = held[_HEAD:]
        if not hmac.compare_digest(held[:_HEAD], self._head(key, data)):
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key` if there is room for it."""
        size = _HEAD + len(data)
        path = self._path(key) if size <= self.limit else None
        if path is None or path.parent.is_symlink():
            return
        try:
            cache.opened(path.parent.parent)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            cache.write_private(path, self._head(key, data) + data)
        except OSError:
            return
        self._added = None if self._added is None else self._added + size
        if self._added is None or self._added > self.limit // _SHARE:
            self.trim()

    def trim(self) -> None:
        """Remove entries until the rest is within the limit."""
        self._added = 0
        folder = self._usable_folder()
        entries = sorted(_sized(folder), reverse=True) if folder else []
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
        folder = self._usable_folder()
        if folder is None:
            return removed, freed
        for _, size, path in _sized(folder, forgotten_seconds=0.0):
            with suppress(OSError):
                path.unlink()
                removed, freed = removed + 1, freed + size
        for shelf in _shelves(folder):
            with suppress(OSError):
                shelf.rmdir()
        for name, text in cache.MARKS.items():
            if cache.read_regular(folder / name, len(text)) == text.encode():
                with suppress(OSError):
                    (folder / name).unlink()
        with suppress(OSError):
            folder.rmdir()
        return removed, freed

    def _usable_folder(self) -> Path | None:
        """Where the store is; None when nothing can be kept there."""
        try:
            folder = self.folder or default_folder()
            if folder is not None:
                cache.refuse(folder)
        except OSError:
            return None
        return folder

    def _path(self, key: str) -> Path | None:
        """Where the bytes under `key` are; None when nothing can be kept."""
        if not self._is_known:
            # Once: what the working directory brings is there by now.
            self.folder = self._usable_folder()
            self._key = (self.folder and cache.key()) or b""
            self._is_known = True
        if self.folder is None or not self._key:
            return None
        name = hashlib.new(_DIGEST, _MARK + _encoded(key)).hexdigest()
        return self.folder / name[:2] / name[2:]

    def _head(self, key: str, data: bytes) -> bytes:
        """The head of an entry. It is made of its key, too, so that none is taken for another."""
        made = hmac.new(self._key, _encoded(key) + b"\0", _DIGEST)
        made.update(data)
        return _MARK + made.digest()


def _encoded(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")


def _shelves(folder: Path) -> list[Path]:
    found = (path for path in _files(folder) if _SHELF().fullmatch(path.name))
    return [path for path in found if path.is_dir() and not path.is_symlink()]


def _sized(
    folder: Path, forgotten_seconds: float = _FORGOTTEN_SECONDS
) -> Iterator[tuple[float, int, Path]]:
    """Yield when each entry was used last, its size and its path, and remove the unfinished files
    of a crash."""
    for shelf in (folder, *_shelves(folder)):
        remove_leftovers(shelf)
        for path in _files(shelf):
            try:
                state = path.lstat()
            except OSError:
                continue
            if _UNFINISHED().fullmatch(path.name):
                if time.time() - state.st_mtime >= forgotten_seconds:
                    with suppress(OSError):
                        path.unlink()
            elif shelf != folder and _ENTRY().fullmatch(path.name):
                yield state.st_mtime, state.st_size, path


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
