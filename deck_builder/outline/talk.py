"""A talk on disk: a folder with a deck.yaml and its sections, or a single file."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from deck_builder.base import inputs
from deck_builder.base.diagnostics import (
    Checked,
    Collector,
    DeckError,
    Problem,
    Severity,
    suggestion,
)
from deck_builder.base.files import short_name
from deck_builder.base.source import Source, read_source
from deck_builder.outline.settings import DECK_FILE, DeckFile, read_settings

MISSING_SECTION = Problem(
    "missing-section", Severity.ERROR, "there is no section file ‘{name}’", "{hint}"
)


class Talk(Struct, frozen=True):
    """A talk found on disk: the folder or file at `path`, and its outlines in speaking order.

    `settings` is the text of its deck.yaml, or None for a single file.
    """

    path: Path
    settings: Source | None
    outlines: tuple[Source, ...]

    @property
    def name(self) -> str:
        """The name of the folder or file, without its ending."""
        return self.path.stem if self.settings is None else self.path.name

    @property
    def folder(self) -> Path:
        """The folder that is searched first for its pictures and data."""
        return self.path.parent if self.settings is None else self.path


def find_talks(folder: Path) -> tuple[Path, ...]:
    """Return the talks directly in `folder`, in name order: folders with a deck.yaml, and files."""
    entries = sorted(folder.iterdir())
    return tuple(
        entry
        for entry in entries
        if os.path.isfile(entry / DECK_FILE)
        or (entry.suffix == ".md" and os.path.isfile(entry) and entry.stem.lower() != "readme")
    )


def source_files(path: Path) -> tuple[Path, ...]:
    """Return the files that the text of the talk at `path` may be in, whether they are there or
    not."""
    if not inputs.is_folder(path):
        return (path,)
    return (path / DECK_FILE, *inputs.files_in(path, "*.md"))


def deck_name(talk: Path, audience: str = "", theme: str = "") -> str:
    """Return the name of a talk's output files: that of its folder or file, the audience, and the
    theme when it is not the talk's own."""
    absolute = Path(os.path.realpath(talk))
    name = absolute.stem if absolute.is_file() else absolute.name
    return short_name("-".join(part for part in (name, audience, Path(theme).stem) if part))


def asset_folders(talk: Talk) -> tuple[Path, ...]:
    """Return the folders that are searched for a talk's pictures and data: its own, then upwards to
    the project's `assets` folder."""
    return (talk.folder, talk.folder.parent, Path(), Path("assets"))


def read_talk(path: Path) -> Checked[tuple[Talk, DeckFile]]:
    """Read the talk at `path`, a folder with a deck.yaml or a Markdown file.

    Raises DeckError when it is neither, or cannot be read.
    """
    try:
        if inputs.is_folder(path):
            return _read_folder(path)
        return Checked((Talk(path, None, (read_source(path),)), DeckFile()))
    except FileNotFoundError as error:
        raise DeckError(f"there is no file or folder ‘{path}’", _nearby(path)) from error
    except OSError as error:
        raise DeckError(f"‘{path}’ cannot be read: {error.strerror}") from error


def _nearby(path: Path) -> str:
    if not path.parent.is_dir():
        return ""
    return suggestion(path.name, (talk.name for talk in find_talks(path.parent)))


def _read_folder(path: Path) -> Checked[tuple[Talk, DeckFile]]:
    if not inputs.is_file(path / DECK_FILE):
        raise DeckError(
            f"‘{path}’ is not a talk: it has no {DECK_FILE}",
            "name a folder with a deck.yaml, or a Markdown file",
        )
    collector = Collector()
    settings = read_source(path / DECK_FILE)
    deck = read_settings(settings, 0, len(settings.text), DECK_FILE, collector)
    outlines = tuple(read_source(file) for file in _section_files(path, deck, collector))
    return collector.checked((Talk(path, settings, outlines), deck))


def _section_files(path: Path, deck: DeckFile, collector: Collector) -> tuple[Path, ...]:
    present = inputs.files_in(path, "*.md")
    if not deck.sections:
        return tuple(file for file in present if file.stem.lower() != "readme")
    files = []
    for name in deck.sections:
        file = path / name
        if inputs.is_file(file):
            files.append(file)
        else:
            hint = suggestion(name, (found.name for found in present))
            place = deck.span and deck.span.at(deck.span.text.rfind(name), len(name))
            collector.report(MISSING_SECTION, place, name=name, hint=hint)
    return tuple(files)
