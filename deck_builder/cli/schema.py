"""`deck-builder schema`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck_builder.base.files import replace_file
from deck_builder.cli.outputs import OutputFile, OutputFolder
from deck_builder.cli.report import as_json_text, count, reported_errors, say

if TYPE_CHECKING:
    from deck_builder.base.schema import Schema

_NAMES = ("deck", "front-matter", "theme")


@click.command()
@click.argument("name", required=False, type=click.Choice(_NAMES), metavar="[NAME]")
@click.option("-o", "--output", type=OutputFile(".json"), help="The file to write.")
@click.option("--folder", type=OutputFolder(), help="The folder to write all of them into.")
def schema(name: str | None, output: Path | None, folder: Path | None) -> None:
    """Write JSON Schemas of settings and themes, for editors.

    NAME is ‘deck’ for a deck.yaml, ‘front-matter’ for the settings at the top
    of a Markdown file, or ‘theme’ for a theme file.
    """
    if folder is not None and name is None and output is None:
        with reported_errors():
            for one in _NAMES:
                replace_file(folder / f"{one}.schema.json", as_json_text(_schema(one)).encode())
        say(f"{folder}: {count(len(_NAMES), 'schema')}")
        return
    if name is None or folder is not None:
        raise click.UsageError(f"name one of {', '.join(_NAMES)}, or a --folder for all of them")
    text = as_json_text(_schema(name))
    if output is None:
        click.echo(text, nl=False)
        return
    with reported_errors(target=output):
        replace_file(output, text.encode())
    say(str(output))


def _schema(name: str) -> Schema:
    from deck_builder.outline.settings_schema import settings_schema
    from deck_builder.theme.schema import theme_schema

    return theme_schema() if name == "theme" else settings_schema(name == "front-matter")
