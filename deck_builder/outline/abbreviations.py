"""Abbreviations: their meaning goes into the notes of the first slide that uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import is_not

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.exact import Exact
from deck_builder.base.memory import recalled
from deck_builder.markdown import Attributes, Node, walk

UNUSED_ABBREVIATION = Problem(
    "unused-abbreviation",
    Severity.WARNING,
    "the abbreviation ‘{name}’ is not used; its meaning is in the last notes",
    "use it in the text, or remove the line",
)
REPEATED_ABBREVIATION = Problem(
    "repeated-abbreviation",
    Severity.WARNING,
    "the abbreviation ‘{name}’ gets another meaning below, which is the only one that counts",
    "remove one of the lines",
)


def with_meanings(nodes: Sequence[Node], collector: Collector) -> Sequence[Node]:
    """Return `nodes` with notes after the first use of each abbreviation, in place of the lines
    that define them."""
    meanings: dict[str, Node] = {}
    for node in _definitions(nodes):
        before = meanings.get(node.text)
        if before is not None and before.title != node.title:
            collector.report(REPEATED_ABBREVIATION, before.span, name=node.text)
        meanings[node.text] = node
    if not meanings:
        return nodes
    names = "|".join(map(re.escape, sorted(meanings, key=len, reverse=True)))
    uses = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    noted: list[Node] = []
    for node in nodes:
        noted.extend(without_definitions((node,)))
        used = dict.fromkeys(uses.findall(_words_of(node)))
        noted.extend(_note(meanings.pop(name)) for name in used if name in meanings)
    for name, definition in meanings.items():
        collector.report(UNUSED_ABBREVIATION, definition.span, name=name)
        noted.append(_note(definition))
    return noted


def _words_of(node: Node) -> str:
    return recalled(lambda: (_words_of, Exact(node, node.span)), lambda: _words(node))


def _definitions(nodes: Iterable[Node]) -> Iterator[Node]:
    return (node for node in walk(nodes) if node.kind == "abbreviation")


def without_definitions(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield `nodes` without the lines that define abbreviations, and without what held nothing
    else: a row in a table of HTML, say."""
    for node in nodes:
        if node.kind == "abbreviation":
            continue
        if not node.children:
            yield node
            continue
        children = tuple(without_definitions(node.children))
        if len(children) == len(node.children) and not any(map(is_not, children, node.children)):
            yield node
        elif not children and node.kind in ("cell", "div"):
            yield replace(node, children=())
        elif any(one.children or one.kind != "cell" for one in children):
            yield replace(node, children=children)


def _words(node: Node) -> str:
    if node.kind == "abbreviation":
        return ""
    return node.text + " ".join(map(_words, node.children))


def _note(definition: Node) -> Node:
    span = definition.span
    words = Node("text", text=f"{definition.text}: {definition.title}", span=span)
    paragraph = Node("paragraph", (words,), span=span)
    return Node("div", (paragraph,), attributes=Attributes(classes=("notes",)), span=span)
