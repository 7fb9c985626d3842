"""Where vertices and boxes that are linked stand, ranked in one direction."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from msgspec import Struct

from deck_builder.diagrams.abscissas import Pull, abscissas
from deck_builder.diagrams.graph import Direction, Edge
from deck_builder.diagrams.labels import label_size
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.ranks import Ranked, ranked
from deck_builder.diagrams.scene import Head
from deck_builder.text.runs import Run

# In em: between neighbours on a rank, around a link that passes one, between ranks, and between
# parts without links.
_BESIDE, _PASSING, _BETWEEN, _APART = 1.5, 0.9, 2.4, 2.0
_ALONG_LABEL = 1.6
_TRACK = 0.3
_MOST_TRACKS = 6
_ASPECT = 1.9
_NEAR, _HEAD = 1.2, 0.9
_PLAIN_HEADS = (Head.NONE, Head.ARROW, Head.OPEN)
_ROOM = Edge("", "", length=0, hidden=True)
_PASSED, _ENTERED, _BACK = 0.04, 0.5, 0.02

Boxes = dict[str, tuple[float, float, float, float]]
"""The left, the top, the width and the height of boxes in EMU, by their keys."""


class Item(Struct):
    """A vertex or a cluster in what is around it: its width and height in EMU, and from its corner
    the boxes of itself and of what is in it."""

    key: str
    width: float
    height: float
    boxes: Boxes


class Flow:
    """Lays out vertices and boxes that are linked, in one direction."""

    def __init__(
        self,
        items: Sequence[Item],
        links: Sequence[tuple[str, str, Edge]],
        same: Sequence[Sequence[str]],
        direction: Direction,
        ground: Ground,
    ) -> None:
        self.items, self.direction, self.ground = items, direction, ground
        self.number = {item.key: number for number, item in enumerate(items)}
        self.links = [(self.number[a], self.number[b], edge) for a, b, edge in links]
        self.same = [[self.number[key] for key in group if key in self.number] for group in same]

    def laid_out(self) -> tuple[float, float, Boxes]:
        """Return the width and the height of all, and the boxes from (0, 0)."""
        parts = [self._part(members) for members in self._components()]
        boxes: Boxes = {}
        width = height = 0.0
        for x, y, (wide, high, placed) in self._packed(parts):
            boxes |= {key: (x + a, y + b, w, h) for key, (a, b, w, h) in placed.items()}
            width, height = max(width, x + wide), max(height, y + high)
        return width, height, boxes

    def _components(self) -> list[list[int]]:
        leader = list(range(len(self.items)))

        def find(one: int) -> int:
            while leader[one] != one:
                leader[one] = leader[leader[one]]
                one = leader[one]
            return one

        pairs = [(a, b) for a, b, _ in self.links]
        pairs += [(group[0], one) for group in self.same for one in group[1:]]
        for a, b in pairs:
            first, second = sorted((find(a), find(b)))
            leader[second] = first
        found: dict[int, list[int]] = {}
        for one in range(len(self.items)):
            found.setdefault(find(one), []).append(one)
        return list(found.values())

    def _packed(
        self, parts: Sequence[tuple[float, float, Boxes]]
    ) -> Iterator[tuple[float, float, tuple[float, float, Boxes]]]:
        """Parts without links side by side, in rows when there are many."""
        gap = self.ground.gap(_APART if len(parts) < 4 else _BESIDE)
        area = sum((wide + gap) * (high + gap) for wide, high, _ in parts)
        widest = max(max(wide for wide, _, _ in parts), (area * _ASPECT) ** 0.5)
        if len(parts) < 4 and not self.direction.is_upright:
            widest = 0.0
        elif len(parts) < 4:
            widest = sum(wide + gap for wide, _, _ in parts)
        x = y = row = 0.0
        for part in parts:
            wide, high, _ = part
            if x and x + wide > widest:
                x, y, row = 0.0, y + row + gap, 0.0
            yield x, y, part
            x += wide + gap
            row = max(row, high)

    def _part(self, members: Sequence[int]) -> tuple[float, float, Boxes]:
        """One part whose members are all linked."""
        ground, upright = self.ground, self.direction.is_upright
        local = {number: at for at, number in enumerate(members)}
        links = [(local[a], local[b], edge) for a, b, edge in self.links if a in local]
        rooms, beside = self._rooms(links, len(members))
        same = [[local[one] for one in group if one in local] for group in self.same]
        same += [list(pair) for pair in beside]
        count = len(members) + len(rooms)
        lengths = [(a, b, edge.length) for a, b, edge in links]
        order = ranked(
            count,
            (*lengths, *((*pair, 0) for pair in beside)),
            tuple(tuple(group) for group in same if len(group) > 1),
        )
        links += [(a, b, _ROOM) for a, b in beside]
        items = [self.items[number] for number in members]
        items += rooms
        across = [float(one.width if upright else one.height) for one in items]
        along = [float(one.height if upright else one.width) for one in items]
        passing = sum(map(len, order.layers)) - count
        sizes = self._lanes(across, links) + [0.0] * passing
        gaps = self._room_beside(links, count) + [float(ground.gap(_PASSING))] * passing
        pulls = list(self._pulls(links, order, count))
        x = abscissas(order.layers, sizes, gaps, pulls, float(ground.em(_NEAR)))
        left = min(place - size / 2 for place, size in zip(x, sizes, strict=True))
        width = max(place + size / 2 for place, size in zip(x, sizes, strict=True)) - left
        depths = [
            max((along[one] for one in layer if one < count), default=0.0) for layer in order.layers
        ]
        gap = self._gaps(links, order.chains, order.layers)
        height = sum(depths) + sum(gap)
        boxes: Boxes = {}
        y = 0.0
        for layer, depth, after in zip(order.layers, depths, (*gap, 0.0), strict=True):
            for one in layer:
                if one < count:
                    begin = y + (depth - along[one]) / 2
                    place = x[one] - left - across[one] / 2
                    boxes |= self._placed(items[one], place, begin, height)
            y += depth + after
        return (width, height, boxes) if upright else (height, width, boxes)

    def _rooms(
        self, links: Sequence[tuple[int, int, Edge]], count: int
    ) -> tuple[list[Item], list[tuple[int, int]]]:
        """Rooms for the words of links that go around a vertex, or beside another link between the
        same two; each is beside the vertex where the link begins."""
        rooms: list[Item] = []
        beside: list[tuple[int, int]] = []
        known: set[frozenset[int]] = set()
        for start, end, edge in links:
            pair = frozenset((start, end))
            if (pair in known or start == end) and edge.label:
                width, height = label_size(edge.label, self.ground)
                rooms.append(Item("", width, height, {}))
                beside.append((start, count + len(rooms) - 1))
            known.add(pair)
        return rooms, beside

    def _lanes(
        self, across: Sequence[float], links: Sequence[tuple[int, int, Edge]]
    ) -> list[float]:
        """How wide each vertex is together with the words on links to it, which stand before it."""
        lanes = list(across)
        for _, end, edge in links:
            if edge.label and edge.length:
                width, height = label_size(edge.label, self.ground)
                lanes[end] = max(lanes[end], width if self.direction.is_upright else height)
        return lanes

    def _room_beside(self, links: Sequence[tuple[int, int, Edge]], count: int) -> list[float]:
        """The gap around each vertex: larger where words stand at the ends of its links."""
        gaps = [float(self.ground.gap(_BESIDE))] * count
        for start, end, edge in links:
            for vertex, words in ((start, edge.start_label), (end, edge.end_label)):
                if words:
                    size = label_size(((Run(words),),), self.ground)
                    room = self.ground.gap(_BESIDE) + size[not self.direction.is_upright]
                    gaps[vertex] = max(gaps[vertex], float(room))
        return gaps

    def _placed(self, item: Item, across: float, along: float, whole: float) -> Boxes:
        upright = self.direction.is_upright
        if self.direction.is_backward:
            along = whole - along - (item.height if upright else item.width)
        x, y = (across, along) if upright else (along, across)
        return {key: (x + a, y + b, w, h) for key, (a, b, w, h) in item.boxes.items()}

    def _pulls(
        self, links: Sequence[tuple[int, int, Edge]], order: Ranked, count: int
    ) -> Iterator[Pull]:
        rank = {one: number for number, layer in enumerate(order.layers) for one in layer}
        for (_, _, edge), chain in zip(links, order.chains, strict=True):
            for a, b in itertools.pairwise(chain):
                if rank[a] == rank[b]:
                    yield Pull(a, b)
                    continue
                passing = (a >= count) + (b >= count)
                weight = (1.0, _ENTERED, _PASSED)[passing]
                # What goes back does not pull at its ends.
                if rank[chain[0]] > rank[chain[-1]] and passing < 2:
                    weight = _BACK
                first = self._offset(edge.start) if a == chain[0] else 0.0
                last = self._offset(edge.end) if b == chain[-1] else 0.0
                if rank[a] < rank[b]:
                    yield Pull(a, b, weight, first, last)
                else:
                    yield Pull(b, a, weight, last, first)

    def _offset(self, key: str) -> float:
        """How far from the middle of a box the vertex in it is that a link leads to."""
        for item in self.items:
            if key in item.boxes:
                x, y, wide, high = item.boxes[key]
                if self.direction.is_upright:
                    return x + wide / 2 - item.width / 2
                return y + high / 2 - item.height / 2
        return 0.0

    def _gaps(
        self,
        links: Sequence[tuple[int, int, Edge]],
        chains: Sequence[Sequence[int]],
        layers: Sequence[Sequence[int]],
    ) -> list[float]:
        """The distances between ranks: more where links have words or have to pass each other."""
        ground = self.ground
        rank = {one: number for number, layer in enumerate(layers) for one in layer}
        found = [float(ground.gap(_BETWEEN))] * (len(layers) - 1)
        bent = [0] * (len(layers) - 1)
        for (_, _, edge), chain in zip(links, chains, strict=True):
            rows = [
                min(rank[a], rank[b]) for a, b in itertools.pairwise(chain) if rank[a] != rank[b]
            ]
            for row in rows:
                bent[row] += 1
            if rows:
                room = self._label_room(edge)
                at = rows[len(rows) // 2]
                found[at] = max(found[at], room)
        return [
            gap + ground.gap(_TRACK) * max(0, min(_MOST_TRACKS, count - 2))
            for gap, count in zip(found, bent, strict=True)
        ]

    def _label_room(self, edge: Edge) -> float:
        width, height = label_size(edge.label, self.ground)
        room = self.ground.gap(_BETWEEN)
        if edge.label:
            extent = height if self.direction.is_upright else width
            room = max(room, extent + self.ground.gap(_ALONG_LABEL))
        for words in filter(None, (edge.start_label, edge.end_label)):
            wide, high = label_size(((Run(words),),), self.ground)
            room += (high if self.direction.is_upright else wide) + self.ground.em(0.3)
        heads = sum(one not in _PLAIN_HEADS for one in (edge.start_head, edge.end_head))
        return float(room + heads * self.ground.em(_HEAD))
