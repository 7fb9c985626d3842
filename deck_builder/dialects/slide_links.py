"""Links to slides by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from deck_builder.dialects.model import Part, Reading
from deck_builder.dialects.tree import mapped
from deck_builder.markdown import Node

_NUMBER = re.compile(r"#(?:/|slide-|p)?(\d{1,4})")
_LINKED = "linked"


def with_numbered_links(nodes: Iterable[Node], reading: Reading, first: int = 1) -> list[Node]:
    """Return `nodes` with links to numbers of slides, of which the first is `first`, as links to
    the ids that `numbered` gives those."""

    def change(node: Node) -> Node:
        found = _NUMBER.fullmatch(node.target) if node.kind == "link" else None
        if found is None:
            return node
        number = int(found[1]) + 1 - first
        reading.known[str(number)] = _LINKED
        return replace(node, target=f"#{_id(number)}")

    return list(mapped(nodes, change))


def numbered(parts: list[Part], reading: Reading) -> list[Part]:
    """Return slides of which those that links name by their numbers have ids."""
    for number, part in enumerate(parts, 1):
        if str(number) in reading.known and not part.id:
            part.id = _id(number)
    return parts


def _id(number: int) -> str:
    return f"slide-number-{number}"
