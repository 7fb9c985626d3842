"""`deck-builder export`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource
from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.files import replace_file
from deck_builder.base.units import PICTURE_WIDTHS
from deck_builder.cli.options import talk_argument, talk_options
from deck_builder.cli.outputs import is_folder_name, say_written, wrong_ending
from deck_builder.cli.report import OUTPUT, count, laid_out, report, reported_errors, steps
from deck_builder.cli.undrawn import report_undrawn
from deck_builder.outline.talk import deck_name
from deck_builder.outline.withheld import refuse_withheld

if TYPE_CHECKING:
    from deck_builder.outline.options import Options
    from deck_builder.preview.deck import PicturedDeck, PicturedSlide
    from deck_builder.preview.marks import SlidePicture
    from deck_builder.shapes import LaidOutDeck

SIGNS_WITHOUT_FONT = Problem(
    "signs-without-font",
    Severity.WARNING,
    "no font here has ‘{signs}’: the PDF leaves them out",
    "write a page (--to html), which is shown with the fonts of its reader",
)

_FILES = ("html", "pdf")
_FOLDERS = ("png", "svg")
_WIDTH = 1920
_MOST_SIGNS = 40
_NAMES = {"html": (".html", ".htm"), "pdf": (".pdf",)}
_ENDINGS = {".html": "html", ".htm": "html", ".pdf": "pdf"}


@click.command()
@talk_argument
@click.option(
    "--to",
    "form",
    type=click.Choice((*_FILES, *_FOLDERS)),
    help="What to write: a page that presents by itself, a PDF, or a picture of each slide.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, readable=False),
    help="The .html or .pdf file, or the folder of pictures, to write.",
)
@click.option(
    "--width",
    type=click.IntRange(*PICTURE_WIDTHS),
    default=_WIDTH,
    show_default=True,
    help="How many pixels wide PNG pictures are.",
)
@click.option("--notes", is_flag=True, help="Put the speaker's notes into the page, too.")
@click.option(
    "--steps",
    "by_step",
    is_flag=True,
    help="A page or picture for each click, in PDF, PNG and SVG.",
)
@talk_options
def export(
    options: Options,
    path: Path,
    form: str | None,
    output: Path | None,
    width: int,
    notes: bool,
    by_step: bool,
) -> None:
    """Write the slides as a web page, a PDF or pictures.

    PATH is a talk: a folder with a deck.yaml, or a Markdown file. Neither PowerPoint nor a browser
    is needed. Slides that are skipped in the show are left out, unless --slides names them.
    """
    form = form or _ENDINGS.get(output.suffix.lower() if output else "", "html")
    _refuse_mixed(form, output, notes, by_step)
    source = click.get_current_context().get_parameter_source("width")
    if source is ParameterSource.COMMANDLINE and form != "png":
        raise click.UsageError("--width is for PNG pictures (--to png): the others have any size")
    target = output or _usual_target(path, options, form)
    with reported_errors(target=target):
        wanted = options if form == "html" or by_step else replace(options, flatten=True)
        deck = laid_out(path, wanted, target=target)
        _write(deck, _Wanted(form, target, width, notes, by_step, bool(options.slides)))


class _Wanted(Struct, frozen=True):
    """What is to be written: in which form, and where. PNG pictures are `width` pixels wide; a page
    has the `notes`; `by_step` there is a picture for each click. `skipped` slides are there,
    too."""

    form: str
    target: Path
    width: int
    notes: bool
    by_step: bool
    skipped: bool


def _refuse_mixed(form: str, output: Path | None, notes: bool, by_step: bool) -> None:
    """It is wrong usage to name a file for a folder, and options that a form does not have."""
    if output is not None:
        if form in _FILES and (problem := wrong_ending(output, _NAMES[form])):
            raise click.UsageError(problem)
        if form in _FOLDERS and not is_folder_name(output):
            raise click.UsageError(f"‘{output}’ ends like a file: name a folder for the pictures")
    if notes and form != "html":
        raise click.UsageError("--notes is for a page (--to html); ‘handout’ prints notes")
    if by_step and form == "html":
        raise click.UsageError("a page shows each click by itself: leave --steps out")


def _usual_target(path: Path, options: Options, form: str) -> Path:
    from deck_builder.batch.plan import part_of_name

    slides = part_of_name(options.slides)
    name = f"{deck_name(path, options.audience)}{slides}"
    return OUTPUT / (f"{name}.{form}" if form in _FILES else f"{name}-{form}")


def _write(deck: LaidOutDeck, wanted: _Wanted) -> None:
    from deck_builder.preview.deck import all_text, pictured
    from deck_builder.preview.html import html_page
    from deck_builder.preview.pdf import pdf_file, signs_without_font

    found = Collector()
    with steps():
        pictures = pictured(deck, skipped=wanted.skipped)
    report_undrawn(pictures.numbered(), found)
    refuse_withheld("the slides", all_text(pictures, wanted.notes), deck)
    target, slides = wanted.target, count(len(pictures.slides), "slide")
    if wanted.form == "html":
        data = html_page(pictures, wanted.notes).encode()
    elif wanted.form == "pdf":
        if signs := signs_without_font(pictures):
            found.report(SIGNS_WITHOUT_FONT, None, signs=signs[:_MOST_SIGNS])
        with steps():
            data = pdf_file(pictures, list(_pages(pictures, wanted.by_step)))
    else:
        number = _write_pictures(pictures, wanted)
        report(found.found)
        say_written(target, f"{target}: {count(number, 'picture')} of {slides}")
        return
    replace_file(target, data)
    report(found.found)
    say_written(target, f"{target}: {slides}, {len(data) / 1e6:.1f} MB")


def _pages(deck: PicturedDeck, by_step: bool) -> Iterator[tuple[PicturedSlide, SlidePicture]]:
    from deck_builder.preview.steps import pictures_by_step

    for slide in deck.slides:
        if not by_step:
            yield slide, slide.picture
            continue
        for picture in pictures_by_step(slide.picture, slide.builds):
            yield slide, picture


def _write_pictures(deck: PicturedDeck, wanted: _Wanted) -> int:
    """Write a picture of each slide, or of each of its steps, and return their number."""
    from deck_builder.preview.png import slide_pngs
    from deck_builder.preview.svg import SvgOptions, slide_svg

    pages = list(_pages(deck, wanted.by_step))
    if wanted.form == "png":
        drawn = slide_pngs([picture for _, picture in pages], deck.fonts, wanted.width)
    else:
        options = SvgOptions()
        drawn = (
            slide_svg(picture, slide.number, slide.title, options).encode()
            for slide, picture in pages
        )
    with steps():
        for name, data in zip(_names(pages), drawn, strict=True):
            replace_file(wanted.target / f"{name}.{wanted.form}", data)
    return len(pages)


def _names(pages: Sequence[tuple[PicturedSlide, SlidePicture]]) -> Iterator[str]:
    """The names of pictures: the number of the slide, and of its step where it has several."""
    digits = max(3, len(str(max((slide.number for slide, _ in pages), default=0))))
    counts = Counter(slide.number for slide, _ in pages)
    done: Counter[int] = Counter()
    for slide, _ in pages:
        done[slide.number] += 1
        name = f"{slide.number:0{digits}}"
        yield name if counts[slide.number] == 1 else f"{name}-{done[slide.number]}"
