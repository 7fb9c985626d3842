"""Graphs in words, along their flow."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.diagrams.graph import Edge, Graph, Vertex, one_line
from deck_builder.diagrams.scene import Head

_MOST = 40
_LONGEST = 1_200
_COUNTS = {
    Head.ONE: "1",
    Head.ZERO_OR_ONE: "0..1",
    Head.ONE_OR_MANY: "1..*",
    Head.ZERO_OR_MANY: "0..*",
    Head.MANY: "*",
}


def told(graph: Graph) -> list[str]:
    """Return the flow of a graph as clauses: “Order, then Paid?”, “yes: Ship”, “no: Remind”; then
    what is in each cluster: “Shop: Order, Ship”; in other languages than English “Order → Paid?”
    and so on."""
    following: dict[str, list[Edge]] = {}
    for edge in graph.edges:
        if not edge.hidden:
            following.setdefault(edge.start, []).append(edge)
    found: list[str] = []
    length = 0
    for clause in _clauses(graph, following):
        length += len(clause)
        if len(found) >= _MOST or length > _LONGEST:
            found.append("…")
            break
        found.append(clause)
    return found


def _clauses(graph: Graph, following: dict[str, list[Edge]]) -> Iterator[str]:
    edges = [edge for some in following.values() for edge in some]
    reached = {edge.end for edge in edges if edge.start != edge.end}
    linked = reached | {edge.start for edge in edges}
    roots = [one.key for one in graph.vertices if one.key not in reached and one.key in linked]
    done: set[str] = set()
    said: set[str] = set()
    for root in (*roots, *following):
        if root in done or not following.get(root):
            continue
        yield from _from(graph, root, following, done, said)
    for vertex in graph.vertices:
        if vertex.key not in linked and vertex.text:
            yield "; ".join(vertex.words) if len(vertex.parts) > 1 else vertex.text
    for cluster in graph.clusters:
        if cluster.text:
            inside = ", ".join(_inside(graph, cluster.key))
            if inside or cluster.key not in linked:
                yield f"{cluster.text}: {inside}" if inside else cluster.text


def _inside(graph: Graph, key: str) -> Iterator[str]:
    """The names of what is in a cluster."""
    yield from filter(None, (_name(one) for one in graph.vertices if one.cluster == key))
    yield from filter(None, (one.text for one in graph.clusters if one.parent == key))


def _name(vertex: Vertex) -> str:
    """What a vertex is called: the line of its head that is bold, where one is, else all of it."""
    lines = vertex.parts[0].lines if vertex.parts else ()
    bold = [line for line in lines if line and all(run.bold for run in line)]
    return one_line(bold) or vertex.text


def _from(
    graph: Graph, root: str, following: dict[str, list[Edge]], done: set[str], said: set[str]
) -> Iterator[str]:
    """Clauses from a vertex on, in the order in which it leads to others. What leads on is `done`;
    what has been named is `said`."""
    waiting = [root]
    while waiting:
        key = waiting.pop(0)
        if key in done:
            continue
        chain = [key]
        edges = following.get(key, [])
        done.add(key)
        # Along a line that does not fork.
        while len(edges) == 1 and not edges[0].text and not graph.verbs:
            key = edges[0].end
            chain.append(key)
            edges = [] if key in done else following.get(key, [])
            done.add(key)
        named = [one for one in chain if graph.name_of(one)]
        if len(named) > 1:
            yield (", then " if graph.has_verbs else " → ").join(map(graph.name_of, named))
        elif named and not graph.verbs and (edges or named[0] not in said):
            yield graph.name_of(named[0])
        said.update(named)
        for edge in edges:
            if clause := _clause(graph, edge):
                yield clause
            said.add(edge.end)
            waiting.append(edge.end)


def _clause(graph: Graph, edge: Edge) -> str:
    end = graph.name_of(edge.end)
    if not graph.verbs:
        if not end:
            return edge.text
        then = "then" if graph.has_verbs else "→"
        return f"{edge.text}: {end}" if edge.text else f"{then} {end}"
    verb = graph.verbs.get(edge.end_head) or graph.back_verbs.get(edge.start_head) or "–"
    counts = [one for one in (edge.start_label, edge.end_label) if one]
    to = " to "
    if not graph.has_verbs:
        verb, to = "–", " – "
        heads = [_COUNTS.get(one, "") for one in (edge.start_head, edge.end_head)]
        counts = counts or list(filter(None, heads))
    about = ", ".join([*([edge.text] if edge.text else []), *([to.join(counts)] if counts else [])])
    said = f"{graph.name_of(edge.start)} {verb} {end}"
    return f"{said} ({about})" if about else said
