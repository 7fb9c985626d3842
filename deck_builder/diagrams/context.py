"""The C4 diagrams of mermaid: people, systems, containers and components."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.graph import Cluster, Direction, Edge, Graph, Line, Part, Vertex
from deck_builder.diagrams.labels import label_runs, plain_label
from deck_builder.diagrams.lines import Ignored, lines_of
from deck_builder.diagrams.lines import Line as Written
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, check_size
from deck_builder.diagrams.paint import NODE, STRONG, Paint
from deck_builder.diagrams.scene import Dash, Head
from deck_builder.text.runs import Run

_CALL = re.compile(r"(\w+)\s*\((.*)\)\s*(\{)?$")
_ARGUMENT = re.compile(r'\s*(?:\$\w+\s*=\s*("[^"]*"|[^,"]*)|"([^"]*)"|([^,"]*))\s*(?:,|$)')
# What there is: its name in words, and whether its technology stands before its description.
_THINGS: Mapping[str, tuple[str, bool]] = {
    "person": ("Person", False),
    "system": ("System", False),
    "container": ("Container", True),
    "component": ("Component", True),
}
_SHAPES = {"db": "can", "queue": "flowChartMagneticDrum", "": "roundRect"}
_FRAMES: Mapping[str, str] = {
    "boundary": "",
    "enterprise_boundary": "Enterprise",
    "system_boundary": "System",
    "container_boundary": "Container",
    "deployment_node": "",
    "node": "",
    "node_l": "",
    "node_r": "",
}
_THING = re.compile(r"(person|system|container|component)(db|queue)?(_ext)?")
_LINK = re.compile(r"(bi)?rel(?:_(?:u|up|d|down|l|left|r|right|back|neighbor))?|relindex")
_IGNORED = ("updateelementstyle", "updaterelstyle", "updatelayoutconfig", "addelementtag")
_KNOWN = ("Person", "System", "Container", "Component", "Boundary", "Rel", "BiRel", "title")
_OUTSIDE = Paint("surface", "muted", "text")
_EXAMPLE = 'Person(anna, "Anna", "Buys bread")'
_WIDEST = 13.0
_RADIUS = (12_000,)


class _Reader(Struct):
    """What was read so far; `open` are the frames that are not closed."""

    ignored: Ignored
    title: str = ""
    vertices: list[Vertex] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    links: list[tuple[Written, Sequence[str], bool, bool]] = field(default_factory=list)
    open: list[tuple[str, Written]] = field(default_factory=list)

    def read(self, one: Written) -> None:
        """Take up a line."""
        found = _CALL.match(one.text)
        if one.word == "title" and one.rest:
            self.title = plain_label(one.rest)
        elif one.text in ("{", "}"):
            self._brace(one)
        elif found is None:
            hint = suggestion(one.text.split()[0], _KNOWN)
            hint = hint if hint.startswith("did") else _EXAMPLE
            raise one.wrong("this is nothing of a C4 diagram", hint=hint)
        else:
            self._call(one, found)

    def _brace(self, one: Written) -> None:
        if one.text == "}":
            if not self.open:
                raise one.wrong("‘}’ without anything to close", hint="remove it")
            self.open.pop()

    def _call(self, one: Written, found: re.Match[str]) -> None:
        word, values = found[1].lower(), _arguments(found[2])
        thing = _THING.fullmatch(word)
        if word in _IGNORED:
            self.ignored.note(one, f"‘{found[1]}’")
        elif _LINK.fullmatch(word):
            least = 3 if word == "relindex" else 2
            if len(values) < least:
                raise one.wrong("this needs two ends", hint='Rel(anna, shop, "Buys at")')
            values = values[1:] if word == "relindex" else values
            self.links.append((one, values, word.startswith("bi"), word.endswith("_back")))
        elif not values or not values[0]:
            raise one.wrong("this has no alias", hint=_EXAMPLE)
        elif word in _FRAMES:
            self._frame(one, word, values)
        elif thing:
            self._thing(thing, values)
        else:
            hint = suggestion(found[1], _KNOWN)
            raise one.wrong(f"‘{found[1]}’ is nothing of a C4 diagram", found[1], hint)

    def _frame(self, one: Written, word: str, values: Sequence[str]) -> None:
        label = _at(values, 1) or values[0]
        kind = _at(values, 2) or _FRAMES[word]
        title = (*label_runs(label), *((Run(f" [{kind}]"),) if kind else ()))
        dash = Dash.SOLID if "node" in word else Dash.DASHED
        self.clusters.append(Cluster(values[0], title, self._parent, dash=dash))
        self.open.append((values[0], one))

    @property
    def _parent(self) -> str:
        return self.open[-1][0] if self.open else ""

    def _thing(self, thing: re.Match[str], values: Sequence[str]) -> None:
        name, has_technology = _THINGS[thing[1]]
        technology = _at(values, 2) if has_technology else ""
        about = _at(values, 3 if has_technology else 2)
        kind = f"{name}: {technology}" if technology else name
        lines: list[Line] = [
            tuple(Run(run.text, bold=True) for run in label_runs(_at(values, 1) or values[0])),
            (Run(f"[{kind}]"),),
        ]
        if about:
            lines.append(label_runs(about))
        paint = _OUTSIDE if thing[3] else STRONG if thing[1] in ("person", "system") else NODE
        shape = _SHAPES[thing[2] or ""]
        vertex = Vertex(
            values[0],
            (Part(tuple(lines), paint=paint),),
            shape=shape,
            adjustments=_RADIUS if shape == "roundRect" else (),
            paint=paint,
            cluster=self._parent,
            widest=_WIDEST,
        )
        self.vertices.append(vertex)

    def edges(self) -> tuple[Edge, ...]:
        """The links; their ends may come behind them."""
        known = {one.key for one in self.vertices} | {one.key for one in self.clusters}
        found = []
        for one, values, both, back in self.links:
            for key in values[:2]:
                if key not in known:
                    raise one.wrong(f"there is no ‘{key}’", key, suggestion(key, known))
            technology = _at(values, 3)
            label = [label_runs(_at(values, 2))] if _at(values, 2) else []
            label += [(Run(f"[{technology}]", color="muted"),)] if technology else []
            start, end = (values[1], values[0]) if back else (values[0], values[1])
            head = Head.ARROW if both else Head.NONE
            found.append(Edge(start, end, tuple(label), start_head=head))
        return tuple(found)


def read(fence: Fence, found: Collector) -> Diagram:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    reader = _Reader(Ignored(fence, found), page.title)
    for one in lines_of(page):
        reader.read(one)
    if reader.open:
        raise reader.open[-1][1].wrong("this has no ‘}’", hint="write ‘}’ after what is in it")
    if not reader.vertices and not reader.clusters:
        raise DiagramError("there is nothing in it", 0, 1, _EXAMPLE)
    edges = reader.edges()
    check_size(reader.vertices, edges, fence)
    return Graph(
        kind="C4 diagram",
        title=reader.title,
        described=page.described,
        vertices=tuple(reader.vertices),
        edges=edges,
        clusters=tuple(reader.clusters),
        direction=Direction.DOWN,
    )


def _arguments(text: str) -> list[str]:
    """What is between parentheses, without what only says how it looks."""
    return [
        (one[2] if one[2] is not None else one[3]).strip()
        for one in _ARGUMENT.finditer(text)
        if one[0] and one[1] is None
    ]


def _at(values: Sequence[str], place: int) -> str:
    return values[place] if place < len(values) else ""
