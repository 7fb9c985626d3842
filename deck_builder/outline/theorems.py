"""Theorems, definitions and the like: which divs they are, and their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.words import words_in
from deck_builder.blocks.callout import CALLOUT, THEOREM_NUMBER, UNNUMBERED, theorem_kind
from deck_builder.markdown import Attributes, Node, walk, with_children

PREFIXES = {
    "thm": "theorem",
    "lem": "lemma",
    "cor": "corollary",
    "prp": "proposition",
    "def": "definition",
    "exm": "example",
}
"""How the ids of what is numbered begin, as in Quarto, and the class of each."""
_SELDOM_NUMBERED = ("proof", "remark")


def with_theorems(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return `nodes` with the numbers of theorems and the like, each kind from 1."""
    return tuple(_Numbering().numbered(nodes))


class _Numbering(Struct, frozen=True):
    counts: dict[str, int] = field(default_factory=dict)

    def numbered(self, nodes: Iterable[Node]) -> Iterator[Node]:
        for node in nodes:
            if node.kind == "div":
                children = tuple(self.numbered(node.children))
                attributes = self._attributes(node.attributes)
                node = with_children(node, children)
                if attributes is not node.attributes:
                    node = replace(node, attributes=attributes)
            elif node.kind in ("quote", "bullet_list", "ordered_list", "item"):
                node = with_children(node, tuple(self.numbered(node.children)))
            yield node

    def _attributes(self, own: Attributes) -> Attributes:
        """The attributes of a div, with the class that its id stands for, and its number."""
        kind = theorem_kind(own.classes) or PREFIXES.get(_prefix(own.id), "")
        # What its author calls a callout is one, whatever its id.
        if not kind or any(name.startswith(CALLOUT) for name in own.classes):
            return own
        if kind not in own.classes:
            own = replace(own, classes=(*own.classes, kind))
        is_free = UNNUMBERED in own.classes or own.get(THEOREM_NUMBER) is not None
        if is_free or kind in _SELDOM_NUMBERED:
            return own
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return replace(own, pairs=(*own.pairs, (THEOREM_NUMBER, str(self.counts[kind]))))


def _prefix(name: str) -> str:
    before, mark, _ = name.replace(":", "-").partition("-")
    return before.lower() if mark else ""


def theorem_labels(nodes: Sequence[Node], language: str) -> Mapping[str, str]:
    """Return what references call the theorems and the like in `nodes`, by their ids."""
    found: dict[str, str] = {}
    for node in walk(nodes):
        number = node.attributes.get(THEOREM_NUMBER) if node.kind == "div" else None
        kind = theorem_kind(node.attributes.classes)
        if number and kind and node.attributes.id:
            name = words_in(language).theorems.named(kind)
            found.setdefault(node.attributes.id, f"{name}\u00a0{number}")
    return found
