"""Graphs in the language of graphviz (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from lark import Token, Transformer
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.diagrams.css import color_of, readable
from deck_builder.diagrams.fence import DIAGRAM_IGNORED, DiagramError, Fence
from deck_builder.diagrams.grammar import parse
from deck_builder.diagrams.graph import LONGEST, Cluster, Direction, Edge, Graph, Line, Part, Vertex
from deck_builder.diagrams.model import Diagram, check_size
from deck_builder.diagrams.paint import DARK, FRAME, NODE, WORDS, Paint
from deck_builder.diagrams.scene import Dash, Head
from deck_builder.text.runs import Run

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
_DIRECTIONS = {
    "TB": Direction.DOWN,
    "BT": Direction.UP,
    "LR": Direction.RIGHT,
    "RL": Direction.LEFT,
}
# By graphviz' names: the outline, and whether it is as wide as high.
_SHAPES: Mapping[str, tuple[str, bool]] = {
    "box": ("rect", False),
    "box3d": ("rect", False),
    "rect": ("rect", False),
    "rectangle": ("rect", False),
    "square": ("rect", True),
    "polygon": ("rect", False),
    "component": ("rect", False),
    "record": ("rect", False),
    "mrecord": ("roundRect", False),
    "ellipse": ("ellipse", False),
    "oval": ("ellipse", False),
    "egg": ("ellipse", False),
    "circle": ("ellipse", True),
    "doublecircle": ("ellipse", True),
    "mcircle": ("ellipse", True),
    "diamond": ("diamond", False),
    "mdiamond": ("diamond", False),
    "triangle": ("flowChartExtract", False),
    "invtriangle": ("flowChartMerge", False),
    "trapezium": ("trapezoid", False),
    "invtrapezium": ("flowChartManualOperation", False),
    "parallelogram": ("flowChartInputOutput", False),
    "hexagon": ("flowChartPreparation", False),
    "cylinder": ("can", False),
    "note": ("foldedCorner", False),
    "tab": ("flowChartAlternateProcess", False),
    "folder": ("flowChartPunchedCard", False),
    "house": ("rect", False),
    "star": ("star5", False),
    "cds": ("homePlate", False),
    "plaintext": ("rect", False),
    "plain": ("rect", False),
    "none": ("rect", False),
    "underline": ("rect", False),
    "point": ("ellipse", True),
}
_BARE = ("plaintext", "plain", "none", "underline")
_RECORDS = ("record", "mrecord")
_HEADS = {
    "normal": Head.ARROW,
    "vee": Head.OPEN,
    "open": Head.OPEN,
    "halfopen": Head.OPEN,
    "dot": Head.CIRCLE,
    "odot": Head.LOLLIPOP,
    "diamond": Head.DIAMOND,
    "odiamond": Head.HOLLOW_DIAMOND,
    "ediamond": Head.HOLLOW_DIAMOND,
    "empty": Head.TRIANGLE,
    "onormal": Head.TRIANGLE,
    "crow": Head.MANY,
    "tee": Head.ONE,
    "box": Head.DIAMOND,
    "obox": Head.HOLLOW_DIAMOND,
    "none": Head.NONE,
}
_PREPROCESSOR = re.compile(r"^[ \t]*#[^\n]*", re.MULTILINE)
_ESCAPES = re.compile(r"\\(.)")
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<br\b[^<>]*>|</t[rd]>", re.IGNORECASE)
Attributes = dict[str, str]


class _Html(str):
    """A text that was written as HTML."""


class _ToTree(Transformer[Token, Any]):
    """Makes plain tuples of lark's tree."""

    def start(self, children: list[Any]) -> Any:
        kind = next(one for one in children if isinstance(one, Token) and one.type == "KIND")
        inside = [one for one in children if isinstance(one, tuple)]
        return kind.lower() == "digraph", inside

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
                return _Html(text[1:-1])
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
    is_directed, statements = parse(_GRAMMAR, f"{text}\n", _ToTree(), _NAMES)
    reader = _Reader(fence, found, is_directed)
    reader.statements(statements, "", {}, {})
    graph = reader.graph()
    check_size(graph.vertices, graph.edges, fence)
    return graph


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
                    names += self._edge(statement[1], cluster, nodes, edges, statement[2])
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

    def _edge(
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

    def graph(self) -> Graph:
        if self.ports:
            what, hint = "which part of a node links lead to", "they lead to the node"
            self.fence.report(DIAGRAM_IGNORED, self.found, 0, 1, what=what, hint=hint)
        directed = self.is_directed
        vertices = tuple(
            replace(self._vertex(name, said), cluster=self.home.get(name, ""))
            for name, said in self.vertices.items()
        )
        title = _plain(self.settings.get("label", ""), "")
        return Graph(
            kind="Graph",
            title=title,
            vertices=vertices,
            edges=tuple(_edge(start, end, said, directed) for start, end, said in self.edges),
            clusters=tuple(_cluster(name, *one) for name, one in self.clusters.items()),
            direction=_DIRECTIONS.get(self.settings.get("rankdir", "").upper(), Direction.DOWN),
            same=tuple(one for one in self.same if len(one) > 1),
        )

    def _vertex(self, name: str, said: Attributes) -> Vertex:
        shape = said.get("shape", "ellipse").lower()
        form, is_square = _SHAPES.get(shape, ("rect", False))
        if shape not in _SHAPES:
            hint = suggestion(shape, _SHAPES) or "a rectangle is drawn"
            at = max(0, self.fence.text.find(shape))
            what = f"the shape ‘{shape}’"
            self.fence.report(DIAGRAM_IGNORED, self.found, at, len(shape), what=what, hint=hint)
        styles = said.get("style", "").lower().replace(" ", "").split(",")
        if "rounded" in styles and form == "rect":
            form = "roundRect"
        label = said.get("label", "\\N")
        if shape == "point":
            return Vertex(name, (), "ellipse", paint=DARK, size=(0.5, 0.5))
        paint = WORDS if shape in _BARE else _paint(said, styles, NODE)
        dash = _dash(styles)
        if "invis" in styles:
            paint, label = Paint(), ""
        if shape in _RECORDS and not isinstance(label, _Html):
            fields = _fields(label)
            if len(fields) > 1:
                parts = tuple(Part((_line(one, name),), paint=paint) for one in fields)
                return Vertex(name, parts, form, paint=paint, dash=dash)
            label = fields[0] if fields else ""
        lines = _lines(label, name)
        return Vertex(
            name,
            (Part(lines),) if any(lines) else (),
            form,
            paint=paint,
            dash=dash,
            square=is_square,
            double=shape == "doublecircle" or said.get("peripheries") == "2",
            size=(0.0, 0.0) if any(lines) else (1.5, 1.5),
        )


def _edge(start: str, end: str, said: Attributes, is_directed: bool) -> Edge:
    styles = said.get("style", "").lower().split(",")
    way = said.get("dir", "forward" if is_directed else "none").lower()
    head = _HEADS.get(said.get("arrowhead", "normal").lower(), Head.ARROW)
    tail = _HEADS.get(said.get("arrowtail", "normal").lower(), Head.ARROW)
    label = said.get("label", "") or said.get("xlabel", "")
    color = color_of(said.get("color", "").split(":")[0])
    length = int(float(said.get("minlen", "1"))) if _is_number(said.get("minlen", "")) else 1
    edge = Edge(
        start,
        end,
        _lines(label, "") if label else (),
        start_label=_plain(said.get("taillabel", ""), ""),
        end_label=_plain(said.get("headlabel", ""), ""),
        start_head=tail if way in ("back", "both") else Head.NONE,
        end_head=head if way in ("forward", "both") else Head.NONE,
        dash=_dash(styles),
        width=3.0 if "bold" in styles else _width(said, 1.5),
        length=0 if said.get("constraint", "").lower() == "false" else min(length, LONGEST),
        hidden="invis" in styles,
    )
    return replace(edge, color=color) if color else edge


def _cluster(name: str, parent: str, said: Attributes) -> Cluster:
    styles = said.get("style", "").lower().split(",")
    if "invis" in styles:
        return Cluster(name, (), parent, paint=Paint())
    filled = dict(said)
    if said.get("bgcolor"):
        filled["fillcolor"], styles = said["bgcolor"], [*styles, "filled"]
    paint = _paint(filled, styles, FRAME)
    title = _line(said.get("label", ""), "")
    own = None if paint == FRAME else paint
    return Cluster(name, title, parent, paint=own, dash=_dash(styles), rounded="rounded" in styles)


def _paint(said: Attributes, styles: Sequence[str], paint: Paint) -> Paint:
    line = color_of(said.get("color", ""))
    fill = color_of(said.get("fillcolor", "").split(":")[0])
    if "filled" in styles or said.get("fillcolor"):
        fill = fill or line or color_of("lightgrey")
    if fill or line:
        paint = replace(paint, fill=fill or paint.fill, line=line or paint.line)
    text = color_of(said.get("fontcolor", ""))
    return readable(replace(paint, color=text) if text else paint)


def _dash(styles: Sequence[str]) -> Dash:
    return Dash.DASHED if "dashed" in styles else Dash.DOTTED if "dotted" in styles else Dash.SOLID


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None


def _width(said: Attributes, default: float) -> float:
    text = said.get("penwidth", "")
    return min(6.0, max(0.5, float(text))) if _is_number(text) else default


def _lines(label: str, name: str) -> tuple[Line, ...]:
    """The lines of a label; `name` stands for `\\N` in it."""
    if isinstance(label, _Html):
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", label)))
        lines = [" ".join(one.split()) for one in text.split("\n")]
        return tuple((Run(one),) for one in lines if one)
    text = label.replace("\\N", name).replace("\\G", "").replace("\\E", "")
    text = re.sub(r"\\[nlr]", "\n", text)
    text = html.unescape(_ESCAPES.sub(r"\1", text))
    lines = [" ".join(one.split()) for one in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return tuple((Run(one),) for one in lines)


def _line(label: str, name: str) -> Line:
    words = " ".join("".join(run.text for run in line) for line in _lines(label, name))
    return (Run(words),) if words else ()


def _plain(label: str, name: str) -> str:
    return "".join(run.text for run in _line(label, name))


def _fields(label: str) -> list[str]:
    """The fields of a record, those in braces one after the other, without ports."""
    text = re.sub(r"(?<!\\)<[^<>]*>", "", label)
    parts = re.split(r"(?<!\\)\|", re.sub(r"(?<!\\)[{}]", "", text))
    return [one.strip() for one in parts]
