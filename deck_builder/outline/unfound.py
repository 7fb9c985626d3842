"""What is in the folder of all talks, looks like one, and is not built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from deck_builder.base import inputs
from deck_builder.base.diagnostics import Collector, Diagnostic, Problem, Severity
from deck_builder.base.source import Source, Span
from deck_builder.outline.settings import DECK_FILE
from deck_builder.outline.talk import OTHER_ENDING, has_other_ending, source_files

TOO_DEEP_TALK = Problem(
    "too-deep-talk",
    Severity.WARNING,
    "the talk in ‘{name}’ is not built: it is too deep",
    "move its folder up, or name it: deck-builder build {name}",
)
NO_SETTINGS = Problem(
    "no-settings",
    Severity.WARNING,
    "‘{name}’ is not built: it has Markdown files, and no deck.yaml",
    "write a deck.yaml with a title, or begin its name with an underscore",
)
EMPTY_FOLDER = Problem(
    "empty-folder",
    Severity.WARNING,
    "‘{name}’ is not built: it is empty",
    "remove it, or write a talk into it with ‘deck-builder new {name}’",
)
_DEEPEST = 3


def unfound(folder: Path, talks: Iterable[Path]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the entries of `folder` that are not among its `talks`. Hidden ones
    and those whose names begin with an underscore are somebody's own business."""
    collector = Collector()
    known = set(talks)
    entries = sorted(one for one in folder.iterdir() if not one.name.startswith((".", "_")))
    for entry in entries:
        if entry in known:
            continue
        if has_other_ending(entry.name) and inputs.is_file(entry):
            collector.report(OTHER_ENDING, _place(entry), name=entry)
        elif inputs.is_folder(entry):
            _report_folder(entry, known, collector)
    return tuple(collector.found)


def _report_folder(folder: Path, talks: Iterable[Path], collector: Collector) -> None:
    deeper = tuple(_talks_below(folder, _DEEPEST))
    for talk in deeper:
        collector.report(TOO_DEEP_TALK, _place(talk / DECK_FILE), name=talk.as_posix())
    if deeper:
        return
    if not inputs.names_in(folder):
        collector.report(EMPTY_FOLDER, _place(folder), name=folder.as_posix())
        return
    text = next(_with_text(folder, _DEEPEST), None)
    if text and not _is_included(folder, talks):
        collector.report(NO_SETTINGS, _place(text), name=text.as_posix())


def _with_text(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the folder or those below it that have Markdown files."""
    if inputs.files_in(folder, "*.md"):
        yield folder
    elif depth:
        below = (folder / name for name in inputs.names_in(folder))
        for one in below:
            if inputs.is_folder(one) and not one.name.startswith((".", "_")):
                yield from _with_text(one, depth - 1)


def _talks_below(folder: Path, depth: int) -> Iterator[Path]:
    for name in inputs.names_in(folder):
        below = folder / name
        if not inputs.is_folder(below):
            continue
        if inputs.is_file(below / DECK_FILE):
            yield below
        elif depth:
            yield from _talks_below(below, depth - 1)


def _is_included(folder: Path, talks: Iterable[Path]) -> bool:
    """Whether a talk names the folder: it may include what is there."""
    name = f"{folder.name}/".encode()
    files = (file for talk in talks for file in source_files(talk) if inputs.is_file(file))
    return any(name in inputs.read_bytes(file) for file in files)


def _place(path: Path) -> Span:
    return Span(Source(path.as_posix(), ""))
