"""A graph as a scene: frames, links, vertices and words on links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from deck_builder.base.units import Box, Insets
from deck_builder.diagrams.graph import Cluster, Direction, Edge, Graph, Line, Vertex
from deck_builder.diagrams.labels import LABEL_PAD, Words, label_size, link_words
from deck_builder.diagrams.link_labels import Labelled, placed
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.outlines import Side
from deck_builder.diagrams.paint import FRAME, INNER_FRAME, LABEL, Paint
from deck_builder.diagrams.pieces import bounded
from deck_builder.diagrams.places import Places, places_of
from deck_builder.diagrams.routing import Field
from deck_builder.diagrams.scene import Item, Link, Node, Scene
from deck_builder.diagrams.sizes import Sized
from deck_builder.diagrams.spots import part_key, spots_of
from deck_builder.diagrams.ways import Port, Way, Wish
from deck_builder.text.runs import Run
from deck_builder.theme.model import Anchor

# The cost in em of a port at the side where the flow does not begin or end.
_BESIDE, _BACK = 4.0, 8.0
_DECISION = 0.5
_ASIDE = 1.5
_LESS = 0.3
_APART = 0.9
_DECISIONS = ("diamond", "flowChartDecision")
_FRAME_PAD = 1.0
# More than frames are nested.
_FRAMES = 1_000
_CORNER = 4_000
_HEAD = 0.85
_DOUBLE = 0.22
_FORWARD = {
    Direction.DOWN: (Side.BOTTOM, Side.TOP),
    Direction.UP: (Side.TOP, Side.BOTTOM),
    Direction.RIGHT: (Side.RIGHT, Side.LEFT),
    Direction.LEFT: (Side.LEFT, Side.RIGHT),
}


def draw(graph: Graph, ground: Ground, places: Places | None = None) -> Scene:
    """Return a graph laid out in the text size of `ground`, at the `places` if some are given."""
    return _Drawing(graph, ground, places or places_of(graph, ground)).scene()


class _Drawing:
    def __init__(self, graph: Graph, ground: Ground, places: Places) -> None:
        self.graph, self.ground, self.places = graph, ground, places
        self.spots = spots_of(places)
        self.parent = {one.key: one.cluster for one in graph.vertices}
        self.parent |= {one.key: one.parent for one in graph.clusters}
        self.rank = self._ranks()

    def scene(self) -> Scene:
        ways = self._ways()
        labels = self._labels(ways)
        # Each with its step and its layer: frames from the outside, before what is in them.
        items: list[tuple[int, int, Item]] = []
        for cluster in self.graph.clusters:
            if cluster.key in self.places.frames:
                depth = len(self._around(cluster.key)) - _FRAMES
                items += [(node.rank, depth, node) for node in self._frame(cluster)]
        for edge, way in ways:
            link = self._link(edge, way)
            items.append((link.rank, 1, link))
        for vertex in self._in_order():
            nodes = self._nodes(self.places.sized[vertex])
            items += [(node.rank, 2, node) for node in nodes]
        items += [(node.rank, 3, node) for node in labels]
        order = sorted(items, key=lambda item: item[:2])
        return bounded([item for _, _, item in order])

    def _around(self, key: str) -> tuple[str, ...]:
        """The clusters around a vertex or cluster, from the inside."""
        found = []
        while key := self.parent.get(key, ""):
            found.append(key)
        return tuple(found)

    def _ranks(self) -> dict[str, int]:
        """The step with which each vertex and cluster comes: where the flow reaches it."""
        direction = self.graph.direction
        if self.graph.in_rows:
            return {one.key: rank for rank, one in enumerate(self.graph.vertices, 1)}
        starts: dict[str, int] = {}
        for key, box in self.places.boxes.items():
            middle = box.y + box.height // 2 if direction.is_upright else box.x + box.width // 2
            starts[key] = -middle if direction.is_backward else middle
        found: dict[str, int] = {}
        rank, last = 0, None
        for key in sorted(starts, key=lambda one: starts[one]):
            if last is None or starts[key] - last > self.ground.em(1.0):
                rank += 1
                last = starts[key]
            found[key] = rank
        for key in self.places.frames:
            inside = [found[one] for one in self.places.boxes if key in self._around(one)]
            found[key] = min(inside, default=1)
        return found

    def _in_order(self) -> list[str]:
        """The vertices along the flow."""
        upright = self.graph.direction.is_upright
        boxes = self.places.boxes
        return sorted(
            boxes, key=lambda one: (self.rank[one], boxes[one].x if upright else boxes[one].y)
        )

    def _ways(self) -> list[tuple[Edge, Way]]:
        edges = [one for one in self.graph.edges if not one.hidden]
        boxes = dict(self.places.boxes)
        for key, words in self.places.titles.items():
            if key in self.places.frames:
                boxes[f"title of {key}"] = self._title_box(key, words)
        field = Field(boxes, dict(self.places.frames), self.ground.em())
        wishes = [self._wish(edge) for edge in edges]
        found = []
        for edge, way in zip(edges, field.ways(wishes), strict=True):
            found.append((edge, way or self._straight(edge)))
        return found

    def _wish(self, edge: Edge) -> Wish:
        inside = frozenset((*self._around(edge.start), *self._around(edge.end)))
        line = f"{edge.dash.value} {edge.width} {edge.color}"
        looks = (f"{edge.start_head.value} {line}", f"{edge.end_head.value} {line}")
        if edge.label and self._goes_back(edge):
            # Words on it would be those of others, too.
            looks = (looks[0], f"{looks[1]} {edge.start} {edge.text}")
        starts, ends = tuple(self._ports(edge, True)), tuple(self._ports(edge, False))
        return Wish(starts, ends, inside, looks)

    def _goes_back(self, edge: Edge) -> bool:
        """Whether a link goes against the flow."""
        boxes = {**self.places.frames, **self.places.boxes}
        start, end = boxes[edge.start], boxes[edge.end]
        match self.graph.direction:
            case Direction.DOWN:
                return end.bottom < start.y
            case Direction.UP:
                return end.y > start.bottom
            case Direction.RIGHT:
                return end.right < start.x
            case Direction.LEFT:
                return end.x > start.right

    def _ports(self, edge: Edge, leaves: bool) -> Iterator[Port]:
        key = edge.start if leaves else edge.end
        direction = self._direction(edge)
        ahead, behind = _FORWARD[direction] if leaves else _FORWARD[direction][::-1]
        vertex = self.graph.vertex.get(key)
        beside = _BESIDE
        if leaves and vertex and vertex.shape in _DECISIONS:
            beside = _DECISION
        if edge.start == edge.end:
            yield from self._loop_ports(key, leaves)
            return
        if self.graph.verbs:
            beside = 1.5
        for side, spot in self.spots[key].items():
            cost = 0.0 if side is ahead else _BACK if side is behind else beside
            # Where there is room for words beside others.
            cost += _LESS if side in (Side.LEFT, Side.TOP) and cost else 0.0
            if not edge.length:
                cost = 0.0 if side not in (ahead, behind) else _BESIDE
            yield Port(key, side, spot.point, cost)
            if self.graph.verbs:
                yield from self._aside(key, side, spot.point, cost)

    def _aside(self, key: str, side: Side, point: tuple[int, int], cost: float) -> Iterator[Port]:
        """Ports on both sides of that in the middle, where links with other heads end."""
        box = self.places.boxes.get(key) or self.places.frames[key]
        x, y = point
        for step in (-1, 1):
            if side.is_upright:
                aside = (x + step * box.width // 4, y)
            else:
                aside = (x, y + step * self.ground.em(_APART))
                if not box.y < aside[1] < box.bottom:
                    continue
            yield Port(key, side, aside, cost + _ASIDE)

    def _loop_ports(self, key: str, leaves: bool) -> Iterator[Port]:
        """Ports of a link from a vertex to itself: around its lower or upper right corner."""
        sides = (Side.RIGHT,) if leaves else (Side.BOTTOM, Side.TOP)
        if not self.graph.direction.is_upright:
            sides = (Side.BOTTOM,) if leaves else (Side.RIGHT, Side.LEFT)
        for cost, side in enumerate(sides):
            yield Port(key, side, self.spots[key][side].point, float(cost))

    def _direction(self, edge: Edge) -> Direction:
        """The direction in which what is around a link flows."""
        common = [key for key in self._around(edge.start) if key in self._around(edge.end)]
        for key in common:
            own = self.graph.cluster[key].direction
            if own is not None:
                return self._flow(edge, own)
        return self._flow(edge, self.graph.direction)

    def _flow(self, edge: Edge, stated: Direction) -> Direction:
        """The stated direction, unless the ends of the link say another."""
        boxes = {**self.places.frames, **self.places.boxes}
        start, end = boxes[edge.start], boxes[edge.end]
        apart_x = end.x > start.right or start.x > end.right
        apart_y = end.y > start.bottom or start.y > end.bottom
        if (stated.is_upright or self.graph.in_rows) and not apart_y and apart_x:
            return Direction.RIGHT if end.x > start.x else Direction.LEFT
        if not stated.is_upright and not apart_x and apart_y:
            return Direction.DOWN if end.y > start.y else Direction.UP
        return stated

    def _straight(self, edge: Edge) -> Way:
        """A line straight to the other end, where no way is left."""
        starts, ends = list(self._ports(edge, True)), list(self._ports(edge, False))
        start = min(starts, key=lambda one: one.cost)
        end = min(ends, key=lambda one: one.cost)
        return Way((start.point, end.point), start, end)

    def _link(self, edge: Edge, way: Way) -> Link:
        start, end = (
            self.spots[way.start.key][way.start.side],
            self.spots[way.end.key][way.end.side],
        )
        name = f"{self.graph.name_of(edge.start)} to {self.graph.name_of(edge.end)}"
        return Link(
            points=way.points,
            start=start.key,
            end=end.key,
            start_side=way.start.side,
            end_side=way.end.side,
            start_head=edge.start_head,
            end_head=edge.end_head,
            name=_short(f"Link {name}"),
            color=edge.color,
            dash=edge.dash,
            width=edge.width,
            head_size=self.ground.em(_HEAD),
            rank=max(self.rank[edge.start], self.rank[edge.end]),
        )

    def _labels(self, ways: Sequence[tuple[Edge, Way]]) -> list[Node]:
        wanted: list[tuple[Labelled, tuple[Line, ...], Edge]] = []
        for number, (edge, _) in enumerate(ways):
            for lines, end in (
                (edge.label, None),
                (_line(edge.start_label), 0),
                (_line(edge.end_label), 1),
            ):
                if lines:
                    size = label_size(lines, self.ground)
                    wanted.append((Labelled(number, *size, end), lines, edge))
        titles = [
            self._title_box(key, words)
            for key, words in self.places.titles.items()
            if key in self.places.frames
        ]
        boxes = placed(
            [one for one, _, _ in wanted],
            [way.points for _, way in ways],
            [*self.places.boxes.values(), *titles],
            self.places.frames.values(),
            self.ground.em(),
        )
        return [
            self._label(lines, edge, box)
            for (_, lines, edge), box in zip(wanted, boxes, strict=True)
        ]

    def _label(self, lines: tuple[Line, ...], edge: Edge, box: Box) -> Node:
        words = link_words(lines, self.ground)
        beside, above = self.ground.em(LABEL_PAD), self.ground.em(LABEL_PAD / 2)
        return Node(
            box=box,
            name=_short(f"Label {' '.join(run.text for line in lines for run in line)}"),
            paragraphs=words.paragraphs,
            style=words.style,
            insets=Insets(beside, above, beside, above),
            paint=replace(LABEL, fill=self._ground_of(box)),
            open=True,
            rank=max(self.rank[edge.start], self.rank[edge.end]),
        )

    def _ground_of(self, box: Box) -> str:
        """The colour that is behind a box."""
        inner = [key for key, frame in self.places.frames.items() if frame.contains(box)]
        if not inner:
            return LABEL.fill
        cluster = self.graph.cluster[max(inner, key=lambda key: len(self._around(key)))]
        return self._paint(cluster).fill or LABEL.fill

    def _paint(self, cluster: Cluster) -> Paint:
        deep = len(self._around(cluster.key)) % 2
        return cluster.paint or (INNER_FRAME if deep else FRAME)

    def _frame(self, cluster: Cluster) -> Iterator[Node]:
        """The frame of a cluster, and its title."""
        paint, rank = self._paint(cluster), self.rank[cluster.key]
        yield Node(
            box=self.places.frames[cluster.key],
            key=cluster.key,
            name=_short(f"Frame {cluster.text}".strip()),
            shape="roundRect" if cluster.rounded else "rect",
            adjustments=(_CORNER,) if cluster.rounded else (),
            paint=paint,
            dash=cluster.dash,
            width=1.0,
            open=True,
            rank=rank,
        )
        if words := self.places.titles.get(cluster.key):
            yield Node(
                box=self._title_box(cluster.key, words),
                name=_short(cluster.text),
                paragraphs=words.paragraphs,
                style=words.style,
                anchor=Anchor.TOP,
                paint=Paint(color=paint.color),
                open=True,
                rank=rank,
            )

    def _title_box(self, key: str, words: Words) -> Box:
        frame, pad = self.places.frames[key], self.ground.em(_FRAME_PAD / 2)
        return Box(frame.x + pad, frame.y + pad, words.width, words.height)

    def _inner(self, vertex: Vertex, box: Box, rank: int) -> Node:
        """The inner line of a vertex that has two, or the dot in one without text."""
        away = self.ground.em(_DOUBLE)
        inner = box.inset(Insets(away, away, away, away))
        fill = "" if vertex.text else vertex.paint.line
        paint = Paint(fill, vertex.paint.line)
        return Node(
            box=inner, name="Inner line", shape=vertex.shape, paint=paint, open=True, rank=rank
        )

    def _nodes(self, sized: Sized) -> Iterator[Node]:
        vertex, box = sized.vertex, self.places.boxes[sized.vertex.key]
        rank = self.rank[vertex.key]
        words = sized.words[0] if sized.words else None
        if len(sized.words) < 2:
            yield Node(
                box=box,
                key=vertex.key,
                name=_short(vertex.text or vertex.key),
                shape=vertex.shape,
                mirrored=vertex.mirrored,
                adjustments=vertex.adjustments,
                paragraphs=words.paragraphs if words and vertex.text else (),
                style=words.style if words and vertex.text else None,
                insets=sized.insets if words else Insets(),
                paint=vertex.paint,
                dash=vertex.dash,
                width=vertex.width,
                rank=rank,
            )
            if vertex.double:
                yield self._inner(vertex, box, rank)
            return
        y = box.y
        for number, (part, said) in enumerate(zip(vertex.parts, sized.words, strict=True)):
            height = sized.heights[number]
            if number == len(vertex.parts) - 1:
                height = box.bottom - y
            yield Node(
                box=Box(box.x, y, box.width, height),
                key=part_key(vertex.key, number),
                name=_short(f"{vertex.text}, part {number + 1}" if number else vertex.text),
                paragraphs=said.paragraphs,
                style=said.style,
                insets=sized.insets,
                paint=part.paint,
                dash=vertex.dash,
                width=vertex.width,
                rank=rank,
            )
            y += height


def _line(text: str) -> tuple[Line, ...]:
    return ((Run(text),),) if text else ()


def _short(name: str) -> str:
    # On one line, with plain blanks.
    name = " ".join(name.split())
    return name if len(name) <= 60 else f"{name[:59]}…"
