"""Copies written to disk, without replacing anything that differs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deck_builder.article.folder import write_folder
from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError
from deck_builder.base.files import check_place
from deck_builder.outline.settings import DECK_FILE


def write_copy(folder: Path, files: Mapping[str, bytes], *, force: bool) -> None:
    """Write the `files` of a copy into `folder`, all of them or none; the same copy again changes
    nothing.

    Raises DeckError when that cannot be done, and without `force` when the folder holds something
    else already.
    """
    known = {name: _is_same(folder / name, data) for name, data in files.items()}
    if all(known.values()):
        return
    if not force and known[DECK_FILE] is not None:
        for name, is_same in known.items():
            if is_same is False:
                hint = "write the copy to a new folder, or replace this file with --force"
                raise DeckError(f"‘{folder / name}’ is there already, and differs", hint)
    write_folder(folder, files, force or bool(known[DECK_FILE]))


def _is_same(path: Path, data: bytes) -> bool | None:
    """Whether the file at `path` has this content; None when there is none."""
    check_place(path)
    try:
        with inputs.open_file(path) as file:
            return file.read(len(data) + 1) == data
    # It is no file, or none that can be read: writing it says so.
    except (OSError, ValueError):
        return None
