"""A deck as PDF, a page for each slide: text as text, drawings as lines, links and bookmarks."""

from __future__ import annotations

import importlib.util
import io
import logging
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, assert_never
from urllib.parse import unquote

from msgspec.structs import replace

from deck_builder.base.addresses import url_of
from deck_builder.base.diagnostics import DeckError
from deck_builder.base.languages import has_right_to_left
from deck_builder.fonts import face, has_other_widths, stand_in, symbols_file
from deck_builder.fonts.coverage import characters_in
from deck_builder.preview.deck import PicturedDeck, PicturedSlide
from deck_builder.preview.faces import Face, characters_of, face_of
from deck_builder.preview.geometry import rectangle_in
from deck_builder.preview.marks import (
    Gradient,
    Letters,
    Mark,
    Part,
    Path,
    Raster,
    Rect,
    SlidePicture,
    TextLine,
)
from deck_builder.preview.png import slide_pngs
from deck_builder.preview.svg import BOLD_STROKE

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.drawing import PaintedPath

_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
_SLANT = 11.0
# How many pixels a point has in pictures that are cut out, and how many there are at most.
_PIXELS, _MOST_PIXELS = 3.0, 3_000
_SYMBOLS = "symbols"
# No-break spaces and hyphens, which look like the others. Fonts need not have them.
_ALIKE: dict[int, str | None] = {0xA0: " ", 0x202F: " ", 0x2011: "-", 0xAD: None}
# What says in which direction text is read is no letter.
_ALIKE |= dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# How far the baseline of a cell is below its middle, as a factor of the size.
_CELL_BASE = 0.3


def signs_without_font(deck: PicturedDeck) -> str:
    """Return the characters of `deck` that a PDF has no font for, each once, in order."""
    found: set[str] = set()
    symbols = characters_in(symbols_file())
    faces = characters_of([slide.picture for slide in deck.slides], deck.fonts)
    for one, signs in faces.items():
        rare = {sign for sign in signs - symbols if ord(sign) not in _ALIKE and not sign.isspace()}
        if rare:
            found |= rare - characters_in(one.path)
    return "".join(sorted(found))


def pdf_file(deck: PicturedDeck, pages: Sequence[tuple[PicturedSlide, SlidePicture]]) -> bytes:
    """Return `pages` of `deck`, each with the slide that it belongs to, as a PDF: the same bytes
    each time. Raises DeckError without fpdf2."""
    if not importlib.util.find_spec("fpdf"):
        raise DeckError("fpdf2 is not installed", "install ‘deck-builder[export]’")
    from fpdf import FPDF
    from fpdf.prefs import ViewerPreferences

    # What fonts lack is reported before.
    for name in ("fpdf", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    pdf = FPDF(unit="pt")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.set_creation_date(_BEGINNING)
    pdf.set_title(deck.title)
    pdf.set_lang(deck.language)
    pdf.set_producer("deck-builder")
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    first_pages: dict[int, int] = {}
    for page, (slide, _) in enumerate(pages, 1):
        first_pages.setdefault(slide.number, page)
    writer = _Writer(pdf, deck, first_pages)
    for page, (slide, picture) in enumerate(pages, 1):
        pdf.add_page(format=(picture.width, picture.height))
        if first_pages[slide.number] == page and slide.title:
            pdf.start_section(slide.title)
        for part in picture.parts:
            writer.part(part)
    return bytes(pdf.output())


class _Writer:
    """Draws marks on the current page of a PDF."""

    def __init__(self, pdf: FPDF, deck: PicturedDeck, first_pages: dict[int, int]) -> None:
        self._pdf = pdf
        self._fonts = deck.fonts
        self._anchors = deck.anchors
        self._first_pages = first_pages
        self._known: dict[Face, tuple[str, str]] = {}
        pdf.add_font(_SYMBOLS, "", symbols_file())
        pdf.set_fallback_fonts([_SYMBOLS], exact_match=False)

    def part(self, part: Part) -> None:
        """Draw a part."""
        turn = part.turn
        turned: AbstractContextManager[None] = nullcontext()
        if turn is not None:
            # fpdf2 turns against the clock.
            turned = self._pdf.rotation(-turn.degrees, turn.x, turn.y)
        with turned:
            for mark in part.marks:
                self._mark(mark, part.alt)

    def _mark(self, mark: Mark, alt: str) -> None:
        match mark:
            case Path():
                self._path(mark)
            case Gradient():
                self._gradient(mark)
            case TextLine():
                self._line(mark)
            case Raster():
                self._raster(mark, alt)
            case _:
                assert_never(mark)

    def _path(self, mark: Path) -> None:
        from fpdf.enums import StrokeCapStyle, StrokeJoinStyle

        if self._rectangle(mark):
            return
        path = _outline(mark.data, mark.matrix)
        style = path.style
        style.fill_color = f"#{mark.fill}" if mark.fill else None
        style.fill_opacity = mark.opacity
        style.stroke_color = f"#{mark.line}" if mark.line else None
        style.stroke_opacity = mark.line_opacity
        style.stroke_width = mark.width
        style.auto_close = False
        if mark.dash:
            style.stroke_dash_pattern = mark.dash
        if mark.rounded:
            style.stroke_cap_style = StrokeCapStyle.ROUND
            style.stroke_join_style = StrokeJoinStyle.ROUND
        with self._pdf.drawing_context() as context:
            context.add_item(path, clone=False)

    def _rectangle(self, mark: Path) -> bool:
        """Draw what is a plain rectangle in a fifth of the time, and return whether it is one."""
        rect = rectangle_in(mark.data)
        if rect is None or mark.matrix or mark.line or not mark.fill or mark.opacity != 1.0:
            return False
        self._pdf.set_fill_color(f"#{mark.fill}")
        self._pdf.rect(rect.x, rect.y, rect.width, rect.height, style="F")
        return True

    def _gradient(self, mark: Gradient) -> None:
        from fpdf.drawing import GradientPaint
        from fpdf.pattern import LinearGradient

        rect, (x, y, right, below) = mark.rect, mark.direction
        begin = rect.x + x * rect.width, rect.y + y * rect.height
        end = rect.x + right * rect.width, rect.y + below * rect.height
        colors = [f"#{color}" for _, color in mark.stops]
        bounds = [share for share, _ in mark.stops][1:-1]
        gradient = LinearGradient(
            *begin, *end, colors, extend_before=True, extend_after=True, bounds=bounds or None
        )
        if not mark.data:
            with self._pdf.use_pattern(gradient):
                self._pdf.rect(rect.x, rect.y, rect.width, rect.height, style="F")
            return
        path = _outline(mark.data, mark.matrix)
        path.style.fill_color = GradientPaint(gradient)
        path.style.stroke_color = None
        with self._pdf.drawing_context() as context:
            context.add_item(path, clone=False)

    def _raster(self, mark: Raster, alt: str) -> None:
        if mark.outline:
            mark = _cut_out(mark)
        rect, crop = mark.rect, mark.crop
        is_drawing = mark.format == "svg" and mark.own
        data = mark.data if is_drawing else mark.fallback or mark.data
        width = rect.width / (1 - crop.left - crop.right)
        height = rect.height / (1 - crop.top - crop.bottom)
        x, y = rect.x - crop.left * width, rect.y - crop.top * height
        clear: AbstractContextManager[object] = nullcontext()
        if mark.opacity != 1.0:
            clear = self._pdf.local_context(fill_opacity=mark.opacity)
        with clear, self._pdf.rect_clip(rect.x, rect.y, rect.width, rect.height):
            self._pdf.image(
                io.BytesIO(data), x, y, width, height, alt_text=None if is_drawing else alt
            )
        self._link(mark.link, rect)

    def _line(self, line: TextLine) -> None:
        words = "".join(letters.text for letters in line.letters)
        if not (line.rtl or has_right_to_left(words)):
            for letters in line.letters:
                self._letters(letters, letters.x)
            return
        # Each piece is shaped in its own direction, and they follow each other from the right.
        x = line.right if line.rtl else min(letters.x for letters in line.letters)
        # Words that are read from the left stay in their order.
        for _, found in groupby(line.letters, lambda letters: has_right_to_left(letters.text)):
            # The widths of letters that fonts lack were estimated.
            pieces = [(letters, self._width(letters)) for letters in found]
            whole = sum(width for _, width in pieces)
            left = x - whole if line.rtl else x
            for letters, width in pieces:
                place = left
                if line.rtl and has_right_to_left(letters.text):
                    place = left + whole - width
                    whole -= width
                else:
                    left += width
                self._letters(letters, place)
            x += sum(width for _, width in pieces) * (-1 if line.rtl else 1)

    def _width(self, letters: Letters) -> float:
        """How wide letters are with the fonts that draw them."""
        if not has_right_to_left(letters.text):
            return letters.width
        self._pdf.set_font(*self._font(letters), letters.size)
        self._pdf.set_char_spacing(letters.tracking)
        self._pdf.set_text_shaping(True)
        return float(self._pdf.get_string_width(letters.text.translate(_ALIKE)))

    def _letters(self, letters: Letters, x: float) -> None:
        from fpdf.enums import TextMode

        pdf = self._pdf
        family, style = self._font(letters)
        marks = "U" * letters.underline + "S" * letters.strike
        pdf.set_font(family, style + marks, letters.size)
        pdf.set_text_color(f"#{letters.color}")
        pdf.set_char_spacing(letters.tracking)
        is_complex = has_right_to_left(letters.text)
        pdf.set_text_shaping(is_complex)
        slanted: AbstractContextManager[None] = nullcontext()
        if letters.italic and "I" not in style:
            slanted = pdf.skew(ax=_SLANT, x=x, y=letters.baseline)
        pdf.set_stretching(self._stretch(letters))
        thick = letters.bold and "B" not in style
        pdf.text_mode = TextMode.FILL_STROKE if thick else TextMode.FILL
        if thick:
            pdf.set_draw_color(f"#{letters.color}")
            pdf.set_line_width(letters.size * BOLD_STROKE)
        with slanted:
            self._words(letters, x, is_complex)
        ascent = letters.size * 0.9
        rect = Rect(x, letters.baseline - ascent, letters.width, letters.size * 1.2)
        self._link(letters.link, rect)

    def _words(self, letters: Letters, x: float, is_complex: bool) -> None:
        pdf, words = self._pdf, letters.text.translate(_ALIKE)
        if not is_complex and self._covers(letters):
            pdf.text(x, letters.baseline, words)
            return
        # Only cells are set in several fonts, and in the order in which words are read.
        pdf.set_xy(x, letters.baseline - (_CELL_BASE + 0.5) * letters.size)
        pdf.c_margin = 0
        # It leaves the file at another font than this program knows of.
        with pdf.local_context():
            pdf.cell(None, letters.size, words)

    def _covers(self, letters: Letters) -> bool:
        return set(letters.text.translate(_ALIKE)) <= characters_in(
            face_of(letters, self._fonts).path
        )

    def _stretch(self, letters: Letters) -> float:
        """How wide letters are set, in percent: as the font that another one stands for."""
        if not has_other_widths(letters.family):
            return 100.0
        own = face(stand_in(letters.family), letters.bold).width(letters.text) * letters.size
        return 100.0 * letters.width / own if own else 100.0

    def _font(self, letters: Letters) -> tuple[str, str]:
        """The name and style under which the PDF has the font of letters."""
        face = face_of(letters, self._fonts)
        if face not in self._known:
            style = "B" * face.bold + "I" * face.italic
            self._known[face] = face.family, style
            self._pdf.add_font(face.family, style, face.path)
        return self._known[face]

    def _link(self, link: str, rect: Rect) -> None:
        if not link:
            return
        target: str | int = url_of(link)
        if link.startswith("#"):
            name = link[1:]
            number = self._anchors.get(name) or self._anchors.get(unquote(name))
            page = self._first_pages.get(number) if number else None
            if page is None:
                return
            target = self._pdf.add_link(page=page)
        if target:
            self._pdf.link(rect.x, rect.y, rect.width, rect.height, target)


def _outline(data: str, matrix: tuple[float, ...]) -> PaintedPath:
    """The path data of SVG as a path."""
    from fpdf.drawing import PaintedPath
    from fpdf.drawing_primitives import Transform
    from fpdf.svg import svg_path_converter

    path = PaintedPath()
    svg_path_converter(path, data)
    if matrix:
        path.transform = Transform(*matrix)
    return path


def _cut_out(mark: Raster) -> Raster:
    """A picture of which only what is inside of an outline is seen, as one with empty corners."""
    place = replace(mark, rect=Rect(0.0, 0.0, mark.rect.width, mark.rect.height), opacity=1.0)
    alone = SlidePicture(place.rect.width, place.rect.height, (Part((place,), place.rect),))
    width = min(_MOST_PIXELS, round(mark.rect.width * _PIXELS))
    (data,) = slide_pngs([alone], (), max(1, width))
    return Raster(mark.rect, data, "png", mark.size, link=mark.link, opacity=mark.opacity)
