"""Where what is on each rank of a graph stands, so that links are short and straight."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec import Struct

_SWEEPS, _FEW_SWEEPS = 12, 5
# With so many vertices and links that pass ranks, fewer sweeps will do.
_LARGE = 500
_LIGHT = 0.001
_BESIDE = 0.01
# A link with so much weight is one that a vertex should be straight with.
_TIED = 0.9


class Pull(Struct, frozen=True):
    """A link from a vertex to one on the next rank, the `weight` with which it wants to be
    straight, and how far from the middle of each it ends."""

    start: int
    end: int
    weight: float = 1.0
    start_offset: float = 0.0
    end_offset: float = 0.0


def abscissas(
    layers: Sequence[Sequence[int]],
    sizes: Sequence[float],
    gaps: Sequence[float],
    pulls: Sequence[Pull],
    near: float = 0.0,
) -> list[float]:
    """Return where the middle of each vertex stands across the flow. The `layers` are in order;
    each vertex has a size, and a gap to its neighbour of which half belongs to each. What is
    nearly straight, by less than `near`, becomes so where there is room."""
    count = len(sizes)
    above: list[list[tuple[int, float, float]]] = [[] for _ in range(count)]
    below: list[list[tuple[int, float, float]]] = [[] for _ in range(count)]
    row = {vertex: number for number, layer in enumerate(layers) for vertex in layer}
    for pull in pulls:
        shift = pull.start_offset - pull.end_offset
        if row[pull.start] == row[pull.end]:
            # As near as may be, whoever is looked at first.
            for links in (above, below):
                links[pull.end].append((pull.start, _BESIDE, 0.0))
            continue
        above[pull.end].append((pull.start, pull.weight, shift))
        below[pull.start].append((pull.end, pull.weight, -shift))
    x = [0.0] * count
    apart = [_apart(layer, sizes, gaps) for layer in layers]
    for layer, distances in zip(layers, apart, strict=True):
        at = -sum(distances) / 2
        for vertex, distance in zip(layer, (*distances, 0.0), strict=True):
            x[vertex] = at
            at += distance
    rows = list(zip(layers, apart, strict=True))
    # Last from below: what leads to several stands over their middle.
    for _ in range(_SWEEPS if count < _LARGE else _FEW_SWEEPS):
        before = list(x)
        _sweep(rows, above, x)
        _sweep(rows[::-1], below, x)
        if x == before:
            break
    for links in (above, below, above):
        _straighten(rows if links is above else rows[::-1], links, x, near)
    return x


def _straighten(
    rows: Sequence[tuple[Sequence[int], Sequence[float]]],
    links: Sequence[Sequence[tuple[int, float, float]]],
    x: list[float],
    near: float,
) -> None:
    """Move each vertex that is nearly straight over or under its only one there, if there is
    room."""
    for layer, distances in rows:
        for index, vertex in enumerate(layer):
            tied = [(other, shift) for other, weight, shift in links[vertex] if weight >= _TIED]
            if len(tied) != 1:
                continue
            place = x[tied[0][0]] + tied[0][1]
            if not 0 < abs(place - x[vertex]) < near:
                continue
            before = index == 0 or place - x[layer[index - 1]] >= distances[index - 1]
            behind = index == len(layer) - 1 or x[layer[index + 1]] - place >= distances[index]
            if before and behind:
                x[vertex] = place


def _apart(layer: Sequence[int], sizes: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The least distances between the middles of neighbours."""
    return [(sizes[a] + sizes[b] + gaps[a] + gaps[b]) / 2 for a, b in itertools.pairwise(layer)]


def _sweep(
    rows: Sequence[tuple[Sequence[int], Sequence[float]]],
    links: Sequence[Sequence[tuple[int, float, float]]],
    x: list[float],
) -> None:
    for layer, distances in rows:
        wanted, weights = [], []
        for vertex in layer:
            pulled = sorted((x[other] + shift, weight) for other, weight, shift in links[vertex])
            wanted.append(_median(pulled) if pulled else x[vertex])
            weights.append(sum(weight for _, weight in pulled) or _LIGHT)
        for vertex, place in zip(layer, _nearest(wanted, weights, distances), strict=True):
            x[vertex] = place


def _median(places: Sequence[tuple[float, float]]) -> float:
    """The place that as much weight wants to be before as behind; between two, their middle."""
    half = sum(weight for _, weight in places) / 2
    reached = 0.0
    for index, (place, weight) in enumerate(places):
        reached += weight
        if abs(reached - half) < _LIGHT:
            return (place + places[index + 1][0]) / 2
        if reached > half:
            return place
    return places[-1][0]


def _nearest(
    wanted: Sequence[float], weights: Sequence[float], distances: Sequence[float]
) -> list[float]:
    """The places nearest to those that are wanted that keep the distances: pools of neighbours that
    want to be nearer than they may have the mean place of all (isotonic regression)."""
    offset = 0.0
    offsets = [0.0]
    for distance in distances:
        offset += distance
        offsets.append(offset)
    pools: list[list[float]] = []
    for place, weight, shift in zip(wanted, weights, offsets, strict=True):
        pools.append([place - shift, weight, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, heavy, size = pools.pop()
            before = pools[-1]
            total = before[1] + heavy
            before[0] = (before[0] * before[1] + mean * heavy) / total
            before[1] = total
            before[2] += size
    found: list[float] = []
    for mean, _, size in pools:
        found.extend([mean] * int(size))
    return [place + shift for place, shift in zip(found, offsets, strict=True)]
