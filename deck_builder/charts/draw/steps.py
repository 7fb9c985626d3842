"""A chart that is built piece by piece: what is behind the data, each piece of it, and what is over
it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.chart_builds import ChartBuild
from deck_builder.charts.draw.marks import Anchor, Dots, Mark, Stroke, Surface

# By how much areas reach under the one before, in points, so that no gap is seen between them.
_OVERLAP = 0.4


class Layer(Struct, frozen=True):
    """Marks that appear together, with the number of their step, from 0; None is there from the
    start."""

    step: int | None
    marks: tuple[Mark, ...]


def layers(marks: Sequence[Mark], way: ChartBuild, count: int) -> tuple[Layer, ...]:
    """Return `marks` as layers from the back to the front, for so many steps of this `way`. What
    shows all of the data comes with the last series, and is there before the first category."""
    found = [one for mark in marks for one in _stepped(mark, way, count)]
    first = next((at for at, (step, _) in enumerate(found) if step is not None), len(found))
    steps: list[list[Mark]] = [[] for _ in range(count)]
    for step, mark in found:
        if step is not None:
            steps[step].append(mark)
    around = [
        Layer(None, tuple(mark for step, mark in part if step is None))
        for part in (found[:first], found[first:])
    ]
    pieces = (Layer(step, tuple(part)) for step, part in enumerate(steps))
    return tuple(layer for layer in (around[0], *pieces, around[1]) if layer.marks)


def _stepped(mark: Mark, way: ChartBuild, count: int) -> Iterator[tuple[int | None, Mark]]:
    """A mark, or its parts, each with its step."""
    if isinstance(mark, Anchor):
        return
    piece = mark.piece
    if piece is None:
        yield None, mark
    elif way is ChartBuild.SERIES:
        yield count - 1 if piece.series is None else min(piece.series, count - 1), mark
    elif len(piece.categories) < 2:
        yield next(iter(piece.categories), None), mark
    else:
        yield from _by_category(mark, piece.categories)


def _by_category(mark: Mark, categories: Sequence[int]) -> Iterator[tuple[int, Mark]]:
    """The parts of a mark with a point at each of `categories`: of a line, what leads there."""
    match mark:
        case Dots():
            for at, point in zip(categories, mark.points, strict=True):
                yield at, replace(mark, points=(point,))
        case Stroke():
            for at, (before, point) in zip(categories[1:], pairwise(mark.points), strict=True):
                # Lines of three points have round ends.
                yield at, replace(mark, points=(before, point, point))
        case Surface():
            yield from _columns(mark, categories)
        case _:
            yield categories[-1], mark


def _columns(area: Surface, categories: Sequence[int]) -> Iterator[tuple[int, Mark]]:
    """The parts of an area between two categories each."""
    count = len(categories)
    upper, lower = area.points[:count], area.points[: count - 1 : -1]
    if len(lower) < count:
        # Over a straight line, only its ends are points.
        upper, base = area.points[1:-1], area.points[0][1]
        lower = tuple((x, base) for x, _ in upper)
    under = _OVERLAP if area.opacity == 1.0 else 0.0
    edges = zip(pairwise(upper), pairwise(lower), strict=True)
    for at, ((before, after), (low_before, low_after)) in zip(categories[1:], edges, strict=True):
        start, low_start = (before[0] - under, before[1]), (low_before[0] - under, low_before[1])
        yield at, replace(area, points=(start, after, low_after, low_start))
