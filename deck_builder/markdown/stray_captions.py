"""Lines that begin like the caption of a table, or like a definition, and have a condition, but are
neither: what was meant would be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.markdown.condition_words import HIDDEN, KEYS, VISIBLE
from deck_builder.markdown.lifted import CAPTION, is_of_data
from deck_builder.markdown.node import Attributes, Node

STRAY_CAPTION = Problem(
    "stray-caption",
    Severity.ERROR,
    "this line begins like a caption or a definition, but is none here: its condition would not"
    " withhold what it is for",
    "write a blank line before it; a caption is right above or below its table, and a definition"
    " under a term of one line",
)

_LINES = late(
    r"^[ \t>]*(?:[-*+] +|\d+[.)] +|\[\^[^\]\n]*\]:[ \t]*)?(?:Table)?:\s[^\n]*\{|^[ \t>]*Table:\s",
    re.M,
)
_INDENT = " \t>"
# The mark of a footnote, whose text is one paragraph in the tree.
_MARK = late(r"^\[\^[^\]\n]*\]:[ \t]*")
_CONDITIONS = frozenset((*KEYS, VISIBLE, HIDDEN))


def report_stray_captions(root: Node, text: str, collector: Collector) -> None:
    """Report what begins like a caption in a tree, has a condition, and is at no table."""
    if "{" in text and _LINES().search(text):
        for place in dict.fromkeys(_found(root)):
            collector.report(STRAY_CAPTION, place)


def _found(node: Node, table: Span | None = None) -> Iterator[Span]:
    """Yield the braces in a node, which may be in a `table`, that no caption has."""
    table = node.span if node.kind == "table" else table if node.kind == "row" else None
    for index, child in enumerate(node.children):
        if not _is_caption(node.children, index):
            is_marked = node.kind == "definition" and index == 0
            yield from _braces(child, table or child.span, is_marked)
        yield from _found(child, table)


def _braces(node: Node, begin: Span | None, is_marked: bool) -> Iterator[Span]:
    """Yield the braces of a node if a line before them, from `begin` on, begins like a caption."""
    place = node.attributes.span
    if begin is None or place is None or not _withholds(node.attributes):
        return
    is_near = place.source is begin.source and begin.start <= place.start
    if is_near and _has_caption(begin, place, is_marked):
        yield place


def _is_caption(nodes: Sequence[Node], index: int) -> bool:
    """Whether a node is a paragraph that begins as a caption, beside a table or chart."""
    node = nodes[index]
    if node.kind != "paragraph" or node.span is None or not CAPTION.match(node.span.text):
        return False
    above, below = nodes[index - 1 : index], nodes[index + 1 : index + 2]
    return any(map(is_of_data, above)) or any(one.kind == "table" for one in below)


def _has_caption(begin: Span, braces: Span, is_marked: bool) -> bool:
    """Whether a line up to some braces, which stand for all that is before them, begins like a
    caption. The first line may begin with the mark of a definition or of a footnote."""
    text = begin.source.text[begin.start : braces.start]
    if text and not text[-1].isspace():
        return False
    lines = text.split("\n")[is_marked:]
    return any(CAPTION.match(_MARK().sub("", line.lstrip(_INDENT), count=1)) for line in lines)


def _withholds(attributes: Attributes) -> bool:
    names = (*(key for key, _ in attributes.pairs), *attributes.classes)
    return not _CONDITIONS.isdisjoint(names)
