"""A talk on disk: a folder with a deck.yaml and its sections, or a single file."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base import inputs
from deck_builder.base.diagnostics import (
    OUTSIDE_ROOT,
    Checked,
    Collector,
    DeckError,
    Problem,
    Severity,
    suggestion,
)
from deck_builder.base.files import short_name
from deck_builder.base.kinds import report_undecodable
from deck_builder.base.patterns import late
from deck_builder.base.roots import OUTLINES, roots_of
from deck_builder.base.source import Source, Span, read_source
from deck_builder.base.spelling import spelling_hint
from deck_builder.dialects import SUFFIXES
from deck_builder.outline.settings import DECK_FILE, DeckFile, read_settings

MISSING_SECTION = Problem(
    "missing-section", Severity.ERROR, "there is no section file ‘{name}’", "{hint}"
)
NO_SECTIONS = Problem(
    "no-sections",
    Severity.WARNING,
    "there is no Markdown file in ‘{name}’, so that the talk has no content",
    "write one, such as 01.md; README.md is no part of a talk unless ‘sections’ names it",
)
OTHER_ENDING = Problem(
    "other-ending", Severity.WARNING, "‘{name}’ is not read: it does not end in .md", "rename it"
)
_OTHER_ENDINGS = (".md", ".markdown", ".mkd", ".mdown", ".qmd", ".rmd")
# All of them and few others: what is not asked for may change without a new build.
_LIKE_MARKDOWN = "*.[mMqQrR][aAdDkKmM]*"


_FRONT_MATTER = late(r"\s*---[ \t]*\n")


class Talk(Struct, frozen=True):
    """A talk found on disk: the folder or file at `path`, and its outlines in speaking order.

    `settings` is the text of its deck.yaml, or None for a single file. `part` is the path of the
    outline that alone is wanted, empty for all of them.
    """

    path: Path
    settings: Source | None
    outlines: tuple[Source, ...]
    part: str = ""

    @property
    def name(self) -> str:
        """The name of the folder or file, without its ending."""
        return self.path.stem if self.settings is None else self.path.name

    @property
    def folder(self) -> Path:
        """The folder that is searched first for its pictures and data."""
        return self.path.parent if self.settings is None else self.path


def find_talks(folder: Path) -> tuple[Path, ...]:
    """Return the talks directly in `folder`, in name order: folders with a deck.yaml, and files. A
    file that is a link out of the project is one, too, whether there is something or not."""
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    with inputs.within(roots_of(folder / DECK_FILE)):
        return tuple(
            entry
            for entry in entries
            if inputs.is_file(entry / DECK_FILE)
            or (entry.suffix in SUFFIXES and _is_outline(entry) and entry.stem.lower() != "readme")
        )


def _is_outline(path: Path) -> bool:
    return inputs.is_file(path) or inputs.is_outside(str(path))


def source_files(path: Path) -> tuple[Path, ...]:
    """Return the files that the text of the talk at `path` may be in, whether they are there or
    not."""
    with inputs.within(roots_of(path)):
        if not inputs.is_folder(path):
            return (path, path.parent / DECK_FILE)
        return (path / DECK_FILE, *inputs.files_in(path, "*.md"))


def deck_name(talk: Path, audience: str = "", theme: str = "") -> str:
    """Return the name of a talk's output files: that of its folder or file, the audience, and the
    theme when it is not the talk's own. Where a link leads is not told."""
    absolute = Path(os.path.abspath(talk))
    with inputs.within(roots_of(talk)):
        name = absolute.name if inputs.is_folder(talk) else absolute.stem
    return short_name("-".join(part for part in (name, audience, Path(theme).stem) if part))


def asset_folders(talk: Talk) -> tuple[Path, ...]:
    """Return the folders that are searched for a talk's pictures and data: its own, then upwards to
    the project's `assets` folder. The project is the working folder, and the one that holds the
    `outlines` with the talk."""
    folder = talk.folder
    above = folder.parent if folder.name not in ("", os.pardir) else folder / os.pardir
    projects = (Path(), *_project_of(folder))
    names = (folder, above, *(found for one in projects for found in (one, one / "assets")))
    return tuple(dict.fromkeys(names))


def _project_of(folder: Path) -> tuple[Path, ...]:
    """The folder that holds the `outlines` that a talk is in, as seen from the working folder."""
    for number, above in enumerate((folder.absolute(), *folder.absolute().parents)):
        if above.name == OUTLINES:
            levels = (os.pardir,) * (number + 1)
            return (Path(os.path.normpath(Path(folder, *levels))),)
    return ()


def read_talk(path: Path) -> Checked[tuple[Talk, DeckFile]]:
    """Read the talk at `path`, a folder with a deck.yaml or a Markdown file.

    Raises DeckError when it is neither, or cannot be read.
    """
    try:
        if inputs.is_folder(path):
            return _read_folder(path)
        return Checked((Talk(path, None, (read_source(path),)), DeckFile()))
    except inputs.OutsideRootError as error:
        raise OUTSIDE_ROOT.as_error(name=path) from error
    except FileNotFoundError as error:
        raise DeckError(f"there is no file or folder ‘{path}’", _nearby(path)) from error
    except OSError as error:
        raise DeckError(f"‘{path}’ cannot be read: {error.strerror}") from error


def read_part(path: Path) -> Checked[tuple[Talk, DeckFile]]:
    """Read the talk at `path`; for a section of one, which has no settings of its own, the whole
    talk, with the name of the section as its `part`. Raises DeckError as `read_talk` does."""
    checked = read_talk(path)
    talk, _ = checked.value
    if talk.settings is not None or not inputs.is_file(path.parent / DECK_FILE):
        return checked
    (section,) = talk.outlines
    if _FRONT_MATTER().match(section.text):
        return checked
    collector = Collector()
    whole, deck = collector.take(_read_folder(path.parent))
    if section not in whole.outlines:
        return checked
    return collector.checked((replace(whole, part=section.path), deck))


def _read_settings(path: Path, collector: Collector) -> tuple[Source, DeckFile]:
    settings = read_source(path)
    report_undecodable(settings, collector)
    return settings, read_settings(settings, 0, len(settings.text), DECK_FILE, collector)


def _nearby(path: Path) -> str:
    # Where another folder is meant, so are its roots.
    with inputs.within(roots_of(Path()).joined(inputs.current_roots())):
        if hint := spelling_hint(path):
            return hint
    if not path.parent.is_dir():
        return ""
    return suggestion(path.name, (talk.name for talk in find_talks(path.parent)))


def _read_folder(path: Path) -> Checked[tuple[Talk, DeckFile]]:
    if not inputs.is_file(path / DECK_FILE):
        if inputs.is_outside(str(path / DECK_FILE)):
            raise OUTSIDE_ROOT.as_error(name=path / DECK_FILE)
        raise DeckError(f"‘{path}’ is not a talk: it has no {DECK_FILE}", _instead(path))
    collector = Collector()
    settings, deck = _read_settings(path / DECK_FILE, collector)
    outlines = []
    for file in _section_files(path, deck, collector):
        try:
            outlines.append(read_source(file))
        except inputs.OutsideRootError:
            place = Span(Source(file.as_posix(), ""))
            collector.report(OUTSIDE_ROOT, place, name=file.relative_to(path))
    if not deck.sections:
        _report_unread(path, collector)
        # Without a title, the whole talk is reported as empty.
        if deck.title and not outlines:
            collector.report(NO_SECTIONS, Span(settings), name=path)
    return collector.checked((Talk(path, settings, tuple(outlines)), deck))


def _instead(path: Path) -> str:
    """What to name instead of a folder that is no talk."""
    below = find_talks(path)
    if any(inputs.is_folder(talk) for talk in below):
        return f"it holds talks: name one of them, such as ‘{below[0].as_posix()}’"
    if below:
        return f"write its settings into ‘{path / DECK_FILE}’, or name one of its Markdown files"
    return "name a folder with a deck.yaml, or a Markdown file"


def has_other_ending(name: str) -> bool:
    """Return whether a file seems to be an outline by its name, and is not read as one."""
    return name.lower().endswith(_OTHER_ENDINGS) and not name.endswith(".md")


def _report_unread(path: Path, collector: Collector) -> None:
    """Report files that look like sections and are not read."""
    for name in inputs.names_in(path, _LIKE_MARKDOWN):
        if has_other_ending(name):
            collector.report(OTHER_ENDING, Span(Source((path / name).as_posix(), "")), name=name)


def _section_files(path: Path, deck: DeckFile, collector: Collector) -> tuple[Path, ...]:
    present = inputs.files_in(path, "*.md")
    if not deck.sections:
        return tuple(file for file in present if file.stem.lower() != "readme")
    files = []
    for name in deck.sections:
        file = path / name
        if inputs.is_file(file):
            files.append(file)
            continue
        place = deck.span and deck.span.at(deck.span.text.rfind(name), len(name))
        if inputs.is_outside(str(file)):
            collector.report(OUTSIDE_ROOT, place, name=name)
        else:
            hint = suggestion(name, (found.name for found in present))
            collector.report(MISSING_SECTION, place, name=name, hint=hint)
    return tuple(files)
