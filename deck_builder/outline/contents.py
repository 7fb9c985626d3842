"""The kinds of nodes and attributes in a talk, so that stages without any work are skipped."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from deck_builder.markdown import EXAMPLES, NO_ATTRIBUTES, Node, NodeKind, walk
from deck_builder.markdown.condition_words import HIDDEN, VISIBLE

OWN_FENCES = frozenset(
    ("", "chart", "table", "mermaid", "dot", "graphviz", "gv", "plantuml", "puml", "d2")
)
"""The words that fences of our own open with, besides names of languages."""
_NUMBERED: tuple[NodeKind, ...] = ("code", "table")


class Contents(Struct, frozen=True):
    """The `kinds` of the nodes of a talk and the `keys` of their attributes, with the classes that
    are conditions; whether some have an id, whether a text may refer to one, whether targets,
    titles or values of attributes have the braces of variables, and whether there are examples.
    `fences` are the words that fences open with."""

    kinds: frozenset[NodeKind]
    keys: frozenset[str]
    has_ids: bool
    has_calls: bool
    has_braces: bool
    has_examples: bool
    fences: frozenset[str] = frozenset()

    @property
    def is_named(self) -> bool:
        """Whether there may be ids: a caption, too, may give one to the figure above it."""
        return self.has_ids or any(kind in self.kinds for kind in _NUMBERED)

    @property
    def has_references(self) -> bool:
        """Whether there may be figures and tables to number, or references to them."""
        return self.is_named or self.has_calls

    @property
    def has_variables(self) -> bool:
        """Whether there are variables."""
        return "variable" in self.kinds or self.has_braces

    @property
    def has_links(self) -> bool:
        """Whether there are links, which references become, too."""
        return "link" in self.kinds or "link" in self.keys or self.has_calls


def contents_of(nodes: Iterable[Node]) -> Contents:
    """Return the contents of `nodes`."""
    kinds: set[NodeKind] = set()
    keys: set[str] = set()
    fences: set[str] = set()
    has_ids = has_calls = has_braces = has_examples = False
    for node in walk(nodes):
        kind = node.kind
        kinds.add(kind)
        if kind == "text" and node.attributes is NO_ATTRIBUTES:
            # Half of all nodes, which have nothing else.
            has_calls = has_calls or "@" in node.text
            continue
        has_examples = has_examples or node.info == EXAMPLES
        has_calls = has_calls or "@" in node.text
        has_braces = has_braces or "{{" in node.target or "{{" in node.title
        if kind == "code":
            fences.add(node.info)
        elif kind == "image":
            has_braces = has_braces or "{{" in node.text
        if node.attributes is not NO_ATTRIBUTES:
            has_ids = has_ids or bool(node.attributes.id)
            keys.update(key for key, _ in node.attributes.pairs)
            keys.update(name for name in node.attributes.classes if name in (HIDDEN, VISIBLE))
            has_braces = has_braces or any("{{" in value for _, value in node.attributes.pairs)
    whether = (has_ids, has_calls, has_braces, has_examples)
    return Contents(frozenset(kinds), frozenset(keys), *whether, frozenset(fences))
