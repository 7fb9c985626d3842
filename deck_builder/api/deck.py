"""A deck as a program gets it: the file, its slides, and what was found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from deck_builder.base import reads
from deck_builder.base.diagnostics import DeckError, Diagnostic, Severity, as_text
from deck_builder.base.files import replace_file
from deck_builder.base.units import PICTURE_WIDTHS
from deck_builder.outline.withheld import refuse_withheld
from deck_builder.shapes import LaidOutDeck

if TYPE_CHECKING:
    from deck_builder.preview.deck import PicturedDeck

_MOST_SHOWN = 100


class Slide(Struct, frozen=True):
    """A slide: its `number`, from 1, its `title` and `notes` in plain text, and the `seconds` that
    it takes to speak. One that is `hidden` is skipped in the show."""

    number: int
    title: str
    notes: str
    seconds: float
    hidden: bool


class Deck(Struct, frozen=True):
    """A deck: the PowerPoint file as `data`, its `title` and `slides`, and the `diagnostics` in the
    order of their places. After an error `data` is empty, and there are no slides."""

    data: bytes = b""
    title: str = ""
    slides: tuple[Slide, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    laid_out: LaidOutDeck | None = None
    """The slides with their shapes. It is not part of what stays the same from version to
    version."""
    sources: tuple[str, ...] = ()
    """The absolute paths of the files that were read, without those in memory."""

    def __repr__(self) -> str:
        found = f", {len(self.diagnostics)} diagnostics" if self.diagnostics else ""
        return f"<Deck ‘{self.title}’: {len(self.slides)} slides, {len(self.data)} bytes{found}>"

    @property
    def ok(self) -> bool:
        """Whether the deck was made."""
        return bool(self.data)

    @property
    def seconds(self) -> float:
        """How long it takes to speak."""
        return sum(slide.seconds for slide in self.slides)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Those of its diagnostics that are errors."""
        return tuple(one for one in self.diagnostics if one.severity is Severity.ERROR)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the file to `path`, in one step, and return that. Raises DeckError when there is no
        deck, when the file cannot be written, and when the deck was made from it; what was there is
        then untouched."""
        self._made()
        target = Path(path)
        with reads.remembered(self.sources):
            replace_file(target, self.data)
        return target

    def html(self, notes: bool = False) -> str:
        """Return a page that presents the deck by itself, as `deck-builder export` writes it.
        Raises DeckError when there is no deck, and when the page would say what is withheld."""
        from deck_builder.preview.html import html_page

        return html_page(self._pictured(notes), notes)

    def pdf(self) -> bytes:
        """Return the slides as a PDF. Raises DeckError as `html` does, and when the extra `export`
        is not installed."""
        from deck_builder.preview.pdf import pdf_file

        pictured = self._pictured()
        return pdf_file(pictured, [(slide, slide.picture) for slide in pictured.slides])

    def svg(self, number: int) -> str:
        """Return the picture of slide `number`, counted from 1. Raises IndexError when there is no
        such slide, and DeckError as `html` does."""
        from deck_builder.preview.svg import SvgOptions, slide_svg

        slide = self._pictured().slides[self._index(number)]
        return slide_svg(slide.picture, slide.number, slide.title, SvgOptions())

    def png(self, number: int, width: int = 1920) -> bytes:
        """Return the picture of slide `number`, counted from 1, `width` pixels wide. Raises
        IndexError when there is no such slide, ValueError for a width that no picture may have, and
        DeckError as `pdf` does."""
        from deck_builder.preview.png import slide_pngs

        least, most = PICTURE_WIDTHS
        if not least <= width <= most:
            raise ValueError(f"the width is {width}, not {least} to {most} pixels")
        pictured = self._pictured()
        picture = pictured.slides[self._index(number)].picture
        [data] = slide_pngs([picture], pictured.fonts, width)
        return data

    def _repr_html_(self) -> str:
        """Show the slides in a notebook, and above them what is wrong."""
        from deck_builder.package.xml import text

        found = f"<pre>{text(as_text(self.diagnostics))}</pre>" if self.diagnostics else ""
        return found + (self._strip() if self.ok else "")

    def _strip(self) -> str:
        """The first slides as pictures, one below the other."""
        from deck_builder.preview.svg import SvgOptions, slide_svg

        shown = self._pictured().slides[:_MOST_SHOWN]
        pictures = (
            slide_svg(slide.picture, slide.number, slide.title, SvgOptions()) for slide in shown
        )
        rest = len(self.slides) - len(shown)
        more = f"<p>{rest:,} more</p>" if rest else ""
        style = "max-width:640px;margin:0 0 12px;border:1px solid #8884"
        return "".join(f'<div style="{style}">{picture}</div>' for picture in pictures) + more

    def _made(self) -> LaidOutDeck:
        if self.laid_out is None or not self.data:
            errors = "; ".join(one.message for one in self.errors) or "it was not built"
            raise DeckError(f"there is no deck: {errors}")
        return self.laid_out

    def _index(self, number: int) -> int:
        if not 1 <= number <= len(self.slides):
            raise IndexError(f"there is no slide {number} of {len(self.slides)}")
        return number - 1

    def _pictured(self, notes: bool = False) -> PicturedDeck:
        from deck_builder.preview.deck import all_text, pictured

        deck = self._made()
        pictures = pictured(deck)
        refuse_withheld("the slides", all_text(pictures, notes), deck)
        return pictures


def deck_of(
    laid_out: LaidOutDeck, data: bytes, found: tuple[Diagnostic, ...], sources: tuple[str, ...]
) -> Deck:
    """Return a deck that was laid out from the files `sources`, and written as `data`."""
    slides = tuple(
        Slide(
            number,
            slide.title,
            "\n".join(paragraph.words for paragraph in slide.notes),
            slide.seconds,
            slide.staging.hidden,
        )
        for number, slide in enumerate(laid_out.slides, 1)
    )
    return Deck(data, laid_out.properties.title, slides, found, laid_out, sources)
