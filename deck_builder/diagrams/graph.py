"""Graphs: what flowcharts, classes, states, entities and the graphs of graphviz have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.model import Diagram, Ground, check_size
from deck_builder.diagrams.paint import LINE, NODE, Paint
from deck_builder.diagrams.scene import Dash, Head, Scene
from deck_builder.text.runs import Alignment, Run

if TYPE_CHECKING:
    from deck_builder.diagrams.places import Places


class Direction(Enum):
    """Where a graph flows to."""

    DOWN = "TB"
    UP = "BT"
    RIGHT = "LR"
    LEFT = "RL"

    @property
    def is_upright(self) -> bool:
        """Whether it flows down or up."""
        return self in (Direction.DOWN, Direction.UP)

    @property
    def is_backward(self) -> bool:
        """Whether it flows up or to the left."""
        return self in (Direction.UP, Direction.LEFT)

    @property
    def turned(self) -> Direction:
        """The direction at right angles."""
        return _TURNED[self]


DIRECTIONS = {one.value: one for one in Direction} | {"TD": Direction.DOWN}
"""The directions by the words for them."""
_TURNED = {
    Direction.DOWN: Direction.RIGHT,
    Direction.RIGHT: Direction.DOWN,
    Direction.UP: Direction.LEFT,
    Direction.LEFT: Direction.UP,
}

Line = tuple[Run, ...]
_PLACES, _SCENE = "its places", "its scene"
T = TypeVar("T")
LONGEST = 10
"""The most ranks that an author can ask a link to span."""


class Part(Struct, frozen=True):
    """A compartment of a vertex: its lines of text, each a paragraph."""

    lines: tuple[Line, ...]
    alignment: Alignment = Alignment.CENTER
    paint: Paint = NODE
    bold: bool = False


class Vertex(Struct, frozen=True):
    """A node of a graph: an outline with text, or compartments one under the other. One without
    text has a `size` in em, wide and high; one that is `square` is as wide as high, one that is
    `double` has a second line inside. Its line is `width` points wide; its text wraps where it is
    wider than `widest` em, 0 for where its outline asks for that. `cluster` is the key of the one
    that it is in, empty for none."""

    key: str
    parts: tuple[Part, ...] = ()
    shape: str = "rect"
    mirrored: bool = False
    adjustments: tuple[int, ...] = ()
    paint: Paint = NODE
    dash: Dash = Dash.SOLID
    width: float = 1.25
    cluster: str = ""
    size: tuple[float, float] = (0.0, 0.0)
    square: bool = False
    double: bool = False
    widest: float = 0.0

    @property
    def text(self) -> str:
        """Its words on one line, without those of other compartments than the first."""
        lines = self.parts[0].lines if self.parts else ()
        return one_line(lines)

    @property
    def words(self) -> Iterator[str]:
        """All its words, line by line."""
        for part in self.parts:
            for line in part.lines:
                yield one_line((line,))


class Edge(Struct, frozen=True):
    """A link from one vertex or cluster to another. It spans at least `length` ranks; one with
    length 0 does not say which is first. Its words are a `label` in the middle, a `start_label` and
    an `end_label`; its line is `width` points wide. One that is `hidden` only has its place."""

    start: str
    end: str
    label: tuple[Line, ...] = ()
    start_label: str = ""
    end_label: str = ""
    start_head: Head = Head.NONE
    end_head: Head = Head.ARROW
    dash: Dash = Dash.SOLID
    width: float = 1.5
    color: str = LINE
    length: int = 1
    hidden: bool = False

    @property
    def text(self) -> str:
        """The words of its label on one line."""
        return one_line(self.label)


class Cluster(Struct, frozen=True):
    """A frame around vertices and other clusters. `parent` is the key of the one that it is in."""

    key: str
    title: Line = ()
    parent: str = ""
    direction: Direction | None = None
    paint: Paint | None = None
    dash: Dash = Dash.SOLID
    rounded: bool = False

    @property
    def text(self) -> str:
        """Its title on one line."""
        return one_line((self.title,))


class Graph(Diagram, frozen=True, kw_only=True, dict=True):
    """A graph. `same` are sets of vertices on one rank. `verbs` tell links in words by the heads at
    their ends, `back_verbs` by those at their starts; without any, links are told as a flow."""

    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    direction: Direction = Direction.DOWN
    same: tuple[tuple[str, ...], ...] = ()
    verbs: Mapping[Head, str] = field(default_factory=dict)
    back_verbs: Mapping[Head, str] = field(default_factory=dict)
    in_rows: ClassVar[bool] = False
    """Whether it flows to and fro."""

    def __hash__(self) -> int:
        return hash((self.vertices, self.edges, self.clusters))

    def lay_out(self, ground: Ground) -> Scene:
        """Return the graph laid out, its links around all boxes."""
        from deck_builder.diagrams.drawing import draw

        return self._once(_SCENE, ground, lambda: draw(self, ground, self.places(ground)))

    def extent(self, ground: Ground) -> tuple[int, int]:
        """Return its size before its links are drawn."""
        places = self.places(ground)
        return places.width, places.height

    def places(self, ground: Ground) -> Places:
        """Return where its vertices and clusters stand."""
        return self._once(_PLACES, ground, lambda: self._placed(ground))

    def _once(self, what: str, ground: Ground, make: Callable[[], T]) -> T:
        """Make something that follows from the text and its size alone, not from the room. It is
        asked for its extent, then laid out, and that for several rooms."""
        key, fonts = (ground.style, ground.tightness, self._room(ground)), ground.fonts
        last, known, found = self.__dict__.get(what, (None, None, None))
        if last != key or known is not fonts:
            found = make()
            self.__dict__[what] = key, fonts, found
        return found  # type: ignore[no-any-return]

    def _room(self, ground: Ground) -> int:
        """The width on which its places depend, 0 for none."""
        return 0

    def _placed(self, ground: Ground) -> Places:
        from deck_builder.diagrams.places import places_of

        return places_of(self, ground)

    def folded(self) -> Diagram | None:
        """Return the graph in rows, None unless it is a long chain."""
        from deck_builder.diagrams.folding import folded

        return folded(self)

    def turned(self) -> Diagram | None:
        """Return the graph in the direction at right angles."""
        return replace(self, direction=self.direction.turned)

    def parts(self) -> tuple[Diagram, ...]:
        """Return its outermost clusters, and what is in none of them, each as a graph; the links
        between them are told in words where they leave."""
        from deck_builder.diagrams.cutting import parts_of

        return parts_of(self)

    @cached_property
    def vertex(self) -> Mapping[str, Vertex]:
        """Its vertices by their keys."""
        return {one.key: one for one in self.vertices}

    @cached_property
    def cluster(self) -> Mapping[str, Cluster]:
        """Its clusters by their keys."""
        return {one.key: one for one in self.clusters}

    def name_of(self, key: str) -> str:
        """Return what a vertex or cluster says, on one line."""
        if key in self.vertex:
            return self.vertex[key].text
        return self.cluster[key].text if key in self.cluster else key

    def words(self) -> Sequence[str]:
        """Return the words of its vertices, clusters and links."""
        found = [one.text for one in self.clusters]
        for vertex in self.vertices:
            found += vertex.words
        for edge in self.edges:
            found += [edge.start_label, edge.text, edge.end_label]
        return [one for one in found if one]

    def sentences(self) -> Sequence[str]:
        """Return its flow: “Order, then Paid?; yes: Ship; no: Remind”."""
        from deck_builder.diagrams.telling import told

        return told(self)


def one_line(lines: Sequence[Line]) -> str:
    """Return lines of text on one line."""
    text = " ".join("".join(run.text for run in line) for line in lines)
    return " ".join(text.split())


def checked(graph: Graph, fence: Fence) -> Graph:
    """Return the graph of a fence. Raises DiagramError for one that is empty, LimitError for one
    that has too much in it."""
    if not graph.vertices and not graph.clusters:
        raise DiagramError("there is nothing in it")
    check_size(graph.vertices, graph.edges, fence)
    return graph
