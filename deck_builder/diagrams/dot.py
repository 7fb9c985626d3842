"""Graphs in the language of graphviz (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any

from lark import Token, Transformer
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.diagrams.dot_looks import (
    SHAPES,
    Attributes,
    Html,
    cluster_of,
    edge_of,
    plain,
    vertex_of,
)
from deck_builder.diagrams.fence import DIAGRAM_IGNORED, DiagramError, Fence
from deck_builder.diagrams.grammar import parse
from deck_builder.diagrams.graph import DIRECTIONS, Direction, Graph, Vertex, checked
from deck_builder.diagrams.model import Diagram

_GRAMMAR = r"""
start: STRICT? KIND id? "{" statement* "}"
statement: (assignment | attributes | edge | node | subgraph) ";"?
assignment: id "=" id
attributes: WORD attr_list+
edge: end (ARROW end)+ attr_list*
node: node_id attr_list*
?end: node_id | subgraph
node_id: id (":" id)*
subgraph: (SUBGRAPH id?)? "{" statement* "}"
attr_list: "[" (pair (";" | ",")?)* "]"
pair: id ("=" id)?
id: NAME | NUMBER | quoted | HTML
quoted: QUOTED ("+" QUOTED)*

STRICT.5: /strict\b/i
KIND.5: /(di)?graph\b(?=[^\[;=]*\{)/i
SUBGRAPH.5: /subgraph\b/i
WORD.4: /(graph|node|edge)\b(?=\s*\[)/i
ARROW: /-[->]/
HTML: /<(?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*>/
QUOTED: /"(?:\\.|[^"\\])*"/s
NUMBER.1: /-?(\.\d+|\d+(\.\d*)?)(?![\w])/
NAME: /[^\W\d]\w*|\d\w*/
COMMENT: /\/\/[^\n]*|\/\*.*?\*\//s
%ignore COMMENT
%ignore /\s+/
"""
_NAMES = {
    "NAME": "a name",
    "QUOTED": "a text in quotes",
    "ARROW": "-> or --",
    "RBRACE": "a closing brace",
    "LBRACE": "an opening brace",
    "RSQB": "a closing bracket",
    "KIND": "graph or digraph",
}
_PREPROCESSOR = re.compile(r"^[ \t]*#[^\n]*", re.MULTILINE)


class _ToTree(Transformer[Token, Any]):
    """Makes plain tuples of lark's tree."""

    def start(self, children: list[Any]) -> Any:
        kind = next(one for one in children if isinstance(one, Token) and one.type == "KIND")
        inside = [one for one in children if isinstance(one, tuple)]
        is_strict = any(isinstance(one, Token) and one.type == "STRICT" for one in children)
        return kind.lower() == "digraph", is_strict, inside

    def statement(self, children: list[Any]) -> Any:
        return children[0]

    def assignment(self, children: list[Any]) -> Any:
        return ("set", children[0], children[1])

    def attributes(self, children: list[Any]) -> Any:
        return ("default", children[0].lower(), _joined(children[1:]))

    def edge(self, children: list[Any]) -> Any:
        ends = [one for one in children if not isinstance(one, Token | dict)]
        return ("edge", ends, _joined(one for one in children if isinstance(one, dict)))

    def node(self, children: list[Any]) -> Any:
        return ("node", children[0][1], _joined(children[1:]))

    def node_id(self, children: list[Any]) -> Any:
        return ("name", str(children[0]), len(children) > 1)

    def subgraph(self, children: list[Any]) -> Any:
        names = [one for one in children if isinstance(one, str) and not isinstance(one, Token)]
        inside = [one for one in children if isinstance(one, tuple)]
        return ("subgraph", names[0] if names else "", inside)

    def attr_list(self, children: list[Any]) -> Attributes:
        return dict(children)

    def pair(self, children: list[Any]) -> tuple[str, str]:
        return str(children[0]).lower(), children[1] if len(children) > 1 else "true"

    def id(self, children: list[Any]) -> str:
        text = children[0]
        if isinstance(text, Token):
            if text.type == "HTML":
                return Html(text[1:-1])
            # No token any more, so that it is a name.
            return "".join(text)
        return str(text)

    def quoted(self, children: list[Any]) -> str:
        return "".join(one[1:-1].replace("\\\n", "").replace('\\"', '"') for one in children)


def _joined(parts: Any) -> Attributes:
    found: Attributes = {}
    for part in parts:
        found |= part
    return found


def read(fence: Fence, found: Collector) -> Diagram:
    """Return the graph in a fence. Raises DiagramError."""
    if not fence.text.strip():
        raise DiagramError("it is empty")
    text = _PREPROCESSOR.sub(lambda line: " " * len(line[0]), fence.text)
    is_directed, is_strict, statements = parse(_GRAMMAR, f"{text}\n", _ToTree(), _NAMES, fence.span)
    reader = _Reader(fence, found, is_directed)
    reader.statements(statements, "", {}, {})
    if is_strict:
        reader.join_edges()
    return checked(reader.graph(), fence)


class _Reader:
    def __init__(self, fence: Fence, found: Collector, is_directed: bool) -> None:
        self.fence, self.found, self.is_directed = fence, found, is_directed
        self.vertices: dict[str, Attributes] = {}
        self.home: dict[str, str] = {}
        self.edges: list[tuple[str, str, Attributes]] = []
        self.clusters: dict[str, tuple[str, Attributes]] = {}
        self.same: list[tuple[str, ...]] = []
        self.settings: Attributes = {}
        self.ports = False

    def statements(
        self, statements: Sequence[Any], cluster: str, nodes: Attributes, edges: Attributes
    ) -> list[str]:
        """Read statements in a cluster, and return the names of the nodes in them."""
        nodes, edges, names = dict(nodes), dict(edges), []
        settings: Attributes = {}
        for statement in statements:
            match statement[0]:
                case "set":
                    settings[str(statement[1]).lower()] = statement[2]
                case "default":
                    target = {"node": nodes, "edge": edges, "graph": settings}[statement[1]]
                    target.update(statement[2])
                case "node":
                    names.append(self._node(statement[1], cluster, nodes, statement[2]))
                case "edge":
                    names += self._edges(statement[1], cluster, nodes, edges, statement[2])
                case _:
                    names += self._subgraph(statement, cluster, nodes, edges)
        if cluster:
            self.clusters[cluster][1].update(settings)
        else:
            self.settings |= settings
        return names

    def _node(self, name: str, cluster: str, nodes: Attributes, own: Attributes) -> str:
        self.vertices[name] = {**nodes, **self.vertices.get(name, {}), **own}
        if cluster or name not in self.home:
            self.home[name] = self.home.get(name) or cluster
        return name

    def _edges(
        self,
        ends: Sequence[Any],
        cluster: str,
        nodes: Attributes,
        edges: Attributes,
        own: Attributes,
    ) -> list[str]:
        groups: list[list[str]] = []
        for end in ends:
            if end[0] == "name":
                self.ports = self.ports or end[2]
                groups.append([self._node(end[1], cluster, nodes, {})])
            else:
                groups.append(self._subgraph(end, cluster, nodes, edges))
        for first, second in itertools.pairwise(groups):
            for start in first:
                self.edges += [(start, end, {**edges, **own}) for end in second]
        return [name for group in groups for name in group]

    def _subgraph(
        self, statement: Any, cluster: str, nodes: Attributes, edges: Attributes
    ) -> list[str]:
        _, name, inside = statement
        if name.lower().startswith("cluster") and name not in self.clusters:
            self.clusters[name] = (cluster, {})
            return self.statements(inside, name, nodes, edges)
        before = dict(self.settings)
        around = dict(self.clusters[cluster][1]) if cluster else {}
        names = self.statements(inside, cluster, nodes, edges)
        said = self.clusters[cluster][1] if cluster else self.settings
        if said.get("rank") in ("same", "min", "max", "source", "sink"):
            self.same.append(tuple(dict.fromkeys(names)))
        if cluster:
            self.clusters[cluster] = (self.clusters[cluster][0], around)
        else:
            self.settings = before
        return names

    def join_edges(self) -> None:
        """Make one edge of those between the same two nodes, with all that is said of them."""
        joined: dict[tuple[str, ...], tuple[str, str, Attributes]] = {}
        for start, end, said in self.edges:
            key = (start, end) if self.is_directed else tuple(sorted((start, end)))
            first = joined.setdefault(key, (start, end, {}))
            first[2].update(said)
        self.edges = list(joined.values())

    def graph(self) -> Graph:
        if self.ports:
            what, hint = "which part of a node links lead to", "they lead to the node"
            self.fence.report(DIAGRAM_IGNORED, self.found, 0, 1, what=what, hint=hint)
        directed = self.is_directed
        vertices = tuple(
            replace(self._vertex(name, said), cluster=self.home.get(name, ""))
            for name, said in self.vertices.items()
        )
        title = plain(self.settings.get("label", ""), "")
        return Graph(
            kind="Graph",
            title=title,
            vertices=vertices,
            edges=tuple(edge_of(start, end, said, directed) for start, end, said in self.edges),
            clusters=tuple(cluster_of(name, *one) for name, one in self.clusters.items()),
            direction=DIRECTIONS.get(self.settings.get("rankdir", "").upper(), Direction.DOWN),
            same=tuple(one for one in self.same if len(one) > 1),
        )

    def _vertex(self, name: str, said: Attributes) -> Vertex:
        shape = said.get("shape", "ellipse").lower()
        if shape not in SHAPES:
            hint = suggestion(shape, SHAPES) or "a rectangle is drawn"
            at = max(0, self.fence.text.find(shape))
            what = f"the shape ‘{shape}’"
            self.fence.report(DIAGRAM_IGNORED, self.found, at, len(shape), what=what, hint=hint)
        return vertex_of(name, said)
