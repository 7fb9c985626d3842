"""`deck-builder handout`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, DeckError, Problem, Severity
from deck_builder.cli.options import talk_options
from deck_builder.cli.report import OUTPUT, PROBLEMS, count, report, reported_errors, without_notes
from deck_builder.outline.talk import deck_name

if TYPE_CHECKING:
    from deck_builder.handout.page import Handout
    from deck_builder.handout.pictures import PagePicture
    from deck_builder.outline.options import Options
    from deck_builder.shapes import LaidOutDeck

SLIDES_AS_TEXT = Problem(
    "slides-as-text",
    Severity.NOTE,
    "the handout has no pictures of the slides: {reason}",
    "{hint}",
)

_KINDS = (".html", ".pdf")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The .html or .pdf file to write.",
)
@click.option(
    "--layout",
    type=click.Choice(["notes", "grid"]),
    default="notes",
    show_default=True,
    help="Slides beside their notes, or side by side with room for one's own.",
)
@click.option("--no-notes", is_flag=True, help="Leave the notes out; there is room for one's own.")
@click.option(
    "--pictures",
    type=click.Choice(["auto", "libreoffice", "none"]),
    default="auto",
    show_default=True,
    help="Where pictures of the slides come from; without them they are set as text.",
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="The paper; of a PDF, else A4.")
@talk_options
def handout(
    options: Options,
    path: Path,
    output: Path | None,
    layout: str,
    no_notes: bool,
    pictures: str,
    paper: str | None,
) -> None:
    """Write a page to hand out: slides, notes and links.

    PATH is a talk: a folder with a deck.yaml, or a Markdown file.
    """
    target = output or OUTPUT / f"{deck_name(path, options.audience)}-handout.html"
    if target.suffix.lower() not in _KINDS:
        raise click.UsageError(f"‘{target}’ is neither an .html nor a .pdf file")
    from deck_builder.base.diagnostics import stops
    from deck_builder.handout.page import Arrangement, Handout
    from deck_builder.pipeline import lay_out_deck

    collector = Collector()
    with reported_errors():
        checked = lay_out_deck(path, replace(options, flatten=True))
        deck = checked.value
        collector.found += without_notes(checked.diagnostics)
        if stops(tuple(collector.found), strict=False):
            report(collector.found)
            sys.exit(PROBLEMS)
        wanted = Handout(
            Arrangement(layout),
            notes=not no_notes,
            pictures=_pictures(deck, pictures, collector),
            paper=paper or ("a4" if target.suffix.lower() == ".pdf" else ""),
        )
        _write(target, deck, wanted)
    report(collector.found)


def _pictures(deck: LaidOutDeck, source: str, collector: Collector) -> tuple[PagePicture, ...]:
    """The pictures of the slides; none where they are not wanted, or may lack and cannot be had."""
    if source == "none":
        return ()
    from deck_builder.handout.pictures import depicted, slide_pictures
    from deck_builder.pipeline import write_deck

    try:
        return slide_pictures(write_deck(depicted(deck)), len(deck.slides))
    except DeckError as error:
        if source != "auto":
            raise
        collector.report(SLIDES_AS_TEXT, None, reason=error.message, hint=error.hint)
        return ()


def _write(target: Path, deck: LaidOutDeck, wanted: Handout) -> None:
    from deck_builder.base.files import replace_file
    from deck_builder.handout.page import handout_page
    from deck_builder.handout.pdf import printed

    page = handout_page(deck, wanted)
    is_pdf = target.suffix.lower() == ".pdf"
    data = printed(page) if is_pdf else page.encode()
    replace_file(target, data)
    how = "as pictures" if wanted.pictures else "as text"
    click.echo(f"{target}: {count(len(deck.slides), 'slide')} {how}, {len(data) / 1e6:.1f} MB")
