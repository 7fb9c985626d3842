"""A source folded to the tree of its document."""

from __future__ import annotations

import re

from msgspec.structs import replace

from deck_builder.base.diagnostics import Checked, Collector, Problem, Severity
from deck_builder.base.kinds import report_undecodable
from deck_builder.base.source import Source, Span
from deck_builder.markdown.blocks import fold_blocks
from deck_builder.markdown.dialect import Document
from deck_builder.markdown.footnotes import with_footnotes
from deck_builder.markdown.front_matter import find_front_matter
from deck_builder.markdown.lifted import with_held_tables
from deck_builder.markdown.node import Node
from deck_builder.markdown.strays import report_strays

UNCLOSED_FRONT_MATTER = Problem(
    "unclosed-front-matter",
    Severity.WARNING,
    "the front matter has no end and is read as text",
    "close it with a line ---",
)
TOO_DEEP = Problem(
    "nested-too-deeply",
    Severity.WARNING,
    "lists and quotes from here on are nested too deeply and read as text",
    "use fewer levels",
)

# Characters that XML 1.0, section 2.2, excludes.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def fold(source: Source) -> Checked[Node]:
    """Return the document in `source` as a tree."""
    collector = Collector()
    root = collector.take(fold_written(source))
    text = source.text
    if "[^" in text or "^[" in text:
        root = with_footnotes(root, collector)
    if "<" in text:
        # Imported here, since most talks have no HTML.
        from deck_builder.markdown.html import with_html_read

        root = with_html_read(root, collector)
    if "{" in text and ("Table:" in text or "\n: " in text):
        root = with_held_tables(root)
    report_strays(source, root, collector)
    # Character references such as &#12; can name them too.
    if "&#" in text or _UNWRITABLE.search(text):
        root = _writable(root)
    return collector.checked(root)


def fold_written(source: Source) -> Checked[Node]:
    """Return the document in `source` as a tree, without resolving its footnotes and HTML."""
    collector = Collector()
    report_undecodable(source, collector)
    text, children = _front_matter(source, collector)
    document = Document(text if text.endswith("\n") else text + "\n")
    children += fold_blocks(source, document, collector)
    if document.too_deep is not None:
        collector.report(TOO_DEEP, source.lines_span(document.too_deep, document.too_deep + 1))
    return collector.checked(Node("document", children, span=Span(source, 0, len(source.text))))


def _front_matter(source: Source, collector: Collector) -> tuple[str, tuple[Node, ...]]:
    """Return the text with its front matter blank, and the front matter."""
    found = find_front_matter(source.text)
    if found is None:
        return source.text, ()
    if not found.closed:
        collector.report(UNCLOSED_FRONT_MATTER, source.lines_span(0, 1))
        return source.text, ()
    span = Span(source, found.start, found.end)
    blank = "\n" * source.text.count("\n", 0, found.after)
    return blank + source.text[found.after :], (Node("front_matter", text=span.text, span=span),)


def _writable(node: Node) -> Node:
    def clean(text: str) -> str:
        return _UNWRITABLE.sub("", text)

    attributes = node.attributes
    return replace(
        node,
        children=tuple(map(_writable, node.children)),
        text=clean(node.text),
        target=clean(node.target),
        title=clean(node.title),
        info=clean(node.info),
        attributes=replace(
            attributes,
            id=clean(attributes.id),
            classes=tuple(map(clean, attributes.classes)),
            pairs=tuple((clean(key), clean(value)) for key, value in attributes.pairs),
        ),
    )
