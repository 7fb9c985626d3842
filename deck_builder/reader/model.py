"""The contents of a finished deck. Equal values mean the same contents."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from deck_builder.base.units import Box

TITLES = ("title", "ctrTitle")
"""The placeholders that hold a slide's title."""
REPEATED = ("ftr", "sldNum", "dt", "hdr")
"""The placeholders that are the same on every slide: footer, number, date, header."""


class TextParagraph(Struct, frozen=True):
    """A paragraph with its level, from 0. A line break is `\\n`."""

    text: str
    level: int = 0


class BaseShape(Struct, frozen=True, kw_only=True):
    """The name, the alternative text and the place of a shape; None when its layout sets that."""

    name: str = ""
    alt: str = ""
    box: Box | None = None


class TextShape(BaseShape, frozen=True):
    """A shape with text. `placeholder` is its type as the file has it (`title`, `body`, `obj`),
    `diagram` for SmartArt, empty for a text box."""

    paragraphs: tuple[TextParagraph, ...]
    placeholder: str = ""


class TableShape(BaseShape, frozen=True):
    """A table, each cell its text; a cell that a merged one covers is empty."""

    rows: tuple[tuple[str, ...], ...]


class PictureShape(BaseShape, frozen=True):
    """A picture: a `digest` of its file, empty when that is missing, its format and its size in
    bytes. `recording` is the digest of the film or sound that it plays."""

    digest: str
    format: str = ""
    size: int = 0
    recording: str = ""


class ChartSeries(Struct, frozen=True):
    """A series of a chart, a value for each category; empty where there is none."""

    name: str
    values: tuple[str, ...]


class ChartShape(BaseShape, frozen=True):
    """A native chart: its kinds (`bar`, `line`), its title and data."""

    kinds: tuple[str, ...]
    title: str
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]


class ObjectShape(BaseShape, frozen=True):
    """An object of another program, identified by a digest of its file."""

    program: str
    digest: str


Shape = TextShape | TableShape | PictureShape | ChartShape | ObjectShape


class Link(Struct, frozen=True):
    """A link on `text`: to a URL or a step of the show, or to the `slide` of that number."""

    text: str
    target: str
    slide: int | None = None


class BuildStep(Struct, frozen=True):
    """What a click does to a shape, counted from 0 among those that clicks change in reading
    order, or to one of its paragraphs: `entr`, `exit`, `emph` or `path`."""

    shape: int
    effect: str
    paragraph: int | None = None


class SlideContents(Struct, frozen=True):
    """A slide. `number` counts from 1; `builds` are its clicks. `background` is empty unless the
    slide has its own. `looks` is a digest of the looks of its shapes, whatever their words."""

    number: int
    title: str = ""
    layout: str = ""
    theme: str = ""
    section: str = ""
    shapes: tuple[Shape, ...] = ()
    notes: tuple[TextParagraph, ...] = ()
    links: tuple[Link, ...] = ()
    footer: str = ""
    transition: str = ""
    builds: tuple[tuple[BuildStep, ...], ...] = ()
    hidden: bool = False
    background: str = ""
    looks: str = ""

    @property
    def paragraphs(self) -> Iterator[TextParagraph]:
        """Yield the paragraphs of its text shapes, but for title, footer and number."""
        for shape in self.shapes:
            if isinstance(shape, TextShape) and shape.placeholder not in (*TITLES, *REPEATED):
                yield from shape.paragraphs

    @property
    def tables(self) -> tuple[TableShape, ...]:
        """Its tables, in reading order."""
        return tuple(shape for shape in self.shapes if isinstance(shape, TableShape))

    @property
    def charts(self) -> tuple[ChartShape, ...]:
        """Its native charts, in reading order."""
        return tuple(shape for shape in self.shapes if isinstance(shape, ChartShape))

    @property
    def pictures(self) -> tuple[PictureShape, ...]:
        """Its pictures, in reading order."""
        return tuple(shape for shape in self.shapes if isinstance(shape, PictureShape))


class ThemeContents(Struct, frozen=True):
    """A theme of the deck: its colours by slot, as RRGGBB, and its fonts for headings and text."""

    name: str
    colors: tuple[tuple[str, str], ...] = ()
    heading_font: str = ""
    text_font: str = ""


class DeckContents(Struct, frozen=True):
    """A finished deck. `width` and `height` are EMU."""

    slides: tuple[SlideContents, ...]
    title: str = ""
    author: str = ""
    width: int = 0
    height: int = 0
    themes: tuple[ThemeContents, ...] = ()
