"""What commands share: the talks of a project, problems, and how much there is of a thing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from deck_builder.base.diagnostics import (
    DeckError,
    Diagnostic,
    Severity,
    as_github,
    as_json,
    as_text,
    in_order,
    printable,
)

OUTLINES = Path("outlines")
OUTPUT = Path("output")
FORMATS = {"text": as_text, "json": as_json, "github": as_github}
"""How problems may be reported."""
PROBLEMS = 1
"""The exit code after problems in the input."""


def all_talks() -> tuple[Path, ...]:
    """Return every talk of the project; without one, this is wrong usage."""
    from deck_builder.outline.talk import find_talks

    talks = find_talks(OUTLINES) if OUTLINES.is_dir() else ()
    if not talks:
        raise click.UsageError(
            f"there are no talks under {OUTLINES}/; name one, or begin with ‘deck-builder new’"
        )
    return talks


def audiences_for(talk: Path) -> tuple[str, ...]:
    """Return all audiences of a talk; one that has none, or cannot be read, is built for nobody in
    particular."""
    from deck_builder.pipeline import audiences_of

    try:
        return audiences_of(talk) or ("",)
    except DeckError:
        return ("",)


def report(found: Iterable[Diagnostic], form: str = "text") -> None:
    """Print problems in order, as one of `FORMATS`."""
    ordered = in_order(found)
    if ordered or form == "json":
        click.echo(FORMATS[form](ordered), err=True)


def without_notes(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return what must be said: warnings and errors."""
    return tuple(one for one in found if one.severity is not Severity.NOTE)


def diagnostic_of(error: DeckError) -> Diagnostic:
    """Return a problem outside the text as one that can be listed with those in it."""
    return Diagnostic("cannot-build", Severity.ERROR, error.message, error.hint)


@contextmanager
def reported_errors(code: int = PROBLEMS) -> Iterator[None]:
    """Print a DeckError and exit with `code`."""
    try:
        yield
    except DeckError as error:
        report([diagnostic_of(error)])
        sys.exit(code)


def count(number: int, noun: str) -> str:
    """Return `number` in front of its noun."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def printable_lines(text: str) -> str:
    """Return `text` without what could move a terminal's cursor, but for the ends of lines."""
    return "\n".join(map(printable, text.split("\n")))
