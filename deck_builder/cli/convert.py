"""`deck-builder convert`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck_builder.cli.options import limit_option, problem_format, root_option, talk_argument
from deck_builder.cli.outputs import OutputFolder
from deck_builder.cli.report import (
    PROBLEMS,
    count,
    report,
    reported_errors,
    say,
    say_unwritten,
    without_notes,
)

if TYPE_CHECKING:
    from deck_builder.article.conversion import Converted


@click.command()
@talk_argument
@click.option("-o", "--output", type=OutputFolder(), required=True, help="The folder to write.")
@click.option("--force", is_flag=True, help="Replace files that differ.")
@click.option("--draft", is_flag=True, help="Write the copy in spite of errors.")
@click.option("--verbose", is_flag=True, help="Also report what has no counterpart.")
@click.option(
    "--from",
    "written_as",
    default="",
    metavar="DIALECT",
    help="Whose Markdown the talk is in, such as slidev or marp; ‘own’ for deck-builder's.",
)
@problem_format
@root_option
@limit_option
def convert(
    path: Path,
    output: Path,
    force: bool,
    draft: bool,
    verbose: bool,
    written_as: str,
    form: str,
    roots: tuple[str, ...],
) -> None:
    """Write another program's deck as a talk folder.

    PATH is a talk in the Markdown of Marp, Slidev, Quarto and others. The copy has its settings in
    a deck.yaml, a file for each section, and the files that it uses.
    """
    from deck_builder.article.conversion import convert_path, write_copy
    from deck_builder.outline.options import Options

    with reported_errors(target=output):
        options = Options(roots=roots, written_as=written_as)
        checked = convert_path(path, options, draft=draft)
        found = checked.diagnostics if verbose else without_notes(checked.diagnostics)
        report(found, form)
        if checked.value is None:
            say_unwritten(output, checked.diagnostics)
            sys.exit(PROBLEMS)
        write_copy(output, checked.value.files, force=force)
    if form == "text":
        _say_written(checked.value, output)


def _say_written(made: Converted, output: Path) -> None:
    program = f"from {made.program}" if made.program else "already in deck-builder's format"
    others = len(made.files) - len(made.sections) - 1
    parts = [count(len(made.sections), "section")]
    parts += [count(others, "file") + " beside them"] if others else []
    say(f"{output}: {', '.join(parts)}, {program}")
    say(f"build it with: deck-builder build {output}")
