"""What a drawn chart consists of. Lengths are points from the chart's upper left corner; colours
are RRGGBB; font sizes are points. `piece` is what of the data a mark shows: None where it is around
that, such as an axis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Align = Literal["left", "center", "right"]
Point = tuple[float, float]


class Piece(Struct, frozen=True):
    """What of the data a mark shows, by numbers from 0: a series, or a category, or both; neither
    is all of the data. A mark with several `categories` has a point at each of them."""

    series: int | None = None
    categories: tuple[int, ...] = ()


ALL = Piece()
"""What shows all of the data, such as a line at its mean."""


class Bar(Struct, frozen=True):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    piece: Piece | None = None


class Stroke(Struct, frozen=True):
    """A line through `points`, `width` points thick."""

    points: tuple[Point, ...]
    color: str
    width: float
    dashed: bool = False
    piece: Piece | None = None


class Surface(Struct, frozen=True):
    """A filled polygon."""

    points: tuple[Point, ...]
    fill: str
    opacity: float = 1.0
    piece: Piece | None = None


class Sector(Struct, frozen=True):
    """A slice of a disc around `center`, or of a ring when `hole` (a radius) is not zero; angles
    are degrees clockwise from twelve o'clock."""

    center: Point
    radius: float
    hole: float
    start: float
    end: float
    fill: str
    edge: str
    piece: Piece | None = None


class Dots(Struct, frozen=True):
    """Discs around `points`."""

    points: tuple[Point, ...]
    radius: float
    fill: str
    opacity: float = 1.0
    piece: Piece | None = None


class Label(Struct, frozen=True):
    """One line of text. `y` is its middle; `x` its left end, middle or right end as `align` says.
    A positive `angle` in degrees turns it counterclockwise around that point."""

    text: str
    x: float
    y: float
    size: float
    color: str
    align: Align = "left"
    bold: bool = False
    angle: float = 0.0
    piece: Piece | None = None


class Anchor(Struct, frozen=True):
    """Where a point is that words may be about: its category and series, its place, and which way
    is free of its own bar. It is not painted."""

    category: str
    series: str
    value: float
    x: float
    y: float


Mark = Bar | Stroke | Surface | Sector | Dots | Label | Anchor


def showing(
    marks: Iterable[Mark], series: int | None = None, categories: tuple[int, ...] = ()
) -> Iterator[Mark]:
    """Yield `marks` as those that show this piece of the data."""
    piece = Piece(series, categories)
    for mark in marks:
        yield mark if isinstance(mark, Anchor) else replace(mark, piece=piece)
