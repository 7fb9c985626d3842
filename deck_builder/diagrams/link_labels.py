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
_ON_LABEL = 1e5
_ON_LINK = 300.0
_TIGHT = 40.0
_OFF_MIDDLE = 30.0
_SHARED = 200.0
_BESIDE = 120.0


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
    em: int,
) -> list[Box]:
    """Return a box for each of `labels`, in their order; `ways` are the points of all links, and
    `boxes` what they must not cover."""
    solid = list(boxes)
    stretches = [list(_stretches(way)) for way in ways]
    taken: list[Box] = []
    found: dict[int, Box] = {}
    # Those at an end have the least choice.
    order = sorted(range(len(labels)), key=lambda one: (labels[one].end is None, one))
    for index in order:
        label = labels[index]
        others = [s for n, own in enumerate(stretches) if n != label.number for s in own]
        best, least = None, float("inf")
        for box, cost in _candidates(label, ways[label.number], others, em):
            if cost >= least:
                continue
            cost += _conflicts(box, solid, taken, others, em)
            if cost < least:
                best, least = box, cost
        assert best is not None
        taken.append(best)
        found[index] = best
    return [found[index] for index in range(len(labels))]


Stretch = tuple[Point, Point]


def _stretches(way: Sequence[Point]) -> Iterator[Stretch]:
    return itertools.pairwise(way)


def _candidates(
    label: Labelled, way: Sequence[Point], others: Sequence[Stretch], em: int
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
            if any(_lies_on((x, y), other) for other in others):
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


def _lies_on(point: Point, stretch: Stretch) -> bool:
    (a, b), (c, d) = stretch
    x, y = point
    if a == c:
        return x == a and min(b, d) <= y <= max(b, d)
    return y == b and min(a, c) <= x <= max(a, c)


def _conflicts(
    box: Box, solid: Sequence[Box], taken: Sequence[Box], others: Sequence[Stretch], em: int
) -> float:
    pad = round(0.15 * em)
    around = Box(box.x - pad, box.y - pad, box.width + 2 * pad, box.height + 2 * pad)
    cost = 0.0
    if any(around.overlaps(one) for one in solid):
        cost += _NEVER
    if any(around.overlaps(one) for one in taken):
        cost += _ON_LABEL
    for (a, b), (c, d) in others:
        line = Box(min(a, c), min(b, d), max(1, abs(a - c)), max(1, abs(b - d)))
        if box.overlaps(line):
            cost += _ON_LINK
    return cost
