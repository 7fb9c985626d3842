"""A source folded to the tree of its document."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from deck_builder.base.diagnostics import Checked, Collector, Problem, Severity
from deck_builder.base.kinds import report_undecodable
from deck_builder.base.limits import TALK_TEXT
from deck_builder.base.memory import remembered
from deck_builder.base.patterns import late
from deck_builder.base.source import Source, Span
from deck_builder.markdown.blocks import fold_blocks
from deck_builder.markdown.descriptions import report_descriptions
from deck_builder.markdown.dialect import Document, inline_tokens
from deck_builder.markdown.footnotes import with_footnotes
from deck_builder.markdown.front_matter import find_front_matter, title_block_end
from deck_builder.markdown.inlines import fold_inlines
from deck_builder.markdown.latex_commands import COMMANDS
from deck_builder.markdown.lifted import with_held_tables
from deck_builder.markdown.line_blocks import with_lines_kept
from deck_builder.markdown.link_definitions import report_references
from deck_builder.markdown.marks import MARKS
from deck_builder.markdown.node import TITLE_BLOCK, Node, inline_content
from deck_builder.markdown.places import place_of
from deck_builder.markdown.raw import without_raw
from deck_builder.markdown.stray_captions import report_stray_captions
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

_IN_LINE = late(rf"</?(?:{'|'.join((*MARKS, 'a', 'br', 'code', 'img', 'kbd', 'span'))})\b", re.I)
# Characters that XML 1.0, section 2.2, excludes.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def fold(source: Source, change: Callable[[Node], Node] | None = None) -> Checked[Node]:
    """Return the document in `source` as a tree; `change` is made to what the author wrote."""
    return _folded(source) if change is None else _folded_with(source, change)


@remembered
def _folded(source: Source) -> Checked[Node]:
    return _folded_with(source, lambda node: node)


def _folded_with(source: Source, change: Callable[[Node], Node]) -> Checked[Node]:
    collector = Collector()
    root = change(collector.take(fold_written(source)))
    text = source.text
    root = _resolved(root, text, collector)
    if "{" in text and ("Table:" in text or ": " in text):
        root = with_held_tables(root)
        report_stray_captions(root, text, collector)
    report_strays(source, root, collector)
    report_descriptions(root, text, collector)
    if "{=" in text or "{ =" in text or ("\\" in text and COMMANDS().search(text)):
        root = without_raw(root, collector)
    # Character references such as &#12; can name them too.
    if "&#" in text or _UNWRITABLE.search(text):
        root = _writable(root)
    return collector.checked(root)


def _resolved(root: Node, text: str, collector: Collector) -> Node:
    """A tree with its footnotes where they are referred to, and its HTML as nodes."""
    if "[^" in text or "^[" in text:
        root = with_footnotes(root, collector)
    if "<" in text:
        # Imported here, since most talks have no HTML.
        from deck_builder.markdown.html import with_html_read

        root = with_html_read(root, collector)
    return root


def fold_line(text: str, span: Span | None) -> Checked[Node]:
    """Return a text at `span` as one paragraph, its lines ending where they are written."""
    collector = Collector()
    source = Source(span.source.path if span else "", text)
    written = fold_inlines(inline_tokens(text), place_of(source, text, 0), text)
    content = map(_as_written, written)
    paragraph = Node("paragraph", tuple(map(with_lines_kept, content)), span=span)
    root = Node("document", (paragraph,), span=span)
    root = _resolved(root, text, collector)
    report_strays(source, root, collector)
    root = _writable(without_raw(root, collector))
    return collector.checked(replace(paragraph, children=inline_content(root)))


def _as_written(node: Node) -> Node:
    """A node of a line in which only elements of known names are HTML: `Vec<T>` is text."""
    if node.kind == "html" and not _IN_LINE().match(node.text):
        return replace(node, kind="text")
    if not node.children:
        return node
    return replace(node, children=tuple(map(_as_written, node.children)))


def fold_written(source: Source) -> Checked[Node]:
    """Return the document in `source` as a tree, without resolving its footnotes and HTML."""
    collector = Collector()
    report_undecodable(source, collector)
    span = Span(source, 0, len(source.text))
    TALK_TEXT.count(len(source.text), span=span)
    text, children = _front_matter(source, collector)
    document = Document(text if text.endswith("\n") else text + "\n")
    children += fold_blocks(source, document, collector)
    if document.references:
        report_references(source, document.references, document.repeated_references, collector)
    if document.too_deep is not None:
        collector.report(TOO_DEEP, source.lines_span(document.too_deep, document.too_deep + 1))
    return collector.checked(Node("document", children, span=span))


def _front_matter(source: Source, collector: Collector) -> tuple[str, tuple[Node, ...]]:
    """Return the text with its front matter blank, and the front matter."""
    text, begin = source.text, 0
    nodes: tuple[Node, ...] = ()
    if text.startswith("%") and (end := title_block_end(text)):
        span = Span(source, 0, len(text[:end].rstrip()))
        nodes = (Node("front_matter", text=span.text, info=TITLE_BLOCK, span=span),)
        begin = end + len(text[end:]) - len(text[end:].lstrip("\n"))
        text = _blank(text, end)
    found = find_front_matter(source.text[begin:])
    if found is None:
        return text, nodes
    if not found.closed:
        line = source.position(begin)[0]
        collector.report(UNCLOSED_FRONT_MATTER, source.lines_span(line - 1, line))
        return text, nodes
    span = Span(source, begin + found.start, begin + found.end)
    nodes += (Node("front_matter", text=span.text, span=span),)
    return _blank(source.text, begin + found.after), nodes


def _blank(text: str, end: int) -> str:
    """The text with its lines up to `end` blank."""
    return "\n" * text.count("\n", 0, end) + text[end:]


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
