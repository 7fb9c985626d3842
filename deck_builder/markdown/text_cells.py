"""Tables drawn with characters: what stands in their cells, as nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Diagnostic
from deck_builder.base.patterns import late
from deck_builder.base.source import Source, Span
from deck_builder.markdown.braces import attributes_in, ending_braces
from deck_builder.markdown.node import NO_ATTRIBUTES, Attributes, Node
from deck_builder.markdown.places import Place, line_bounds
from deck_builder.markdown.text_lines import LinePart

TOKEN = "text_table"
"""The type of the token of such a table, whose `meta` has its rows under `ROWS`."""
ROWS = "rows"
# What may begin something other than a paragraph.
_BLOCK = late(r"^\s*(?:[-+*•]\s|\(?[\w@-]{1,9}[.)]\s|[`~#>|:<+$\\!{]|[-*_]{3})|^\s*$", re.MULTILINE)


class TextCell(Struct, frozen=True):
    """A cell: its lines, how it is aligned, and how many columns and rows it covers. One that
    `has_blocks` may hold lists and the like."""

    lines: tuple[LinePart, ...]
    align: str = ""
    columns: int = 1
    rows: int = 1
    has_blocks: bool = False


class TextRow(Struct, frozen=True):
    """A row of cells."""

    cells: tuple[TextCell, ...]
    header: bool = False


Inlines = Callable[[str, Place], tuple[Node, ...]]
Blocks = Callable[[Source, Collector], tuple[Node, ...]]


class CellReader(Struct, frozen=True):
    """Turns the rows of tables into nodes: `inlines` reads a line of text and `blocks` a text of
    its own, both in the language of the document."""

    source: Source
    collector: Collector
    inlines: Inlines
    blocks: Blocks

    def table(self, rows: Sequence[TextRow], span: Span) -> Node:
        """Return the table of `rows`."""
        nodes = []
        for row in rows:
            cells = tuple(self._cell(cell, span) for cell in row.cells)
            nodes.append(Node("row", cells, header=row.header, span=span))
        return Node("table", tuple(nodes), span=span)

    def _cell(self, cell: TextCell, span: Span) -> Node:
        lines = _trimmed(cell.lines)
        text = "\n".join(line.text for line in lines)
        place = self._place(lines, text)
        content, attributes = self._content(text, place, cell.has_blocks)
        return Node(
            "cell",
            content,
            attributes=attributes,
            align=cell.align,
            columns=cell.columns,
            rows=cell.rows,
            span=place.span(0, len(text)) if lines else span,
        )

    def _content(
        self, text: str, place: Place, has_blocks: bool
    ) -> tuple[tuple[Node, ...], Attributes]:
        if not has_blocks or not _BLOCK().search(text):
            kept, braces = ending_braces(text)
            if not kept:
                return self.inlines(text, place), NO_ATTRIBUTES
            return self.inlines(kept, place), attributes_in(braces, place)
        part, found = Source(self.source.path, text), Collector()
        nodes = tuple(_moved(node, part, place) for node in self.blocks(part, found))
        for diagnostic in found.found:
            self.collector.found.append(_moved_diagnostic(diagnostic, part, place))
        if len(nodes) == 1 and nodes[0].kind == "paragraph":
            return nodes[0].children, nodes[0].attributes
        return nodes, NO_ATTRIBUTES

    def _place(self, lines: Sequence[LinePart], text: str) -> Place:
        starts: list[int] = []
        text_starts: list[int] = []
        position = end = 0
        for line in lines:
            begin, end = line_bounds(self.source, line.number)
            starts.append(min(end, begin + line.offset))
            text_starts.append(position)
            position += len(line.text) + 1
        return Place(self.source, starts or [0], text_starts or [0], end)


def _trimmed(lines: Sequence[LinePart]) -> list[LinePart]:
    """`lines` without blank ones at the ends, and without the blanks that all begin with."""
    kept = list(lines)
    while kept and not kept[0].text.strip():
        del kept[0]
    while kept and not kept[-1].text.strip():
        del kept[-1]
    texts = [line.text for line in kept if line.text.strip()]
    margin = min((len(text) - len(text.lstrip(" ")) for text in texts), default=0)
    return [replace(line, offset=line.offset + margin, text=line.text[margin:]) for line in kept]


def _moved(node: Node, part: Source, place: Place) -> Node:
    """A node with its spans in the source of the document."""
    attributes = node.attributes
    if attributes.span is not None:
        attributes = replace(attributes, span=_moved_span(attributes.span, part, place))
    children = tuple(_moved(child, part, place) for child in node.children)
    span = _moved_span(node.span, part, place) if node.span else None
    return replace(node, children=children, attributes=attributes, span=span)


def _moved_diagnostic(diagnostic: Diagnostic, part: Source, place: Place) -> Diagnostic:
    if diagnostic.span is None:
        return diagnostic
    return replace(diagnostic, span=_moved_span(diagnostic.span, part, place))


def _moved_span(span: Span, part: Source, place: Place) -> Span:
    return place.span(span.start, span.end) if span.source is part else span
