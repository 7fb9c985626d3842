"""`deck-builder show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deck_builder.base.diagnostics import Checked
from deck_builder.cli.options import talk_argument, talk_options
from deck_builder.cli.report import conclude, reported_errors

if TYPE_CHECKING:
    from deck_builder.outline.options import Options

_STAGES = {"outline": "read_outline", "slides": "compose_deck", "layout": "lay_out_deck"}


@click.command()
@talk_argument
@click.option(
    "--stage", type=click.Choice(tuple(_STAGES)), required=True, help="Whose result to print."
)
@talk_options
def show(options: Options, path: Path, stage: str) -> None:
    """Print the result of a stage as text.

    PATH is a talk: a folder with a deck.yaml, or a Markdown file.
    """
    from deck_builder import pipeline
    from deck_builder.cli.dump import dump

    with reported_errors():
        checked: Checked[Any] = getattr(pipeline, _STAGES[stage])(path, options)
    click.echo(dump(checked.value), nl=False)
    conclude(checked.diagnostics)
