"""Mermaid's architecture diagrams (https://mermaid.js.org/syntax/architecture.html): services in
groups, and at which side of each a link leaves it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.base.limits import DIAGRAM_DEPTH
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.graph import Cluster, Direction, Edge, Graph, Part, Vertex
from deck_builder.diagrams.labels import label_runs, plain_label
from deck_builder.diagrams.lines import Ignored, Line, lines_of, unquoted
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, Ground, check_size
from deck_builder.diagrams.outlines import Side
from deck_builder.diagrams.paint import DARK
from deck_builder.diagrams.places import Places, places_of
from deck_builder.diagrams.scene import Head

_NAME = r"[A-Za-z_][\w-]*"
_THING = re.compile(
    rf"(group|service|junction)\s+({_NAME})\s*(?:\(\s*([^)]*?)\s*\))?"
    rf'\s*(?:"([^"]*)")?\s*(?:\[\s*(.*?)\s*\])?\s*(?:\bin\s+({_NAME}))?'
)
_LINK = re.compile(
    rf"({_NAME})(\{{group\}})?\s*:\s*([LRTB])\s*(<)?\s*-(?:\[\s*(.*?)\s*\])?-\s*(>)?\s*"
    rf"([LRTB])\s*:\s*({_NAME})(\{{group\}})?"
)
_SIDES: Mapping[str, Side] = {
    "L": Side.LEFT,
    "R": Side.RIGHT,
    "T": Side.TOP,
    "B": Side.BOTTOM,
}
_KNOWN = ("group", "service", "junction", "title", "align")
_SHAPES: Mapping[str, str] = {
    "database": "can",
    "disk": "can",
    "db": "can",
    "cloud": "cloud",
    "internet": "ellipse",
}
_ICONS = (*_SHAPES, "server", "")
_JUNCTION = (0.5, 0.5)
_EXAMPLES = {
    "group": "group api(cloud)[API]",
    "service": "service db(database)[Database] in api",
    "junction": "junction centre in api",
}
_LINKED = "db:R --> L:server"


class Aim(Struct, frozen=True):
    """A link leaves one service at one side, and comes to another at another side."""

    start: str
    leaves: Side
    end: str
    comes: Side


class Architecture(Graph, frozen=True, dict=True):
    """An architecture diagram: a graph whose places follow from the sides of its links, its
    `aims`, as far as these agree."""

    aims: tuple[Aim, ...] = ()

    def _placed(self, ground: Ground) -> Places:
        from deck_builder.diagrams.compass import places_by_sides

        return places_by_sides(self, self.aims, ground) or places_of(self, ground)

    def turned(self) -> Diagram | None:
        """None: the sides are the author's."""
        return None


class _Reader(Struct):
    ignored: Ignored
    title: str = ""
    vertices: dict[str, Vertex] = field(default_factory=dict)
    clusters: dict[str, Cluster] = field(default_factory=dict)
    links: list[tuple[Line, re.Match[str]]] = field(default_factory=list)
    homes: dict[str, tuple[Line, str]] = field(default_factory=dict)

    def read(self, one: Line) -> None:
        """Take up a line."""
        if one.word == "title" and one.rest:
            self.title = plain_label(unquoted(one.rest))
        elif one.word == "align":
            self.ignored.note(one, "‘align’")
        elif thing := _THING.fullmatch(one.text):
            self._thing(one, thing)
        elif link := _LINK.fullmatch(one.text):
            self.links.append((one, link))
        else:
            word = one.text.split()[0]
            hint = _EXAMPLES.get(word) or (_LINKED if ":" in one.text else "")
            hint = hint or suggestion(word, _KNOWN) or _EXAMPLES["service"]
            raise one.wrong("this is nothing of an architecture diagram", hint=hint)

    def _thing(self, one: Line, found: re.Match[str]) -> None:
        kind, key, icon = found[1], found[2], found[3] or ""
        if key in self.vertices or key in self.clusters:
            raise one.wrong(f"there is a ‘{key}’ already", key, "give it another name")
        if icon not in _ICONS:
            self.ignored.note(one, "an icon of another collection")
        words = unquoted(found[5]) if found[5] else found[4] or ""
        if kind == "group":
            self.clusters[key] = Cluster(key, label_runs(words or key), rounded=True)
        elif kind == "junction":
            self.vertices[key] = Vertex(key, shape="ellipse", size=_JUNCTION, paint=DARK)
        else:
            shape = _SHAPES.get(icon, "roundRect")
            self.vertices[key] = Vertex(key, (Part((label_runs(words or key),)),), shape=shape)
        if found[6]:
            self.homes[key] = one, found[6]

    def homed(self) -> None:
        """Put everything into its group. Raises DiagramError for a group that is not there, or in
        itself, LimitError for groups that are nested too deeply."""
        for key, (one, home) in self.homes.items():
            if home not in self.clusters:
                raise one.wrong(
                    f"there is no group ‘{home}’", home, suggestion(home, self.clusters)
                )
            above, seen = home, {key}
            while above:
                if above in seen:
                    raise one.wrong(f"the group ‘{key}’ would be in itself", home)
                seen.add(above)
                DIAGRAM_DEPTH.check(len(seen) - 1, "the diagram", self.ignored.fence.span)
                above = self.homes[above][1] if above in self.homes else ""
            if key in self.vertices:
                self.vertices[key] = replace(self.vertices[key], cluster=home)
            else:
                self.clusters[key] = replace(self.clusters[key], parent=home)

    def edges(self) -> tuple[tuple[Edge, ...], tuple[Aim, ...]]:
        """The links, and at which sides they are."""
        edges, aims = [], []
        for one, found in self.links:
            start, end = found[1], found[8]
            for key in (start, end):
                if key not in self.vertices:
                    hint = suggestion(key, self.vertices) or _EXAMPLES["service"]
                    raise one.wrong(f"there is no service ‘{key}’", key, hint)
            aims.append(Aim(start, _SIDES[found[3]], end, _SIDES[found[7]]))
            edge = Edge(
                self._end(one, start, bool(found[2])),
                self._end(one, end, bool(found[9])),
                (label_runs(unquoted(found[5])),) if found[5] else (),
                start_head=Head.ARROW if found[4] else Head.NONE,
                end_head=Head.ARROW if found[6] else Head.NONE,
            )
            edges.append(edge)
        return tuple(edges), tuple(aims)

    def _end(self, one: Line, key: str, of_group: bool) -> str:
        """What a link ends at: a service, or the group that it is in."""
        home = self.vertices[key].cluster
        if of_group and not home:
            raise one.wrong(f"‘{key}’ is in no group", key, "remove ‘{group}’")
        return home if of_group else key


def read(fence: Fence, found: Collector) -> Diagram:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    reader = _Reader(Ignored(fence, found), page.title)
    for one in lines_of(page):
        reader.read(one)
    if not reader.vertices and not reader.clusters:
        raise DiagramError("there is nothing in it", 0, 1, _EXAMPLES["service"])
    reader.homed()
    edges, aims = reader.edges()
    check_size(tuple(reader.vertices), edges, fence)
    return Architecture(
        kind="Architecture diagram",
        title=reader.title,
        described=page.described,
        vertices=tuple(reader.vertices.values()),
        edges=edges,
        clusters=tuple(reader.clusters.values()),
        direction=Direction.RIGHT,
        aims=aims,
    )
