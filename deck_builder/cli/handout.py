"""`deck-builder handout`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, DeckError, Problem, Severity
from deck_builder.base.files import replace_file
from deck_builder.cli.options import talk_argument, talk_options
from deck_builder.cli.outputs import OutputFile, say_written
from deck_builder.cli.report import OUTPUT, count, laid_out, report, reported_errors, steps
from deck_builder.cli.undrawn import report_undrawn
from deck_builder.outline.talk import deck_name
from deck_builder.outline.withheld import refuse_withheld

if TYPE_CHECKING:
    from deck_builder.handout.pictures import PagePicture
    from deck_builder.outline.options import Options
    from deck_builder.shapes import LaidOutDeck

SLIDES_AS_TEXT = Problem(
    "slides-as-text",
    Severity.NOTE,
    "the handout has no pictures of the slides: {reason}",
    "{hint}",
)


@click.command()
@talk_argument
@click.option(
    "-o", "--output", type=OutputFile(".html", ".pdf"), help="The .html or .pdf file to write."
)
@click.option(
    "--layout",
    type=click.Choice(["notes", "grid"]),
    default="notes",
    show_default=True,
    help="Slides next to their notes, or side by side with room for the reader's own.",
)
@click.option(
    "--no-notes", is_flag=True, help="Leave the notes out, with room for the reader's own."
)
@click.option(
    "--pictures",
    type=click.Choice(["auto", "drawn", "none"]),
    default="auto",
    show_default=True,
    help="Whether slides are drawn; without pictures, they are set as text.",
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="The paper size; A4 for a PDF.")
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
    from deck_builder.batch.plan import part_of_name

    slides = part_of_name(options.slides)
    target = output or OUTPUT / f"{deck_name(path, options.audience)}{slides}-handout.html"
    ending = target.suffix.lower()
    from deck_builder.handout.page import Arrangement, Handout, handout_page
    from deck_builder.handout.pdf import printed

    collector = Collector()
    with reported_errors(target=target):
        deck = laid_out(path, replace(options, flatten=True), target=target)
        wanted = Handout(
            Arrangement(layout),
            notes=not no_notes,
            pictures=_pictures(deck, pictures, collector),
            paper=paper or ("a4" if ending == ".pdf" else ""),
        )
        page = handout_page(deck, wanted)
        refuse_withheld("the handout", [page], deck)
        data = printed(page) if ending == ".pdf" else page.encode()
        replace_file(target, data)
    how = "as pictures" if wanted.pictures else "as text"
    number = count(len(deck.slides), "slide")
    report(collector.found)
    say_written(target, f"{target}: {number} {how}, {len(data) / 1e6:.1f} MB")


def _pictures(deck: LaidOutDeck, source: str, collector: Collector) -> tuple[PagePicture, ...]:
    """The pictures of the slides; none when they are not wanted, or optional and not available."""
    if source == "none":
        return ()
    from deck_builder.handout.pictures import WIDTH, png_picture
    from deck_builder.preview.deck import all_text, pictured
    from deck_builder.preview.png import slide_pngs

    with steps():
        slides = pictured(deck)
    refuse_withheld("the pictures of the slides", all_text(slides, notes=False), deck)
    try:
        with steps():
            drawn = slide_pngs([slide.picture for slide in slides.slides], slides.fonts, WIDTH)
            found = tuple(map(png_picture, drawn))
    except DeckError as error:
        if source != "auto":
            raise
        collector.report(SLIDES_AS_TEXT, None, reason=error.message, hint=error.hint)
        return ()
    report_undrawn(slides.numbered(), collector)
    return found
