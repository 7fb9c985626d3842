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
from deck_builder.base.source import Span
from deck_builder.blocks.mixed_text import lines_of
from deck_builder.markdown import BREAKS, LISTS, NO_ATTRIBUTES, Node, walk

Nodes = Sequence[Node]

# In characters: a line that is an item, and one that is a heading.
_LONGEST_LINE, _LONGEST_HEADING = 120, 60
_FEWEST_LINES, _FEWEST_HEADINGS = 2, 2
# Fewer bold words than these may begin the lines of running text by chance.
_FEWEST_BOLD = 3
_FEWEST_PARAGRAPHS = 3
_NOT_IN_ITEMS = (*BREAKS, "image", "math")
_LOWEST_LEVEL = 6
# Em dashes begin lines of dialogue.
_BULLET = late(r"\s*([•◦▪▫‣●○■□‧∙·–➢➤►▶])\s+")
# Where a text has several of these, they say something.
_STATES = frozenset("●○■□")
_TIME = late(r"\s*\d{1,2}[:.h]\d\d(?!\d)")
_SET_OFF = (":", "–", "—", "-")
_SENTENCE_ENDS = (".", "!", "…", "。", "！")


def with_implied(nodes: Nodes) -> tuple[Node, ...]:
    """Return `nodes` with the lists and headings that they imply; themselves where they imply
    none."""
    found = tuple(map(_with_items, nodes))
    return _with_headings(tuple(_with_paragraphs_listed(found)))


def is_list(node: Node) -> bool:
    """Return whether a node is a paragraph whose lines are the items of a list."""
    return node.kind == "paragraph" and _with_items(node) is not node


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
    bullets = set(map(_bullet, lines))
    is_legend = len(bullets) > 1 and not _STATES.isdisjoint(bullets)
    items = (
        _item(replace(node, children=line if is_legend else _without_bullet(line), span=span))
        for line, span in ((line, _across(line) or node.span) for line in lines)
    )
    return Node("bullet_list", tuple(items), span=node.span)


def _item(paragraph: Node) -> Node:
    return Node("item", (paragraph,), span=paragraph.span)


def _across(line: Nodes) -> Span | None:
    """Where a line stands; None if that is not known."""
    first, last = line[0].span, line[-1].span
    if first is None or last is None or first.source is not last.source:
        return None
    return Span(first.source, first.start, max(first.end, last.end))


def _with_paragraphs_listed(nodes: Nodes) -> Iterator[Node]:
    """`nodes` with paragraphs one after the other that begin with terms, or with signs, as the
    items of a list."""
    for kind, group in groupby(nodes, _kind_of_item):
        found = tuple(group)
        if not kind or len(found) < _FEWEST_PARAGRAPHS:
            yield from found
            continue
        yield Node("bullet_list", tuple(map(_item, found)), span=found[0].span)


def _kind_of_item(node: Node) -> str:
    """Which sort of item a paragraph of one line could be; empty for any other node."""
    if node.kind != "paragraph" or node.attributes is not NO_ATTRIBUTES or not node.children:
        return ""
    line = node.children
    if any(one.kind in _NOT_IN_ITEMS for one in line) or len(_text(line)) > _LONGEST_LINE:
        return ""
    if line[0].kind == "strong":
        return "term" if len(line) > 1 and _is_set_off(line) else ""
    return "sign" if _begins_with_sign(line) else ""


def _trimmed(line: Nodes) -> tuple[Node, ...]:
    """A line without the break before it, and without blanks at its ends."""
    shown = [at for at, one in enumerate(line) if not _is_blank(one)]
    return tuple(line[shown[0] : shown[-1] + 1]) if shown else ()


def _is_blank(node: Node) -> bool:
    return node.kind in BREAKS or (node.kind == "text" and not node.text.strip())


def _are_items(lines: Sequence[Nodes]) -> bool:
    texts = [_text(line) for line in lines]
    if max(map(len, texts)) > _LONGEST_LINE:
        return False
    if any(map(_has_image, lines)):
        return False
    if all(line[0].kind == "strong" for line in lines):
        return len(lines) >= _FEWEST_BOLD or all(map(_is_set_off, lines))
    return any(
        all(map(begins, lines)) for begins in (_begins_with_sign, _bullet, _begins_with_time)
    )


def _has_image(nodes: Nodes) -> bool:
    return any(one.kind == "image" for one in walk(nodes))


def _text(line: Nodes) -> str:
    return "".join(one.text or _text(one.children) for one in line)


def _is_set_off(line: Nodes) -> bool:
    """Whether bold words end with a colon, or a colon or a dash follows them."""
    if _text((line[0],)).rstrip().endswith(":"):
        return True
    return len(line) > 1 and line[1].text.lstrip().startswith(_SET_OFF)


def _begins_with_sign(line: Nodes) -> bool:
    """Whether a line begins with an emoji or another pictorial sign, and goes on."""
    text = line[0].text.lstrip() if line[0].kind == "text" else ""
    goes_on = len(text.split()) > 1 or (text[-1:].isspace() and len(line) > 1)
    return goes_on and unicodedata.category(text[0]) == "So"


def _bullet(line: Nodes) -> str:
    """The bullet at the beginning of a line; empty if there is none."""
    found = _BULLET().match(line[0].text) if line[0].kind == "text" else None
    return found[1] if found else ""


def _begins_with_time(line: Nodes) -> bool:
    """Whether a line begins with a time, and goes on."""
    text = line[0].text if line[0].kind == "text" else ""
    found = _TIME().match(text)
    return found is not None and (bool(text[found.end() :].strip()) or len(line) > 1)


def _without_bullet(line: Nodes) -> tuple[Node, ...]:
    """A line without the bullet that stands in its text, which a list draws itself."""
    if not _bullet(line):
        return tuple(line)
    first = replace(line[0], text=_BULLET().sub("", line[0].text, count=1))
    return (first, *line[1:]) if first.text else tuple(line[1:])


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
    if any(one.kind in BREAKS for one in words.children) or _has_image((words,)):
        return False
    text = _text((words,)).strip().rstrip(":：")
    return 0 < len(text) <= _LONGEST_HEADING and not text.endswith(_SENTENCE_ENDS)
