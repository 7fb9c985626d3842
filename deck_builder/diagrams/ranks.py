"""The ranks of a graph, and the order of what is on each, found by fast-sugiyama.

The library gets a graph without circles, loops and repeated links, since it ends the process on
some of them, with whole numbers for vertices, since it keeps those in their order.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

from fast_sugiyama import from_edges
from msgspec import Struct

Pair = tuple[int, int]
_MOST_COMPARED = 60
_EXCHANGES = 6


class Ranked(Struct, frozen=True):
    """A graph in ranks: `layers` are the vertices of each in order, those from `count` on are where
    a link passes a rank. `chains` are the vertices that each link passes, from the first to the
    last rank, by its number; loops have none."""

    count: int
    layers: Sequence[Sequence[int]]
    chains: Sequence[Sequence[int]]


@lru_cache(maxsize=64)
def ranked(
    count: int,
    links: tuple[tuple[int, int, int], ...],
    same: tuple[tuple[int, ...], ...] = (),
) -> Ranked:
    """Return a connected graph of `count` vertices in ranks. Each of its links is from one to
    another and at least so many ranks long. The vertices of each of `same` are on one rank."""
    leader = list(range(count))
    for group in same:
        first, *others = sorted(group)
        for one in others:
            leader[one] = leader[first]
    forward = _without_circles(count, [(leader[a], leader[b]) for a, b, _ in links])
    ends = []
    for (start, end, length), is_forward in zip(links, forward, strict=True):
        ends.append((start, end, length) if is_forward else (end, start, max(1, length)))
    ranks = _ranks(count, [(leader[a], leader[b], length) for a, b, length in ends])
    rank = [ranks[leader[one]] for one in range(count)]
    chains, steps = _chains(count, ends, rank, forward)
    pairs = [(a, b) for a, b, _ in links if a != b and rank[a] == rank[b]]
    layers = _ordered(rank, steps)
    _put_beside(layers, rank, pairs, {one for step in steps for one in step})
    return Ranked(count, layers, chains)


def _without_circles(count: int, links: Sequence[Pair]) -> list[bool]:
    """Whether each link goes forward, when those that close a circle go back."""
    following: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    entering = [0] * count
    for number, (start, end) in enumerate(links):
        if start != end:
            following[start].append((number, end))
            entering[end] += 1
    forward = [True] * len(links)
    state = [0] * count
    # Where something begins, or as the author named them.
    for root in sorted(range(count), key=lambda one: (entering[one] > 0, one)):
        if state[root]:
            continue
        state[root] = 1
        path = [(root, iter(following[root]))]
        while path:
            vertex, rest = path[-1]
            step = next(rest, None)
            if step is None:
                state[vertex] = 2
                path.pop()
                continue
            number, end = step
            if state[end] == 1:
                forward[number] = False
            elif state[end] == 0:
                state[end] = 1
                path.append((end, iter(following[end])))
    return forward


def _ranks(count: int, links: Sequence[tuple[int, int, int]]) -> list[int]:
    """The rank of each vertex, from 0, so that links are short together."""
    longest: dict[Pair, int] = {}
    for start, end, length in links:
        if start != end and length:
            longest[start, end] = max(length, longest.get((start, end), 1))
    edges: list[Pair] = []
    free = count
    for (start, end), length in longest.items():
        last = start
        for _ in range(length - 1):
            edges.append((last, free))
            last, free = free, free + 1
        edges.append((last, end))
    found = [0] * count
    if not edges:
        return found
    for positions, *_ in from_edges(edges, ranking_type="minimize", dummy_vertices=False):
        # Its ordinates grow against the direction of links.
        rows = {round(y): None for _, (_, y) in positions}
        steps = {row: rank for rank, row in enumerate(sorted(rows, reverse=True))}
        for vertex, (_, y) in positions:
            if isinstance(vertex, int) and vertex < count:
                found[vertex] = steps[round(y)]
    return _checked(found, longest)


def _checked(ranks: list[int], longest: dict[Pair, int]) -> list[int]:
    """`ranks` in which each link goes forward, whatever the library says."""
    if all(ranks[end] - ranks[start] >= length for (start, end), length in longest.items()):
        return ranks
    flipped = [max(ranks) - rank for rank in ranks]
    if all(flipped[end] - flipped[start] >= length for (start, end), length in longest.items()):
        return flipped
    # The longest way to each.
    found = [0] * len(ranks)
    for _ in ranks:
        changed = False
        for (start, end), length in longest.items():
            if found[end] < found[start] + length:
                found[end] = found[start] + length
                changed = True
        if not changed:
            break
    return found


def _chains(
    count: int, links: Sequence[tuple[int, int, int]], rank: list[int], forward: Sequence[bool]
) -> tuple[list[list[int]], list[Pair]]:
    """What each link passes, and all steps from one rank to the next. A new vertex gets its rank
    at the end of `rank`."""
    chains: list[list[int]] = []
    steps: dict[Pair, None] = {}
    for (start, end, _), is_forward in zip(links, forward, strict=True):
        chain = [start]
        if start != end and rank[end] > rank[start]:
            for between in range(rank[start] + 1, rank[end]):
                chain.append(len(rank))
                rank.append(between)
            chain.append(end)
            steps |= dict.fromkeys(itertools.pairwise(chain))
        elif start != end:
            chain.append(end)
        else:
            chain = []
        chains.append(chain if is_forward else chain[::-1])
    return chains, list(steps)


def _ordered(rank: Sequence[int], steps: Sequence[Pair]) -> list[list[int]]:
    """The vertices on each rank, in the order with few crossings."""
    place: dict[int, float] = {}
    at = 0.0
    for positions, *_ in (
        from_edges(steps, ranking_type="minimize", crossing_minimization="median") if steps else ()
    ):
        known = [(vertex, x) for vertex, (x, _) in positions if isinstance(vertex, int)]
        least = min(x for _, x in known)
        for vertex, x in known:
            if vertex < len(rank):
                place[vertex] = at + x - least
        at += 1.0 + max(x for _, x in known) - least
    layers: list[list[int]] = [[] for _ in range(max(rank, default=0) + 1)]
    for vertex, row in enumerate(rank):
        layers[row].append(vertex)
    ordered = [sorted(layer, key=lambda one: (place.get(one, at), one)) for layer in layers]
    # As the author named them rather than the other way around: that crosses as little.
    if sum(map(_turned, ordered)) > 0:
        ordered = [layer[::-1] for layer in ordered]
    _exchange(ordered, steps)
    return ordered


def _put_beside(
    layers: Sequence[list[int]], rank: Sequence[int], pairs: Sequence[Pair], tied: set[int]
) -> None:
    """Move each vertex that is only linked to one on its own rank, such as a note, next to that."""
    for start, end in pairs:
        layer = layers[rank[start]]
        if end not in tied:
            layer.remove(end)
            layer.insert(layer.index(start) + 1, end)
            tied.add(end)
        elif start not in tied:
            layer.remove(start)
            layer.insert(layer.index(end), start)
            tied.add(start)


def _exchange(layers: Sequence[list[int]], steps: Sequence[Pair]) -> None:
    """Exchange neighbours where that crosses less, or as much in the order of their numbers."""
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    for start, end in steps:
        below.setdefault(start, []).append(end)
        above.setdefault(end, []).append(start)
    for _ in range(_EXCHANGES):
        changed = False
        for row, layer in enumerate(layers):
            around = (layers[one] if 0 <= one < len(layers) else [] for one in (row - 1, row + 1))
            places = [{one: at for at, one in enumerate(other)} for other in around]
            for at in range(len(layer) - 1):
                one, other = layer[at], layer[at + 1]
                now = then = 0
                for links, place in zip((above, below), places, strict=True):
                    first = [place[end] for end in links.get(one, ())]
                    second = [place[end] for end in links.get(other, ())]
                    now += sum(a > b for a in first for b in second)
                    then += sum(b > a for a in first for b in second)
                if then < now or (then == now and other < one):
                    layer[at], layer[at + 1] = other, one
                    changed = True
        if not changed:
            return


def _turned(layer: Sequence[int]) -> int:
    """By how many pairs a layer is rather in the order against that of its numbers."""
    return sum(
        1 if first > second else -1
        for index, first in enumerate(layer[:_MOST_COMPARED])
        for second in layer[index + 1 : _MOST_COMPARED]
    )
