"""What a drawn chart consists of. Lengths are points from the chart's upper left corner; colours
are RRGGBB; font sizes are points."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Align = Literal["left", "center", "right"]
Point = tuple[float, float]


class Bar(Struct, frozen=True):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str


class Stroke(Struct, frozen=True):
    """A line through `points`, `width` points thick."""

    points: tuple[Point, ...]
    color: str
    width: float
    dashed: bool = False


class Surface(Struct, frozen=True):
    """A filled polygon."""

    points: tuple[Point, ...]
    fill: str
    opacity: float = 1.0


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


class Dots(Struct, frozen=True):
    """Discs around `points`."""

    points: tuple[Point, ...]
    radius: float
    fill: str
    opacity: float = 1.0


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


class Anchor(Struct, frozen=True):
    """Where a point is that words may be about: its category and series, its place, and which way
    is free of its own bar. It is not painted."""

    category: str
    series: str
    value: float
    x: float
    y: float


Mark = Bar | Stroke | Surface | Sector | Dots | Label | Anchor
