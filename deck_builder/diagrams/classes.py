"""Class diagrams of mermaid (https://mermaid.js.org/syntax/classDiagram.html)."""

from __future__ import annotations

import re
from typing import Any

from lark import Token
from msgspec import Struct, field
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
from deck_builder.diagrams.labels import label_runs, unescaped
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram
from deck_builder.diagrams.paint import NOTE, STRONG, Paint
from deck_builder.diagrams.scene import Dash, Head
from deck_builder.diagrams.styling import Styles
from deck_builder.text.runs import Alignment, Run

_GRAMMAR = r"""
start: SEP* line*
line: (class_ | namespace | relation | member | annotation | NOTE | DIRECTION | STYLE) SEP+
class_: CLASS NAME (BOX | CSS | ANNOTATION)* BODY?
namespace: NAMESPACE NAME "{" SEP* line* "}"
relation: NAME [QUOTED] RELATION [QUOTED] NAME [TEXT]
member: NAME TEXT
annotation: ANNOTATION NAME

SEP: /[;\n]+/
CLASS.6: /class(?=[ \t]+[^\n]*)/
NAMESPACE.5: /namespace(?=[ \t])/
DIRECTION.5: /direction[ \t]+(TB|TD|BT|LR|RL)\b/
STYLE.5: /(classDef|cssClass|style|click|link|callback|href)[ \t]+[^\n]*/
NOTE.5: /note[ \t]+(for[ \t]+[^\s"]+[ \t]*)?"[^"]*"/
BOX: /\[[ \t]*"[^"\n]*"[ \t]*\]/
CSS: /:::[ \t]*[\w-]+/
BODY: /\{[^}]*\}/
ANNOTATION: /<<[^>\n]*>>/
QUOTED: /"[^"\n]*"/
RELATION: /(<\||\*|o|<|\(\)|>)?(--|\.\.)(\|>|\*|o(?!\w)|>|\(\)|<)?/
TEXT: /:(?!::)[^\n]*/
NAME: /(`[^`\n]+`|[^\W\d]\w*(?:-(?!-)\w+|\.(?!\.)\w+)*)(~[^~\n]*(~[^~\n]*~)?[^~\n]*~)?/
%ignore /[ \t]+/
"""
_NAMES = {
    "NAME": "the name of a class",
    "RELATION": "a relation such as <|--",
    "SEP": "the end of the line",
    "BODY": "members in braces",
}
_STARTS = {
    "<|": Head.TRIANGLE,
    "*": Head.DIAMOND,
    "o": Head.HOLLOW_DIAMOND,
    "<": Head.OPEN,
    ">": Head.OPEN,
    "()": Head.LOLLIPOP,
    "": Head.NONE,
}
_ENDS = {**_STARTS, "|>": Head.TRIANGLE}
_RELATION = re.compile(r"(<\||\*|o|<|\(\)|>)?(--|\.\.)(.*)")
_VERBS = {
    Head.TRIANGLE: "is a",
    Head.DIAMOND: "is part of",
    Head.HOLLOW_DIAMOND: "belongs to",
    Head.OPEN: "uses",
    Head.LOLLIPOP: "uses",
    Head.NONE: "",
}
_BACK_VERBS = {
    Head.TRIANGLE: "is the base of",
    Head.DIAMOND: "consists of",
    Head.HOLLOW_DIAMOND: "has",
    Head.OPEN: "is used by",
    Head.LOLLIPOP: "provides",
    Head.NONE: "is linked to",
}
_MEMBERS = Paint("background", "accent", "text")


class _Class(Struct):
    """A class while it is read."""

    name: str
    label: str = ""
    annotations: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    namespace: str = ""


class _ToTree(ToLines):
    def class_(self, children: list[Any]) -> Any:
        return ("class", [one for one in children[1:] if one is not None])

    def namespace(self, children: list[Any]) -> Any:
        inside = [one for one in children[2:] if not is_separator(one)]
        return ("namespace", children[1], inside)

    def relation(self, children: list[Any]) -> Any:
        return ("relation", children)

    def member(self, children: list[Any]) -> Any:
        return ("member", children)

    def annotation(self, children: list[Any]) -> Any:
        return ("annotation", children)


def read(fence: Fence, found: Collector) -> Diagram:
    """Return the class diagram in a fence. Raises DiagramError."""
    text = prepared(fence)
    reader = _Reader(fence, found)
    reader.lines(parse(_GRAMMAR, text.behind(text.body), _ToTree(), _NAMES, fence.span), "")
    graph = reader.graph()
    return replace(checked(graph, fence), title=text.title, described=text.described)


class _Reader:
    def __init__(self, fence: Fence, found: Collector) -> None:
        self.fence, self.found = fence, found
        self.classes: dict[str, _Class] = {}
        self.edges: list[Edge] = []
        self.notes: list[tuple[str, str]] = []
        self.namespaces: dict[str, Cluster] = {}
        self.styles = Styles()
        self.direction = Direction.DOWN

    def lines(self, lines: list[Any], namespace: str) -> None:
        for line in lines:
            if isinstance(line, Token):
                self._token(line)
                continue
            match line[0]:
                case "namespace":
                    name = _key(line[1])
                    self.namespaces[name] = Cluster(name, (Run(name),), namespace)
                    self.lines(line[2], name)
                case "class":
                    self._class(line[1], namespace)
                case "member":
                    name, text = line[1]
                    self._member(self._named(name), text[1:].strip())
                case "annotation":
                    self._named(line[1][1]).annotations.append(line[1][0][2:-2].strip())
                case _:
                    self._relation(line[1])

    def _token(self, token: Token) -> None:
        if token.type == "DIRECTION":
            self.direction = DIRECTIONS[token.split()[1]]
        elif token.type == "NOTE":
            head, _, words = token.partition('"')
            parts = head.split()
            key = parts[2] if len(parts) > 2 else ""
            if key:
                self._named(key)
            self.notes.append((_key(key) if key else "", words.rstrip('"')))
        else:
            self.styles.read(token, self.fence, self.found)

    def _named(self, name: str) -> _Class:
        key = _key(name)
        if key not in self.classes:
            self.classes[key] = _Class(_shown(name))
        return self.classes[key]

    def _class(self, tokens: list[Token], namespace: str) -> None:
        draft = self._named(tokens[0])
        draft.namespace = namespace or draft.namespace
        for token in tokens[1:]:
            match token.type:
                case "BOX":
                    draft.label = token[1:-1].strip().strip('"')
                case "CSS":
                    self.styles.give(_key(tokens[0]), token.removeprefix(":::"))
                case "ANNOTATION":
                    draft.annotations.append(token[2:-2].strip())
                case _:
                    for line in re.split(r"[\n;]", token[1:-1]):
                        self._member(draft, line.strip())

    def _member(self, draft: _Class, text: str) -> None:
        if not text:
            return
        if text.startswith("<<"):
            draft.annotations.append(text.strip("<> "))
        elif ")" in text:
            draft.methods.append(text)
        else:
            draft.attributes.append(text)

    def _relation(self, parts: list[Token | None]) -> None:
        first, first_count, mark, last_count, last, text = parts
        assert first is not None
        assert mark is not None
        assert last is not None
        for name in (first, last):
            self._named(name)
        found = _RELATION.match(mark)
        assert found is not None
        self.edges.append(
            Edge(
                _key(first),
                _key(last),
                (label_runs(text[1:]),) if text and text[1:].strip() else (),
                start_label=_plain(first_count),
                end_label=_plain(last_count),
                start_head=_STARTS[found[1] or ""],
                end_head=_ENDS[found[3] or ""],
                dash=Dash.DASHED if found[2] == ".." else Dash.SOLID,
            )
        )

    def graph(self) -> Graph:
        vertices = [self.styles.vertex(self._vertex(key, one)) for key, one in self.classes.items()]
        edges, same = list(self.edges), []
        for number, (key, words) in enumerate(self.notes, 1):
            note = Vertex(
                f"note {number}", (Part((label_runs(words),), Alignment.LEFT),), paint=NOTE
            )
            vertices.append(note)
            if key:
                same.append((key, note.key))
                edges.append(
                    Edge(key, note.key, end_head=Head.NONE, dash=Dash.DOTTED, length=0, width=1.0)
                )
        return Graph(
            kind="Class diagram",
            vertices=tuple(vertices),
            edges=tuple(edges),
            clusters=tuple(self.namespaces.values()),
            direction=self.direction,
            same=tuple(same),
            verbs=_VERBS,
            back_verbs=_BACK_VERBS,
        )

    def _vertex(self, key: str, draft: _Class) -> Vertex:
        head: list[Line] = [(Run(f"«{one}»", italic=True),) for one in draft.annotations]
        head.append(label_runs(draft.label) if draft.label else (Run(draft.name, bold=True),))
        parts = [Part(tuple(head), paint=STRONG)]
        for members in (draft.attributes, draft.methods):
            if members:
                lines = tuple(map(_line, members))
                parts.append(Part(lines, Alignment.LEFT, _MEMBERS))
        return Vertex(key, tuple(parts), paint=STRONG, cluster=draft.namespace)


def _key(name: str) -> str:
    return str(name).strip("`").partition("~")[0]


def _shown(name: str) -> str:
    return _generic(str(name).strip("`"))


def _generic(text: str) -> str:
    """`List~List~int~~` as it is meant: `List<List<int>>`. A tilde in front of a word opens."""
    found, depth = "", 0
    for index, sign in enumerate(text):
        opens = index and text[index - 1].isalnum() and text[index + 1 : index + 2].isalnum()
        if sign == "~" and opens:
            found, depth = f"{found}<", depth + 1
        elif sign == "~" and depth:
            found, depth = f"{found}>", depth - 1
        else:
            found += sign
    return found


def _plain(text: Token | None) -> str:
    return unescaped(text.strip('"').strip()) if text else ""


def _line(member: str) -> Line:
    """A member: with its type behind a colon, abstract in italics, static underlined."""
    is_abstract, is_static = member.endswith("*"), member.endswith("$")
    text = _generic(member.rstrip("*$ "))
    found = re.fullmatch(r"(.*\))\s*([*$]?)\s*:?\s*(\S.*)", text)
    if found:
        is_abstract, is_static = is_abstract or found[2] == "*", is_static or found[2] == "$"
        text = f"{found[1]} : {found[3]}"
    return (Run(unescaped(text), italic=is_abstract, underline=is_static),)
