"""Long chains in rows, to and fro, so that each link is short."""

from __future__ import annotations

from typing import ClassVar

from deck_builder.base.units import Box
from deck_builder.diagrams.graph import Direction, Graph, Vertex
from deck_builder.diagrams.labels import label_size
from deck_builder.diagrams.model import Diagram, Ground
from deck_builder.diagrams.places import Places
from deck_builder.diagrams.sizes import sized

_LEAST = 6
# In em: between boxes, between rows, and beside words on a link.
_GAP, _BETWEEN, _BESIDE_LABEL = 2.2, 2.2, 1.6


class Folded(Graph, frozen=True, dict=True):
    """A chain in rows; its vertices are in the order of its flow."""

    in_rows: ClassVar[bool] = True

    def _room(self, ground: Ground) -> int:
        return ground.width

    def _placed(self, ground: Ground) -> Places:
        return _places(self, ground)

    def folded(self) -> Diagram | None:
        """None: it is."""
        return None

    def turned(self) -> Diagram | None:
        """None: rows go on below each other."""
        return None


def folded(graph: Graph) -> Folded | None:
    """Return a graph in rows, None unless it is a chain that is long enough."""
    order = _chain(graph)
    if order is None:
        return None
    fields = {name: getattr(graph, name) for name in Graph.__struct_fields__}
    return Folded(**{**fields, "vertices": order, "direction": Direction.RIGHT})


def _chain(graph: Graph) -> tuple[Vertex, ...] | None:
    """The vertices in the order of the only way through a graph, None if there is none."""
    count = len(graph.vertices)
    if count < _LEAST or graph.clusters or graph.same or len(graph.edges) != count - 1:
        return None
    following = {one.start: one.end for one in graph.edges if not one.hidden}
    ends = set(following.values())
    starts = [key for key in following if key not in ends]
    if len(following) != count - 1 or len(ends) != count - 1 or len(starts) != 1:
        return None
    key = starts[0]
    order = [key]
    while key in following:
        key = following[key]
        order.append(key)
    return tuple(graph.vertex[key] for key in order) if len(order) == count else None


def _places(graph: Folded, ground: Ground) -> Places:
    """Columns of one width, rows as high as what is in them."""
    boxes = [sized(one, ground) for one in graph.vertices]
    column = max(one.width for one in boxes)
    labels = [label_size(one.label, ground) for one in graph.edges if one.label]
    beside, above = ground.gap(_GAP), ground.gap(_BETWEEN)
    for width, height in labels:
        beside = max(beside, width + ground.gap(_BESIDE_LABEL))
        above = max(above, height + ground.gap(_BESIDE_LABEL))
    most = max(1, (ground.width + beside) // (column + beside))
    rows = -(-len(boxes) // most)
    columns = -(-len(boxes) // rows)
    found: dict[str, Box] = {}
    y = 0
    for row in range(rows):
        some = boxes[row * columns : (row + 1) * columns]
        height = max(one.height for one in some)
        for at, one in enumerate(some):
            place = columns - 1 - at if row % 2 else at
            x = place * (column + beside) + (column - one.width) // 2
            found[one.vertex.key] = Box(x, y + (height - one.height) // 2, one.width, one.height)
        y += height + above
    width = columns * column + (columns - 1) * beside
    return Places(width, y - above, found, {}, {}, {one.vertex.key: one for one in boxes})
