"""`deck-builder diff`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck_builder.base import inputs
from deck_builder.base.diagnostics import OUTSIDE_ROOT, DeckError
from deck_builder.base.limits import DECK_FILE, read_within
from deck_builder.base.spelling import spelling_hint
from deck_builder.cli.compared import Side, write_pictures
from deck_builder.cli.options import PATH, format_option, talk_options
from deck_builder.cli.outputs import OutputFile
from deck_builder.cli.report import PROBLEMS, TROUBLE, laid_out, reading, reported_errors

if TYPE_CHECKING:
    from deck_builder.diff import DeckChanges
    from deck_builder.outline.options import Options

_DECKS = (".pptx", ".pptm", ".potx", ".potm", ".ppsx", ".ppsm", ".ppt")
# How files of PowerPoint begin, whatever their names: a zip archive, or the old format.
_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DIFFERENT = 1


@click.command()
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@format_option(
    "Lines for people, a comment for a pull request, or an object for programs.",
    ("text", "markdown", "json"),
)
@click.option(
    "--exit-code", is_flag=True, help="Exit with 1 when there are differences, 2 after problems."
)
@click.option(
    "--pictures",
    type=OutputFile(".html", ".htm"),
    help="A page to write, too: each changed slide before and after, and where they differ.",
)
@talk_options
def diff(
    options: Options, old: Path, new: Path, form: str, exit_code: bool, pictures: Path | None
) -> None:
    """Report what changed between two decks or talks, slide by slide.

    OLD and NEW are each a .pptx file of any program, or a talk: a folder with a deck.yaml, or a
    Markdown file. The options that change a talk apply to both.
    """
    from deck_builder.diff import compare_decks

    trouble = TROUBLE if exit_code else PROBLEMS
    with reported_errors(trouble):
        sides = [_side(path, options, trouble) for path in (old, new)]
        before, after = (side.contents for side in sides)
        changes = compare_decks(before, after)
        if pictures is not None:
            write_pictures(pictures, changes, sides[0], sides[1])
    text = _formatted(changes, form, _is_colored())
    click.echo(text.encode("utf-8", "replace"), nl=False)
    if changes and exit_code:
        sys.exit(_DIFFERENT)


def _side(path: Path, options: Options, trouble: int) -> Side:
    from deck_builder.pipeline import write_deck
    from deck_builder.reader import read_deck

    with reading(path, options.roots):
        data = _deck_data(path)
    if data is None:
        deck = laid_out(path, options, trouble)
        name = f"the deck of ‘{path}’"
        return Side(name, read_deck(write_deck(deck), name), deck)
    return Side(f"‘{path}’", read_deck(data, f"‘{path}’"), data)


def _deck_data(path: Path) -> bytes | None:
    """The bytes of a PowerPoint file; None for a talk."""
    if not _is_deck(path):
        return None
    try:
        return read_within(DECK_FILE, path, f"‘{path}’")
    except inputs.OutsideRootError as error:
        raise OUTSIDE_ROOT.as_error(name=path) from error
    except OSError as error:
        raise DeckError(
            f"‘{path}’ cannot be read: {error.strerror}", spelling_hint(path)
        ) from error


def _is_deck(path: Path) -> bool:
    if inputs.is_folder(path):
        return False
    if path.suffix.lower() in _DECKS:
        return True
    try:
        with inputs.open_file(path) as file:
            return file.read(len(_SIGNATURES[0])) in _SIGNATURES
    except OSError:
        return False


def _formatted(changes: DeckChanges, form: str, colored: bool) -> str:
    from deck_builder.diff.as_json import json_changes
    from deck_builder.diff.as_markdown import markdown_changes
    from deck_builder.diff.as_text import COLORED, PLAIN, text_changes

    if form == "text":
        return text_changes(changes, COLORED if colored else PLAIN)
    return json_changes(changes) if form == "json" else markdown_changes(changes)


def _is_colored() -> bool:
    """Whether to colour what is printed."""
    asked = click.get_current_context().color
    return sys.stdout.isatty() if asked is None else asked
