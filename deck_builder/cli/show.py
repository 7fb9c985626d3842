"""`deck-builder show`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deck_builder.base.diagnostics import Checked
from deck_builder.cli.options import talk_options
from deck_builder.cli.report import PROBLEMS, report, reported_errors, without_notes

if TYPE_CHECKING:
    from deck_builder.outline.options import Options

_STAGES = ("outline", "slides", "layout")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--stage", type=click.Choice(_STAGES), required=True, help="Which values to print.")
@talk_options
def show(options: Options, path: Path, stage: str) -> None:
    """Print what a stage makes of a talk, as text.

    PATH is a talk: a folder with a deck.yaml, or a Markdown file.
    """
    from deck_builder.base.diagnostics import stops
    from deck_builder.cli.dump import dump
    from deck_builder.pipeline import compose_deck, lay_out_deck, read_outline

    stages: dict[str, Callable[[Path, Options], Checked[Any]]] = {
        "outline": read_outline,
        "slides": compose_deck,
        "layout": lay_out_deck,
    }
    with reported_errors():
        checked = stages[stage](path, options)
    click.echo(dump(checked.value), nl=False)
    report(without_notes(checked.diagnostics))
    if stops(checked.diagnostics, strict=False):
        sys.exit(PROBLEMS)
