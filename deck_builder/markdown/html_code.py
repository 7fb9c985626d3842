"""Code of HTML, `pre`: of what is inside, the words are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.markdown.elements import Element, condition_of
from deck_builder.markdown.html_media import MEDIA
from deck_builder.markdown.node import (
    BREAKS,
    NO_ATTRIBUTES,
    Attributes,
    Node,
    NodeKind,
    conditions_of,
    inline_content,
    is_only_block,
    words_of_image,
)
from deck_builder.markdown.strays import STRAY_CONDITION

ONLY_TEXT_IN_CODE = Problem(
    "only-text-in-code",
    Severity.WARNING,
    "code has only text: of the {what} here only the words are shown",
    "write it outside of the code",
)

_HINT = "write the code as a block of its own, in a div with the condition"
# What is shown as it is written: in code it has no meaning.
_AS_WRITTEN: tuple[NodeKind, ...] = ("footnote_ref", "math", "variable")
_NAMES = {
    "a": "link",
    "footnote": "footnote",
    "image": "picture",
    "img": "picture",
    "link": "link",
    "span": "span",
}


def code_node(element: Element, found: Collector) -> Node:
    """Return a `pre` as `code`; what is lost of it is reported."""
    inner = [child for child in element.children if isinstance(child, Element)]
    classes = " ".join(one.attrs.get("class", "") for one in (element, *inner)).split()
    languages = [name.partition("-")[2] for name in classes if name.startswith("language-")]
    code = _Code(found)
    code.element(element)
    text = code.text.removeprefix("\n").rstrip("\n")
    return Node("code", text=text, info=(languages or [""])[0], span=element.span)


def comments_in(element: Element) -> Iterator[Node]:
    """Yield the comments in an element, which may be notes."""
    for child in element.children:
        if isinstance(child, Element):
            yield from comments_in(child)
        elif child.kind == "comment":
            yield child


class _Code(Struct):
    """The text of code so far."""

    found: Collector
    text: str = ""

    def element(self, element: Element) -> None:
        """Add the words of what is in an element."""
        for child in element.children:
            if isinstance(child, Node):
                self.node(child)
            elif child.tag == "br":
                self.text += "\n"
            else:
                self._check(condition_of(child))
                self.element(child)
                self._attributes(child)

    def _attributes(self, element: Element) -> None:
        """Add what a picture, a film or a link says in its attributes."""
        attrs = element.attrs
        if element.tag in ("a", "img") or element.tag in MEDIA:
            if element.tag != "a" or attrs.get("href"):
                self._report(_NAMES.get(element.tag, element.tag), element.span)
            for words in dict.fromkeys(
                (attrs.get("alt"), attrs.get("aria-label"), attrs.get("title"))
            ):
                self._aside(words or "")

    def node(self, node: Node) -> None:
        """Add the words of a node, however deep they are in it."""
        self._check(conditions_of(node.attributes))
        if node.kind in _NAMES and (node.kind != "span" or node.attributes.pairs):
            self._report(_NAMES[node.kind], node.span)
        if node.kind == "comment":
            return
        if node.kind in _AS_WRITTEN and node.span:
            self.text += node.span.text
        elif node.kind in BREAKS:
            self.text += "\n"
        elif node.kind == "footnote":
            inside = _Code(self.found)
            inside.nodes(node.children)
            self._aside(inside.text)
        elif node.kind == "image":
            words, *others = (*words_of_image(node), "")
            self.text += words
            for one in others:
                self._aside(one)
            return
        elif node.text:
            self.text += node.text
        else:
            self.nodes(inline_content(node) if is_only_block(node) else node.children)
        self._aside(node.title)

    def nodes(self, nodes: Iterable[Node]) -> None:
        """Add the words of several nodes."""
        for node in nodes:
            self.node(node)

    def _check(self, lost: Attributes) -> None:
        """Report a condition on a part of the code, of which only the words are kept."""
        if lost is not NO_ATTRIBUTES and lost.span:
            self.found.report(STRAY_CONDITION, lost.span, word=lost.span.text[:60], hint=_HINT)

    def _report(self, what: str, span: Span | None) -> None:
        self.found.report(ONLY_TEXT_IN_CODE, span, what=what)

    def _aside(self, words: str) -> None:
        """Add words that are beside the text, in parentheses."""
        if words:
            self.text += (
                f" ({words})" if self.text and not self.text[-1].isspace() else f"({words})"
            )
