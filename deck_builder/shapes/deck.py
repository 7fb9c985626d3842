"""The laid out deck: its slides, how they are shown, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Image
from deck_builder.shapes.kinds import ChartFrame, FormulaFrame, Shape
from deck_builder.text.runs import Paragraph
from deck_builder.theme.model import Layout, Theme

if TYPE_CHECKING:
    from deck_builder.reader import ImportedSlide

# A decoration that covers more of the slide hides a background of its own.
_COVERED = 0.6


class Appearance(Struct, frozen=True):
    """A shape of a slide that is not there from the start, counted from 0: the whole of it, or one
    of its paragraphs; of a chart, one of what it is built of. One that `leaves` goes instead."""

    shape: int
    paragraph: int | None = None
    leaves: bool = False


Click = tuple[Appearance, ...]
"""What appears or leaves with one click."""


class SlideBackground(Struct, frozen=True):
    """What is behind a slide instead of what its layout has there.

    `colors` are one colour, or two with a gradient between them, each a name of the palette or
    `#RRGGBB`. Or it is the picture in the file `target`, whose mean colour is `average`. `dim` is
    how much of that is covered by the dark colour, in percent. A picture covers the slide, or is as
    wide as the share `fit` of it, or as large as it can be with a `fit` of 0. `inverted` swaps the
    colours of text and background, against the theme's own.
    """

    colors: tuple[str, ...] = ()
    target: str = ""
    picture: Image | None = None
    average: str = ""
    dim: float = 0.0
    fit: float | None = None
    inverted: bool = False

    def on(self, layout: Layout) -> Layout:
        """Return `layout` with the colours that are easy to read on this background."""
        # The theme's colour for links is chosen for the theme's own background.
        return replace(layout, inverted=self.inverted, link="tx1", colors=None, mapping={})

    def shows(self, layout: Layout, theme: Theme) -> bool:
        """Whether the decorations of `layout` leave enough of it to be seen, and none has words, or
        is behind any, where the colours of text and background are swapped."""
        if self.inverted and any(map(layout.is_read_on, layout.decorations)):
            return False
        slide = theme.width * theme.height
        boxes = (decoration.box for decoration in layout.decorations)
        return all(box.width * box.height < _COVERED * slide for box in boxes)


class Staging(Struct, frozen=True):
    """How a slide is shown. An empty `transition` is the deck's. A `hidden` slide is skipped, an
    `appendix` follows the end, `incremental` paragraphs come one by one. `seconds` is the time to
    speak that the author gives it, None to reckon it. By `priority` it leaves a talk that is too
    long: 1 last, 3 first, 0 not at all. `header`, `footer` and whether the slide is `numbered` are
    None where they are the deck's."""

    background: SlideBackground | None = None
    transition: str = ""
    hidden: bool = False
    appendix: bool = False
    incremental: bool = False
    seconds: float | None = None
    priority: int = 0
    header: str | None = None
    footer: str | None = None
    numbered: bool | None = None

    @property
    def ground(self) -> SlideBackground | None:
        """The background when it is all that is behind the slide; a picture that does not cover the
        slide stands on what the layout has there."""
        background = self.background
        return None if background is None or background.fit is not None else background

    def is_numbered(self, others: bool) -> bool:
        """Return whether the slide shows its number in a deck where `others` do."""
        return others if self.numbered is None else self.numbered

    @property
    def is_spoken(self) -> bool:
        """Whether the slide is part of the show."""
        return not (self.hidden or self.appendix)


class TimeSource(Enum):
    """Where a slide's time to speak comes from: its notes, the words or the figures that it shows,
    the least that a slide takes, or the author. A slide that is skipped takes none."""

    NOTES = "notes"
    SHOWN = "shown"
    FIGURES = "figures"
    LEAST = "least"
    GIVEN = "given"
    SKIPPED = "skipped"


class LaidOutSlide(Struct, frozen=True):
    """A slide, laid out. `layout` names a layout of the theme; `anchors` are the ids that links
    may point to; `title` is its title in plain text, shown or not. `builds` are its clicks.
    `head` is what the theme shows of its section: read after the title, `foot` after the rest;
    neither is among the words of the slide.
    `seconds` is its time to speak; pages that continue a slide share that, the first one is `page`
    1. `theme` is set in a deck of several themes. One that was `imported` before is put in as it
    is, and has no shapes; its own notes are among the `notes`."""

    layout: str
    title: str
    shapes: tuple[Shape, ...]
    notes: tuple[Paragraph, ...] = ()
    anchors: tuple[str, ...] = ()
    staging: Staging = Staging()
    builds: tuple[Click, ...] = ()
    head: tuple[Shape, ...] = ()
    foot: tuple[Shape, ...] = ()
    seconds: float = 0.0
    time_source: TimeSource = TimeSource.LEAST
    page: int = 1
    theme: Theme | None = None
    imported: ImportedSlide | None = None

    def layout_in(self, theme: Theme) -> Layout:
        """Return its layout in `theme`, in the colours that its background asks for."""
        layout, background = theme.layouts[self.layout], self.staging.ground
        return background.on(layout) if background else layout


class DeckProperties(Struct, frozen=True):
    """What the file says of itself. `date` is as shown on the title slide. With `progress`,
    slides show their section as the theme does. Behind a slide's number
    stands how many there are when they are `totalled`. `transition` is one of `TRANSITIONS`, or
    empty. `minutes` is the time the talk may take, 0 when open; with a `clock`, the notes say when
    each slide begins. `keep_data` keeps what imported slides have besides what they show."""

    title: str = ""
    subtitle: str = ""
    author: str = ""
    date: str = ""
    language: str = "en-US"
    header: str = ""
    footer: str = ""
    slide_numbers: bool = True
    progress: bool = True
    totalled: bool = False
    transition: str = ""
    minutes: float = 0.0
    clock: bool = False
    keep_data: bool = False


class DeckSection(Struct, frozen=True):
    """A section of the deck as PowerPoint's slide sorter shows it: slides from `first`, from 0."""

    name: str
    first: int


class LaidOutDeck(Struct, frozen=True):
    """The whole deck, ready to be written. `secrets` are phrases, in words, that must not be in
    its file, each with the place in the talk where it is."""

    slides: tuple[LaidOutSlide, ...]
    theme: Theme
    properties: DeckProperties = DeckProperties()
    sections: tuple[DeckSection, ...] = ()
    secrets: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes of its slides in order, each once; names tell them apart."""
        found = (slide.theme or self.theme for slide in self.slides)
        return tuple({theme.name: theme for theme in found}.values()) or (self.theme,)

    def charts(self) -> Iterator[tuple[ChartFrame, Theme]]:
        """Yield the charts in order, with the theme of their slide."""
        for slide in self.slides:
            for shape in slide.shapes:
                if isinstance(shape, ChartFrame):
                    yield shape, slide.theme or self.theme

    def formulas(self) -> Iterator[tuple[str, float, str]]:
        """Yield the formulas that pictures are needed of: LaTeX, size in points and RRGGBB."""
        for slide in self.slides:
            theme = slide.theme or self.theme
            for shape in slide.shapes:
                if isinstance(shape, FormulaFrame):
                    palette = slide.layout_in(theme).palette(theme.palette)
                    yield shape.latex, shape.size, palette.hex(shape.color)
