"""Writing files so that what is there is replaced only by something complete."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from deck_builder.base import inputs
from deck_builder.base.diagnostics import OUTSIDE_ROOT, DeckError
from deck_builder.base.roots import roots_of

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
_UNTOUCHED = "what was there before is untouched"


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
    """Put `data` at `path` in one step. Raises DeckError when that cannot be done, or when a link
    leads out of the project; what was there before is then untouched."""
    check_place(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            os.chmod(name, _mode(target))
            os.replace(name, target)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "")
        raise DeckError(
            f"‘{path}’{_leading(path)} cannot be written: {error.strerror}",
            f"{hint}; {_UNTOUCHED}" if hint else _UNTOUCHED,
        ) from error


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


def _leading(path: Path) -> str:
    """What a path that is a link leads to."""
    try:
        return f", a link to ‘{os.readlink(path)}’," if path.is_symlink() else ""
    except OSError:
        return ""


def _mode(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
