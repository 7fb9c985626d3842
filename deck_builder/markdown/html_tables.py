"""Tables of HTML: rows in groups, cells that cover several places, captions, lists in cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.limits import TABLE_CELLS
from deck_builder.base.source import Span
from deck_builder.markdown.elements import Element, attributes_of_element, condition_of
from deck_builder.markdown.node import LISTS, Node
from deck_builder.markdown.spans import count_cells, has_spans, placed_cells

_GROUPS = ("thead", "tbody", "tfoot")
# Where the rows of a group are shown, wherever they are written.
_ORDER = {"thead": 0, "tfoot": 2}
# What a line of text cannot hold.
_RICH = frozenset(("dl", "ol", "pre", "table", "ul"))
_RICH_KINDS = frozenset((*LISTS, "code", "definition_list", "math_block", "table"))
# HTML Living Standard, section 4.9.11.
_MOST_COLUMNS, _MOST_ROWS = 1000, 65_534
_MOST_HEADER_ROWS = 3
_NUMBER = re.compile(r"\s*\+?([0-9]{1,9})")
_ALIGN = re.compile(r"(?:^|;)\s*text-align\s*:\s*(left|center|right)", re.IGNORECASE)
_VALIGN = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*(top|middle|bottom)", re.IGNORECASE)
_LITERAL = ("code", "kbd", "pre")
_SIDES = ("left", "center", "right")
_HEIGHTS = ("top", "middle", "bottom")
_FORMULA = re.compile(
    r"(?<![\\$A-Za-z0-9])\$(?=[^\s$])([^$\n]*?[^\s\\$]|[^\s$])\$(?![\d$])|\\\((.+?)\\\)", re.DOTALL
)


class HtmlReader(Protocol):
    """What turns the content of elements into nodes."""

    def flow(self, children: Iterable[Element | Node], span: Span | None) -> Iterator[Node]:
        """Yield blocks."""

    def phrases(self, children: Iterable[Element | Node]) -> Iterator[Node]:
        """Yield inline nodes."""


class _Row(Struct, frozen=True):
    """A row, the group that it is in, and whether it was written as one."""

    group: Element
    element: Element
    cells: list[Element]
    is_written: bool = False


def table_nodes(element: Element, reader: HtmlReader) -> Iterator[Node]:
    """Yield a table, then its caption if it has one."""
    rows = [row for row in _rows(element, element) if row.cells or row.is_written]
    rows.sort(key=lambda row: _ORDER.get(row.group.tag, 1))
    if any(row.cells for row in rows):
        name = attributes_of_element(element, "id")
        yield Node("table", _row_nodes(rows, reader), attributes=name, span=element.span)
    for child in element.children:
        if isinstance(child, Element) and child.tag == "caption":
            words = tuple(reader.phrases(child.children))
            name = attributes_of_element(element, "id")
            attributes = replace(condition_of(child), id=name.id)
            yield Node("caption", words, attributes=attributes, span=child.span)


def cell_content(element: Element, reader: HtmlReader) -> tuple[Node, ...]:
    """Return what is in a cell: a line of text, or blocks when there are lists and the like."""
    if _is_rich(element):
        return tuple(reader.flow(element.children, element.span))
    return tuple(reader.phrases(element.children))


def _is_rich(element: Element) -> bool:
    return any(
        child.kind in _RICH_KINDS
        if isinstance(child, Node)
        else child.tag in _RICH or _is_rich(child)
        for child in element.children
    )


def _rows(element: Element, group: Element) -> Iterator[_Row]:
    """Yield the rows of a table or of a group; what is in neither is a row of its own."""
    row = _Row(group, Element("tr"), [])
    for child in element.children:
        if isinstance(child, Node):
            if child.kind != "text" or child.text.strip():
                yield row
                yield _Row(group, Element("tr"), [Element("td", {}, [child], element.span)])
                row = _Row(group, Element("tr"), [])
        elif child.tag in ("td", "th"):
            row.cells.append(child)
        elif child.tag not in ("caption", "col", "colgroup"):
            yield row
            row = _Row(group, Element("tr"), [])
            if child.tag == "tr":
                yield from _written_row(child, group)
            elif child.tag in _GROUPS:
                yield from _rows(child, child)
            else:
                yield _Row(group, Element("tr"), [Element("td", {}, [child], child.span)])
    yield row


def _written_row(element: Element, group: Element) -> Iterator[_Row]:
    """Yield a row as it is written, and what is in it but in none of its cells as others."""
    row = _Row(group, element, [], is_written=True)
    others: list[_Row] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag in ("td", "th"):
            row.cells.append(child)
        elif isinstance(child, Element) or child.kind != "text" or child.text.strip():
            span = child.span or element.span
            others.append(_Row(group, element, [Element("td", {}, [child], span)]))
    yield row
    yield from others


def _row_nodes(rows: Sequence[_Row], reader: HtmlReader) -> tuple[Node, ...]:
    ends = [len(rows)] * len(rows)
    for number in range(len(rows) - 2, -1, -1):
        is_last = rows[number].group is not rows[number + 1].group
        ends[number] = number + 1 if is_last else ends[number + 1]
    nodes = [
        Node(
            "row",
            tuple(_cell(cell, row, end - number, reader) for cell in row.cells),
            attributes=condition_of(row.element),
            span=row.cells[0].span if row.cells else row.element.span,
        )
        for number, (row, end) in enumerate(zip(rows, ends, strict=True))
    ]
    TABLE_CELLS.check(count_cells(nodes), "the table", rows[0].element.span)
    header = _header_rows(rows, nodes)
    nodes = [_as_header(node) if at < header else node for at, node in enumerate(nodes)]
    # A row without cells counts only where another one's reach into it.
    keeps_empty = has_spans(nodes)
    return tuple(node for node in nodes if node.children or keeps_empty)


def _as_header(row: Node) -> Node:
    cells = tuple(replace(cell, header=False) for cell in row.children)
    return replace(row, children=cells, header=True)


def _header_rows(rows: Sequence[_Row], nodes: Sequence[Node]) -> int:
    """The number of rows that are headings: those of `thead`, else those with nothing but `th`;
    one that a heading reaches into is one, too."""
    if any(row.group.tag == "thead" for row in rows):
        return sum(row.group.tag == "thead" for row in rows)
    are_headings = [all(cell.tag == "th" for cell in row.cells) for row in rows]
    count = [*are_headings, False].index(False)
    if count in (0, len(rows)):
        return count
    placed = placed_cells(nodes)
    reach = number = 0
    while number < max(count, reach):
        reach = max((reach, *(cell.row + cell.rows for cell in placed[number])))
        number += 1
    if reach <= count or reach == len(rows):
        return count
    # One that reaches farther is the heading of the rows beside it.
    return reach if reach <= _MOST_HEADER_ROWS else 0


def _cell(element: Element, row: _Row, rows_left: int, reader: HtmlReader) -> Node:
    attrs = element.attrs
    down = _span(attrs.get("rowspan", ""), _MOST_ROWS)
    owners = (element, row.element, row.group)
    return Node(
        "cell",
        cell_content(with_formulas(element), reader),
        attributes=condition_of(element),
        align=_side(owners, "align", _ALIGN, _SIDES),
        valign=_side(owners, "valign", _VALIGN, _HEIGHTS),
        columns=max(1, _span(attrs.get("colspan", ""), _MOST_COLUMNS)),
        rows=min(down or rows_left, rows_left),
        header=element.tag == "th",
        span=element.span,
    )


def _span(written: str, most: int) -> int:
    """How many places a cell covers; 0 rows are all that are left."""
    found = _NUMBER.match(written)
    return min(int(found[1]), most) if found else 1


def _side(
    owners: Iterable[Element], name: str, style: re.Pattern[str], known: Sequence[str]
) -> str:
    """A side that an element names itself, in its style or in an attribute, or the one that the
    element around it names."""
    for element in owners:
        found = style.search(element.attrs.get("style", ""))
        word = found[1].lower() if found else element.attrs.get(name, "").strip().lower()
        if word in known:
            return word
    return ""


def with_formulas(element: Element) -> Element:
    """Return an element with the formulas in its texts, which HTML knows nothing of."""
    children: list[Element | Node] = []
    for child in element.children:
        if isinstance(child, Element):
            children.append(child if child.tag in _LITERAL else with_formulas(child))
        elif child.kind == "text" and ("$" in child.text or "\\(" in child.text):
            children += _formulas(child)
        else:
            children.append(child)
    return replace(element, children=children)


def _formulas(node: Node) -> Iterator[Node]:
    position = 0
    for found in _FORMULA.finditer(node.text):
        if found.start() > position:
            yield replace(node, text=node.text[position : found.start()])
        yield Node("math", text=found[1] or found[2], span=_place(node.span, found[0]))
        position = found.end()
    if position < len(node.text):
        yield replace(node, text=node.text[position:])


def _place(span: Span | None, written: str) -> Span | None:
    """Where something is written in HTML; None where a reference to a character hides it."""
    found = span.text.find(written) if span else -1
    return span.at(found, len(written)) if span and found >= 0 else None
