"""A small talk to begin with, shipped as files."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.files import replace_file


def write_starter(folder: Path) -> tuple[Path, ...]:
    """Write the talk's files into `folder` and return their paths.

    Raises DeckError when the folder holds something already, or cannot be written.
    """
    if not _is_free(folder):
        raise DeckError(f"‘{folder}’ is there already", "name a folder that is new or empty")
    written = []
    with as_file(files("deck_builder.starter") / "talk") as origin:
        for file in sorted(path for path in origin.rglob("*") if path.is_file()):
            target = folder / file.relative_to(origin)
            replace_file(target, file.read_bytes())
            written.append(target)
    return tuple(written)


def _is_free(folder: Path) -> bool:
    try:
        return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        raise DeckError(f"‘{folder}’ cannot be read: {error.strerror}") from error
