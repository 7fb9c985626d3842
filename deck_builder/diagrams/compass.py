"""Where the vertices of a graph stand whose links say at which sides they are: in a grid, each in
the direction of what it is linked to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from deck_builder.base.units import Box
from deck_builder.diagrams.graph import Graph
from deck_builder.diagrams.labels import label_size
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.outlines import Side
from deck_builder.diagrams.places import Places
from deck_builder.diagrams.sizes import sized, titles_of

if TYPE_CHECKING:
    from deck_builder.diagrams.architecture import Aim

# In em: between columns and rows, more beside words on a link, around what is in a frame.
_GAP, _BESIDE_LABEL = 2.4, 1.4
_PAD, _TITLE_GAP = 0.9, 0.5
_STEPS: Mapping[Side, tuple[int, int]] = {
    Side.LEFT: (-1, 0),
    Side.RIGHT: (1, 0),
    Side.TOP: (0, -1),
    Side.BOTTOM: (0, 1),
}
Cell = tuple[int, int]


def places_by_sides(graph: Graph, aims: Sequence[Aim], ground: Ground) -> Places | None:
    """Return where everything stands; None where frames would be in each other's way."""
    # A part of a diagram has not all that links of the whole lead to.
    known = graph.vertex
    cells = _cells(graph, [one for one in aims if one.start in known and one.end in known])
    around = {one.key: _inside(graph, one.key) for one in graph.clusters}
    if not all(_is_alone(inside, cells) for inside in around.values() if inside):
        return None
    if not all(around.values()) or _overlap(around, cells):
        return None
    return _Placer(graph, cells, around, ground).places()


def _inside(graph: Graph, key: str) -> frozenset[str]:
    """The vertices in a cluster, and in those that are in it."""
    parents = {one.key: one.parent for one in graph.clusters}
    found = []
    for vertex in graph.vertices:
        home = vertex.cluster
        while home and home != key:
            home = parents[home]
        if home:
            found.append(vertex.key)
    return frozenset(found)


def _cells(graph: Graph, aims: Sequence[Aim]) -> dict[str, Cell]:
    """The cell of each vertex: where a link leads, further on where somebody is already."""
    found: dict[str, Cell] = {}
    for vertex in graph.vertices:
        if vertex.key in found:
            continue
        # Parts without links stand under each other.
        bottom = max((y for _, y in found.values()), default=-1)
        part = _part(vertex.key, aims)
        top = min(y for _, y in part.values())
        left = min(x for x, _ in part.values())
        found |= {key: (x - left, y - top + bottom + 1) for key, (x, y) in part.items()}
    return found


def _part(key: str, aims: Sequence[Aim]) -> dict[str, Cell]:
    """The cells of all that a vertex is linked to."""
    found: dict[str, Cell] = {key: (0, 0)}
    waiting = [key]
    while waiting:
        key = waiting.pop(0)
        for start, side, end, comes in _links(key, aims):
            if end in found:
                continue
            across, down = _step(side, comes)
            x, y = found[start]
            taken = set(found.values())
            while (x + across, y + down) in taken:
                x, y = x + across, y + down
            found[end] = (x + across, y + down)
            waiting.append(end)
    return found


def _links(key: str, aims: Sequence[Aim]) -> Iterator[tuple[str, Side, str, Side]]:
    for one in aims:
        if one.start == key:
            yield key, one.leaves, one.end, one.comes
        elif one.end == key:
            yield key, one.comes, one.start, one.leaves


def _step(leaves: Side, comes: Side) -> Cell:
    """From one cell to the next: straight, or to the side and then on where the sides say so."""
    across, down = _STEPS[leaves]
    back, up = _STEPS[comes]
    if leaves.is_upright is comes.is_upright:
        return across, down
    return across - back, down - up


def _is_alone(inside: frozenset[str], cells: Mapping[str, Cell]) -> bool:
    """Whether nothing else is in the cells of a cluster."""
    left, top, right, bottom = _bounds(inside, cells)
    return not any(
        left <= x <= right and top <= y <= bottom
        for key, (x, y) in cells.items()
        if key not in inside
    )


def _overlap(around: Mapping[str, frozenset[str]], cells: Mapping[str, Cell]) -> bool:
    """Whether two clusters have a cell in common, and none is in the other."""
    some = list(around.values())
    for number, one in enumerate(some):
        for other in some[:number]:
            if one <= other or other <= one:
                continue
            a, b = _bounds(one, cells), _bounds(other, cells)
            if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]:
                return True
    return False


def _bounds(keys: frozenset[str], cells: Mapping[str, Cell]) -> tuple[int, int, int, int]:
    across, down = zip(*(cells[key] for key in keys), strict=True)
    return min(across), min(down), max(across), max(down)


class _Placer:
    def __init__(
        self,
        graph: Graph,
        cells: Mapping[str, Cell],
        around: Mapping[str, frozenset[str]],
        ground: Ground,
    ) -> None:
        self.graph, self.cells, self.around, self.ground = graph, cells, around, ground
        self.sized = {one.key: sized(one, ground) for one in graph.vertices}
        self.titles = titles_of(graph.clusters, ground)

    def places(self) -> Places:
        lefts, rights = self._lines(0)
        tops, bottoms = self._lines(1)
        boxes = {}
        for key, (x, y) in self.cells.items():
            one = self.sized[key]
            middle, centre = (lefts[x] + rights[x]) // 2, (tops[y] + bottoms[y]) // 2
            left, top = middle - one.width // 2, centre - one.height // 2
            boxes[key] = Box(left, top, one.width, one.height)
        frames = {
            one.key: self._frame(one.key, lefts, rights, tops, bottoms)
            for one in self.graph.clusters
        }
        whole = [*boxes.values(), *frames.values()]
        x, y = min(box.x for box in whole), min(box.y for box in whole)
        right, bottom = max(box.right for box in whole), max(box.bottom for box in whole)
        return Places(
            right - x,
            bottom - y,
            {key: _moved(box, -x, -y) for key, box in boxes.items()},
            {key: _moved(box, -x, -y) for key, box in frames.items()},
            self.titles,
            self.sized,
        )

    def _lines(self, axis: int) -> tuple[list[int], list[int]]:
        """Where each column begins and ends, or each row."""
        count = 1 + max(cell[axis] for cell in self.cells.values())
        sizes = [0] * count
        for key, cell in self.cells.items():
            one = self.sized[key]
            sizes[cell[axis]] = max(sizes[cell[axis]], one.height if axis else one.width)
        begins, ends = [], []
        at = 0
        for number, size in enumerate(sizes):
            at += self._edge(axis, number, before=True)
            begins.append(at)
            ends.append(at + size)
            at += size + self._edge(axis, number, before=False) + self._gap(axis)
        return begins, ends

    def _gap(self, axis: int) -> int:
        labels = [label_size(one.label, self.ground)[axis] for one in self.graph.edges if one.label]
        room = max(labels, default=0)
        beside = self.ground.gap(_BESIDE_LABEL) if room else 0
        return max(self.ground.gap(_GAP), room + beside)

    def _edge(self, axis: int, number: int, before: bool) -> int:
        """The room that frames need which begin, or end, at a column or a row."""
        found = [
            self._reach(key, axis, before)
            for key, inside in self.around.items()
            if _bounds(inside, self.cells)[axis if before else axis + 2] == number
        ]
        return max(found, default=0)

    def _reach(self, key: str, axis: int, before: bool) -> int:
        """How far a frame reaches over the column or row where it begins or ends: over those in
        it that begin or end there, too."""
        mine = _bounds(self.around[key], self.cells)
        at = axis if before else axis + 2
        inner = [
            self._reach(one.key, axis, before)
            for one in self.graph.clusters
            if one.parent == key and _bounds(self.around[one.key], self.cells)[at] == mine[at]
        ]
        own = self.ground.gap(_PAD)
        title = self.titles.get(key)
        if axis and before and title:
            own += title.height + self.ground.gap(_TITLE_GAP)
        return own + max(inner, default=0)

    def _frame(
        self,
        key: str,
        lefts: Sequence[int],
        rights: Sequence[int],
        tops: Sequence[int],
        bottoms: Sequence[int],
    ) -> Box:
        first, top, last, bottom = _bounds(self.around[key], self.cells)
        x = lefts[first] - self._reach(key, 0, before=True)
        y = tops[top] - self._reach(key, 1, before=True)
        right = rights[last] + self._reach(key, 0, before=False)
        if title := self.titles.get(key):
            right = max(right, x + title.width + 2 * self.ground.gap(_PAD))
        low = bottoms[bottom] + self._reach(key, 1, before=False)
        return Box(x, y, right - x, low - y)


def _moved(box: Box, x: int, y: int) -> Box:
    return Box(box.x + x, box.y + y, box.width, box.height)
