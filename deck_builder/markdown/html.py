"""The safe part of HTML, read as the same nodes that Markdown makes.

What HTML has a counterpart in Markdown becomes that. Of everything else the words are kept, and
it is reported. Markdown between two blocks of HTML stands inside what the first leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.markdown.node import (
    INLINE_PARENTS,
    NO_ATTRIBUTES,
    Attributes,
    Node,
    apart,
    in_language,
    inline_content,
)

RAW_HTML = Problem(
    "raw-html",
    Severity.WARNING,
    "the HTML ‘{tag}’ is not shown as such, only its words are kept",
    "write it in Markdown",
)

_LOOKS = {
    "b": "strong",
    "strong": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "del": "strike",
    "s": "strike",
    "ins": "insert",
    "u": "insert",
    "mark": "mark",
    "sub": "subscript",
    "sup": "superscript",
}
_INLINE = frozenset((*_LOOKS, "a", "br", "code", "img", "kbd", "span"))
_ROWS = frozenset(("tbody", "td", "tfoot", "th", "thead", "tr"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ol", "ul")
_KNOWN_BLOCKS = frozenset(
    ("blockquote", "dd", "details", "div", "dl", "dt", "hr", "li", "p", "pre", "summary", "table")
) | frozenset((*_HEADINGS, *_LISTS, *_ROWS))
# What else begins and ends a line of its own (HTML Living Standard, section 15.3).
_OTHER_BLOCKS = frozenset(
    ("address", "article", "aside", "body", "caption", "center", "fieldset", "figcaption", "figure")
    + ("footer", "form", "head", "header", "html", "main", "nav", "option", "section", "title")
)
_BLOCKS = _KNOWN_BLOCKS | _OTHER_BLOCKS
_KNOWN = _INLINE | _KNOWN_BLOCKS
_SILENT = ("script", "style")
# GitHub shows these tags as text. Here those do that nothing ends, as in a sentence about them.
_FILTERED = frozenset(
    ("iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp")
)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source")
    + ("track", "wbr")
)
# An element ends where one of these begins, up to the nearest of the second.
_ENDED_BY = {
    "p": (_BLOCKS, ()),
    "li": (("li",), _LISTS),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th", "tr", "tbody", "thead", "tfoot"), ("table",)),
    "th": (("td", "th", "tr", "tbody", "thead", "tfoot"), ("table",)),
    "tr": (("tr", "tbody", "thead", "tfoot"), ("table",)),
}
_DEEPEST = 30
_SCRIPT = re.compile(r"\s*(?:javascript|vbscript):", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_TAGS = re.compile(r"<[a-zA-Z/!?]")
_END_TAG = re.compile(r"</([a-zA-Z][^\s/>]*)")


def with_html_read(node: Node, collector: Collector) -> Node:
    """Return `node` with the HTML in it read as nodes; what has none is reported."""
    if not node.children:
        return node
    if node.kind in INLINE_PARENTS:
        return replace(node, children=_inlines(node.children, collector))
    children = [with_html_read(child, collector) for child in node.children]
    if any(child.kind == "html" for child in children):
        children = _blocks(children, collector)
    return replace(node, children=tuple(children))


class _Element(Struct, frozen=True):
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[_Element | Node] = field(default_factory=list)
    span: Span | None = None


def _inlines(nodes: Sequence[Node], collector: Collector) -> tuple[Node, ...]:
    """Pair the tags among inline `nodes`."""
    if not any(node.kind == "html" or node.children for node in nodes):
        return tuple(nodes)
    reader = _Reader(collector, _ended(nodes))
    for node in nodes:
        if node.kind == "html":
            reader.read(node)
        else:
            reader.add(replace(node, children=_inlines(node.children, collector)))
    return tuple(_Nodes(collector).phrases(reader.root.children))


def _blocks(nodes: Sequence[Node], collector: Collector) -> list[Node]:
    reader = _Reader(collector, _ended(nodes))
    for node in nodes:
        if node.kind == "html":
            reader.read(node)
        else:
            reader.add(node)
    return list(_Nodes(collector).flow(reader.root.children, None))


def _ended(nodes: Iterable[Node]) -> frozenset[str]:
    """The tags that the HTML among `nodes` ends somewhere."""
    pieces = (node.text for node in nodes if node.kind == "html")
    return frozenset(tag.lower() for piece in pieces for tag in _END_TAG.findall(piece))


class _Reader(HTMLParser):
    """Reads pieces of HTML, with nodes in between, as a tree of elements."""

    def __init__(self, collector: Collector, ended: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._ended = ended
        self.root = _Element("")
        self._stack = [self.root]
        self._collector = collector
        self._span: Span | None = None
        self._cursor = 0
        self._silent = 0

    def read(self, node: Node) -> None:
        """Read the piece of HTML that `node` is."""
        self._span, self._cursor = node.span, 0
        self.feed(node.text)
        self.close()
        self.reset()
        self._silent = 0

    def add(self, node: Node) -> None:
        """Put `node` into what is open."""
        self._stack[-1].children.append(node)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        span = self._found(tag)
        if tag not in _KNOWN:
            self._collector.report(RAW_HTML, span, tag=f"<{tag[:20]}>")
        if self._is_text(tag):
            self.handle_data(self.get_starttag_text() or "")
            return
        if tag in _SILENT:
            self._silent += 1
            return
        self._end_before(tag)
        values = {name: value or "" for name, value in attrs}
        element = _Element(tag, values, span=span)
        self._stack[-1].children.append(element)
        if tag not in _VOID and len(self._stack) <= _DEEPEST:
            self._stack.append(element)

    def set_cdata_mode(self, elem: str, **how: bool) -> None:
        if not self._is_text(elem):
            super().set_cdata_mode(elem, **how)

    def _is_text(self, tag: str) -> bool:
        return tag in _FILTERED and tag not in self._ended

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        # HTML has no such thing; a browser leaves the element open.
        if tag not in _VOID and tag not in _SILENT and self._stack[-1].tag == tag:
            self._stack.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
            return
        for place in range(len(self._stack) - 1, 0, -1):
            if self._stack[place].tag == tag:
                del self._stack[place:]
                return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._stack[-1].children.append(Node("text", text=data, span=self._span))

    def handle_pi(self, data: str) -> None:
        self._collector.report(RAW_HTML, self._span, tag=f"<?{data[:20]}")

    def handle_decl(self, decl: str) -> None:
        self._collector.report(RAW_HTML, self._span, tag=f"<!{decl[:20]}")

    def unknown_decl(self, data: str) -> None:
        self._collector.report(RAW_HTML, self._span, tag=f"<![{data[:20]}")

    def _found(self, tag: str) -> Span | None:
        """Where the tag stands; the whole of the HTML when it cannot be told."""
        if self._span is None:
            return None
        text = self._span.text
        found = text.lower().find(f"<{tag}", self._cursor)
        if found < 0:
            return self._span
        self._cursor = found + 1
        end = text.find(">", found) + 1 or len(text)
        return self._span.at(found, end - found)

    def _end_before(self, tag: str) -> None:
        """Close what HTML has no need to close before `tag`."""
        for place in range(len(self._stack) - 1, 0, -1):
            name = self._stack[place].tag
            beginnings, bounds = _ENDED_BY.get(name, ((), ()))
            if tag in beginnings:
                del self._stack[place:]
            elif name in _BLOCKS or name in bounds:
                return


class _Nodes:
    """Turns elements into nodes."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector

    def flow(self, children: Iterable[_Element | Node], span: Span | None) -> Iterator[Node]:
        """Yield blocks; inline content between them is a paragraph."""
        inline: list[_Element | Node] = []
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

    def _is_inline(self, child: _Element | Node) -> bool:
        match child:
            case Node():
                return child.kind == "text"
            case _:
                return child.tag not in _BLOCKS and all(map(self._is_inline, child.children))

    def _paragraph(self, inline: Sequence[_Element | Node], span: Span | None) -> Iterator[Node]:
        nodes = list(self.phrases(inline))
        while nodes and nodes[0].kind == "text" and not nodes[0].text.strip():
            del nodes[0]
        while nodes and nodes[-1].kind == "text" and not nodes[-1].text.strip():
            del nodes[-1]
        if any(node.kind == "image" or node.children or node.text.strip() for node in nodes):
            yield Node("paragraph", tuple(nodes), span=inline[0].span or span)

    def _block(self, element: _Element) -> Iterator[Node]:
        match element.tag:
            case "hr":
                yield Node("rule", span=element.span)
            case "pre":
                yield self._code(element)
            case "table":
                yield self._table(element)
            case "ul" | "ol":
                yield self._list(element)
            case "dl":
                yield self._definitions(element)
            case "blockquote":
                yield Node("quote", self._inside(element), span=element.span)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield Node(
                    "heading",
                    self._words(element),
                    attributes=_attributes(element, "id"),
                    level=int(element.tag[1]),
                    span=element.span,
                )
            case "summary":
                strong = Node("strong", self._words(element), span=element.span)
                yield Node("paragraph", (strong,), span=element.span)
            case "div" if _attributes(element, "id", "class", "lang") != NO_ATTRIBUTES:
                attributes = _attributes(element, "id", "class", "lang")
                inside = in_language(self._inside(element), attributes)
                yield Node("div", inside, attributes=attributes, span=element.span)
            case _:
                yield from self.flow(element.children, element.span)

    def _inside(self, element: _Element) -> tuple[Node, ...]:
        return tuple(self.flow(element.children, element.span))

    def _words(self, element: _Element) -> tuple[Node, ...]:
        return tuple(self.phrases(element.children))

    def _code(self, element: _Element) -> Node:
        inner = [child for child in element.children if isinstance(child, _Element)]
        classes = " ".join(one.attrs.get("class", "") for one in (element, *inner)).split()
        languages = [name.partition("-")[2] for name in classes if name.startswith("language-")]
        text = _plain(element).removeprefix("\n").rstrip("\n")
        return Node("code", text=text, info=(languages or [""])[0], span=element.span)

    def _list(self, element: _Element) -> Node:
        items: list[Node] = []
        loose: list[_Element | Node] = []
        for child in element.children:
            if isinstance(child, _Element) and child.tag == "li":
                items.append(Node("item", self._inside(child), span=child.span))
            else:
                loose.append(child)
        rest = tuple(self.flow(loose, element.span))
        if rest:
            items.append(Node("item", rest, span=element.span))
        start = element.attrs.get("start", "")
        return Node(
            "bullet_list" if element.tag == "ul" else "ordered_list",
            tuple(items),
            start=int(start) if re.fullmatch("[0-9]{1,9}", start) else 1,
            span=element.span,
        )

    def _definitions(self, element: _Element) -> Node:
        parts: list[Node] = []
        for child in element.children:
            if isinstance(child, _Element) and child.tag == "dt":
                parts.append(Node("term", self._words(child), span=child.span))
            else:
                inside = tuple(self.flow((child,), element.span))
                if isinstance(child, _Element) and child.tag == "dd":
                    inside = self._inside(child)
                if inside:
                    parts.append(Node("definition", inside, span=element.span))
        return Node("definition_list", tuple(parts), span=element.span)

    def _table(self, element: _Element) -> Node:
        rows: list[list[_Element]] = []
        for tag, part in _table_parts(element):
            if tag == "tr":
                rows.append([])
            elif tag in ("td", "th"):
                if not rows:
                    rows.append([])
                rows[-1].append(part)
            else:
                rows += [[part], []]
        shown = [row for row in rows if row]
        header = 0
        while header < len(shown) and all(cell.tag == "th" for cell in shown[header]):
            header += 1
        return Node(
            "table",
            tuple(self._row(row, number < header) for number, row in enumerate(shown)),
            span=element.span,
        )

    def _row(self, cells: Iterable[_Element], header: bool) -> Node:
        nodes = []
        for cell in cells:
            align = cell.attrs.get("align", "").lower()
            align = align if align in ("left", "center", "right") else ""
            nodes.append(Node("cell", self._words(cell), align=align, span=cell.span))
        return Node("row", tuple(nodes), header=header, span=nodes[0].span)

    def phrases(self, children: Iterable[_Element | Node]) -> Iterator[Node]:
        """Yield inline nodes; blocks are apart by a line break."""
        begun = False
        for child in children:
            if isinstance(child, Node):
                if child.kind == "text":
                    begun = begun or bool(child.text.strip())
                    yield replace(child, text=_BLANKS.sub(" ", child.text))
                    continue
                if child.kind in ("paragraph", "heading", "cell"):
                    yield from apart(child.children, begun)
                elif child.kind in ("code", "table", "bullet_list", "ordered_list", "quote"):
                    yield from apart(inline_content(child), begun)
                else:
                    yield child
                begun = True
            elif child.tag in _BLOCKS:
                yield from apart(tuple(self.phrases(child.children)), begun)
                begun = True
            else:
                yield from self._phrase(child)
                begun = True

    def _phrase(self, element: _Element) -> Iterator[Node]:
        tag, span = element.tag, element.span
        words = tuple(self.phrases(element.children))
        if tag == "br":
            yield Node("break", span=span)
        elif tag == "img":
            yield _image(element)
        elif tag in _LOOKS:
            yield Node(_LOOKS[tag], words, span=span)
        elif tag in ("kbd", "code"):
            yield Node("span", words, attributes=Attributes(classes=(tag,), span=span), span=span)
        elif tag == "span":
            kept = _attributes(element, "class", "lang")
            yield Node("span", words, attributes=kept, span=span)
        elif tag == "a" and element.attrs.get("href"):
            yield from self._link(element, words)
        else:
            alt = element.attrs.get("alt", "")
            yield from (*words, Node("text", text=alt, span=span)) if alt else words

    def _link(self, element: _Element, words: tuple[Node, ...]) -> Iterator[Node]:
        target = element.attrs["href"].strip()
        if _SCRIPT.match(target):
            self._collector.report(RAW_HTML, element.span, tag=target[:20])
            yield from words
        else:
            title = element.attrs.get("title", "")
            yield Node("link", words, target=target, title=title, span=element.span)


def _table_parts(element: _Element) -> Iterator[tuple[str, _Element]]:
    """Yield rows and cells in order; anything else as the words that stand in no cell."""
    for child in element.children:
        if isinstance(child, _Element):
            if child.tag in ("td", "th"):
                yield child.tag, child
                continue
            if child.tag == "tr":
                yield "tr", child
            if child.tag in ("tbody", "thead", "tfoot", "tr"):
                yield from _table_parts(child)
                continue
            yield "", _Element("td", child.attrs, [child], child.span)
        elif child.kind != "text" or child.text.strip():
            yield "", _Element("td", {}, [child], element.span)


def _attributes(element: _Element, *names: str) -> Attributes:
    """The attributes of `names` that the element has."""
    kept = {name: element.attrs[name] for name in names if element.attrs.get(name)}
    if not kept:
        return NO_ATTRIBUTES
    classes = tuple(kept.pop("class", "").split())
    identifier = kept.pop("id", "")
    return Attributes(identifier, classes, tuple(kept.items()), element.span)


def _image(element: _Element) -> Node:
    sizes = _attributes(element, "width", "height")
    attrs = element.attrs
    return Node(
        "image",
        text=attrs.get("alt", ""),
        attributes=sizes,
        target=attrs.get("src", ""),
        title=attrs.get("title", ""),
        span=element.span,
    )


def _plain(element: _Element) -> str:
    words = []
    for child in element.children:
        match child:
            case Node():
                words.append(child.text or "".join(one.text for one in inline_content(child)))
            case _:
                words.append("\n" if child.tag == "br" else _plain(child))
    return "".join(words)
