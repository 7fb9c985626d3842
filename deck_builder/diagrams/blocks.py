"""Mermaid's block diagrams (https://mermaid.js.org/syntax/block.html): blocks in a grid that the
author chooses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lark import Token
from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.flow_shapes import ARROWS, RECTANGLE, Form
from deck_builder.diagrams.flow_syntax import TERMINALS, edge_of, formed, shape_of
from deck_builder.diagrams.grammar import ToLines, parse
from deck_builder.diagrams.graph import Cluster, Edge, Graph, Line, Part, Vertex, checked
from deck_builder.diagrams.labels import label_runs, plain_label
from deck_builder.diagrams.lines import unquoted
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, Ground
from deck_builder.diagrams.places import Places
from deck_builder.diagrams.styling import Styles
from deck_builder.text.runs import Run

_GRAMMAR = rf"""
start: part*
part: COLUMNS | STYLE | SPACE [WIDTH] -> space | block | node | link
block: BLOCK [SHAPE] [WIDTH] part* END
node: NODE_ID (SHAPE | ARROW)? WIDTH? CLASS?
link: LINK PIPE? | LINK_TEXT

BLOCK.6: /block(?![\w-])(:[A-Za-z_][\w-]*)?/
END.5: /end(?![\w-])/
SPACE.5: /space(?![\w-])/
COLUMNS.5: /columns[ \t]+(auto|-?\d+)/
STYLE.5: /(classDef|class|style|linkStyle|click)[ \t]+[^\n]*/
WIDTH: /:[ \t]*\d+/
CLASS: /:::[ \t]*[\w-]+/
ARROW.3: /<\[[^\n]*?\]>[ \t]*\([a-z, \t]*\)/
{TERMINALS}
NODE_ID: /(?:[^\s\[\]()\{{\}}<>|&;:@"=\-~^]|-(?![->.\s]|$)|=(?!=))+/
%ignore /[ \t;\n]+/
"""
_NAMES = {
    "NODE_ID": "the name of a block",
    "SHAPE": "text in brackets",
    "LINK": "a link such as -->",
    "END": "‘end’",
    "WIDTH": "a width such as ‘:2’",
}
# Not in words, which stand in quotes or brackets.
_NESTING = re.compile(
    r'"[^"]*"|\[[^\]\n]*\]|(?<![\w-])(?:(?P<opening>block)|(?P<closing>end))(?![\w-])'
)
_ARROW = re.compile(r"<\[(.*)\]>\s*\((.*)\)")
_MOST_COLUMNS = 100
_MOST_CELLS = 1_000
# Of a number; what has more is too large anyway.
_DIGITS = 9


class Cell(Struct, frozen=True):
    """A place in a grid, so many columns wide, for what has the key; empty for a gap."""

    key: str
    span: int = 1


class Grid(Struct):
    """What stands in a block, or in the diagram: cells in so many columns, 0 for one row of all."""

    cells: list[Cell] = field(default_factory=list)
    columns: int = 0


class Blocks(Graph, frozen=True, dict=True):
    """A block diagram: a graph whose places are those of `grids`, by the key of the cluster; that
    of the diagram is empty."""

    grids: tuple[tuple[str, int, tuple[Cell, ...]], ...] = ()

    def _placed(self, ground: Ground) -> Places:
        from deck_builder.diagrams.block_layout import places_of

        return places_of(self, ground)

    def turned(self) -> Diagram | None:
        """None: the author has placed everything."""
        return None

    def parts(self) -> tuple[Diagram, ...]:
        """None: what stands beside what matters."""
        return ()


class _ToTree(ToLines):
    def start(self, children: list[Any]) -> list[Any]:
        return children

    def part(self, children: list[Any]) -> Any:
        return children[0]

    def space(self, children: list[Any]) -> Any:
        return ("space", children)

    def block(self, children: list[Any]) -> Any:
        return ("block", children)

    def node(self, children: list[Any]) -> Any:
        return ("node", [one for one in children if one is not None])

    def link(self, children: list[Any]) -> Any:
        return ("link", [one for one in children if one is not None])


def read(fence: Fence, found: Collector) -> Diagram:
    """Return the diagram in a fence. Raises DiagramError."""
    page = prepared(fence)
    tree = parse(_GRAMMAR, page.behind(page.body), _ToTree(), _NAMES, fence.span, _NESTING)
    reader = _Reader(fence, found)
    reader.parts(tree, "")
    graph = checked(reader.diagram(), fence)
    return replace(graph, title=page.title, described=page.described)


class _Reader:
    def __init__(self, fence: Fence, found: Collector) -> None:
        self.fence, self.found = fence, found
        self.vertices: dict[str, Vertex] = {}
        self.clusters: dict[str, Cluster] = {}
        self.edges: list[Edge] = []
        self.grids: dict[str, Grid] = {"": Grid()}
        self.styles = Styles()

    def parts(self, parts: Sequence[Any], home: str) -> None:
        before = ""
        link: Sequence[Token] | None = None
        for part in parts:
            if link is not None and (isinstance(part, Token) or part[0] != "node"):
                raise _wrong("this link leads to no block", link[0])
            if isinstance(part, Token):
                self._token(part, home)
                before = ""
                continue
            kind, children = part
            if kind == "link":
                if not before:
                    raise _wrong("this link begins at no block", children[0])
                link = children
            elif kind == "space":
                self._cell(home, "", children[1:], children[0])
                before = ""
            elif kind == "block":
                self._block(children, home)
                before = ""
            else:
                key = self._node(children, home)
                if link is not None:
                    self.edges.append(replace(edge_of(link), start=before, end=key))
                before, link = key, None
        if link is not None:
            raise _wrong("this link leads to no block", link[0])

    def _token(self, token: Token, home: str) -> None:
        if token.type == "COLUMNS":
            word = token.split()[1]
            number = 0 if word == "auto" else int(word[:_DIGITS])
            if number > _MOST_COLUMNS:
                raise _wrong(f"there are at most {_MOST_COLUMNS} columns", token)
            self.grids[home].columns = max(0, number)
        else:
            self.styles.read(token, self.fence, self.found)

    def _cell(self, home: str, key: str, widths: Sequence[Token | None], at: Token) -> None:
        width = next((one for one in widths if one is not None and one.type == "WIDTH"), None)
        span = int(width[1:].strip()[:_DIGITS]) if width is not None else 1
        if not 1 <= span <= _MOST_COLUMNS:
            raise _wrong(f"a block is 1 to {_MOST_COLUMNS} columns wide", width or at)
        cells = self.grids[home].cells
        cells.append(Cell(key, span))
        if len(cells) > _MOST_CELLS:
            raise _wrong(f"there are at most {_MOST_CELLS} places in a block", at)

    def _block(self, children: Sequence[Any], home: str) -> None:
        head, label, width = children[:3]
        key = head.partition(":")[2] or f"block {len(self.clusters) + 1}"
        if key in self.grids:
            raise _wrong(f"there is a block ‘{key}’ already", head)
        title: Line = label_runs(shape_of(label)[0]) if label is not None else ()
        self.clusters[key] = Cluster(key, title, home)
        self.grids[key] = Grid()
        self._cell(home, key, (width,), head)
        self.parts(children[3:-1], key)

    def _node(self, tokens: Sequence[Token], home: str) -> str:
        key = str(tokens[0])
        if key in self.clusters:
            return key
        if key not in self.vertices:
            self._cell(home, key, tokens[1:], tokens[0])
            self.vertices[key] = Vertex(key, (Part((label_runs(key),)),), cluster=home)
        for token in tokens[1:]:
            if token.type == "SHAPE":
                text, form = shape_of(token)
                self.vertices[key] = formed(self.vertices[key], form, label_runs(text))
            elif token.type == "ARROW":
                words, form = _arrow(token)
                self.vertices[key] = formed(self.vertices[key], form, words)
            elif token.type == "CLASS":
                self.styles.give(key, token.removeprefix(":::").strip())
        return key

    def diagram(self) -> Blocks:
        grids = ((key, one.columns, tuple(one.cells)) for key, one in self.grids.items())
        return Blocks(
            kind="Block diagram",
            vertices=tuple(map(self.styles.vertex, self.vertices.values())),
            edges=tuple(self.edges),
            clusters=tuple(map(self.styles.frame, self.clusters.values())),
            grids=tuple(grids),
        )


def _arrow(token: Token) -> tuple[Line, Form]:
    """The words and the outline of an arrow."""
    found = _ARROW.fullmatch(token)
    assert found is not None
    label = unquoted(found[1])
    words = label_runs(label) if plain_label(label) else (Run(""),)
    sides = {word.strip() for word in found[2].split(",") if word.strip()}
    for one in sides - set(ARROWS):
        raise _wrong(f"‘{one}’ is no direction", token, f"known are {', '.join(ARROWS)}")
    across, down = sides & {"right", "left", "x"}, sides & {"up", "down", "y"}
    if across and down:
        return words, Form("quadArrow")
    if len(sides) > 1:
        return words, ARROWS["x" if across else "y"]
    return words, ARROWS[next(iter(sides))] if sides else RECTANGLE


def _wrong(fault: str, token: Token, hint: str = "") -> DiagramError:
    return DiagramError(fault, token.start_pos or 0, len(token), hint)
