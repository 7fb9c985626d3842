"""Footnotes: their texts moved to their references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import filterfalse

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.markdown.node import Node, inline_content, walk

UNDEFINED_FOOTNOTE = Problem(
    "undefined-footnote", Severity.WARNING, "there is no footnote ‘[^{label}]’", "{hint}"
)
UNUSED_FOOTNOTE = Problem(
    "unused-footnote",
    Severity.WARNING,
    "the footnote ‘[^{label}]’ is not used, and its text stays in place",
    "write [^{label}] where it belongs",
)
REPEATED_FOOTNOTE = Problem(
    "repeated-footnote",
    Severity.WARNING,
    "the footnote ‘[^{label}]’ is already defined, and this text stays in place",
    "give this one another label",
)
NESTED_FOOTNOTE = Problem(
    "nested-footnote",
    Severity.NOTE,
    "a footnote has no footnotes of its own: the text of this one stands in it, in parentheses",
)

INCLUDE_IN_FOOTNOTE = Problem(
    "include-in-footnote",
    Severity.WARNING,
    "a footnote cannot include a file; ‘{name}’ is left out",
    "write the words of the file in the footnote",
)


def with_footnotes(document: Node, collector: Collector) -> Node:
    """Return `document` with `footnote` nodes in place of references and definitions."""
    if any(map(_is_definition, walk(document.children))):
        document = replace(document, children=tuple(_side_by_side(document.children)))
    definitions: dict[str, Node] = {}
    repeated: list[Node] = []
    for node in filter(_is_definition, walk(document.children)):
        if definitions.setdefault(node.info, node) is not node:
            collector.report(REPEATED_FOOTNOTE, node.span, label=node.info)
            repeated.append(node)
        for inside in walk(node.children):
            if inside.kind == "include":
                collector.report(INCLUDE_IN_FOOTNOTE, inside.span, name=inside.target)
    resolver = _Resolver(definitions, collector)
    resolved = resolver.resolved(document)
    # What nothing refers to stays in place, with footnotes of its own; first what has the label of
    # another and what no footnote refers to either, so that what withholds a reference withholds
    # its footnote.
    called = {one.text for node in definitions.values() for one in walk(node.children)}
    stays = {id(node): tuple(map(resolver.resolved, node.children)) for node in repeated}
    for label, node in sorted(definitions.items(), key=lambda item: item[0] in called):
        if label not in resolver.used:
            collector.report(UNUSED_FOOTNOTE, node.span, label=label)
            resolver.placed.add(label)
            stays[id(node)] = tuple(map(resolver.resolved, node.children))
    return replace(resolved, children=tuple(_placed(resolved.children, stays)))


def _is_definition(node: Node) -> bool:
    return node.kind == "footnote_definition"


def _side_by_side(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield `nodes` with definitions that are inside of others after these."""
    for node in nodes:
        if not any(map(_is_definition, walk(node.children))):
            yield node
        elif _is_definition(node):
            yield _without_definitions(node)
            yield from _side_by_side(_definitions_in(node.children))
        else:
            yield replace(node, children=tuple(_side_by_side(node.children)))


def _without_definitions(node: Node) -> Node:
    inside = filterfalse(_is_definition, node.children)
    return replace(node, children=tuple(map(_without_definitions, inside)))


def _definitions_in(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if _is_definition(node):
            yield node
        else:
            yield from _definitions_in(node.children)


class _Resolver(Struct):
    definitions: dict[str, Node]
    collector: Collector
    used: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    _count: int = 0
    _notes: dict[str, Node] = field(default_factory=dict)

    def resolved(self, node: Node) -> Node:
        """Return `node` with its references resolved, but for those in definitions."""
        match node.kind:
            case "footnote_ref":
                return self._note(node)
            case "footnote_definition":
                return node
            case "footnote":
                inside = tuple(self._inside(child, ()) for child in node.children)
                return replace(node, children=inside, text=self._number())
            case _ if node.children:
                return replace(node, children=tuple(map(self.resolved, node.children)))
            case _:
                return node

    def _note(self, node: Node) -> Node:
        label = node.text
        if label not in self.definitions:
            hint = suggestion(label, self.definitions)
            self.collector.report(UNDEFINED_FOOTNOTE, node.span, label=label, hint=hint)
            return _as_text(node)
        # One that stays in place is there already.
        if label in self.placed:
            return _as_text(node)
        if label not in self._notes:
            self.used.add(label)
            self._notes[label] = Node("footnote", self._content(label, ()), text=self._number())
        return replace(self._notes[label], span=node.span)

    def _content(self, label: str, around: tuple[str, ...]) -> tuple[Node, ...]:
        """The inline nodes of a footnote that is inside of those `around` it."""
        content = inline_content(self.definitions[label])
        return tuple(self._inside(child, (*around, label)) for child in content)

    def _inside(self, node: Node, around: tuple[str, ...]) -> Node:
        """A node of a footnote, with footnotes inside of it as text: where they are, so that what
        withholds them holds."""
        if node.kind == "footnote_ref":
            if node.text not in self.definitions or node.text in around:
                return _as_text(node)
            self.used.add(node.text)
            children = self._content(node.text, around)
        elif not node.children:
            return node
        else:
            children = tuple(self._inside(child, around) for child in node.children)
            if node.kind != "footnote":
                return replace(node, children=children)
        self.collector.report(NESTED_FOOTNOTE, node.span)
        opening, closing = (Node("text", text=text, span=node.span) for text in (" (", ")"))
        return replace(node, kind="span", text="", children=(opening, *children, closing))

    def _number(self) -> str:
        self._count += 1
        return str(self._count)


def _as_text(node: Node) -> Node:
    """Return a reference inside a footnote as it is written: notes have no notes."""
    if node.kind == "footnote_ref":
        return Node("text", text=f"[^{node.text}]", span=node.span)
    if node.kind == "footnote":
        node = replace(node, kind="span")
    if not node.children:
        return node
    return replace(node, children=tuple(map(_as_text, node.children)))


def _placed(nodes: Iterable[Node], stays: Mapping[int, tuple[Node, ...]]) -> Iterator[Node]:
    """Leave out the definitions that are used; the texts of others stay in place."""
    for node in nodes:
        if not _is_definition(node):
            children = tuple(_placed(node.children, stays)) if node.children else ()
            yield replace(node, children=children) if children != node.children else node
        else:
            yield from _placed(stays.get(id(node), ()), stays)
