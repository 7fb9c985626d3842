"""A small talk to begin with, shipped as files."""

from __future__ import annotations

from pathlib import Path

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.files import replace_file

_TALK = Path(__file__).with_name("talk")


def write_starter(folder: Path) -> tuple[Path, ...]:
    """Write the talk's files into `folder` and return their paths.

    Raises DeckError when the folder holds something already, or cannot be written.
    """
    if not _is_free(folder):
        raise DeckError(f"‘{folder}’ is there already", "name a folder that is new or empty")
    written = []
    for file in sorted(path for path in _TALK.rglob("*") if path.is_file()):
        target = folder / file.relative_to(_TALK)
        replace_file(target, file.read_bytes())
        written.append(target)
    return tuple(written)


def _is_free(folder: Path) -> bool:
    try:
        return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        raise DeckError(f"‘{folder}’ cannot be read: {error.strerror}") from error
