"""The pictures of a whole deck."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.exact import Exact
from deck_builder.base.memory import recalled, recalled_moved, same
from deck_builder.base.units import points
from deck_builder.preview.marks import Letters, Mark, Raster, SlidePicture, TextLine
from deck_builder.preview.powerpoint.pages import slide_page
from deck_builder.preview.shapes import Drawn
from deck_builder.preview.slide import slide_picture, slides_in_talk
from deck_builder.reader import ImportedSlide
from deck_builder.shapes import ChartFrame, Click, LaidOutDeck
from deck_builder.template.slides import read_slides
from deck_builder.theme.model import Fonts, Theme

if TYPE_CHECKING:
    from deck_builder.charts.draw.drawings import DrawingStore


class PicturedSlide(Struct, frozen=True):
    """A slide as a picture, with its number, from 1, its title, what it says to the speaker, what
    its clicks show and hide, and the addresses that its links have inside the deck."""

    number: int
    title: str
    picture: SlidePicture
    notes: str
    builds: tuple[Click, ...] = ()
    links: tuple[str, ...] = ()


class PicturedDeck(Struct, frozen=True):
    """A deck as pictures: its title, language, slides, fonts, and the numbers of slides by the ids
    that links name."""

    title: str
    language: str
    slides: tuple[PicturedSlide, ...]
    fonts: tuple[Fonts, ...]
    anchors: dict[str, int]

    def numbered(self) -> Iterator[tuple[int, SlidePicture]]:
        """Yield the number of each slide with its picture."""
        return ((slide.number, slide.picture) for slide in self.slides)


def pictured(
    deck: LaidOutDeck, skipped: bool = True, store: DrawingStore | None = None
) -> PicturedDeck:
    """Return the pictures of `deck`, without those of slides that are hidden in the show unless
    `skipped` are wanted. Charts in the `store` are taken from there."""
    deck = replace(deck, theme=same(deck.theme), properties=same(deck.properties))
    drawn = drawn_in(deck, store)
    count = slides_in_talk(deck) if deck.properties.totalled else 0
    slides = tuple(
        _pictured(deck, number, count, drawn)
        for number, slide in enumerate(deck.slides)
        if skipped or not slide.staging.hidden
    )
    anchors: dict[str, int] = {}
    for number, slide in enumerate(deck.slides, 1):
        for name in slide.anchors:
            anchors.setdefault(name, number)
    fonts = tuple(theme.fonts for theme in deck.themes)
    return PicturedDeck(deck.properties.title, deck.properties.language, slides, fonts, anchors)


def _pictured(deck: LaidOutDeck, number: int, count: int, drawn: Drawn) -> PicturedSlide:
    """The slide with this number, from 0, of so many; that of the last build where it is still the
    same."""
    slide = deck.slides[number]

    def key() -> Hashable:
        return _pictured, Exact((deck.theme, deck.properties), _pictured), number, count

    def picture() -> PicturedSlide:
        made = slide_picture(deck, number, drawn)
        return PicturedSlide(
            number + 1,
            slide.title,
            made,
            "\n".join(paragraph.words for paragraph in slide.notes),
            slide.builds,
            tuple(dict.fromkeys(_links_on(made))),
        )

    return recalled_moved(Collector(), slide, key, picture)


def _links_on(picture: SlidePicture) -> Iterator[str]:
    """The addresses of links to places inside the deck."""
    for part in picture.parts:
        for mark in part.marks:
            linked = mark.letters if isinstance(mark, TextLine) else (mark,)
            links = (one.link for one in linked if isinstance(one, Letters | Raster))
            yield from (link for link in links if link.startswith("#"))


def file_pictures(
    data: bytes, name: str, numbers: Sequence[int]
) -> tuple[dict[int, SlidePicture], tuple[Fonts, ...]]:
    """Return pictures of the slides of a PowerPoint file with these numbers, from 1, and the fonts
    for them; messages use `name` for it. Raises DeckError when it cannot be read."""
    file = read_slides(data, name)
    size = points(file.width), points(file.height)
    found = {}
    for number in numbers:
        slide = ImportedSlide(file, file.slides[number - 1])
        page = slide_page(slide, number, size)
        found[number] = SlidePicture(*size, page.parts, page.missing)
    return found, (Fonts("Calibri", "Calibri", "Courier New"),)


def all_text(deck: PicturedDeck, notes: bool) -> Iterator[str]:
    """Yield everything that the pictures of `deck` say: titles, text, descriptions, addresses of
    links, drawings, and the `notes`."""
    yield deck.title
    for slide in deck.slides:
        yield slide.title
        if notes:
            yield from slide.notes.split("\n")
        for part in slide.picture.parts:
            yield part.alt
            # Lines of one paragraph belong together.
            lines = (mark.letters for mark in part.marks if isinstance(mark, TextLine))
            yield " ".join("".join(piece.text for piece in line) for line in lines)
            for mark in part.marks:
                yield from _beside_text(mark)


def _beside_text(mark: Mark) -> Iterator[str]:
    if isinstance(mark, TextLine):
        for piece in mark.letters:
            yield from (piece.link, piece.tip)
    elif isinstance(mark, Raster):
        yield from (mark.link, mark.tip)
        if mark.format == "svg":
            yield mark.data.decode("utf-8")


def drawn_in(deck: LaidOutDeck, store: DrawingStore | None = None) -> Drawn:
    """Return what others draw in `deck`: charts, those in the `store` from there, and formulas."""
    charts, formulas = list(deck.charts()), list(deck.formulas())
    found = Drawn()
    if charts:
        # The store gives nothing but what would be drawn.
        found = recalled(partial(_charts_key, charts), lambda: _drawn_charts(charts, store))
    if formulas:
        from deck_builder.formulas.picture import drawn_formulas

        found = replace(found, formulas=drawn_formulas(formulas))
    return found


def _drawn_charts(charts: Sequence[tuple[ChartFrame, Theme]], store: DrawingStore | None) -> Drawn:
    from deck_builder.charts.draw.drawings import drawn_charts, drawn_steps

    whole = [(one, theme) for one, theme in charts if one.builds is None]
    built = [(one, one.builds, one.steps, theme) for one, theme in charts if one.builds is not None]
    return Drawn(drawn_charts(whole, store), steps=drawn_steps(built, store))


def _charts_key(charts: Sequence[tuple[ChartFrame, Theme]]) -> Hashable:
    """A key of drawings, which depend on everything but where their charts were written."""
    sizes = tuple((repr(one.chart), one.box.width, one.box.height, one.builds) for one, _ in charts)
    return _charts_key, sizes, Exact(tuple(theme for _, theme in charts), len(charts))
