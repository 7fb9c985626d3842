"""What was downloaded from the web, kept in the user's cache: outside of the talks, and never
written or read through a link."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from deck_builder.base import cache
from deck_builder.base.patterns import late

_NAME = late(r"(?:\.new-)?[0-9a-f]{64}\w*")
_BEGUN = ".new-"


def downloads_folder() -> Path:
    """Return the folder that downloads are kept in."""
    # Without a home nothing is kept: only whole paths are.
    return (cache.cache_folder() or Path()) / "pictures"


def find_download(address: str) -> bytes | None:
    """Return what is kept of `address`, or None."""
    path = _path(address)
    if not (_has_no_link(path.parent) and path.is_file() and not path.is_symlink()):
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None


def keep_download(address: str, data: bytes) -> None:
    """Keep `data` as what `address` answers. A folder that cannot be written stays as it is."""
    path = _path(address)
    with suppress(OSError):
        cache.opened(path.parent.parent)
        path.parent.mkdir(exist_ok=True)
        if not _has_no_link(path.parent):
            return
        # A link that is at `path` is replaced, and not followed.
        descriptor, name = tempfile.mkstemp(prefix=_BEGUN + path.name, dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            os.replace(name, path)
        except OSError:
            os.unlink(name)


def clear_downloads() -> tuple[int, int]:
    """Remove every download, and nothing else. Return how many there were, and their bytes."""
    removed, freed = 0, 0
    folder = downloads_folder()
    for path in _downloads(folder):
        with suppress(OSError):
            size = path.lstat().st_size
            path.unlink()
            removed, freed = removed + 1, freed + size
    with suppress(OSError):
        folder.rmdir()
    return removed, freed


def download_name(address: str) -> str:
    """Return the name of the file that is kept of `address`."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def _path(address: str) -> Path:
    return downloads_folder() / download_name(address)


def _has_no_link(folder: Path) -> bool:
    """Whether neither the folder of downloads nor that of the program is a link."""
    return folder.is_absolute() and not (folder.is_symlink() or folder.parent.is_symlink())


def _downloads(folder: Path) -> Iterator[Path]:
    if _has_no_link(folder) and folder.is_dir():
        yield from (path for path in folder.iterdir() if _NAME().fullmatch(path.name))
