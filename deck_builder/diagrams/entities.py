"""Entity relationship diagrams of mermaid
(https://mermaid.js.org/syntax/entityRelationshipDiagram.html)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lark import Token
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.diagrams.fence import Fence
from deck_builder.diagrams.grammar import ToLines, parse
from deck_builder.diagrams.graph import (
    DIRECTIONS,
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
from deck_builder.diagrams.paint import STRONG, Paint
from deck_builder.diagrams.scene import Dash, Head
from deck_builder.diagrams.styling import Styles
from deck_builder.text.runs import Alignment, Run

_MARKS = r"(\|o|\|\||\}o|\}\||o\|)(--|\.\.|\.-|-\.)(o\||\|\||o\{|\|\{|\|o)"
_COUNTED = (
    r"one or zero|zero or one|one or more|one or many|many\(1\)|1\+|zero or more|zero or many"
    r"|many\(0\)|0\+|only one|1"
)
_GRAMMAR = rf"""
start: SEP* line*
line: (relation | entity | DIRECTION | STYLE) SEP+
relation: name [CSS] RELATION name [CSS] [":" label]
entity: name BOX? CSS? BODY?
name: NAME | QUOTED
label: NAME | QUOTED | WORDS

SEP: /[;\n]+/
DIRECTION.5: /direction[ \t]+(TB|TD|BT|LR|RL)\b/
STYLE.5: /(classDef|class|style)[ \t]+[^\n]*/
BOX: /\[[ \t]*("[^"\n]*"|[^\]\n]*)[ \t]*\]/
CSS: /:::[ \t]*[\w,-]+/
BODY: /\{{(?![|o])(?:"[^"\n]*"|[^}}"])*\}}/
RELATION.4: /{_MARKS}|({_COUNTED})[ \t]+(optionally[ \t]+)?to[ \t]+({_COUNTED})(?=[ \t])/
QUOTED: /"[^"\n]*"/
NAME: /[^\s\[\]{{}}:;"|,-][^\s\[\]{{}}:;"|,]*?(?=[\s\[\]{{}}:;"|,]|$)/
WORDS.-1: /[^\s":;][^":;\n]*/
%ignore /[ \t]+/
"""
_NAMES = {
    "NAME": "the name of an entity",
    "RELATION": "a relation such as ||--o{",
    "SEP": "the end of the line",
    "BODY": "attributes in braces",
}
_HEADS: Mapping[str, Head] = {
    "|o": Head.ZERO_OR_ONE,
    "o|": Head.ZERO_OR_ONE,
    "||": Head.ONE,
    "}o": Head.ZERO_OR_MANY,
    "o{": Head.ZERO_OR_MANY,
    "}|": Head.ONE_OR_MANY,
    "|{": Head.ONE_OR_MANY,
    "one or zero": Head.ZERO_OR_ONE,
    "zero or one": Head.ZERO_OR_ONE,
    "one or more": Head.ONE_OR_MANY,
    "one or many": Head.ONE_OR_MANY,
    "many(1)": Head.ONE_OR_MANY,
    "1+": Head.ONE_OR_MANY,
    "zero or more": Head.ZERO_OR_MANY,
    "zero or many": Head.ZERO_OR_MANY,
    "many(0)": Head.ZERO_OR_MANY,
    "0+": Head.ZERO_OR_MANY,
    "only one": Head.ONE,
    "1": Head.ONE,
}
_COUNTS = {
    Head.ONE: "one",
    Head.ZERO_OR_ONE: "zero or one",
    Head.ONE_OR_MANY: "one or many",
    Head.ZERO_OR_MANY: "zero or many",
}
_SIGNS = re.compile(r"(\|o|\|\||\}o|\}\||o\|)(--|\.\.|\.-|-\.)(.*)")
_ATTRIBUTE = re.compile(r'\s*(\S+)[ \t]+(\S+)((?:[ \t]*,?[ \t]*(?:PK|FK|UK)\b)*)[ \t]*("[^"]*")?')
_ATTRIBUTES = Paint("background", "accent", "text")


class _ToTree(ToLines):
    def name(self, children: list[Any]) -> Any:
        return children[0]

    def label(self, children: list[Any]) -> Any:
        return children[0]

    def relation(self, children: list[Any]) -> Any:
        return ("relation", children)

    def entity(self, children: list[Any]) -> Any:
        return ("entity", [one for one in children if one is not None])


def read(fence: Fence, found: Collector) -> Diagram:
    """Return the entity relationship diagram in a fence. Raises DiagramError."""
    text = prepared(fence)
    reader = _Reader(fence, found)
    for line in parse(_GRAMMAR, text.behind(text.body), _ToTree(), _NAMES, fence.span):
        reader.line(line)
    graph = reader.graph()
    return replace(checked(graph, fence), title=text.title, described=text.described)


class _Reader:
    def __init__(self, fence: Fence, found: Collector) -> None:
        self.fence, self.found = fence, found
        self.titles: dict[str, str] = {}
        self.attributes: dict[str, list[Line]] = {}
        self.edges: list[Edge] = []
        self.styles = Styles()
        self.direction = Direction.DOWN

    def line(self, line: Any) -> None:
        if isinstance(line, Token):
            if line.type == "DIRECTION":
                self.direction = DIRECTIONS[line.split()[1]]
            else:
                self.styles.read(line, self.fence, self.found)
        elif line[0] == "relation":
            self._relation(line[1])
        else:
            self._entity(line[1])

    def _named(self, token: Token) -> str:
        key = token.strip('"')
        self.titles.setdefault(key, key)
        return key

    def _entity(self, tokens: list[Token]) -> None:
        key = self._named(tokens[0])
        for token in tokens[1:]:
            match token.type:
                case "BOX":
                    self.titles[key] = token[1:-1].strip().strip('"')
                case "CSS":
                    self.styles.give(key, token.removeprefix(":::"))
                case _:
                    lines = [_attribute(line) for line in token[1:-1].split("\n") if line.strip()]
                    self.attributes.setdefault(key, []).extend(lines)

    def _relation(self, parts: list[Token | None]) -> None:
        first, first_class, mark, last, last_class, label = parts
        assert first is not None
        assert mark is not None
        assert last is not None
        start, end = self._named(first), self._named(last)
        for key, name in ((start, first_class), (end, last_class)):
            if name:
                self.styles.give(key, name.removeprefix(":::"))
        if found := _SIGNS.match(mark):
            left, line, right = found[1], found[2], found[3]
            is_solid = line == "--"
        else:
            is_solid = "optionally" not in mark
            left, right = re.split(r"\s+(?:optionally\s+)?to\s+", str(mark))
        words = label.strip('" ') if label else ""
        self.edges.append(
            Edge(
                start,
                end,
                (label_runs(words),) if words else (),
                start_head=_HEADS[left],
                end_head=_HEADS[right],
                dash=Dash.SOLID if is_solid else Dash.DASHED,
            )
        )

    def graph(self) -> Graph:
        vertices = []
        for key, title in self.titles.items():
            parts = [Part(((Run(title, bold=True),),), paint=STRONG)]
            if lines := self.attributes.get(key):
                parts.append(Part(tuple(lines), Alignment.LEFT, _ATTRIBUTES))
            vertices.append(self.styles.vertex(Vertex(key, tuple(parts), paint=STRONG)))
        return Graph(
            kind="Entity relationship diagram",
            vertices=tuple(vertices),
            edges=tuple(self.edges),
            direction=self.direction,
            verbs={one: f"to {count}" for one, count in _COUNTS.items()},
        )


def _attribute(line: str) -> Line:
    """An attribute: its type, its name, its keys and what is said of it."""
    found = _ATTRIBUTE.match(line)
    if not found:
        return (Run(" ".join(line.split())),)
    kind, name, keys, about = found.groups()
    runs = [Run(f"{kind} ", color="muted"), Run(name)]
    if keys and keys.strip():
        runs.append(Run(f" {', '.join(re.findall('PK|FK|UK', keys))}", bold=True))
    if about:
        runs.append(Run(f" {about.strip(chr(34))}", italic=True))
    return tuple(runs)
