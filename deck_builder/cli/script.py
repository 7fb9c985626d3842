"""`deck-builder script`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck_builder.cli.options import talk_options
from deck_builder.cli.report import PROBLEMS, report, reported_errors, without_notes

if TYPE_CHECKING:
    from deck_builder.outline.options import Options
    from deck_builder.script.script import Script

_FORMATS = ("markdown", "html", "text")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="What it is written as, instead of markdown.",
)
@click.option("--teleprompter", is_flag=True, help="A dark page in large type, as HTML.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; else standard output.",
)
@talk_options
def script(
    options: Options, path: Path, form: str | None, teleprompter: bool, output: Path | None
) -> None:
    """Write what is said slide by slide, with times and cues.

    PATH is a talk: a folder with a deck.yaml, or a Markdown file.
    """
    if teleprompter and form not in (None, "html"):
        raise click.UsageError("a teleprompter’s page is HTML: leave --format out")
    from deck_builder.base.diagnostics import stops
    from deck_builder.base.files import replace_file
    from deck_builder.pipeline import lay_out_deck
    from deck_builder.script.script import script_of

    with reported_errors():
        checked = lay_out_deck(path, options)
        report(without_notes(checked.diagnostics))
        if stops(checked.diagnostics, strict=False):
            sys.exit(PROBLEMS)
        written = _writer(form, teleprompter)(script_of(checked.value, skipped=not teleprompter))
        if output:
            replace_file(output, written.encode())
            click.echo(output)
        else:
            click.echo(written.encode(), nl=False)


def _writer(form: str | None, in_large: bool) -> Callable[[Script], str]:
    from deck_builder.script.html import html_script, teleprompter
    from deck_builder.script.markdown import markdown_script
    from deck_builder.script.text import text_script

    writers = {"html": html_script, "text": text_script, "markdown": markdown_script}
    return teleprompter if in_large else writers[form or "markdown"]
