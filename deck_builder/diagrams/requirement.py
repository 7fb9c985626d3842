"""Mermaid's requirement diagrams: what is asked for, and what meets it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.graph import DIRECTIONS, Direction, Edge, Graph, Line, Part, Vertex
from deck_builder.diagrams.labels import label_runs
from deck_builder.diagrams.lines import Ignored, lines_of, unquoted
from deck_builder.diagrams.lines import Line as Written
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, check_size
from deck_builder.diagrams.paint import NODE, STRONG, Paint
from deck_builder.diagrams.scene import Dash, Head
from deck_builder.text.runs import Alignment, Run

_KINDS: Mapping[str, str] = {
    "requirement": "Requirement",
    "functionalrequirement": "Functional requirement",
    "interfacerequirement": "Interface requirement",
    "performancerequirement": "Performance requirement",
    "physicalrequirement": "Physical requirement",
    "designconstraint": "Design constraint",
    "element": "Element",
}
_KEYS: Mapping[str, str] = {
    "id": "Id",
    "text": "Text",
    "risk": "Risk",
    "verifymethod": "Verification",
    "type": "Type",
    "docref": "Reference",
}
_RELATIONS = ("contains", "copies", "derives", "satisfies", "verifies", "refines", "traces")
_OPENING = re.compile(r"""(\w+)\s+("[^"]*"|[^\s{:]+)\s*(?::::?\s*[\w,-]+)?\s*\{$""")
_RELATION = re.compile(r"""("[^"]*"|\S+)\s+(<-|-)\s*(\w+)\s*(->|-)\s+("[^"]*"|\S+)$""")
_STYLES = ("style", "classdef", "class")
_BODY = Paint("background", "accent", "text")
_WIDEST = 16.0


class _Box(Struct):
    """A requirement or an element, line by line."""

    kind: str
    name: str
    lines: list[Line] = field(default_factory=list)


def read(fence: Fence, found: Collector) -> Diagram:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    ignored = Ignored(fence, found)
    boxes: dict[str, _Box] = {}
    relations: list[tuple[Written, str, str, str]] = []
    direction = Direction.DOWN
    inside: _Box | None = None
    for one in lines_of(page):
        if inside is not None:
            inside = _in_box(one, inside)
        elif one.word == "direction" and one.rest in DIRECTIONS:
            direction = DIRECTIONS[one.rest]
        elif one.word in _STYLES or (":::" in one.text and "{" not in one.text):
            ignored.note(one, f"‘{one.word}’" if one.word in _STYLES else "‘:::’")
        elif opening := _OPENING.match(one.text):
            inside = _box(one, opening)
            boxes[inside.name] = inside
        else:
            relations.append(_relation(one))
    if inside is not None or not boxes:
        fault = f"‘{inside.name}’ has no ‘}}’" if inside else "there is no requirement in it"
        raise DiagramError(fault, 0, 1, "requirement name { … }")
    edges = tuple(_edge(relation, boxes) for relation in relations)
    check_size(tuple(boxes), edges, fence)
    return Graph(
        kind="Requirement diagram",
        title=page.title,
        described=page.described,
        vertices=tuple(map(_vertex, boxes.values())),
        edges=edges,
        direction=direction,
    )


def _box(one: Written, found: re.Match[str]) -> _Box:
    kind = found[1].lower()
    if kind not in _KINDS:
        hint = suggestion(kind, _KINDS)
        raise one.wrong(f"‘{found[1]}’ is no kind of requirement", found[1], hint)
    return _Box(_KINDS[kind], unquoted(found[2]))


def _in_box(one: Written, box: _Box) -> _Box | None:
    """Take up a line in braces, and return the box unless it ends there."""
    if one.text == "}":
        return None
    key, mark, value = one.text.partition(":")
    known = _KEYS.get(key.strip().lower())
    if not mark or known is None:
        hint = suggestion(key.strip().lower(), _KEYS)
        raise one.wrong(f"‘{key.strip()}’ says nothing about a requirement", key.strip(), hint)
    runs = label_runs(unquoted(value))
    box.lines.append((Run(f"{known}: ", color="muted"), *runs))
    return box


def _relation(one: Written) -> tuple[Written, str, str, str]:
    found = _RELATION.match(one.text)
    if found is None or (found[2] == "<-") == (found[4] == "->"):
        hint = "a relation is written as ‘engine - satisfies -> speed’"
        raise one.wrong("this is no requirement and no relation", hint=hint)
    name = found[3].lower()
    if name not in _RELATIONS:
        hint = suggestion(name, _RELATIONS)
        raise one.wrong(f"‘{found[3]}’ is no relation", found[3], hint)
    ends = [unquoted(found[1]), unquoted(found[5])]
    start, end = ends if found[4] == "->" else ends[::-1]
    return one, start, name, end


def _edge(relation: tuple[Written, str, str, str], boxes: Mapping[str, _Box]) -> Edge:
    one, start, name, end = relation
    for key in (start, end):
        if key not in boxes:
            hint = suggestion(key, boxes)
            raise one.wrong(f"there is no requirement or element ‘{key}’", key, hint)
    dash = Dash.SOLID if name == "contains" else Dash.DASHED
    return Edge(start, end, ((Run(name),),), end_head=Head.ARROW, dash=dash)


def _vertex(box: _Box) -> Vertex:
    is_element = box.kind == _KINDS["element"]
    paint = NODE if is_element else STRONG
    head = Part(((Run(box.kind, italic=True),), (Run(box.name, bold=True),)), paint=paint)
    parts = [head]
    if box.lines:
        parts.append(Part(tuple(box.lines), Alignment.LEFT, _BODY))
    return Vertex(box.name, tuple(parts), paint=paint, widest=_WIDEST)
