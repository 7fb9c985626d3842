"""Lines between shapes: straight ones and those with right angles, with what is at their ends."""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.base.units import points
from deck_builder.preview.geometry import polygon
from deck_builder.preview.ink import Ink, rect_of
from deck_builder.preview.marks import Mark, Path
from deck_builder.shapes import Connection, Connector, LineEnd

# PowerPoint's arrow heads are three times as long and wide as a line, which counts as two points
# at least.
_HEAD, _LEAST_HEAD = 3.0, 2.0
# The dashes and gaps of PowerPoint's lines, in widths of the line.
_DASHES = {"dash": (4.0, 3.0), "sysDot": (1.0, 1.0), "sysDash": (3.0, 1.0), "lgDash": (8.0, 3.0)}
Point = tuple[float, float]


def dashes(name: str, width: float) -> tuple[float, ...]:
    """Return the lengths in points of the dashes and gaps of a line that is `width` points wide;
    none for a solid one."""
    return tuple(length * width for length in _DASHES.get(name, ()))


def connection_marks(line: Connection, ink: Ink) -> Iterator[Mark]:
    """Yield the line and its ends."""
    way = [(points(x), points(y)) for x, y in line.points]
    path = Path("", line=ink.hex(line.color), width=line.width, dash=dashes(line.dash, line.width))
    yield from line_marks(way, path, line.begins, line.ends)


def connector_marks(line: Connector, ink: Ink) -> Iterator[Mark]:
    """Yield a straight line, and the arrow head at its end."""
    rect = rect_of(line.box)
    across, down = (rect.x, rect.x + rect.width), (rect.y, rect.y + rect.height)
    way = list(
        zip(
            reversed(across) if line.mirrored else across,
            reversed(down) if line.flipped else down,
            strict=True,
        )
    )
    path = Path("", line=ink.hex(line.color), width=line.width)
    yield from line_marks(way, path, LineEnd.NONE, LineEnd.ARROW if line.arrow else LineEnd.NONE)


def line_marks(way: list[Point], path: Path, begins: LineEnd, ends: LineEnd) -> Iterator[Mark]:
    """Yield the ends of a line along a `way`, and the line, which looks as `path`."""
    size = _HEAD * max(path.width, _LEAST_HEAD)
    yield from _end(way[1], way[0], begins, size, path)
    yield from _end(way[-2], way[-1], ends, size, path)
    if begins is LineEnd.ARROW:
        way[0] = _towards(way[0], way[1], size)
    if ends is LineEnd.ARROW:
        way[-1] = _towards(way[-1], way[-2], size)
    yield replace(path, data="M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in way))


def _towards(start: Point, end: Point, far: float) -> Point:
    """The point that is so far from one on the way to another, at most there."""
    length = math.dist(start, end)
    if not length:
        return start
    share = min(1.0, far / length)
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _end(before: Point, tip: Point, end: LineEnd, size: float, line: Path) -> Iterator[Mark]:
    length = math.dist(before, tip)
    if end is LineEnd.NONE or not length:
        return
    along = ((tip[0] - before[0]) / length, (tip[1] - before[1]) / length)
    across = (-along[1] * size / 2, along[0] * size / 2)
    base = (tip[0] - along[0] * size, tip[1] - along[1] * size)
    left = (base[0] + across[0], base[1] + across[1])
    right = (base[0] - across[0], base[1] - across[1])
    solid = Path("", line.line, line.line_opacity)
    match end:
        case LineEnd.ARROW:
            yield replace(solid, data=polygon((tip, left, right)))
        case LineEnd.OPEN:
            data = f"M{left[0]:.2f} {left[1]:.2f}L{tip[0]:.2f} {tip[1]:.2f}"
            yield replace(line, data=f"{data}L{right[0]:.2f} {right[1]:.2f}", dash=())
        case LineEnd.DIAMOND | LineEnd.CIRCLE:
            half = size / 2
            sides = 4 if end is LineEnd.DIAMOND else 16
            turns = (math.tau * at / sides for at in range(sides))
            corners = (
                (tip[0] + half * math.cos(one), tip[1] + half * math.sin(one)) for one in turns
            )
            yield replace(solid, data=polygon(corners))
