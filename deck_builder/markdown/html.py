"""The safe part of HTML, read as the same nodes that Markdown makes.

HTML with a counterpart in Markdown becomes that. Of everything else the text is kept, and it is
reported. Markdown between two blocks of HTML belongs to the element that the first leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TypeGuard

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.numerals import PLAIN, STYLES
from deck_builder.base.source import Span
from deck_builder.markdown.elements import (
    BLOCKS,
    RAW_HTML,
    Element,
    ElementReader,
    attributes_of_element,
    condition_of,
    ended_in,
)
from deck_builder.markdown.html_code import code_node, comments_in
from deck_builder.markdown.html_media import MEDIA, figure_nodes, image_of, media_nodes
from deck_builder.markdown.html_tables import cell_content, table_nodes, with_formulas
from deck_builder.markdown.marks import MARKS
from deck_builder.markdown.node import (
    LISTS,
    NO_ATTRIBUTES,
    Attributes,
    Node,
    NodeKind,
    apart,
    conditional_content,
    holds_inline,
    in_language,
    is_only_block,
)

# A zero-width space, at which PowerPoint and LibreOffice break lines.
_MAY_BREAK = "\u200b"
_SCRIPT = re.compile(r"\s*(?:javascript|vbscript):", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WITH_CONTENT: tuple[NodeKind, ...] = (
    *("paragraph", "heading", "cell"),
    *("code", "table", *LISTS, "quote", "definition_list", "div"),
)
# Elements whose nodes have the condition themselves.
_CONDITIONAL = ("h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "dt", "dd", "td", "th")


def with_html_read(node: Node, collector: Collector) -> Node:
    """Return `node` with the HTML in it as nodes; HTML without a counterpart is reported."""
    if not node.children:
        return node
    if holds_inline(node):
        is_cell = node.kind == "cell"
        return replace(node, children=_inlines(node.children, collector, is_cell=is_cell))
    children = [with_html_read(child, collector) for child in node.children]
    if any(child.kind == "html" for child in children):
        children = _blocks(children, collector, is_whole=node.kind == "document")
    return replace(node, children=tuple(children))


def _inlines(
    nodes: Sequence[Node], collector: Collector, *, is_cell: bool = False
) -> tuple[Node, ...]:
    """Pair the tags among inline `nodes`; those of a cell may also be lists."""
    if not any(node.kind == "html" or node.children for node in nodes):
        return tuple(nodes)
    reader = ElementReader(collector, ended_in(nodes))
    for node in nodes:
        if node.kind == "html":
            reader.read(node)
        else:
            reader.add(replace(node, children=_inlines(node.children, collector)))
    reader.report_open_conditions()
    found = _Nodes(collector)
    if is_cell:
        return cell_content(reader.root, found)
    return tuple(found.phrases(reader.root.children))


def _blocks(nodes: Sequence[Node], collector: Collector, *, is_whole: bool) -> list[Node]:
    reader = ElementReader(collector, ended_in(nodes))
    for node in nodes:
        if node.kind == "html":
            reader.read(node)
        else:
            reader.add(node)
    # At the end of a document, everything ends.
    if not is_whole:
        reader.report_open_conditions()
    root = with_formulas(reader.root) if _may_have_formulas(nodes) else reader.root
    return list(_Nodes(collector).flow(root.children, None))


def _may_have_formulas(nodes: Sequence[Node]) -> bool:
    return any(node.kind == "html" and ("$" in node.text or "\\(" in node.text) for node in nodes)


class _Nodes:
    """Turns elements into nodes."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector

    def flow(self, children: Iterable[Element | Node], span: Span | None) -> Iterator[Node]:
        """Yield blocks; inline content between them is a paragraph."""
        inline: list[Element | Node] = []
        for child in children:
            if self._is_inline(child):
                inline.append(child)
                continue
            yield from self._paragraph(inline, span)
            inline = []
            if isinstance(child, Node):
                yield child
            else:
                yield from self._block(child)
        yield from self._paragraph(inline, span)

    def _is_inline(self, child: Element | Node) -> bool:
        match child:
            case Node():
                return not is_only_block(child) and child.kind not in ("comment", "html")
            case _:
                return child.tag not in BLOCKS and all(map(self._is_inline, child.children))

    def _paragraph(self, inline: Sequence[Element | Node], span: Span | None) -> Iterator[Node]:
        nodes = list(self.phrases(inline))
        while nodes and nodes[0].kind == "text" and not nodes[0].text.strip():
            del nodes[0]
        while nodes and nodes[-1].kind == "text" and not nodes[-1].text.strip():
            del nodes[-1]
        if any(node.kind == "image" or node.children or node.text.strip() for node in nodes):
            yield Node("paragraph", tuple(nodes), span=inline[0].span or span)

    def _block(self, element: Element) -> Iterator[Node]:
        condition = condition_of(element)
        if condition is NO_ATTRIBUTES or element.tag in _CONDITIONAL:
            yield from self._unconditional_block(element)
        else:
            inside = tuple(self._unconditional_block(element))
            yield Node("div", inside, attributes=condition, span=element.span)

    def _unconditional_block(self, element: Element) -> Iterator[Node]:
        match element.tag:
            case "hr":
                yield Node("rule", attributes=condition_of(element), span=element.span)
            case "pre":
                yield code_node(element, self._collector)
                yield from comments_in(element)
            case "table":
                yield from table_nodes(element, self)
            case "figure":
                yield from figure_nodes(element, self)
            case "ul":
                yield self._list(element)
            case "ol":
                yield from self._numbered(element)
            case "dl":
                yield self._definitions(element)
            case "blockquote":
                yield Node("quote", self._inside(element), span=element.span)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                condition = condition_of(element)
                yield Node(
                    "heading",
                    self._words(element),
                    attributes=replace(condition, id=element.attrs.get("id", "")),
                    level=int(element.tag[1]),
                    span=element.span,
                )
            case "summary":
                strong = Node("strong", self._words(element), span=element.span)
                yield Node("paragraph", (strong,), span=element.span)
            case "div" if attributes_of_element(element, "id", "class", "lang") != NO_ATTRIBUTES:
                attributes = attributes_of_element(element, "id", "class", "lang")
                inside = in_language(self._inside(element), attributes)
                yield Node("div", inside, attributes=attributes, span=element.span)
            case _:
                yield from self.flow(element.children, element.span)

    def _inside(self, element: Element) -> tuple[Node, ...]:
        return tuple(self.flow(element.children, element.span))

    def _words(self, element: Element) -> tuple[Node, ...]:
        return tuple(self.phrases(element.children))

    def _list(self, element: Element) -> Node:
        items: list[Node] = []
        loose: list[Element | Node] = []
        for child in element.children:
            if isinstance(child, Element) and child.tag == "li":
                inside, condition = self._inside(child), condition_of(child)
                items.append(Node("item", inside, attributes=condition, span=child.span))
            else:
                loose.append(child)
        rest = tuple(self.flow(loose, element.span))
        if rest:
            items.append(Node("item", rest, span=element.span))
        is_numbered = element.tag == "ol"
        step = -1 if is_numbered and "reversed" in element.attrs else 1
        start = _number(element, "start")
        if start is None:
            start = 1 if step > 0 else sum(map(_is_item, element.children))
        return Node(
            "ordered_list" if is_numbered else "bullet_list",
            tuple(items),
            start=start,
            step=step,
            info=_numbering(element),
            span=element.span,
        )

    def _numbered(self, element: Element) -> Iterator[Node]:
        """A numbered list, cut before each item that says another number than would follow."""
        node, parts = self._list(element), list[Node]()
        start = number = node.start
        said = [_number(one, "value") for one in element.children if _is_item(one)]
        for item, value in zip_longest(node.children, said):
            if value is not None and value != number:
                if parts:
                    yield replace(node, children=tuple(parts), start=start)
                parts, start, number = [], value, value
            parts.append(item)
            number += node.step
        yield replace(node, children=tuple(parts), start=start)

    def _definitions(self, element: Element) -> Node:
        parts: list[Node] = []
        for child in element.children:
            if isinstance(child, Element) and child.tag == "dt":
                words, condition = self._words(child), condition_of(child)
                parts.append(Node("term", words, attributes=condition, span=child.span))
            else:
                inside, condition = tuple(self.flow((child,), element.span)), NO_ATTRIBUTES
                if isinstance(child, Element) and child.tag == "dd":
                    inside, condition = self._inside(child), condition_of(child)
                if inside:
                    span = element.span
                    parts.append(Node("definition", inside, attributes=condition, span=span))
        return Node("definition_list", tuple(parts), span=element.span)

    def phrases(self, children: Iterable[Element | Node]) -> Iterator[Node]:
        """Yield inline nodes; blocks are separated by line breaks."""
        begun = False
        for child in children:
            if isinstance(child, Node):
                if child.kind == "text":
                    begun = begun or bool(child.text.strip())
                    yield replace(child, text=_BLANKS.sub(" ", child.text))
                    continue
                if child.kind in _WITH_CONTENT:
                    yield from apart(conditional_content(child), begun)
                elif child.kind == "rule":
                    # Without its condition, which could not hold for what is below.
                    yield replace(child, attributes=NO_ATTRIBUTES)
                else:
                    yield child
                begun = True
            elif child.tag in BLOCKS:
                yield from apart(tuple(self.phrases(child.children)), begun)
                begun = True
            else:
                yield from self._phrase(child)
                begun = True

    def _phrase(self, element: Element) -> Iterator[Node]:
        nodes = tuple(self._unconditional_phrase(element))
        for condition in (condition_of(element), *element.conditions):
            if condition is not NO_ATTRIBUTES:
                nodes = (Node("span", nodes, attributes=condition, span=element.span),)
        yield from nodes

    def _unconditional_phrase(self, element: Element) -> Iterator[Node]:
        tag, span = element.tag, element.span
        words = tuple(self.phrases(element.children))
        if tag == "br":
            yield Node("break", span=span)
        elif tag == "wbr":
            yield Node("text", text=_MAY_BREAK, span=span)
        elif tag == "img":
            yield image_of(element)
        elif tag in MEDIA:
            yield from media_nodes(element, words, self._collector)
        elif tag in MARKS:
            yield Node(MARKS[tag], words, span=span)
        elif tag in ("kbd", "code"):
            yield Node("span", words, attributes=Attributes(classes=(tag,), span=span), span=span)
        elif tag == "span":
            kept = attributes_of_element(element, "class", "lang")
            yield Node("span", words, attributes=kept, span=span)
        elif tag == "a" and element.attrs.get("href"):
            yield from self._link(element, words)
        else:
            alt = element.attrs.get("alt", "")
            yield from (*words, Node("text", text=alt, span=span)) if alt else words

    def _link(self, element: Element, words: tuple[Node, ...]) -> Iterator[Node]:
        target = element.attrs["href"].strip()
        if _SCRIPT.match(target):
            self._collector.report(RAW_HTML, element.span, tag=target[:20])
            yield from words
        else:
            title = element.attrs.get("title", "")
            yield Node("link", words, target=target, title=title, span=element.span)


def _is_item(child: Element | Node) -> TypeGuard[Element]:
    return isinstance(child, Element) and child.tag == "li"


def _number(element: Element, key: str) -> int | None:
    value = element.attrs.get(key, "")
    return int(value) if re.fullmatch("-?[0-9]{1,9}", value) else None


def _numbering(element: Element) -> str:
    """How an `ol` is numbered, empty for the usual way."""
    style = f"{element.attrs.get('type', '')}."
    return style if element.tag == "ol" and style in STYLES and style != PLAIN else ""
