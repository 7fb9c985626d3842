"""A handout: one HTML page of a talk with its slides, notes and links, which needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.languages import Direction, direction_of
from deck_builder.base.words import words_in
from deck_builder.handout import content
from deck_builder.handout.html import address, data_uri, element, is_address, text
from deck_builder.handout.imported import with_imported_text
from deck_builder.handout.pictures import PagePicture
from deck_builder.handout.style import stylesheet
from deck_builder.handout.text import TextSetter
from deck_builder.shapes import LaidOutDeck, LaidOutSlide, TableFrame, TextBox
from deck_builder.text.runs import Paragraph, Run

_COVER = "title"
_AGENDA = "agenda"
_CONTENTS = "contents"
_FEWEST_LISTED = 4
_LINES = element("div", element("i") * 4, class_="lines", aria_hidden="true")


class Arrangement(Enum):
    """How slides stand on the page: each beside its notes, or in a grid with room for the reader's
    own."""

    NOTES = "notes"
    GRID = "grid"


class Handout(Struct, frozen=True):
    """How a handout is made. `pictures` has one for each slide, or is empty: the slides are set as
    text then. `paper` is one of `PAPERS`, or empty for the printer's own."""

    arrangement: Arrangement = Arrangement.NOTES
    notes: bool = True
    pictures: tuple[PagePicture, ...] = ()
    paper: str = ""


class _Numbered(Struct, frozen=True):
    """A slide of the handout, its number in the deck and the level of its heading."""

    number: int
    slide: LaidOutSlide
    level: int = 2

    @property
    def place(self) -> str:
        return f"slide-{self.number}"

    @property
    def is_contents(self) -> bool:
        return self.slide.layout == _AGENDA and not self.slide.notes


class _Chapter(Struct, frozen=True):
    """The slides of a section, or those before the first, which have no name."""

    name: str
    slides: tuple[_Numbered, ...]

    @property
    def opens(self) -> bool:
        """Whether its first slide bears its name."""
        return bool(self.name) and self.slides[0].slide.title == self.name


def handout_page(deck: LaidOutDeck, handout: Handout) -> str:
    """Return the page of `deck`. A title slide becomes the page's head, an agenda without notes
    its contents."""
    return _Page(with_imported_text(deck), handout).html()


class _Page:
    def __init__(self, deck: LaidOutDeck, handout: Handout) -> None:
        self._deck, self._handout = deck, handout
        words = words_in(deck.properties.language)
        self._words, self._appendix = words.handout, words.appendix
        slides = [_Numbered(number, slide) for number, slide in enumerate(deck.slides, 1)]
        self._cover = slides[0] if slides and slides[0].slide.layout == _COVER else None
        rest = slides[1:] if self._cover else slides
        self._listed = len(rest) >= _FEWEST_LISTED
        self._slides = [one for one in rest if not (self._listed and one.is_contents)]
        self._chapters = tuple(self._cut())
        places = _places(slides, {one.number for one in self._slides} | {1})
        direction = direction_of(deck.properties.language)
        self._setter = TextSetter(places, rtl=direction is Direction.RTL)

    @property
    def _title(self) -> str:
        titles = (self._deck.properties.title, *(slide.title for slide in self._deck.slides))
        return next(filter(None, titles), self._words.slide)

    def _setter_in(self, one: _Numbered) -> TextSetter:
        return replace(self._setter, level=one.level + 1)

    def _cut(self) -> Iterator[_Chapter]:
        sections = self._deck.sections
        starts = [section.first + 1 for section in sections]
        ends = [*starts, len(self._deck.slides) + 1]
        for name, start, end in zip(
            ["", *(section.name for section in sections)], [1, *starts], ends, strict=True
        ):
            found = tuple(one for one in self._slides if start <= one.number < end)
            if found:
                yield _leveled(_Chapter(name, found))

    def html(self) -> str:
        class_ = f"layout-{self._handout.arrangement.value}"
        class_ += "" if self._handout.pictures else " text"
        main = element("main", *map(self._chapter, self._chapters))
        body = "\n".join(filter(None, (self._head(), self._contents(), main)))
        page = element(
            "html",
            f"\n{element('head', *self._metadata())}\n",
            element("body", "\n", body, "\n", class_=class_),
            "\n",
            lang=self._deck.properties.language,
            dir="rtl" if self._setter.rtl else None,
        )
        return f"<!DOCTYPE html>\n{page}\n"

    def _metadata(self) -> Iterator[str]:
        properties = self._deck.properties
        style = stylesheet(self._deck.theme, self._title, self._handout.paper)
        yield element("meta", charset="utf-8")
        yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
        yield element("meta", name="color-scheme", content="light dark")
        if properties.author:
            yield element("meta", name="author", content=properties.author)
        yield element("title", text(self._title))
        yield element("style", "\n", style, "\n")

    def _head(self) -> str:
        properties, cover = self._deck.properties, self._cover
        heading = element("h1", text(self._title))
        if cover is None:
            byline = " · ".join(filter(None, (properties.author, properties.date)))
            lines = (line for line in (properties.subtitle, byline) if line)
            about = (element("p", text(line)) for line in lines)
            return element("header", element("hgroup", heading, *about), class_="cover")
        words = [
            self._setter.flow(shape.paragraphs)
            for shape in cover.slide.shapes
            if isinstance(shape, TextBox) and shape is not content.title_of(cover.slide)
        ]
        return element(
            "header",
            element("hgroup", heading, *words),
            self._picture(cover),
            self._text_of(cover),
            class_="cover",
            id=cover.place,
        )

    def _contents(self) -> str:
        if not self._listed:
            return ""
        heading = element("h2", text(self._words.contents), id=_CONTENTS)
        if len(self._chapters) == 1 and not self._chapters[0].name:
            listed = _list_of(self._chapters[0].slides)
        else:
            listed = element("ol", *map(_listed_chapter, self._chapters))
        return element("nav", heading, listed, class_="contents", aria_labelledby=_CONTENTS)

    def _chapter(self, chapter: _Chapter) -> str:
        is_named = bool(chapter.name) and not chapter.opens
        heading = element("h2", text(chapter.name)) if is_named else ""
        slides = map(self._slide, chapter.slides)
        return element(
            "section", heading, element("div", *slides, class_="slides"), "\n", class_="chapter"
        )

    def _slide(self, one: _Numbered) -> str:
        title = content.title_of(one.slide)
        runs = [run for part in title.paragraphs for run in part.runs] if title else []
        on_one_line = [replace(run, text=run.text.replace("\n", " ")) for run in runs]
        derived = element("span", text(one.slide.title), class_="derived")
        words = self._setter.inline(on_one_line) if runs else derived
        number = element("span", str(one.number), class_="number")
        shown = self._shown(one)
        return "\n" + element(
            "article",
            element(f"h{one.level}", number, words, *self._badges(one.slide), class_="title"),
            shown,
            self._text_of(one),
            class_="slide" if shown else "slide bare",
            id=one.place,
        )

    def _badges(self, slide: LaidOutSlide) -> Iterator[str]:
        if slide.staging.hidden:
            yield " " + element("span", text(self._words.hidden), class_="badge")
        if slide.staging.appendix:
            yield " " + element("span", text(self._appendix), class_="badge")

    def _shown(self, one: _Numbered) -> str:
        if self._handout.pictures:
            return self._picture(one)
        inside = self._content(one, content.figure)
        return element("div", inside, class_="shown content") if inside else ""

    def _content(self, one: _Numbered, depict: content.Depict) -> str:
        setter = content.ContentSetter(self._setter_in(one), self._deck.theme, depict)
        return setter.content(one.slide)

    def _picture(self, one: _Numbered) -> str:
        if not self._handout.pictures:
            return ""
        picture = self._handout.pictures[one.number - 1]
        return element(
            "figure",
            element(
                "img",
                src=data_uri(picture.data, "image/webp"),
                alt=f"{self._words.slide} {one.number}: {one.slide.title}",
                width=str(picture.width),
                height=str(picture.height),
            ),
            class_="shown",
        )

    def _text_of(self, one: _Numbered) -> str:
        parts = [self._notes(one)]
        if self._handout.pictures:
            parts += (self._links(one.slide), self._words_of(one))
        inside = "".join(parts)
        return element("div", inside, class_="said") if inside else ""

    def _notes(self, one: _Numbered) -> str:
        is_grid = self._handout.arrangement is Arrangement.GRID
        if is_grid or not self._handout.notes or not one.slide.notes:
            return "" if one is self._cover else _LINES
        return element(
            "div",
            self._setter_in(one).flow(one.slide.notes),
            class_="notes",
            role="group",
            aria_label=self._words.notes,
        )

    def _links(self, slide: LaidOutSlide) -> str:
        """The links of a picture, which cannot be clicked itself."""
        links = [one for one in _links_on(slide) if address(one.link, self._setter.places)]
        items = (
            element("li", self._setter.inline((one,)), *_shown_address(one))
            for one in dict.fromkeys(links)
        )
        return element("ul", *items, class_="links") if links else ""

    def _words_of(self, one: _Numbered) -> str:
        """What a picture shows, in words."""
        inside = self._content(one, content.description)
        if not inside or one is self._cover:
            return ""
        summary = element("summary", text(self._words.slide_text))
        return element("details", summary, element("div", inside, class_="content"))


def _leveled(chapter: _Chapter) -> _Chapter:
    """With headings in order: a slide that opens a section has the section's own."""
    level = 3 if chapter.name else 2
    first, *rest = (replace(one, level=level) for one in chapter.slides)
    first = replace(first, level=2) if chapter.opens else first
    return replace(chapter, slides=(first, *rest))


def _places(slides: Sequence[_Numbered], shown: set[int]) -> Mapping[str, str]:
    """Where the page has what links may lead to; what is not shown is in the contents."""
    return {
        anchor: one.place if one.number in shown else _CONTENTS
        for one in slides
        for anchor in one.slide.anchors
    }


def _listed_chapter(chapter: _Chapter) -> str:
    if not chapter.name:
        return element("li", _list_of(chapter.slides))
    first, *rest = chapter.slides
    target = f"#{first.place}"
    name = element("a", text(chapter.name), class_="name", href=target)
    slides = rest if chapter.opens else chapter.slides
    return element("li", name, _list_of(slides) if slides else "")


def _list_of(slides: Sequence[_Numbered]) -> str:
    items = []
    for one in slides:
        number = element("span", str(one.number), class_="number")
        title = element("span", text(one.slide.title))
        items.append(element("li", element("a", number, " ", title, href=f"#{one.place}")))
    return element("ul", *items)


def _links_on(slide: LaidOutSlide) -> Iterator[Run]:
    for shape in slide.shapes:
        paragraphs: Iterable[Paragraph] = ()
        if isinstance(shape, TextBox):
            paragraphs = shape.paragraphs
        elif isinstance(shape, TableFrame):
            paragraphs = (one for row in shape.rows for cell in row for one in cell.paragraphs)
        runs = (run for paragraph in paragraphs for run in paragraph.runs)
        yield from (Run(run.text, link=run.link) for run in runs if run.link)


def _shown_address(run: Run) -> Iterator[str]:
    """An address is shown where the words of its link say something else."""
    if not run.link.startswith("#") and not is_address(run.text, run.link):
        yield " " + element("span", text(run.link), class_="address")
