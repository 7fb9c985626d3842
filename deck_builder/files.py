"""Writing files so that what is there is replaced only by something complete."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from deck_builder.diagnostics import DeckError


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step. Raises DeckError when that cannot be done; what was
    there before is then untouched."""
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
        raise DeckError(f"‘{path}’ cannot be written: {error.strerror}") from error


def _mode(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
