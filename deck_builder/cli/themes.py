"""`deck-builder themes`."""

from __future__ import annotations

from pathlib import Path

import click

from deck_builder.base.files import replace_file
from deck_builder.cli.options import aspect_option, limit_option, root_option
from deck_builder.cli.outputs import OutputFile, say_written
from deck_builder.cli.report import conclude, count, reported_errors


@click.command()
@click.option("--gallery", type=OutputFile(".pptx"), help="Write a deck of every layout.")
@click.option("--theme", default="", help="Only this theme: its name or file.")
@aspect_option
@root_option
@limit_option
def themes(gallery: Path | None, theme: str, aspect: str, roots: tuple[str, ...]) -> None:
    """List the themes, or show all layouts and variants in each."""
    from deck_builder.gallery import lay_out_gallery, read_themes
    from deck_builder.pipeline import write_deck

    names = (theme,) if theme else ()
    with reported_errors(target=gallery):
        checked = read_themes(names, wider=roots)
        width = max((len(found.name) for found in checked.value), default=0)
        for found in checked.value:
            kind = "dark" if found.palette.dark else "light"
            click.echo(f"{found.name:<{width}} {kind:<7}{found.description}")
        if gallery:
            deck = lay_out_gallery(names, aspect, roots).value
            replace_file(gallery, write_deck(deck))
            say_written(gallery, f"{gallery}: {count(len(deck.slides), 'slide')}")
    conclude(checked.diagnostics)
