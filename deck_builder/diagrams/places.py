"""Where the vertices and clusters of a graph stand: each cluster is laid out by itself, and is one
box in what is around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from deck_builder.base.units import Box
from deck_builder.diagrams.flow import Boxes, Flow, Item
from deck_builder.diagrams.graph import Cluster, Direction, Edge, Graph
from deck_builder.diagrams.labels import Words
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.sizes import Sized, sized, titles_of

# In em: around what is in a frame, and its title.
_FRAME = 1.0
_SHORT, _TITLE_PAD = 9.0, 1.1
_TITLE_GAP = 0.35
_ROOT = ""


class Places(Struct, frozen=True):
    """The boxes of vertices and clusters, by their keys, in EMU from (0, 0), with the `titles` of
    clusters; `sized` are the vertices with their words."""

    width: int
    height: int
    boxes: Mapping[str, Box]
    frames: Mapping[str, Box]
    titles: Mapping[str, Words]
    sized: Mapping[str, Sized]


def places_of(graph: Graph, ground: Ground) -> Places:
    """Return where everything in a graph stands."""
    return _Placer(graph, ground).places()


class _Placer:
    """Lays out the clusters of a graph from the inside."""

    def __init__(self, graph: Graph, ground: Ground) -> None:
        self.graph, self.ground = graph, ground
        self.sized = {one.key: sized(one, ground) for one in graph.vertices}
        self.titles = titles_of(graph.clusters, ground)
        self.parent = {one.key: one.cluster for one in graph.vertices}
        self.parent |= {one.key: one.parent for one in graph.clusters}
        self.members: dict[str, list[str]] = {_ROOT: []}
        for key in (*self.sized, *graph.cluster):
            self.members.setdefault(self.parent[key], []).append(key)
        self.links = self._lifted()

    def places(self) -> Places:
        width, height, boxes = self._laid_out(_ROOT, self.graph.direction)
        rounded = {
            key: Box(round(x), round(y), round(wide), round(high))
            for key, (x, y, wide, high) in boxes.items()
        }
        return Places(
            round(width),
            round(height),
            {key: box for key, box in rounded.items() if key in self.sized},
            {key: box for key, box in rounded.items() if key not in self.sized},
            self.titles,
            self.sized,
        )

    def _lifted(self) -> dict[str, list[tuple[str, str, Edge]]]:
        """The links between the members of each cluster, also those between what is in these."""
        found: dict[str, list[tuple[str, str, Edge]]] = {}
        for edge in self.graph.edges:
            start, end = self._path(edge.start), self._path(edge.end)
            common = 0
            while common < min(len(start), len(end)) - 1 and start[common] == end[common]:
                common += 1
            if start[common] != end[common]:
                around = start[common - 1] if common else _ROOT
                found.setdefault(around, []).append((start[common], end[common], edge))
        return found

    def _path(self, key: str) -> list[str]:
        """The clusters around a vertex from the outermost, then the vertex."""
        path = [key]
        while parent := self.parent[path[-1]]:
            path.append(parent)
        return path[::-1]

    def _loops(self, around: str) -> Iterator[tuple[str, str, Edge]]:
        """The links of what is in a cluster to itself."""
        for edge in self.graph.edges:
            if edge.start == edge.end and self.parent[edge.start] == around and not edge.hidden:
                yield edge.start, edge.end, edge

    def _direction(self, cluster: Cluster, outer: Direction) -> Direction:
        """The direction of a cluster: its own, unless what is in it has links to the outside."""
        if cluster.direction is None:
            return outer
        inside = {key for key in self.parent if cluster.key in self._path(key)[:-1]}
        for edge in self.graph.edges:
            if (edge.start in inside) != (edge.end in inside):
                return outer
        return cluster.direction

    def _laid_out(self, around: str, direction: Direction) -> tuple[float, float, Boxes]:
        """The size and the boxes of what is in a cluster, from (0, 0)."""
        items = [self._item(key, direction) for key in self.members.get(around, ())]
        if not items:
            return 0.0, 0.0, {}
        links = [*self.links.get(around, ()), *self._loops(around)]
        flow = Flow(items, links, self.graph.same, direction, self.ground)
        return flow.laid_out()

    def _is_entered(self, key: str) -> bool:
        """Whether links lead into a cluster, not only to it."""
        inside = {one for one in self.sized if key in self._path(one)[:-1]}
        return any((one.start in inside) != (one.end in inside) for one in self.graph.edges)

    def _item(self, key: str, outer: Direction) -> Item:
        if key in self.sized:
            one = self.sized[key]
            return Item(key, one.width, one.height, {key: (0, 0, one.width, one.height)})
        cluster = self.graph.cluster[key]
        width, height, boxes = self._laid_out(key, self._direction(cluster, outer))
        title = self.titles.get(key)
        pad = self.ground.gap(_FRAME)
        top = pad + (title.height + self.ground.gap(_TITLE_GAP) - pad // 2 if title else 0)
        least = 2.0 * pad
        if title:
            least = title.width + self.ground.em(_TITLE_PAD)
            if outer.is_upright and title.width < self.ground.em(_SHORT) and self._is_entered(key):
                # What comes from above passes the title.
                least = 2.0 * title.width + self.ground.em(2 * _TITLE_PAD)
        wide = max(width + 2 * pad, least, 3.0 * pad)
        left = (wide - width) / 2
        moved = {name: (x + left, y + top, w, h) for name, (x, y, w, h) in boxes.items()}
        high = max(height + top + pad, 2.5 * pad)
        moved[key] = (0.0, 0.0, wide, high)
        return Item(key, wide, high, moved)
