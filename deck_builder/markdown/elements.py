"""Pieces of HTML, with nodes in between, read as a tree of elements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from msgspec import Struct, field

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.markdown.block_problems import TITLE_DROPPED
from deck_builder.markdown.marks import MARKS
from deck_builder.markdown.node import NO_ATTRIBUTES, Attributes, Node, conditions_of

OPEN_CONDITION = Problem(
    "open-condition",
    Severity.ERROR,
    "this <{tag}> has a condition, but no end in the same paragraph, item or block",
    "write </{tag}> where it ends, with the same indent",
)
RAW_HTML = Problem(
    "raw-html",
    Severity.WARNING,
    "the HTML ‘{tag}’ is not supported, only its text is kept",
    "write it in Markdown",
)
SCRIPT = Problem(
    RAW_HTML.code,
    Severity.WARNING,
    "the HTML ‘{tag}’ is not supported, and is left out with all that is in it",
    "remove it: slides run no scripts, and a theme says how they look",
)
STRAY_WORDS = Problem(
    RAW_HTML.code,
    Severity.WARNING,
    "the words from ‘{word}’ on in this tag are no attributes, and are shown nowhere",
    "write quotes inside of a value as &quot;",
)

_HINT = "write the words in the text, or as a footnote"
_INLINE = frozenset((*MARKS, "a", "br", "code", "img", "kbd", "span", "wbr"))
# What they stand for, or that it is lost, is told where they are read.
_MEDIA = frozenset(
    ("audio", "embed", "figcaption", "figure", "iframe", "object", "picture", "source", "track")
    + ("video",)
)
# What says more than its text: a tooltip, or words for those who do not see it.
_SAYINGS = ("title", "aria-label")
_TITLED = frozenset(("audio", "embed", "iframe", "img", "object", "video"))
_ROWS = frozenset(("caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ol", "ul")
_KNOWN_BLOCKS = frozenset(
    ("blockquote", "dd", "details", "div", "dl", "dt", "hr", "li", "p", "pre", "summary", "table")
) | frozenset((*_HEADINGS, *_LISTS, *_ROWS))
# Other elements that begin and end a line of their own (HTML Living Standard, section 15.3).
_OTHER_BLOCKS = frozenset(
    ("address", "article", "aside", "body", "center", "fieldset", "figcaption", "figure")
    + ("footer", "form", "head", "header", "html", "main", "nav", "option", "section", "title")
)
BLOCKS = _KNOWN_BLOCKS | _OTHER_BLOCKS
# They say what their content is for, and look like it.
_CONTAINERS = frozenset(
    ("address", "article", "aside", "footer", "header", "main", "nav", "section")
)
_KNOWN = _INLINE | _KNOWN_BLOCKS | _MEDIA | _CONTAINERS
_SILENT = ("script", "style")
# No name of an attribute has them: the quotes before it were closed too early.
_QUOTES = frozenset("\"'`<")
# GitHub shows these tags as text. Here only tags without an end, as in a sentence about them.
_FILTERED = frozenset(
    ("iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp")
)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source")
    + ("track", "wbr")
)
_GROUPS = ("tr", "tbody", "thead", "tfoot")
# An element ends where one of these begins, up to the nearest of the second.
_ENDED_BY = {
    "p": (BLOCKS, ()),
    "li": (("li",), _LISTS),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th", *_GROUPS), ("table",)),
    "th": (("td", "th", *_GROUPS), ("table",)),
    "tr": (_GROUPS, ("table",)),
    "caption": (("colgroup", "col", *_GROUPS), ("table",)),
    "colgroup": (("colgroup", *_GROUPS), ("table",)),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (("thead", "tbody", "tfoot"), ("table",))),
}
_DEEPEST = 30
_END_TAG = re.compile(r"</([a-zA-Z][^\s/>]*)")


class Element(Struct, frozen=True):
    """An element of HTML; its children are elements, and nodes that are parsed already. The
    `conditions` are those in braces after its end."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Element | Node] = field(default_factory=list)
    span: Span | None = None
    conditions: list[Attributes] = field(default_factory=list)


def attributes_of_element(element: Element, *names: str) -> Attributes:
    """Return the attributes of `names` that an element has."""
    kept = {name: element.attrs[name] for name in names if element.attrs.get(name)}
    if not kept:
        return NO_ATTRIBUTES
    classes = tuple(kept.pop("class", "").split())
    identifier = kept.pop("id", "")
    return Attributes(identifier, classes, tuple(kept.items()), element.span)


def condition_of(element: Element) -> Attributes:
    """Return the conditions of an element, and what looks like one."""
    if not element.attrs:
        return NO_ATTRIBUTES
    classes = tuple(element.attrs.get("class", "").split())
    return conditions_of(Attributes("", classes, tuple(element.attrs.items()), element.span))


def ended_in(nodes: Iterable[Node]) -> frozenset[str]:
    """Return the tags that have an end tag in the HTML among `nodes`."""
    pieces = (node.text for node in nodes if node.kind == "html")
    return frozenset(tag.lower() for piece in pieces for tag in _END_TAG.findall(piece))


class ElementReader(HTMLParser):
    """Reads pieces of HTML, with nodes in between, as a tree of elements."""

    def __init__(self, collector: Collector, ended: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._ended = ended
        self.root = Element("")
        self._stack = [self.root]
        self._collector = collector
        self._span: Span | None = None
        self._cursor = 0
        self._silent = 0
        self._after = NO_ATTRIBUTES

    def read(self, node: Node) -> None:
        """Read the piece of HTML in `node`."""
        self._span, self._cursor = node.span, 0
        self._after = node.attributes
        self.feed(node.text)
        self.close()
        self.reset()
        self._silent = 0

    def report_open_conditions(self) -> None:
        """Report the elements with conditions that have no end: what is below them, in another
        paragraph or item, is not withheld."""
        for element in self._stack[1:]:
            if condition_of(element) != NO_ATTRIBUTES:
                self._collector.report(OPEN_CONDITION, element.span, tag=element.tag)

    def add(self, node: Node) -> None:
        """Add `node` to the open element."""
        self._stack[-1].children.append(node)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        span = self._found(tag)
        if tag not in _KNOWN:
            problem = SCRIPT if tag in _SILENT and not self._is_text(tag) else RAW_HTML
            self._collector.report(problem, span, tag=f"<{tag[:20]}>")
        if self._is_text(tag):
            self.handle_data(self.get_starttag_text() or "")
            return
        stray = next((name for name, _ in attrs if not _QUOTES.isdisjoint(name)), "")
        if stray:
            self._collector.report(STRAY_WORDS, span, word=stray[:20])
        if tag in _SILENT:
            self._silent += 1
            return
        self._end_before(tag)
        values = {name: value or "" for name, value in attrs}
        self._report_sayings(tag, values, span)
        element = Element(tag, values, span=span)
        self._stack[-1].children.append(element)
        if tag not in _VOID and len(self._stack) <= _DEEPEST:
            self._stack.append(element)

    def _report_sayings(self, tag: str, attrs: dict[str, str], span: Span | None) -> None:
        """Report the words in attributes that are shown nowhere."""
        if tag not in _KNOWN or tag in _TITLED:
            return
        shown = "title" if tag == "a" and attrs.get("href") else ""
        if any(attrs.get(name, "").strip() for name in _SAYINGS if name != shown):
            self._collector.report(TITLE_DROPPED, span, what=f"this <{tag}>", hint=_HINT)

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
                if self._after is not NO_ATTRIBUTES:
                    self._stack[place].conditions.append(self._after)
                del self._stack[place:]
                return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._stack[-1].children.append(Node("text", text=data, span=self._span))

    def handle_comment(self, data: str) -> None:
        self.add(Node("comment", text=data.strip(), span=self._span))

    def handle_pi(self, data: str) -> None:
        self._collector.report(RAW_HTML, self._span, tag=f"<?{data[:20]}")

    def handle_decl(self, decl: str) -> None:
        self._collector.report(RAW_HTML, self._span, tag=f"<!{decl[:20]}")

    def unknown_decl(self, data: str) -> None:
        self._collector.report(RAW_HTML, self._span, tag=f"<![{data[:20]}")

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        # One without an end is text. Python would look for it from each `<![` on.
        if self.rawdata.find("]", i) < 0:
            return -1
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            # A `<![` that begins no section is text.
            opening = self.rawdata[i : i + 3]
            self.handle_data(opening)
            return i + len(opening)

    def _found(self, tag: str) -> Span | None:
        """The span of the tag; that of the whole HTML when it is not found."""
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
        """Close the elements that HTML closes implicitly before `tag`."""
        for place in range(len(self._stack) - 1, 0, -1):
            name = self._stack[place].tag
            beginnings, bounds = _ENDED_BY.get(name, ((), ()))
            if tag in beginnings:
                del self._stack[place:]
            elif name in BLOCKS or name in bounds:
                return
