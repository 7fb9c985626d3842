"""The files of a copy: one for each section."""

from __future__ import annotations

from collections.abc import Sequence

from deck_builder.article.names import section_names
from deck_builder.markdown import Node
from deck_builder.markdown.node import inline_content

WHOLE = "slides.md"
"""The file of a talk without sections."""
_FEWEST = 2
_SECTION = "section"


def in_sections(nodes: Sequence[Node], *, by_rules: bool) -> dict[str, tuple[Node, ...]]:
    """Return the nodes of a talk by the file that they are in; with `by_rules`, only rules start
    slides."""
    starts = [at for at in range(len(nodes)) if _starts(nodes, at, by_rules)]
    deeper = by_rules or any(node.kind == "heading" and node.level > 1 for node in nodes)
    if len(starts) < _FEWEST or not deeper:
        return {WHOLE: tuple(nodes)}
    titles = [_title(nodes[at:]) for at in starts]
    if starts[0]:
        # What stands before the first section.
        first = 0
        starts, titles = [first, *starts], [_title(nodes) or "start", *titles]
    ends = (*starts[1:], len(nodes))
    parts = [tuple(nodes[start:end]) for start, end in zip(starts, ends, strict=True)]
    return dict(zip(section_names(titles), parts, strict=True))


def _starts(nodes: Sequence[Node], at: int, by_rules: bool) -> bool:
    """Whether a section begins at a node."""
    node = nodes[at]
    if by_rules:
        return node.kind == "rule" and node.attributes.get("layout") == _SECTION
    return node.kind == "heading" and node.level == 1


def _title(nodes: Sequence[Node]) -> str:
    """The words of the first heading, empty without one."""
    heading = next((node for node in nodes if node.kind == "heading"), None)
    words = (one.text for one in inline_content(heading)) if heading else ()
    return "".join(words)
