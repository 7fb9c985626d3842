"""Paragraphs and lists, cut where something stands that no text frame can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, groupby
from operator import is_

from msgspec.structs import replace

from deck_builder.blocks.lists import CONTINUED
from deck_builder.blocks.mixed_text import (
    has_words,
    is_picture_line,
    lines_of,
    words_and_images,
)
from deck_builder.blocks.pictured_text import (
    has_small_pictures,
    list_may_have_small_pictures,
    may_have_small_pictures,
)
from deck_builder.markdown import BREAKS, LISTS, Node, NodeKind

# PowerPoint shows no mark before nothing; a blank of no width is something.
_BLANK = Node("paragraph", (Node("text", text="\u200b"),))
_LISTED: tuple[NodeKind, ...] = ("bullet_list", "ordered_list", "item")
_IN_LINES: tuple[NodeKind, ...] = ("image", "math")
_IN_ITEMS: tuple[NodeKind, ...] = ("table", "code", "div", "quote", "math_block")


def parts_of(node: Node) -> Iterator[Node]:
    """Yield the parts of a node that mixes text with what no text frame can hold, in the order in
    which they are written; any other node as it is."""
    if _is_text(node):
        yield node
        return
    match node.kind:
        case "paragraph":
            yield from _paragraph_parts(node)
        case "bullet_list" | "ordered_list":
            yield from (node,) if list_may_have_small_pictures(node) else list_parts(node)
        case "definition_list":
            yield from _definition_parts(node)
        case _:
            yield node


def _is_text(node: Node) -> bool:
    """Whether there is nothing to cut in a paragraph or list, which most are."""
    if node.kind == "paragraph":
        return all(child.kind not in _IN_LINES for child in node.children)
    return node.kind in _LISTED and all(map(_is_text, node.children))


def _paragraph_parts(node: Node) -> Iterator[Node]:
    """The displayed formulas of a paragraph, and the words and pictures between them."""
    pending: list[Node] = []
    parts: list[Node] = []
    for child in node.children:
        if child.kind == "math" and child.info == "display":
            parts += _rest(node, pending, parts)
            parts.append(Node("math_block", text=child.text, span=child.span))
            pending = []
        else:
            pending.append(child)
    for part in (*parts, *_rest(node, pending, parts)):
        is_whole = has_small_pictures(part) or may_have_small_pictures(part)
        yield from (part,) if is_whole else words_and_images(part)


def _rest(node: Node, children: Sequence[Node], before: Sequence[Node]) -> tuple[Node, ...]:
    """A paragraph of `children`, unless they are blank and there are parts `before`."""
    if before and not any(child.kind == "image" or has_words(child) for child in children):
        return ()
    return (replace(node, children=tuple(children)),) if children else ()


def list_parts(node: Node) -> Iterator[Node]:
    """Yield a list, cut where an item holds a table, code, a quote, a formula or a picture; numbers
    go on after the cut, and so do the items. One of nothing but pictures is a row of them."""
    if node.kind == "bullet_list" and len(images := tuple(_only_images(node))) > 1:
        yield Node("paragraph", images, span=node.span)
        return
    pending: list[Node] = []
    start = node.start
    for number, item in zip(count(node.start, node.step), node.children, strict=False):
        keeps_mark = node.kind == "ordered_list" or item.checked is not None
        for part in _item_parts(item, keeps_mark):
            if part.kind == "item":
                start = start if pending else number
                pending.append(part)
                continue
            if pending:
                yield _piece(node, pending, start)
                pending = []
            yield part
    if pending:
        yield _piece(node, pending, start)


def _definition_parts(node: Node) -> Iterator[Node]:
    """A definition list, cut where a definition holds a table, code, a quote, a formula or a
    picture."""
    pending: list[Node] = []
    for child in node.children:
        parts = [child]
        if child.kind == "definition":
            parts = [part for one in child.children for part in _child_parts(one)]
        if not any(map(_is_insert, parts)):
            pending.append(child)
            continue
        for is_insert, group in groupby(parts, _is_insert):
            if not is_insert:
                pending.append(replace(child, children=tuple(group)))
                continue
            if pending:
                yield replace(node, children=tuple(pending))
                pending = []
            yield from group
    if len(pending) == len(node.children):
        yield node
    elif pending:
        yield replace(node, children=tuple(pending))


def _only_images(node: Node) -> Iterator[Node]:
    """The pictures of a list that holds nothing else."""
    children = [child for item in node.children for child in item.children]
    if all(child.kind == "paragraph" and is_picture_line(child.children) for child in children):
        yield from (one for child in children for one in child.children if one.kind == "image")


def _piece(node: Node, items: Sequence[Node], start: int) -> Node:
    if len(items) == len(node.children) and all(map(is_, items, node.children)):
        return node
    # All numbers have the room of the largest one.
    largest = max(node.start, node.start + node.step * (len(node.children) - 1))
    return replace(node, children=tuple(items), start=start, level=largest)


def _item_parts(item: Node, keeps_mark: bool) -> Iterator[Node]:
    """An item as a whole, or the items that it becomes and what stands between them. One that
    begins with a picture or the like has its mark above it if it `keeps_mark`."""
    parts = [part for child in item.children for part in _child_parts(child)]
    if not any(map(_is_insert, parts)):
        yield item
        return
    info = item.info
    if _is_insert(parts[0]) and keeps_mark:
        yield replace(item, children=(_BLANK,))
        info = CONTINUED
    for is_insert, group in groupby(parts, _is_insert):
        children = tuple(group)
        if is_insert:
            yield from children
            continue
        yield replace(item, children=children, info=info)
        info = CONTINUED


def _child_parts(child: Node) -> Iterator[Node]:
    if child.kind == "paragraph":
        # A formula between the words of an item stays between them.
        alone = any(map(_is_formula_line, lines_of(child.children)))
        return _paragraph_parts(child) if alone else words_and_images(child)
    if child.kind in LISTS and not _is_text(child):
        return list_parts(child)
    return iter((child,)) if child.kind in _IN_ITEMS else parts_of(child)


def _is_formula_line(line: Sequence[Node]) -> bool:
    shown = [child for child in line if child.kind not in BREAKS and has_words(child)]
    return len(shown) == 1 and shown[0].kind == "math" and shown[0].info == "display"


def _is_insert(part: Node) -> bool:
    if part.kind == "paragraph":
        return any(child.kind == "image" for child in part.children)
    return part.kind in _IN_ITEMS
