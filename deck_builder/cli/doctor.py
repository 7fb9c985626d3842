"""`deck-builder doctor`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck_builder.base.diagnostics import Diagnostic
from deck_builder.base.faults import internal_error
from deck_builder.cli.options import PATH, format_option, limit_option
from deck_builder.cli.report import PROBLEMS, reading, report, say

if TYPE_CHECKING:
    from deck_builder.doctor.findings import Finding

_ENDINGS = (".pptx", ".potx", ".ppsx", ".pptm", ".potm", ".ppsm")
# How PowerPoint names the lock next to a file that is open.
_LOCK = "~$"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@format_option("Lines, or a list with an object for each file.")
@limit_option
def doctor(paths: tuple[Path, ...], form: str) -> None:
    """Find what PowerPoint would repair or refuse.

    PATHS are PowerPoint files; a folder means all decks in it.

    Exit codes: 0 healthy, 1 errors found, 2 wrong usage.
    """
    from deck_builder.doctor.examine import examine_file
    from deck_builder.doctor.findings import as_json, is_healthy

    examined = []
    failed: list[Diagnostic] = []
    for path in _decks(paths):
        try:
            with reading(path):
                findings = examine_file(path)
        except (OSError, click.ClickException):
            raise
        # A bug that one file meets must not cost the others.
        except Exception as error:  # noqa: BLE001
            failed.append(internal_error(path, error))
            continue
        examined.append((path.as_posix(), findings))
        if form == "text":
            _print(path.as_posix(), findings)
    if form == "json":
        click.echo(as_json(examined))
    report(failed)
    if failed or not all(is_healthy(findings) for _, findings in examined):
        sys.exit(PROBLEMS)


def _decks(paths: tuple[Path, ...]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(one for one in path.rglob("*") if _is_deck(one))
        if not inside:
            raise click.UsageError(f"there are no decks under ‘{path}’")
        found.extend(inside)
    return list(dict.fromkeys(found))


def _is_deck(path: Path) -> bool:
    is_named = path.suffix.lower() in _ENDINGS and not path.name.startswith(_LOCK)
    return is_named and path.is_file()


def _print(path: str, findings: tuple[Finding, ...]) -> None:
    from deck_builder.doctor.findings import as_text, summary

    if findings:
        click.echo(as_text(path, findings))
    say(f"{path}: {summary(findings)}")
