"""`deck-builder icons`."""

from __future__ import annotations

from pathlib import Path

import click

from deck_builder.base.files import replace_file
from deck_builder.cli.options import aspect_option, limit_option, root_option
from deck_builder.cli.outputs import OutputFile, say_written
from deck_builder.cli.report import conclude, count, reported_errors
from deck_builder.theme import DEFAULT_THEME


@click.command()
@click.argument("words", nargs=-1)
@click.option("--sheet", type=OutputFile(".pptx"), help="Write a deck that shows them.")
@click.option("--theme", default=DEFAULT_THEME, help="The theme of that deck: its name or file.")
@aspect_option
@root_option
@limit_option
def icons(
    words: tuple[str, ...], sheet: Path | None, theme: str, aspect: str, roots: tuple[str, ...]
) -> None:
    """List the icons whose names contain one of WORDS, or all icons."""
    from deck_builder.gallery import read_themes
    from deck_builder.gallery.icons import icons_called, lay_out_icons
    from deck_builder.pipeline import write_deck

    names = icons_called(words)
    if not names:
        wanted = " or ".join(f"‘{word}’" for word in words)
        raise click.UsageError(f"no icon has {wanted} in its name")
    with reported_errors(target=sheet):
        if not sheet:
            click.echo("\n".join(names))
            return
        checked = read_themes((theme,), aspect, roots)
        deck = lay_out_icons(names, checked.value[0])
        replace_file(sheet, write_deck(deck))
        say_written(sheet, f"{sheet}: {count(len(deck.slides), 'slide')}")
    conclude(checked.diagnostics)
