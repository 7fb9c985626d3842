"""Lists and headings that authors write without their marks.

Lines that all begin with a bold term, an emoji, a bullet of a word processor or a time are items,
though Markdown joins them to one paragraph; so are paragraphs that begin with terms or emoji. Bold
lines with a list under each are headings. A list whose items are all the one item of another list,
as in “- A) Sydney”, is that list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.blocks.mixed_text import lines_of
from deck_builder.markdown import BREAKS, LISTS, NO_ATTRIBUTES, Node

Nodes = Sequence[Node]

# In characters: a line that is an item, and one that is a heading.
_LONGEST_LINE, _LONGEST_HEADING = 120, 60
_FEWEST_LINES, _FEWEST_HEADINGS = 2, 2
# Fewer bold words than these may begin the lines of running text by chance.
_FEWEST_BOLD = 3
_FEWEST_PARAGRAPHS = 3
_NOT_IN_ITEMS = (*BREAKS, "image", "math")
_LOWEST_LEVEL = 6
_BULLET = late(r"[•◦▪▫‣●○■□‧∙·–—➢➤►▶]\s+(?=\S)")
_TIME = late(r"\d{1,2}[:.h]\d\d(?!\d)\s*\S")
_SET_OFF = (":", "–", "—", "-")
_SENTENCE_ENDS = (".", "!", "…", "。", "！")


def with_implied(nodes: Nodes) -> tuple[Node, ...]:
    """Return `nodes` with the lists and headings that they imply; themselves where they imply
    none."""
    found = tuple(map(_with_items, nodes))
    return _with_headings(tuple(_with_paragraphs_listed(found)))


def with_heads(node: Node) -> Node:
    """Return a div of columns each of which begins with a bold line, with these as headings; any
    other one as it is."""
    if not all(map(_opens_with_bold_line, node.children)) or len(node.children) < _FEWEST_HEADINGS:
        return node
    columns = (
        replace(one, children=(_as_heading(one.children[0]), *one.children[1:]))
        for one in node.children
    )
    return replace(node, children=tuple(columns))


def _opens_with_bold_line(node: Node) -> bool:
    if node.kind != "div" or len(node.children) < _FEWEST_HEADINGS:
        return False
    first, *rest = node.children
    return _is_bold_line(first) and not any(one.kind == "heading" for one in rest)


def _as_heading(node: Node) -> Node:
    """A bold line as a heading, without the colon at its end."""
    words = next(one for one in node.children if one.kind == "strong").children
    last = words[-1]
    if last.kind == "text":
        words = (*words[:-1], replace(last, text=last.text.rstrip().rstrip(":：")))
    return replace(node, kind="heading", level=_LOWEST_LEVEL, children=words)


def _with_items(node: Node) -> Node:
    if node.attributes is not NO_ATTRIBUTES:
        return node
    match node.kind:
        case "paragraph" if any(child.kind in BREAKS for child in node.children):
            return _listed_lines(node) or node
        case "bullet_list":
            return _only_list(node) or node
        case _:
            return node


def _listed_lines(node: Node) -> Node | None:
    """The lines of a paragraph as the items of a list, if they are items."""
    lines = [_trimmed(line) for line in lines_of(node.children)]
    if len(lines) < _FEWEST_LINES or not all(lines) or not _are_items(lines):
        return None
    paragraphs = (replace(node, children=tuple(_without_bullet(line))) for line in lines)
    items = (Node("item", (one,), span=node.span) for one in paragraphs)
    return Node("bullet_list", tuple(items), span=node.span)


def _with_paragraphs_listed(nodes: Nodes) -> Iterator[Node]:
    """`nodes` with paragraphs one after the other that begin with terms, or with signs, as the
    items of a list."""
    for kind, group in groupby(nodes, _kind_of_item):
        found = tuple(group)
        if not kind or len(found) < _FEWEST_PARAGRAPHS:
            yield from found
            continue
        items = tuple(Node("item", (one,), span=one.span) for one in found)
        yield Node("bullet_list", items, span=found[0].span)


def _kind_of_item(node: Node) -> str:
    """Which sort of item a paragraph of one line could be; empty for any other node."""
    if node.kind != "paragraph" or node.attributes is not NO_ATTRIBUTES or not node.children:
        return ""
    line = node.children
    if any(one.kind in _NOT_IN_ITEMS for one in line) or len(_text(line)) > _LONGEST_LINE:
        return ""
    if line[0].kind == "strong":
        return "term" if len(line) > 1 and _is_set_off(line) else ""
    return "sign" if line[0].kind == "text" and _begins_with_sign(line[0].text) else ""


def _trimmed(line: Nodes) -> tuple[Node, ...]:
    return tuple(one for one in line if one.kind not in BREAKS and (one.text != " "))


def _are_items(lines: Sequence[Nodes]) -> bool:
    texts = [_text(line) for line in lines]
    if max(map(len, texts)) > _LONGEST_LINE:
        return False
    if any(child.kind == "image" for line in lines for child in line):
        return False
    first = [line[0] for line in lines]
    if all(one.kind == "strong" for one in first):
        return len(lines) >= _FEWEST_BOLD or all(map(_is_set_off, lines))
    if not all(one.kind == "text" for one in first):
        return False
    return any(
        all(begins(one.text.lstrip()) for one in first)
        for begins in (_begins_with_sign, _begins_with_bullet, _begins_with_time)
    )


def _text(line: Nodes) -> str:
    return "".join(one.text or _text(one.children) for one in line)


def _is_set_off(line: Nodes) -> bool:
    """Whether bold words end with a colon, or a colon or a dash follows them."""
    if _text((line[0],)).rstrip().endswith(":"):
        return True
    return len(line) > 1 and line[1].text.lstrip().startswith(_SET_OFF)


def _begins_with_sign(text: str) -> bool:
    """Whether a text begins with an emoji or another pictorial sign, and goes on."""
    return bool(text) and unicodedata.category(text[0]) == "So" and len(text.split()) > 1


def _begins_with_bullet(text: str) -> bool:
    return _BULLET().match(text) is not None


def _begins_with_time(text: str) -> bool:
    return _TIME().match(text) is not None


def _without_bullet(line: Nodes) -> Iterator[Node]:
    """A line without the bullet that stands in its text, which a list draws itself."""
    first = line[0]
    found = _BULLET().match(first.text.lstrip()) if first.kind == "text" else None
    text = first.text.lstrip() if first.kind == "text" else first.text
    yield replace(first, text=text[found.end() :] if found else text)
    yield from line[1:]


def _only_list(node: Node) -> Node | None:
    """The list of lettered or numbered items that the items of another list are."""
    inner = [item.children[0] for item in node.children if len(item.children) == 1]
    if len(inner) < _FEWEST_LINES or len(inner) != len(node.children):
        return None
    first = inner[0]
    for number, one in enumerate(inner, first.start):
        is_next = one.kind == "ordered_list" and one.start == number and one.info == first.info
        if not is_next or len(one.children) != 1:
            return None
    items = tuple(one.children[0] for one in inner)
    return replace(first, children=items, span=node.span)


def _with_headings(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    if any(node.kind == "heading" for node in nodes):
        return nodes
    places = [at for at in range(len(nodes) - 1) if _heads_list(nodes[at], nodes[at + 1])]
    if len(places) < _FEWEST_HEADINGS:
        return nodes
    return tuple(_as_heading(node) if at in places else node for at, node in enumerate(nodes))


def _heads_list(node: Node, below: Node) -> bool:
    return below.kind in LISTS and _is_bold_line(node)


def _is_bold_line(node: Node) -> bool:
    """Whether a paragraph is a few bold words, perhaps with a colon after them, and no sentence."""
    if node.kind != "paragraph" or node.attributes is not NO_ATTRIBUTES or not node.children:
        return False
    words, *rest = node.children
    if words.kind != "strong" or not words.children or any(one.text.strip() != ":" for one in rest):
        return False
    if any(one.kind in BREAKS for one in words.children):
        return False
    text = _text((words,)).strip()
    return 0 < len(text) <= _LONGEST_HEADING and not text.endswith(_SENTENCE_ENDS)
