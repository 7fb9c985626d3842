"""A graph that is too large for a slide, cut at its clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from deck_builder.diagrams.graph import Graph, Vertex


def parts_of(graph: Graph) -> tuple[Graph, ...]:
    """Return the outermost clusters of a graph as graphs, with what is in none of them before; none
    if there is only one. Links between them end at a vertex of the other's name."""
    parent = {one.key: one.cluster for one in graph.vertices}
    parent |= {one.key: one.parent for one in graph.clusters}

    def outermost(key: str) -> str:
        while parent.get(key):
            key = parent[key]
        return key if key in graph.cluster else ""

    home = {key: outermost(key) for key in parent}
    names = list(dict.fromkeys(home.values()))
    if len(names) < 2:
        return ()
    found = []
    for name in sorted(names, key=lambda one: bool(one)):
        inside = {key for key, one in home.items() if one == name}
        found.append(_part(graph, name, inside))
    return tuple(found)


def _part(graph: Graph, name: str, inside: set[str]) -> Graph:
    edges = [one for one in graph.edges if one.start in inside or one.end in inside]
    outside = dict.fromkeys(
        key for edge in edges for key in (edge.start, edge.end) if key not in inside
    )
    vertices = [one for one in graph.vertices if one.key in inside]
    for key in outside:
        if key in graph.vertex:
            vertices.append(replace(graph.vertex[key], cluster=""))
        else:
            vertices.append(_stand_in(graph, key))
    clusters = tuple(one for one in graph.clusters if one.key in inside)
    title = graph.cluster[name].text if name else ""
    return replace(
        graph,
        vertices=tuple(vertices),
        edges=tuple(edges),
        clusters=clusters,
        title=" – ".join(filter(None, (graph.title, title))),
    )


def _stand_in(graph: Graph, key: str) -> Vertex:
    """A vertex in place of a cluster that is on another slide."""
    from deck_builder.diagrams.graph import Part, Vertex

    return Vertex(key, (Part((graph.cluster[key].title,)),))
