"""Links to slides by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from deck_builder.dialects.model import Part, Reading
from deck_builder.dialects.tree import mapped
from deck_builder.markdown import Node

_NUMBER = re.compile(r"#(?:/|slide-|p)?(\d{1,4})")
_BELOW = re.compile(r"#/(\d{1,4})/(\d{1,4})")
_NAME = re.compile(r"#/([^/\d][^/]*)")
_LINKED = "linked"


def with_numbered_links(nodes: Iterable[Node], reading: Reading, first: int = 1) -> list[Node]:
    """Return `nodes` with links to numbers of slides, of which the first is `first`, as links to
    the ids that `numbered` gives those."""

    def change(node: Node) -> Node:
        if node.kind != "link" or not node.target.startswith("#"):
            return node
        if named := _NAME.fullmatch(node.target):
            return replace(node, target=f"#{named[1]}")
        if below := _BELOW.fullmatch(node.target):
            place = f"{int(below[1]) + 1}-{int(below[2])}"
            reading.known[place] = _LINKED
            return replace(node, target=f"#{_id(place)}")
        found = _NUMBER.fullmatch(node.target)
        if found is None:
            return node
        number = int(found[1]) + 1 - first
        reading.known[str(number)] = _LINKED
        return replace(node, target=f"#{_id(str(number))}")

    return list(mapped(nodes, change))


def numbered(parts: list[Part], reading: Reading) -> list[Part]:
    """Return slides of which those that links name by their numbers have ids. The numbers of those
    that are below others come behind the number of the first one."""
    across = below = 0
    for number, part in enumerate(parts, 1):
        across, below = (across, below + 1) if part.depth else (across + 1, 0)
        place = f"{across}-{below}"
        if not part.id:
            by_number = str(number) if str(number) in reading.known else ""
            by_place = place if place in reading.known else ""
            part.id = _id(by_number or by_place) if by_number or by_place else ""
    return parts


def _id(place: str) -> str:
    return f"slide-number-{place}"
