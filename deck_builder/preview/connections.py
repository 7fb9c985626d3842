"""Connectors between shapes as marks: lines, dashed or not, with heads."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import cycle, pairwise

from deck_builder.base.units import points
from deck_builder.preview.geometry import polygon
from deck_builder.preview.ink import Ink
from deck_builder.preview.marks import Mark, Path
from deck_builder.shapes import Connection, LineEnd

# PowerPoint's heads are three times as long and wide as a line, which counts as two points or more.
_HEAD, _LEAST_HEAD = 3.0, 2.0
# How long dashes and gaps are, in widths of the line.
_DASHES = {"dash": (4.0, 3.0), "sysDot": (1.0, 1.0), "sysDash": (3.0, 1.0)}
Point = tuple[float, float]


def connection_marks(line: Connection, ink: Ink) -> Iterator[Mark]:
    """Yield the line and its heads."""
    color, way = ink.hex(line.color), [(points(x), points(y)) for x, y in line.points]
    size = _HEAD * max(line.width, _LEAST_HEAD)
    for end, tip, behind in (
        (line.begins, way[0], way[1]),
        (line.ends, way[-1], way[-2]),
    ):
        yield from _head(end, tip, behind, size, color, line.width)
    if line.ends is LineEnd.ARROW:
        way[-1] = _towards(way[-1], way[-2], size)
    if line.begins is LineEnd.ARROW:
        way[0] = _towards(way[0], way[1], size)
    yield Path(_data(way, line), line=color, width=line.width)


def _towards(start: Point, end: Point, length: float) -> Point:
    away = math.dist(start, end) or 1.0
    share = min(1.0, length / away)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _head(
    end: LineEnd, tip: Point, behind: Point, size: float, color: str, width: float
) -> Iterator[Mark]:
    if end is LineEnd.NONE:
        return
    base = _towards(tip, behind, size)
    length = math.dist(tip, base) or 1.0
    across, down = (tip[0] - base[0]) / length * size / 2, (tip[1] - base[1]) / length * size / 2
    sides = ((base[0] - down, base[1] + across), (base[0] + down, base[1] - across))
    if end is LineEnd.OPEN:
        (a, b), (c, d) = sides
        yield Path(
            f"M{a:.2f} {b:.2f}L{tip[0]:.2f} {tip[1]:.2f}L{c:.2f} {d:.2f}", line=color, width=width
        )
    elif end is LineEnd.ARROW:
        yield Path(polygon((tip, *sides)), color)
    else:
        radius = size / 2
        x, y = tip
        half = f"a{radius:.2f} {radius:.2f} 0 0 1"
        yield Path(f"M{x - radius:.2f} {y:.2f}{half} {size:.2f} 0{half} {-size:.2f} 0z", color)


def _data(way: Sequence[Point], line: Connection) -> str:
    if line.dash not in _DASHES:
        return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in way)
    pattern = cycle(enumerate(one * max(1.0, line.width) for one in _DASHES[line.dash]))
    number, left = next(pattern)
    found = ""
    for start, end in pairwise(way):
        at, length = start, math.dist(start, end)
        while length > 0:
            step = min(left, length)
            following = _towards(at, end, step)
            if number == 0:
                found += f"M{at[0]:.2f} {at[1]:.2f}L{following[0]:.2f} {following[1]:.2f}"
            at, length, left = following, length - step, left - step
            if left <= 0.001:
                number, left = next(pattern)
    return found
