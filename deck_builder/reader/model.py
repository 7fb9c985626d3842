"""What is in a finished deck. Equal values say the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.base.units import Box
from deck_builder.base.values import dataclass

TITLES = ("title", "ctrTitle")
"""The placeholders that hold a slide's title."""
REPEATED = ("ftr", "sldNum", "dt", "hdr")
"""The placeholders that are the same on every slide: footer, number, date, header."""


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph with its level, from 0. A line break is `\\n`."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class TextShape:
    """A shape with text. `placeholder` is its type as the file has it (`title`, `body`, `obj`),
    `diagram` for SmartArt, empty for a text box."""

    paragraphs: tuple[TextParagraph, ...]
    placeholder: str = ""
    name: str = ""
    alt: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table, each cell its text; a cell that a merged one covers is empty."""

    rows: tuple[tuple[str, ...], ...]
    name: str = ""
    alt: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PictureShape:
    """A picture: a `digest` of its file, empty when the file lacks it, the format and how many
    bytes it has. `recording` is the digest of the film or sound that it plays."""

    digest: str
    format: str = ""
    size: int = 0
    alt: str = ""
    name: str = ""
    recording: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """A series of a chart, a value for each category; empty where there is none."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartShape:
    """A native chart: its kinds (`bar`, `line`), its title and data."""

    kinds: tuple[str, ...]
    title: str
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    alt: str = ""
    name: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class ObjectShape:
    """Something of another program, known by its file alone."""

    program: str
    digest: str
    alt: str = ""
    name: str = ""
    box: Box | None = None


Shape = TextShape | TableShape | PictureShape | ChartShape | ObjectShape


@dataclass(frozen=True, slots=True)
class Link:
    """A link on `text`: to a URL or a step of the show, or to the `slide` of that number."""

    text: str
    target: str
    slide: int | None = None


@dataclass(frozen=True, slots=True)
class BuildStep:
    """What a click does to a shape, counted from 0 among those that clicks change in reading
    order, or to one of its paragraphs: `entr`, `exit`, `emph` or `path`."""

    shape: int
    effect: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class SlideContents:
    """A slide. `number` counts from 1; `builds` are its clicks. `background` is empty unless the
    slide has its own. `looks` is a digest of how its shapes are set, whatever they say."""

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
        """Yield what its text shapes say, but for title, footer and number."""
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


@dataclass(frozen=True, slots=True)
class ThemeContents:
    """A theme of the deck: its colours by slot, as RRGGBB, and its fonts for headings and text."""

    name: str
    colors: tuple[tuple[str, str], ...] = ()
    heading_font: str = ""
    text_font: str = ""


@dataclass(frozen=True, slots=True)
class DeckContents:
    """A finished deck. `width` and `height` are EMU."""

    slides: tuple[SlideContents, ...]
    title: str = ""
    author: str = ""
    width: int = 0
    height: int = 0
    themes: tuple[ThemeContents, ...] = ()
