"""Where the words on links stand: on their own link, away from boxes, other words and links."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from deck_builder.base.units import Box

Point = tuple[int, int]

# Where on a stretch the middle of a label may be, the best place first.
_SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88)
_NEVER = 1e9
_EDGE = -3
_ON_LABEL = 1e5
_ON_LINK = 300.0
_TIGHT = 40.0
_OFF_MIDDLE = 30.0
_SHARED = 200.0
_BESIDE = 120.0
# In em: the side of a square of the grid, and the room around words.
_SQUARE, _PAD = 4, 0.15


class Labelled(Struct, frozen=True):
    """Words of a link, `width` EMU wide and `height` high, to be placed on its way. Those of an
    end, 0 for the start and 1 for the end, stand beside that."""

    number: int
    width: int
    height: int
    end: int | None = None


def placed(
    labels: Sequence[Labelled],
    ways: Sequence[Sequence[Point]],
    boxes: Iterable[Box],
    frames: Iterable[Box],
    em: int,
) -> list[Box]:
    """Return a box for each of `labels`, in their order; `ways` are the points of all links,
    `boxes` what they must not cover, and `frames` those whose edges they should not cover."""
    solid = _Grid(em)
    for box in boxes:
        solid.add(box, -1)
    lines = _Grid(em)
    for number, way in enumerate(ways):
        for (a, b), (c, d) in _stretches(way):
            line = Box(min(a, c), min(b, d), max(1, abs(a - c)), max(1, abs(b - d)))
            lines.add(line, number)
    for frame in frames:
        for edge in _edges(frame):
            lines.add(edge, _EDGE)
    taken = _Grid(em)
    found: dict[int, Box] = {}
    # Those at an end have the least choice.
    order = sorted(range(len(labels)), key=lambda one: (labels[one].end is None, one))
    for index in order:
        label = labels[index]
        best, least = None, float("inf")
        for box, cost in _candidates(label, ways[label.number], lines, em):
            if cost >= least:
                continue
            around = _around(box, em)
            cost += _NEVER * solid.meets(around) + _ON_LABEL * taken.meets(around)
            cost += _ON_LINK * lines.meets(box, label.number)
            if cost < least:
                best, least = box, cost
        assert best is not None
        taken.add(best, index)
        found[index] = best
    return [found[index] for index in range(len(labels))]


def _edges(frame: Box) -> Iterator[Box]:
    yield Box(frame.x, frame.y, frame.width, 1)
    yield Box(frame.x, frame.bottom, frame.width, 1)
    yield Box(frame.x, frame.y, 1, frame.height)
    yield Box(frame.right, frame.y, 1, frame.height)


class _Grid:
    """Boxes by where they are, each with a number."""

    def __init__(self, em: int) -> None:
        self.side = _SQUARE * em
        self.squares: dict[tuple[int, int], list[tuple[Box, int]]] = {}

    def _touched(self, box: Box) -> Iterator[tuple[int, int]]:
        for column in range(box.x // self.side, box.right // self.side + 1):
            for row in range(box.y // self.side, box.bottom // self.side + 1):
                yield column, row

    def add(self, box: Box, number: int) -> None:
        for square in self._touched(box):
            self.squares.setdefault(square, []).append((box, number))

    def meets(self, box: Box, but: int = -2) -> int:
        """How many boxes of other numbers a box meets."""
        found = {
            id(other)
            for square in self._touched(box)
            for other, number in self.squares.get(square, ())
            if number != but and other.overlaps(box)
        }
        return len(found)


def _around(box: Box, em: int) -> Box:
    pad = round(_PAD * em)
    return Box(box.x - pad, box.y - pad, box.width + 2 * pad, box.height + 2 * pad)


Stretch = tuple[Point, Point]


def _stretches(way: Sequence[Point]) -> Iterator[Stretch]:
    return itertools.pairwise(way)


def _candidates(
    label: Labelled, way: Sequence[Point], lines: _Grid, em: int
) -> Iterator[tuple[Box, float]]:
    if label.end is not None:
        yield from _at_end(label, way[::-1] if label.end else way, em)
        return
    whole = sum(abs(a - c) + abs(b - d) for (a, b), (c, d) in _stretches(way))
    before = 0
    for (a, b), (c, d) in _stretches(way):
        length = abs(a - c) + abs(b - d)
        extent = label.width if b == d else label.height
        for share in _SHARES:
            x, y = round(a + (c - a) * share), round(b + (d - b) * share)
            box = Box(x - label.width // 2, y - label.height // 2, label.width, label.height)
            away = abs((before + length * share) / max(1, whole) - 0.5)
            cost = away * _OFF_MIDDLE
            # The link must be seen before and after its words.
            free = length / 2 - abs(share - 0.5) * length - extent / 2
            if free < 0.5 * em:
                cost += _TIGHT * (1.5 - free / em)
            if _is_shared((x, y), a == c, lines, label.number):
                cost += _SHARED
            yield box, cost
            if a == c:
                for side in (-1, 1):
                    shift = side * (label.width // 2 + round(0.3 * em))
                    yield Box(box.x + shift, box.y, box.width, box.height), cost + _BESIDE
            else:
                for side in (-1, 1):
                    shift = side * (label.height // 2 + round(0.2 * em))
                    yield Box(box.x, box.y + shift, box.width, box.height), cost + _BESIDE
        before += length


def _at_end(label: Labelled, way: Sequence[Point], em: int) -> Iterator[tuple[Box, float]]:
    """Beside the first stretch of a way."""
    (a, b), (c, d) = way[0], way[1]
    gap, away = round(0.25 * em), round(0.7 * em)
    for step in range(3):
        out = away + step * round(0.7 * em)
        for side in (1, -1):
            if a == c:
                x = a + gap if side > 0 else a - gap - label.width
                y = b + out if d > b else b - out - label.height
            else:
                y = b - gap - label.height if side > 0 else b + gap
                x = a + out if c > a else a - out - label.width
            yield Box(x, y, label.width, label.height), 10.0 * step + (side < 0)


def _is_shared(point: Point, is_upright: bool, lines: _Grid, number: int) -> bool:
    """Whether another link goes the same way at a point."""
    x, y = point
    along = Box(x, y - 2, 1, 4) if is_upright else Box(x - 2, y, 4, 1)
    for square in lines._touched(along):
        for line, other in lines.squares.get(square, ()):
            is_alike = (line.width <= 1) if is_upright else (line.height <= 1)
            if other != number and is_alike and line.overlaps(along):
                return True
    return False
