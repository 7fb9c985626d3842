"""The folder of what is kept between runs, which only its owner may look into, and the key that
marks what is in it as ours."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from deck_builder.base.patterns import late

FOLDER_VARIABLE = "DECK_BUILDER_CACHE"
"""The variable that names another folder than the one in the user's cache."""
KEY_VARIABLE = "DECK_BUILDER_STORE_KEY"
"""The variable with a passphrase to use instead of the key in that folder."""
TAG = "CACHEDIR.TAG"
"""The file by which a folder of ours is known."""
MARKS = {
    # What keeps a folder out of backups (bford.info/cachedir) and repositories.
    TAG: "Signature: 8a477f597d28d172789f06886806bc55\n# made by deck-builder\n",
    ".gitignore": "*\n",
}
"""The files that are in a folder besides what is kept, with their texts."""

_UNFINISHED = tuple(f".{name}-" for name in MARKS)
# What else is in a cache or a store.
_KEPT = late("[0-9a-f]{2}|key|store|pictures")
_KEY_FILE, _KEY_BYTES = "key", 32
_POSIX = os.name == "posix"
_ANYBODY = stat.S_IRWXG | stat.S_IRWXO
# A pipe must not be waited for. Windows has none of the first two.
_READING = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class RefusedFolderError(OSError):
    """Nothing is kept in a folder, since it is a link or has the files of others."""


def cache_folder() -> Path | None:
    """Return the folder that `DECK_BUILDER_CACHE` names, else the one in the user's cache; None for
    a user without a home."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(os.path.abspath(named)) if named else _users_own()


def _users_own() -> Path | None:
    # Only now: most commands keep nothing.
    from platformdirs import user_cache_path

    folder = user_cache_path("deck-builder", appauthor=False)
    # Anything else would be in the working directory, where a talk could bring it.
    return folder if folder.is_absolute() else None


def opened_cache() -> Path | None:
    """Return the cache folder, which is made if it is missing; None when it cannot be used."""
    try:
        folder = cache_folder()
        return None if folder is None else opened(folder)
    except OSError:
        return None


def opened(folder: Path) -> Path:
    """Return `folder`, which is made if it is missing, and which nobody else may look into.

    Raises RefusedFolderError when it is a link or has the files of others, and OSError when it
    cannot be made.
    """
    refuse(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _POSIX and folder.lstat().st_mode & _ANYBODY:
        folder.chmod(0o700)
    for name, text in MARKS.items():
        if not os.path.lexists(folder / name):
            write_private(folder / name, text.encode())
    return folder


def refuse(folder: Path) -> None:
    """Raise RefusedFolderError when `folder` is a link, has the files of others, or is no folder.

    So is a folder that a link leads to, as far as a talk could have brought that link.
    """
    for step in _steps(folder):
        if step.is_symlink():
            raise RefusedFolderError(f"‘{step}’ is a link")
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise RefusedFolderError(f"‘{folder}’: {error.strerror}") from error
    is_all_ours = all(map(_is_ours, names))
    if not is_all_ours and read_regular(folder / TAG, len(MARKS[TAG])) != MARKS[TAG].encode():
        raise RefusedFolderError(f"‘{folder}’ has other files in it")


def _is_ours(name: str) -> bool:
    # Another process may be writing the marks.
    is_mark = name in MARKS or name.startswith(_UNFINISHED)
    return is_mark or _KEPT().fullmatch(name) is not None


def _steps(folder: Path) -> list[Path]:
    """The folders on the way to `folder` that are below the top of the working directory's
    repository, and `folder` itself. The way to the user's own cache is the user's."""
    path, own = Path(os.path.abspath(folder)), _users_own()
    top = _repository() or Path.cwd()
    if own is not None and path.is_relative_to(own):
        top = own.parent
    above = [one for one in path.parents if one != top and one.is_relative_to(top)]
    return [*reversed(above), path]


def _repository() -> Path | None:
    """The top of the working directory's repository, None when it is in none."""
    here = Path.cwd()
    return next((one for one in (here, *here.parents) if (one / ".git").exists()), None)


def read_regular(path: Path, most: int, private: bool = False) -> bytes | None:
    """Return the content of the regular file at `path`; None when there is none, it is a link or
    has more than `most` bytes, or, if it has to be `private`, when others may read or write it."""
    if not _POSIX and path.is_symlink():
        return None
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | _READING), "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode) or state.st_size > most:
                return None
            return None if private and _POSIX and state.st_mode & _ANYBODY else file.read()
    except OSError:
        return None


def write_private(path: Path, data: bytes, replace: bool = True) -> None:
    """Put `data` at `path` in one step, for its owner alone; a link there is replaced, not
    followed. Without `replace`, what is there stays. Raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        if replace or not _linked(name, path):
            os.replace(name, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _linked(name: str, path: Path) -> bool:
    """Whether there is a file at `path` now: that at `name`, unless there was one before. Some file
    systems cannot do that."""
    try:
        os.link(name, path)
    except FileExistsError:
        return True
    except OSError:
        return False
    return True


def key() -> bytes | None:
    """Return the key that this user alone has, which is made if it is missing; None when there is
    no place for it. A repository is none: its key could be that of a stranger."""
    phrase = os.environ.get(KEY_VARIABLE)
    if phrase:
        return sha256(phrase.encode("utf-8", "surrogateescape")).digest()
    folder = opened_cache()
    top = None if folder is None else _repository()
    if folder is None or (top is not None and folder.is_relative_to(top)):
        return None
    return _key_in(folder / _KEY_FILE)


def _key_in(path: Path) -> bytes | None:
    """The key in a file that nobody else may read; what is unpacked or copied seldom is."""
    found = read_regular(path, _KEY_BYTES, private=True)
    if found is None or len(found) < _KEY_BYTES:
        with suppress(OSError):
            # Of two processes that make one at once, the first has made it.
            write_private(path, os.urandom(_KEY_BYTES), replace=os.path.lexists(path))
        found = read_regular(path, _KEY_BYTES, private=True)
    return found
