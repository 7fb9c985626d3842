"""Flowcharts of mermaid (https://mermaid.js.org/syntax/flowchart.html)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lark import Token
from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.diagrams.css import color_of, width_of
from deck_builder.diagrams.fence import DIAGRAM_IGNORED, Fence
from deck_builder.diagrams.flow_shapes import BAR, FORMS, RECTANGLE
from deck_builder.diagrams.flow_syntax import QUOTED, TERMINALS, edge_of, formed, shape_of
from deck_builder.diagrams.grammar import ToLines, is_separator, parse
from deck_builder.diagrams.graph import (
    DIRECTIONS,
    Cluster,
    Direction,
    Edge,
    Graph,
    Part,
    Vertex,
    checked,
)
from deck_builder.diagrams.labels import label_runs
from deck_builder.diagrams.lines import unquoted
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram
from deck_builder.diagrams.scene import Dash
from deck_builder.diagrams.styling import Styles, is_dashed

_GRAMMAR = rf"""
start: SEP* line*
line: (chain | subgraph | DIRECTION | STYLE | AT_LINE) SEP+
subgraph: SUBGRAPH SEP+ line* END
chain: group (link group)*
group: node ("&" node)*
node: NODE_ID (SHAPE | AT | CLASS)*
link: EDGE_ID? (LINK PIPE? | LINK_TEXT)

SEP: /[;\n]+/
SUBGRAPH.5: /subgraph\b[^\n;]*/
END.5: /end\b(?=[ \t]*[;\n])/
DIRECTION.5: /direction[ \t]+(TB|TD|BT|LR|RL)\b/
STYLE.5: /(classDef|class|style|linkStyle|click)[ \t]+[^\n]*/
AT_LINE.4: /[\w-]+@\{{\s*(animat|curve)[^}}]*\}}/
EDGE_ID.6: /[A-Za-z]\w*@(?=[ox<]?[-=~.])/
AT: /@\{{(?:{QUOTED}|[^}}"])*\}}/
CLASS: /:::[ \t]*[\w-]+(,[\w-]+)*/
{TERMINALS}
NODE_ID: /(?:[^\s\[\]()\{{\}}<>|&;:@"=\-~^]|-(?![->.\s]|$)|=(?!=)|:(?!::))+/
%ignore /[ \t]+/
"""
_NAMES = {
    "NODE_ID": "the name of a node",
    "SHAPE": "text in brackets",
    "LINK": "a link such as -->",
    "SEP": "the end of the line",
    "END": "‘end’",
}
_DIRECTIONS = {
    **DIRECTIONS,
    ">": Direction.RIGHT,
    "<": Direction.LEFT,
    "^": Direction.UP,
    "v": Direction.DOWN,
}
_HEAD_LINE = re.compile(r"[ \t]*(TB|TD|BT|LR|RL|[<>^v])?(?=[ \t]*(?:[;\n]|$)|[ \t])")
_PAIR = re.compile(r'([\w-]+)\s*:\s*("[^"]*"|[^,}\n]*)')


class _Drafts(Struct):
    """A flowchart while it is read."""

    vertices: dict[str, Vertex] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    clusters: dict[str, Cluster] = field(default_factory=dict)
    # Where each name is first: the innermost cluster gets it.
    home: dict[str, str] = field(default_factory=dict)


class _ToTree(ToLines):
    def subgraph(self, children: list[Any]) -> Any:
        head = children[0]
        inside = [one for one in children[1:-1] if not is_separator(one)]
        return ("subgraph", head, inside)

    def chain(self, children: list[Any]) -> Any:
        return ("chain", children)

    def group(self, children: list[Any]) -> Any:
        return children

    def node(self, children: list[Any]) -> Any:
        return children

    def link(self, children: list[Any]) -> Any:
        return ("link", [one for one in children if one is not None])


def read(fence: Fence, found: Collector) -> Diagram:
    """Return the flowchart in a fence. Raises DiagramError."""
    text = prepared(fence)
    head = _HEAD_LINE.match(text.text, text.body)
    direction, body = Direction.DOWN, text.body
    if head:
        direction, body = _DIRECTIONS.get(head[1] or "TB", Direction.DOWN), head.end()
    tree = parse(_GRAMMAR, text.behind(body), _ToTree(), _NAMES, fence.span)
    reader = _Reader(fence, found)
    reader.lines(tree, "")
    graph = reader.graph(direction)
    return replace(checked(graph, fence), title=text.title, described=text.described)


class _Reader:
    def __init__(self, fence: Fence, found: Collector) -> None:
        self.fence, self.found = fence, found
        self.drafts, self.styles = _Drafts(), Styles()
        self.directions: dict[str, Direction] = {}
        self.unnamed = 0

    def lines(self, lines: Sequence[Any], cluster: str) -> None:
        for line in lines:
            if isinstance(line, Token):
                self._token(line, cluster)
            elif line[0] == "subgraph":
                self._subgraph(line[1], line[2], cluster)
            else:
                self._chain(line[1], cluster)

    def _token(self, token: Token, cluster: str) -> None:
        if token.type == "DIRECTION":
            self.directions[cluster] = DIRECTIONS[token.split()[1]]
        elif token.type == "STYLE":
            self.styles.read(token, self.fence, self.found)

    def _subgraph(self, head: Token, inside: Sequence[Any], parent: str) -> None:
        words = head.removeprefix("subgraph").strip()
        found = re.fullmatch(r'("[^"]*"|[^\[]*?)\s*(?:\[(.*)\])?', words, re.DOTALL)
        name, title = (found[1].strip(), found[2]) if found else (words, None)
        self.unnamed += 1
        key = name.strip('"') or f"subgraph {self.unnamed}"
        if key in self.drafts.clusters:
            key = f"{key} {self.unnamed}"
        shown = unquoted(title if title is not None else name)
        if not key.strip():
            shown = ""
        self.drafts.clusters[key] = Cluster(key, label_runs(shown), parent)
        self.lines(inside, key)
        if key in self.directions:
            cluster = self.drafts.clusters[key]
            self.drafts.clusters[key] = replace(cluster, direction=self.directions[key])

    def _chain(self, parts: Sequence[Any], cluster: str) -> None:
        before: list[str] = []
        link: Sequence[Token] | None = None
        for part in parts:
            if isinstance(part, tuple):
                link = part[1]
                continue
            keys = [self._node(node, cluster) for node in part]
            if link is not None:
                edge = edge_of(link)
                for start in before:
                    for end in keys:
                        self.drafts.edges.append(replace(edge, start=start, end=end))
            before, link = keys, None

    def _node(self, tokens: Sequence[Token], cluster: str) -> str:
        key = str(tokens[0])
        drafts = self.drafts
        if cluster and drafts.home.get(key, "") in ("", *_above(drafts.clusters, cluster)):
            drafts.home[key] = cluster
        else:
            drafts.home.setdefault(key, cluster)
        vertex = drafts.vertices.get(key) or Vertex(key, (Part((label_runs(key),)),))
        for token in tokens[1:]:
            if token.type == "SHAPE":
                text, form = shape_of(token)
                vertex = formed(vertex, form, label_runs(text))
            elif token.type == "AT":
                vertex = self._at(vertex, token)
            else:
                self.styles.give(key, token.removeprefix(":::"))
        drafts.vertices[key] = vertex
        return key

    def _at(self, vertex: Vertex, token: Token) -> Vertex:
        """A node with what is said of it in `@{…}`."""
        said = {name: unquoted(value) for name, value in _PAIR.findall(token[2:-1])}
        label = label_runs(said["label"]) if "label" in said else vertex.parts[0].lines[0]
        name = said.get("shape", "")
        form = FORMS.get(name, RECTANGLE)
        if name and name not in FORMS:
            at = token.start_pos or 0
            what, hint = f"the shape ‘{name}’", suggestion(name, FORMS) or "a rectangle is drawn"
            self.fence.report(DIAGRAM_IGNORED, self.found, at, len(token), what=what, hint=hint)
        if "icon" in said or "img" in said:
            what, hint = "the picture of a node", "its words are shown"
            at = token.start_pos or 0
            self.fence.report(DIAGRAM_IGNORED, self.found, at, len(token), what=what, hint=hint)
        return formed(vertex, form, label) if name or "label" in said else vertex

    def graph(self, direction: Direction) -> Graph:
        drafts = self.drafts
        direction = self.directions.get("", direction)
        vertices = tuple(
            self._styled(_along(vertex, direction))
            for key, vertex in drafts.vertices.items()
            if key not in drafts.clusters
        )
        edges = tuple(self._styled_link(number, one) for number, one in enumerate(drafts.edges))
        clusters = tuple(self.styles.frame(one) for one in drafts.clusters.values())
        return Graph(
            kind="Flowchart",
            vertices=vertices,
            edges=edges,
            clusters=clusters,
            direction=direction,
        )

    def _styled(self, vertex: Vertex) -> Vertex:
        home = self.drafts.home.get(vertex.key, "")
        return self.styles.vertex(replace(vertex, cluster=home))

    def _styled_link(self, number: int, edge: Edge) -> Edge:
        said = self.styles.link(number)
        if not said:
            return edge
        color = color_of(said.get("stroke", "")) or edge.color
        dash = Dash.DASHED if is_dashed(said) else edge.dash
        return replace(edge, color=color, dash=dash, width=width_of(said, edge.width))


def _above(clusters: dict[str, Cluster], key: str) -> Iterator[str]:
    while key := clusters[key].parent:
        yield key


def _along(vertex: Vertex, direction: Direction) -> Vertex:
    """A bar across the flow."""
    if vertex.size != BAR or direction.is_upright:
        return vertex
    return replace(vertex, size=BAR[::-1])
