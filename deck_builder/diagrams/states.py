"""State diagrams of mermaid (https://mermaid.js.org/syntax/stateDiagram.html)."""

from __future__ import annotations

import re
from typing import Any

from lark import Token
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.diagrams.fence import Fence
from deck_builder.diagrams.grammar import ToLines, is_separator, parse
from deck_builder.diagrams.graph import (
    DIRECTIONS,
    Cluster,
    Direction,
    Edge,
    Graph,
    Line,
    Part,
    Vertex,
    checked,
)
from deck_builder.diagrams.labels import label_runs
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram
from deck_builder.diagrams.paint import DARK, NOTE, Paint
from deck_builder.diagrams.scene import Dash, Head
from deck_builder.diagrams.styling import Styles
from deck_builder.text.runs import Alignment

_GRAMMAR = r"""
start: SEP* line*
line: (link | state | text | NAMED | NOTE | DIRECTION | STYLE | IGNORED | SPLIT) SEP+
link: end ARROW end [TEXT]
end: POINT | NAME CSS?
state: STATE (NAME | QUOTED AS NAME | QUOTED) (STEREOTYPE | CSS)* (("{" SEP* line* "}") | )
text: NAME CSS? TEXT?

SEP: /[;\n]+/
STATE.5: /state(?=[ \t]+["\w`])/
AS.5: /as(?=[ \t])/
DIRECTION.5: /direction[ \t]+(TB|TD|BT|LR|RL)\b/
STYLE.5: /(classDef|class|style|click)[ \t]+[^\n]*/
IGNORED.5: /(hide[ \t]+empty[ \t]+description|scale[ \t]+\d+[ \t]*\w*)/
NOTE.5: /note[ \t]+(left|right)[ \t]+of[ \t]+[\w.-]+[ \t]*(:[^\n]*|\n[\s\S]*?end[ \t]+note)/
NAMED.4: /note[ \t]+"[^"]*"[ \t]+as[ \t]+\w+/
SPLIT.6: /--(?=[ \t]*\n)/
POINT: "[*]"
ARROW: /--+>/
QUOTED: /"[^"\n]*"/
STEREOTYPE: /<<[^>\n]*>>|\[\[[^\]\n]*\]\]/
CSS: /:::[ \t]*[\w-]+/
TEXT: /:(?!::)[^\n]*/
NAME: /[^\s\[\]{}:;"<>-][^\s\[\]{}:;"<>]*?(?=\s*-->|[\s\[\]{}:;"<>]|$)/
%ignore /[ \t]+/
"""
_NAMES = {
    "NAME": "the name of a state",
    "ARROW": "-->",
    "SEP": "the end of the line",
    "POINT": "[*]",
}
_COMMENT = re.compile(r"(?<=\s)%%[^\n]*")
_DOT, _END, _BAR, _CHOICE = (0.9, 0.9), (1.15, 1.15), (5.0, 0.4), (1.8, 1.8)
_RING = Paint("background", "text", "text")
_REGION = Paint("", "muted", "muted")


class _ToTree(ToLines):
    def end(self, children: list[Any]) -> Any:
        return [one for one in children if one is not None]

    def link(self, children: list[Any]) -> Any:
        return ("link", children)

    def state(self, children: list[Any]) -> Any:
        found = [one for one in children if one is not None and not is_separator(one)]
        return ("state", found)

    def text(self, children: list[Any]) -> Any:
        return ("text", [one for one in children if one is not None])


def read(fence: Fence, found: Collector) -> Diagram:
    """Return the state diagram in a fence. Raises DiagramError."""
    text = prepared(fence)
    rest = text.behind(text.body)
    rest = _COMMENT.sub(lambda comment: " " * len(comment[0]), rest)
    reader = _Reader(fence, found)
    reader.lines(parse(_GRAMMAR, rest, _ToTree(), _NAMES, fence.span), "")
    graph = reader.graph()
    return replace(checked(graph, fence), title=text.title, described=text.described)


class _Reader:
    def __init__(self, fence: Fence, found: Collector) -> None:
        self.fence, self.found = fence, found
        self.vertices: dict[str, Vertex] = {}
        self.clusters: dict[str, Cluster] = {}
        self.words: dict[str, list[Line]] = {}
        self.edges: list[Edge] = []
        self.notes: list[tuple[str, str, bool]] = []
        self.directions: dict[str, Direction] = {}
        self.styles = Styles()

    def lines(self, lines: list[Any], around: str) -> None:
        regions = _regions(lines)
        if len(regions) > 1:
            for number, region in enumerate(regions, 1):
                key = f"{around} region {number}"
                self.clusters[key] = Cluster(
                    key, (), around, paint=_REGION, dash=Dash.DASHED, rounded=True
                )
                self.lines(region, key)
            return
        for line in lines:
            if isinstance(line, Token):
                self._token(line, around)
            elif line[0] == "link":
                self._link(line[1], around)
            elif line[0] == "state":
                self._state(line[1], around)
            else:
                self._text(line[1], around)

    def _token(self, token: Token, around: str) -> None:
        match token.type:
            case "DIRECTION":
                self.directions[around] = DIRECTIONS[token.split()[1]]
            case "NOTE":
                found = re.match(r"note\s+(left|right)\s+of\s+([\w.-]+)\s*:?(.*)", token, re.DOTALL)
                assert found is not None
                words = re.sub(r"\s*end\s+note\s*$", "", found[3]).strip()
                self._named(found[2], around)
                self.notes.append((found[2], words, found[1] == "left"))
            case "NAMED":
                self.notes.append(("", token.split('"')[1], False))
            case "STYLE":
                self.styles.read(token, self.fence, self.found)

    def _named(self, name: str, around: str) -> str:
        if name not in self.clusters and name not in self.vertices:
            self.vertices[name] = Vertex(
                name, (Part((label_runs(name),)),), "roundRect", cluster=around
            )
        return name

    def _end(self, tokens: list[Token], around: str, is_start: bool) -> str:
        token = tokens[0]
        if token.type != "POINT":
            name = self._named(str(token), around)
            for one in tokens[1:]:
                self.styles.give(name, one.removeprefix(":::"))
            return name
        key = f"{around} start" if is_start else f"{around} end"
        if is_start:
            self.vertices[key] = Vertex(key, (), "ellipse", paint=DARK, cluster=around, size=_DOT)
        else:
            self.vertices[key] = Vertex(
                key, (), "ellipse", paint=_RING, cluster=around, size=_END, double=True
            )
        return key

    def _link(self, parts: list[Any], around: str) -> None:
        first, _, last, text = parts
        start, end = self._end(first, around, True), self._end(last, around, False)
        label = (label_runs(text[1:]),) if text and text[1:].strip() else ()
        self.edges.append(Edge(start, end, label))

    def _state(self, parts: list[Any], around: str) -> None:
        inside = [one for one in parts[1:] if not _is_head(one)]
        tokens = [one for one in parts[1:] if _is_head(one)]
        names = [one for one in tokens if one.type == "NAME"]
        quoted = [one for one in tokens if one.type == "QUOTED"]
        name = str(names[0]) if names else quoted[0].strip('"')
        if inside:
            title = label_runs(quoted[0].strip('"')) if quoted else label_runs(name)
            self.vertices.pop(name, None)
            self.clusters[name] = Cluster(name, title, around, rounded=True)
            self.lines(inside, name)
            if name in self.directions:
                cluster = replace(self.clusters[name], direction=self.directions[name])
                self.clusters[name] = cluster
            return
        self._named(name, around)
        if quoted and names:
            self.words.setdefault(name, []).append(label_runs(quoted[0].strip('"')))
        for token in tokens:
            if token.type == "STEREOTYPE":
                self._typed(name, token.strip("<>[] ").lower())
            elif token.type == "CSS":
                self.styles.give(name, token.removeprefix(":::"))

    def _typed(self, name: str, kind: str) -> None:
        vertex = self.vertices[name]
        if kind in ("fork", "join"):
            vertex = replace(vertex, parts=(), shape="rect", paint=DARK, size=_BAR)
        elif kind == "choice":
            vertex = replace(vertex, parts=(), shape="diamond", size=_CHOICE)
        self.vertices[name] = vertex

    def _text(self, parts: list[Token], around: str) -> None:
        name = self._named(str(parts[0]), around)
        for token in parts[1:]:
            if token.type == "CSS":
                self.styles.give(name, token.removeprefix(":::"))
            else:
                self.words.setdefault(name, []).append(label_runs(token[1:]))

    def graph(self) -> Graph:
        direction = self.directions.get("", Direction.DOWN)
        vertices = [self._shown(one, direction) for one in self.vertices.values()]
        clusters = [self._titled(one) for one in self.clusters.values()]
        edges, same = list(self.edges), []
        for number, (key, words, is_left) in enumerate(self.notes, 1):
            home = self.vertices[key].cluster if key in self.vertices else ""
            home = self.clusters[key].parent if key in self.clusters else home
            lines = tuple(label_runs(line) for line in words.split("\n"))
            note = Vertex(
                f"note {number}", (Part(lines, Alignment.LEFT),), paint=NOTE, cluster=home
            )
            vertices.append(note)
            if key:
                ends = (note.key, key) if is_left else (key, note.key)
                same.append(ends)
                edges.append(Edge(*ends, end_head=Head.NONE, dash=Dash.DOTTED, length=0, width=1.0))
        return Graph(
            kind="State diagram",
            vertices=tuple(vertices),
            edges=tuple(edges),
            clusters=tuple(clusters),
            direction=direction,
            same=tuple(same),
        )

    def _shown(self, vertex: Vertex, direction: Direction) -> Vertex:
        if lines := self.words.get(vertex.key):
            vertex = replace(vertex, parts=(Part(tuple(lines)),))
        if vertex.size == _BAR:
            own = self.directions.get(vertex.cluster, direction)
            vertex = vertex if own.is_upright else replace(vertex, size=_BAR[::-1])
        return self.styles.vertex(vertex)

    def _titled(self, cluster: Cluster) -> Cluster:
        if lines := self.words.get(cluster.key):
            cluster = replace(cluster, title=lines[0])
        return self.styles.frame(cluster)


def _is_head(one: Any) -> bool:
    return isinstance(one, Token) and one.type in ("NAME", "QUOTED", "AS", "STEREOTYPE", "CSS")


def _regions(lines: list[Any]) -> list[list[Any]]:
    """Lines between lines of `--`."""
    found: list[list[Any]] = [[]]
    for line in lines:
        if isinstance(line, Token) and line.type == "SPLIT":
            found.append([])
        else:
            found[-1].append(line)
    return found
