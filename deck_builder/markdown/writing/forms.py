"""The form in which trees are compared: those that mean the same have the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from deck_builder.markdown.node import (
    LISTS,
    NO_ATTRIBUTES,
    Attributes,
    Node,
    holds_inline,
    walk,
)

MARKED_LINES = re.compile(r"\{((?:all|none|[\d,\s|*-])+)\}")
"""The lines of code that are marked, as they are written behind the language."""
_IN_ONE_LINE = ("heading", "cell", "term")


def same(one: Sequence[Node], other: Sequence[Node]) -> bool:
    """Whether two rows of blocks mean the same, wherever they are written."""
    return form_of(one) == form_of(other)


def form_of(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return blocks in the form in which they are compared."""
    return _numbered(tuple(found for node in nodes if (found := _block(node)) is not None))


def _block(node: Node) -> Node | None:
    """A block in its form; None for one that says nothing."""
    attributes = _attributes(node.attributes)
    if node.kind in ("front_matter", "comment") and not node.text.strip():
        return None
    if holds_inline(node):
        children = _line(node.children, in_one_line=node.kind in _IN_ONE_LINE)
        if node.kind == "paragraph" and not children:
            return None
    else:
        children = tuple(one for child in node.children if (one := _block(child)) is not None)
    if _is_formula(children) and node.kind == "paragraph" and attributes == NO_ATTRIBUTES:
        return Node("math_block", text=children[0].text.strip())
    if node.kind in LISTS and not children:
        return None
    if node.kind == "code" and (marked := MARKED_LINES.fullmatch(node.title)):
        attributes = _attributes(with_marked(attributes, marked[1]))
        node = replace(node, title="")
    text = node.text.strip() if node.kind in ("comment", "math_block") else node.text
    info = "" if node.kind == "comment" else node.info
    level = node.level if node.kind in ("heading", "ordered_list") else 0
    parts = {"children": children, "attributes": attributes, "info": info}
    return replace(node, **parts, text=text, level=level)


def with_marked(attributes: Attributes, lines: str) -> Attributes:
    """Return the attributes of code of which these lines are marked, unless they say so."""
    if attributes.get("highlight"):
        return attributes
    return replace(attributes, pairs=(*attributes.pairs, ("highlight", lines)))


def _is_formula(children: Sequence[Node]) -> bool:
    """Whether a text is nothing but a formula that is a block."""
    if len(children) != 1:
        return False
    only = children[0]
    is_display = only.kind == "math" and only.info == "display"
    return is_display and only.attributes == NO_ATTRIBUTES


def _attributes(attributes: Attributes) -> Attributes:
    if attributes == NO_ATTRIBUTES:
        return NO_ATTRIBUTES
    pairs = tuple(sorted(dict.fromkeys(attributes.pairs)))
    return replace(attributes, classes=tuple(dict.fromkeys(attributes.classes)), pairs=pairs)


def _line(nodes: Sequence[Node], *, in_one_line: bool) -> tuple[Node, ...]:
    """The nodes of a text, their words joined."""
    parts: list[Node] = []
    for node in _opened(nodes):
        if node.kind == "soft_break" and in_one_line:
            node = Node("text", text=" ")
        if node.kind == "text":
            text = node.text.replace("\n", " ")
            if parts and parts[-1].kind == "text":
                text = parts.pop().text + text
            if text:
                parts.append(Node("text", text=text))
            continue
        children = _line(node.children, in_one_line=in_one_line)
        node = replace(node, info="") if node.kind == "comment" else node
        parts.append(replace(node, children=children, attributes=_attributes(node.attributes)))
    return tuple(parts)


def _opened(nodes: Iterable[Node]) -> Iterable[Node]:
    """Yield the nodes of a text, those in spans that say nothing instead of these."""
    for node in nodes:
        if node.kind == "span" and node.attributes == NO_ATTRIBUTES:
            yield from _opened(node.children)
        else:
            yield node


def _numbered(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Nodes whose footnotes are counted from the first of them."""
    labels: dict[str, str] = {}
    for node in walk(nodes):
        if node.kind == "footnote":
            labels.setdefault(node.text, str(len(labels) + 1))
    return tuple(_renumbered(node, labels) for node in nodes) if labels else nodes


def _renumbered(node: Node, labels: dict[str, str]) -> Node:
    children = tuple(_renumbered(child, labels) for child in node.children)
    text = labels[node.text] if node.kind == "footnote" else node.text
    return replace(node, children=children, text=text)
