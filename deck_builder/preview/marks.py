"""What the picture of a slide consists of, from the back to the front. Lengths are points from the
slide's upper left corner; colours are RRGGBB."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from deck_builder.base.source import Span
from deck_builder.shapes import Crop


class Rect(Struct, frozen=True):
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float


class Path(Struct, frozen=True):
    """An outline, as the path data of SVG, filled or not; `opacity` is that of the fill, as a
    share. A `line` is the colour of the outline, `width` points wide, with dashes and gaps of the
    lengths of `dash` in points, and as opaque as `line_opacity`. One that is `rounded` has round
    ends and corners. `matrix` is what its points are multiplied by, as in SVG."""

    data: str
    fill: str = ""
    opacity: float = 1.0
    line: str = ""
    width: float = 0.0
    rounded: bool = False
    matrix: tuple[float, ...] = ()
    dash: tuple[float, ...] = ()
    line_opacity: float = 1.0


class Gradient(Struct, frozen=True):
    """A rectangle filled from one colour to the next, from its upper left corner to the opposite
    one, or along the line from one point to another, each as shares of the rectangle, of its
    `direction`. `shares` are where the colours are on this line; without any they are evenly
    spaced. With `data`, the path data of SVG, that outline is filled, and `matrix` is what its
    points are multiplied by."""

    rect: Rect
    colors: tuple[str, ...]
    shares: tuple[float, ...] = ()
    direction: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    data: str = ""
    matrix: tuple[float, ...] = ()

    @property
    def stops(self) -> Iterator[tuple[float, str]]:
        """Yield where each colour is, as a share of the way, and the colour."""
        last = max(1, len(self.colors) - 1)
        shares = self.shares or tuple(at / last for at in range(len(self.colors)))
        return zip(shares, self.colors, strict=True)


class Letters(Struct, frozen=True):
    """Characters of one look on one line, which begin at `x` on the line `baseline`. `width` is
    how wide they were measured."""

    text: str
    x: float
    baseline: float
    width: float
    family: str
    size: float
    color: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    tracking: float = 0.0
    link: str = ""
    tip: str = ""
    lang: str = ""


class TextLine(Struct, frozen=True):
    """A line of text: its letters in reading order. One that `rtl` is read from the right, and its
    right end is at `right`."""

    letters: tuple[Letters, ...]
    rtl: bool = False
    right: float = 0.0


class Raster(Struct, frozen=True):
    """A picture that fills a rectangle, without what is cut off: its bytes in a `format` such as
    `png`, and its own width and height, in any unit. A click on it leads to its `link`, which has
    a `tip`. A drawing has a `fallback` in PNG; one that is the author's, not `own`, could keep a
    program busy. With `outline`, the path data of SVG from the corner of the rectangle, only what
    is inside of that is seen. It is as opaque as the share `opacity`."""

    rect: Rect
    data: bytes
    format: str
    size: tuple[float, float]
    crop: Crop = Crop()
    link: str = ""
    tip: str = ""
    fallback: bytes = b""
    own: bool = False
    outline: str = ""
    opacity: float = 1.0


Mark = Path | Gradient | TextLine | Raster


class Turn(Struct, frozen=True):
    """A turn clockwise around a point."""

    degrees: float
    x: float
    y: float


class Part(Struct, frozen=True):
    """Marks that belong together: a shape of the slide, or one of its paragraphs. `shape` and
    `paragraph` are those of the waist, counted from 0, which builds show and hide; None is what
    the layout has. `alt` describes it to those who do not see it, and
    `span` is where it was written, if that is known. With a `turn`, all marks are turned."""

    marks: tuple[Mark, ...]
    rect: Rect
    shape: int | None = None
    paragraph: int | None = None
    alt: str = ""
    span: Span | None = None
    turn: Turn | None = None


class SlidePicture(Struct, frozen=True):
    """The picture of a slide, `width` x `height` points. `parts` are in reading order, which is
    that from the back to the front. `missing` names what was not drawn."""

    width: float
    height: float
    parts: tuple[Part, ...]
    missing: tuple[str, ...] = ()


def letters_of(slide: SlidePicture) -> Iterator[Letters]:
    """Yield all letters on a slide."""
    for part in slide.parts:
        for mark in part.marks:
            if isinstance(mark, TextLine):
                yield from mark.letters


def rasters_of(slide: SlidePicture) -> Iterator[Raster]:
    """Yield all pictures on a slide."""
    for part in slide.parts:
        for mark in part.marks:
            if isinstance(mark, Raster):
                yield mark
