"""Articles read from disk, and talk folders written, as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from deck_builder.article.model import Report
from deck_builder.article.talk import outline_article, outline_talk
from deck_builder.base import inputs
from deck_builder.base.diagnostics import OUTSIDE_ROOT, Checked, Collector, DeckError, has_errors
from deck_builder.base.files import (
    check_place,
    is_special,
    open_elsewhere,
    refuse_read,
    replace_file,
)
from deck_builder.base.limits import ARTICLE_TEXT
from deck_builder.base.roots import roots_of
from deck_builder.base.source import Span
from deck_builder.base.unfinished import unfinished_folder
from deck_builder.markdown import parse_markdown
from deck_builder.outline.parser import EMPTY_TALK
from deck_builder.outline.settings import DECK_FILE
from deck_builder.outline.talk import read_talk

Made = tuple[dict[str, bytes], Report]
"""The files of a talk folder by name, and the report."""


def outline_path(path: Path, wider: Iterable[str] = ()) -> Checked[Made | None]:
    """Return the talk folder that the article at `path` becomes, or None when it has errors; a
    folder with a deck.yaml stays one. Files are read below the article's root and the folders
    `wider`. Raises DeckError when there is no article."""
    with inputs.within(roots_of(path, wider)):
        return _outlined(path)


def _outlined(path: Path) -> Checked[Made | None]:
    collector = Collector()
    talk, deck = collector.take(read_talk(path))
    whole = sum(len(source.text) for source in talk.outlines)
    ARTICLE_TEXT.check(whole, "the article", Span(talk.outlines[0]) if talk.outlines else None)
    for source in talk.outlines:
        collector.take(parse_markdown(source))
    if has_errors(collector.found):
        return collector.checked(None)
    if talk.settings is None:
        written = outline_article(talk.outlines[0])
        files = _files_beside(path.parent, written.beside)
    else:
        sections = [(_name(path, source.path), source) for source in talk.outlines]
        written = outline_talk(talk.settings, deck, sections)
        files = _all_files(path)
    if not written.report.sections:
        first = talk.outlines[0] if talk.outlines else talk.settings
        collector.report(EMPTY_TALK, Span(first) if first else None)
        return collector.checked(None)
    files.update((name, text.encode()) for name, text in written.files)
    return collector.checked((files, written.report))


def _name(folder: Path, path: str) -> str:
    return Path(path).relative_to(folder).as_posix()


def _files_beside(folder: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    """Return the files that an article uses; those that are missing, or elsewhere, are reported
    when the talk is built."""
    beside = (name for name in names if not PurePath(name).is_absolute())
    return {name: _read(folder / name) for name in beside if inputs.is_file(folder / name)}


def _all_files(folder: Path) -> dict[str, bytes]:
    """Return all files in a talk folder but hidden ones."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*"))}
    return {
        name.as_posix(): _read(path)
        for name, path in found.items()
        if path.is_file() and not any(part.startswith(".") for part in name.parts)
    }


def _read(path: Path) -> bytes:
    try:
        return inputs.read_bytes(path)
    except inputs.OutsideRootError as error:
        raise OUTSIDE_ROOT.as_error(name=path) from error
    except OSError as error:
        raise DeckError(f"‘{path}’ cannot be read: {error.strerror}") from error


def write_folder(folder: Path, files: Mapping[str, bytes], force: bool) -> None:
    """Write `files` into `folder`, all of them or none.

    Raises DeckError when that cannot be done, or when the folder holds something already and
    `force` is not set; with it, files of other names stay.
    """
    if not _is_free(folder) and not (force and folder.is_dir()):
        hint = "name a new folder, or write into this one with --force" if folder.is_dir() else ""
        raise DeckError(f"‘{folder}’ already exists", hint)
    for name in files:
        check_place(folder / name)
        refuse_read(folder / name)
        if is_special(folder / name) or (folder / name).is_dir():
            raise DeckError(f"‘{folder / name}’ is no regular file", "name another folder")
        for part in PurePath(name).parents:
            if (folder / part).exists() and not (folder / part).is_dir():
                raise DeckError(f"‘{folder / part}’ is no folder", "name another folder")
    parent = Path(os.path.realpath(folder)).parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with unfinished_folder(parent) as held:
            for name, data in files.items():
                replace_file(held / name, data)
            _move(held, folder)
    except OSError as error:
        at = Path(error.filename2 or folder)
        hint = open_elsewhere(at, error)
        raise DeckError(
            f"‘{at if hint else folder}’ cannot be written: {error.strerror}", hint
        ) from error


def _move(held: Path, folder: Path) -> None:
    """Move the files in `held` to `folder`, the settings last."""
    folder.mkdir(exist_ok=True)
    files = sorted(path.relative_to(held) for path in held.rglob("*") if path.is_file())
    for name in sorted(files, key=lambda name: name.as_posix() == DECK_FILE):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(held / name, folder / name)


def _is_free(folder: Path) -> bool:
    try:
        return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        raise DeckError(f"‘{folder}’ cannot be read: {error.strerror}") from error
