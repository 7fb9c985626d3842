"""`deck-builder script`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck_builder.base.files import replace_file
from deck_builder.cli.options import talk_argument, talk_options
from deck_builder.cli.outputs import OutputFile, say_written, wrong_ending
from deck_builder.cli.report import laid_out, reported_errors
from deck_builder.outline.withheld import refuse_withheld

if TYPE_CHECKING:
    from deck_builder.outline.options import Options

_ENDINGS = {
    "markdown": (".md", ".markdown", ".txt", ""),
    "html": (".html", ".htm", ""),
    "text": (".txt", ""),
}
_FORMATS = {".html": "html", ".htm": "html", ".txt": "text"}


@click.command()
@talk_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(("markdown", "html", "text")),
    help="The format to write, instead of that of the file's ending, or markdown.",
)
@click.option("--teleprompter", is_flag=True, help="A dark page in large type, as HTML.")
@click.option(
    "-o",
    "--output",
    type=OutputFile(".md", ".markdown", ".html", ".htm", ".txt", ""),
    help="The .md, .html or .txt file to write; else standard output.",
)
@talk_options
def script(
    options: Options, path: Path, form: str | None, teleprompter: bool, output: Path | None
) -> None:
    """Write the speaker's script, with times and cues.

    PATH is a talk: a folder with a deck.yaml, or a Markdown file.
    """
    if teleprompter and form not in (None, "html"):
        raise click.UsageError("a teleprompter’s page is HTML: leave --format out")
    if teleprompter:
        form = "html"
    elif form is None:
        form = _FORMATS.get(output.suffix.lower() if output else "", "markdown")
    if output and (problem := wrong_ending(output, _ENDINGS[form])):
        raise click.UsageError(problem)
    from deck_builder.speaker.script import html, markdown, text
    from deck_builder.speaker.script.script import script_of

    writers = {
        "html": html.html_script,
        "text": text.text_script,
        "markdown": markdown.markdown_script,
    }
    write = html.teleprompter if teleprompter else writers[form]
    with reported_errors(target=output):
        deck = laid_out(path, options, target=output)
        words = write(script_of(deck, skipped=not teleprompter))
        refuse_withheld("the script", [words], deck)
        written = words.encode()
        if output:
            replace_file(output, written)
            say_written(output, str(output))
        else:
            click.echo(written, nl=False)
