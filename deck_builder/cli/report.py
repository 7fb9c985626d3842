"""What commands share: the talks of a project, and how problems and amounts are printed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from deck_builder.base import inputs
from deck_builder.base.diagnostics import (
    COLORED,
    OUTSIDE_ROOT,
    SUMMARIES,
    DeckError,
    Diagnostic,
    Severity,
    as_github,
    as_json,
    as_text,
    in_order,
    printable,
    stops,
)
from deck_builder.base.progress import shown_by
from deck_builder.base.roots import roots_of

if TYPE_CHECKING:
    from deck_builder.outline.options import Options
    from deck_builder.shapes import LaidOutDeck

T = TypeVar("T")

QUIET = "deck_builder.quiet"
"""Under this name, the context of a command knows whether it prints problems and results alone."""

OUTLINES = Path("outlines")
OUTPUT = Path("output")
FORMATS = {"text": as_text, "json": as_json, "github": as_github}
"""How problems may be reported."""
PROBLEMS = 1
"""The exit code after problems in the input."""
TROUBLE = 2
"""The exit code after problems of a command whose exit code says what it has found."""
INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it."""


def is_quiet() -> bool:
    """Return whether the command that is running says nothing about what it does."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(QUIET))


def say(text: str, *, err: bool = False) -> None:
    """Print what a command says of what it did, unless it is quiet."""
    if not is_quiet():
        # It may have the names of a stranger's files.
        click.echo(printable_lines(text), err=err)


def all_talks(found: list[Diagnostic]) -> tuple[Path, ...]:
    """Return every talk of the project, or the one whose folder this is; without any, this is wrong
    usage. What looks like a talk and is none is added to `found`."""
    from deck_builder.outline.settings import DECK_FILE
    from deck_builder.outline.talk import find_talks
    from deck_builder.outline.unfound import unfound

    # Nobody has named it: it may be a stranger's link to talks of somebody else.
    if roots_of(OUTLINES).leads_out(str(OUTLINES)):
        report([OUTSIDE_ROOT.as_error(name=OUTLINES).diagnostic])
        sys.exit(PROBLEMS)
    talks = find_talks(OUTLINES) if OUTLINES.is_dir() else ()
    if not talks and Path(DECK_FILE).is_file():
        # This is the folder of a talk.
        return (Path(),)
    if OUTLINES.is_dir():
        with inputs.within(roots_of(OUTLINES / DECK_FILE)):
            found.extend(unfound(OUTLINES, talks))
    if not talks:
        report(found)
        raise click.UsageError(
            f"there are no talks under {OUTLINES}/; name one, or begin with ‘deck-builder new’"
        )
    return talks


@contextmanager
def reading(path: Path, wider: Iterable[str] = ()) -> Iterator[None]:
    """Read the file at `path`, which the command line names, unless a link in the project leads
    there out of it and of the folders `wider`."""
    with inputs.within(roots_of(Path(), wider).naming(str(path))):
        yield


def audiences_for(talk: Path, options: Options) -> tuple[str, ...]:
    """Return all audiences of a talk; one that has none, or cannot be read, is built for nobody in
    particular."""
    from deck_builder.pipeline import audiences_of

    try:
        return audiences_of(talk, options) or ("",)
    # Whatever is wrong is reported when it is built.
    except Exception:  # noqa: BLE001
        return ("",)


def report(found: Iterable[Diagnostic], form: str = "text") -> None:
    """Print problems in order, as one of `FORMATS`."""
    ordered = in_order(without_notes(found) if is_quiet() and form != "json" else found)
    if not ordered and form != "json":
        return
    text = as_text(ordered, COLORED) if form == "text" else FORMATS[form](ordered)
    # Where there are no colours, click leaves them out.
    click.echo(text, err=True)


def amounts(found: Iterable[Diagnostic]) -> str:
    """Return how many errors and warnings there are, empty for none."""
    severities = [one.severity for one in in_order(found)]
    numbers = [(one, severities.count(one)) for one in (Severity.ERROR, Severity.WARNING)]
    return ", ".join(count(number, one.value) for one, number in numbers if number)


def with_amounts(text: str, found: Iterable[Diagnostic]) -> str:
    """Return the last line of a run, with how many errors and warnings there are."""
    counts = amounts(found)
    return f"{text}: {counts}" if counts else text


def conclude(
    found: Sequence[Diagnostic],
    strict: bool = False,
    form: str = "text",
    code: int = PROBLEMS,
    target: Path | None = None,
) -> None:
    """Report problems, notes only as JSON, and exit with `code` if one of them stops a build, whose
    `target` is then not written."""
    report(found if form == "json" else without_notes(found), form)
    if stops(tuple(found), strict):
        if target:
            say_unwritten(target, found)
        elif form == "text":
            say(amounts(found), err=True)
        sys.exit(code)


def say_unwritten(target: Path, found: Iterable[Diagnostic], clock: str = "") -> None:
    """Print, after the time by the `clock`, that the file or folder at `target` was not written,
    and how many problems there are."""
    click.echo(printable(clock + with_amounts(f"{target} was not written", found)), err=True)


def laid_out(
    path: Path, options: Options, code: int = PROBLEMS, target: Path | None = None
) -> LaidOutDeck:
    """Return the deck of the talk at `path`, its problems reported; after an error, exit with
    `code`, the `target` not written."""
    from deck_builder.pipeline import lay_out_deck

    with steps():
        checked = lay_out_deck(path, options)
    conclude(checked.diagnostics, code=code, target=target)
    return checked.value


def without_notes(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return only warnings and errors."""
    return tuple(one for one in found if one.severity is not Severity.NOTE)


def with_summaries(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return warnings, errors, and notes that stand for many others."""
    return tuple(one for one in found if one.severity is not Severity.NOTE or one.code in SUMMARIES)


@contextmanager
def reported_errors(code: int = PROBLEMS, target: Path | None = None) -> Iterator[None]:
    """Print a DeckError and exit with `code`, the `target` not written."""
    try:
        yield
    except DeckError as error:
        report([error.diagnostic])
        if target:
            say_unwritten(target, [error.diagnostic])
        sys.exit(code)


@contextmanager
def handled_signals(
    names: Iterable[str], handler: Callable[[int, object], object]
) -> Iterator[None]:
    """Call `handler` for the signals of `names` that the system has."""
    known = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, handler) for number in known}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)


@contextmanager
def progress(
    items: Iterable[T], length: int, label: Callable[[T | None], str]
) -> Iterator[Iterable[T]]:
    """Give `items`, with a progress bar at a terminal; `label` names what is under way."""
    if length < 2 or is_quiet() or not sys.stderr.isatty():
        yield items
        return
    bar = click.progressbar(items, length, label="building", file=sys.stderr, item_show_func=label)
    with bar as shown:
        yield shown


@contextmanager
def steps() -> Iterator[None]:
    """Show at a terminal, on one line of it, what is being done inside; nothing is left of that."""
    if is_quiet() or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    lines: list[str] = []

    def show(words: str) -> None:
        lines.append(words)
        width = shutil.get_terminal_size().columns - 1
        _overwrite(f"{words} …"[:width])

    try:
        with shown_by(show):
            yield
    finally:
        if lines:
            _overwrite("")


def _overwrite(line: str) -> None:
    sys.stderr.write(f"\r{line}\x1b[K")
    sys.stderr.flush()


def as_json_text(values: object) -> str:
    """Return values of JSON as indented text."""
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def count(number: int, noun: str, plural: str = "") -> str:
    """Return `number` and its noun, which gets an “s” unless it has another `plural`."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def printable_lines(text: str) -> str:
    """Return `text` without what could move a terminal's cursor, but for the ends of lines."""
    return "\n".join(map(printable, text.split("\n")))
