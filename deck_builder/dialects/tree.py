"""Changes of the trees of documents that several dialects need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.dialects.tags import WRAPPED
from deck_builder.markdown import INLINE_PARENTS, LISTS, NO_ATTRIBUTES, Attributes, Node
from deck_builder.markdown.condition_words import is_near
from deck_builder.markdown.node import conditions_of

_NOTES = "notes:"
OURS = "ours:"
"""What a class begins with that a dialect gives, so that it is not one of the author's."""
IMAGE_KEYS = (
    *("width", "height", "alt", "crop", "focus", "poster", "page", "lang"),
    *("link", "link-title"),
)
"""The attributes of a picture that have a meaning in a deck."""
_CODE_KEYS = ("caption", "label", "file", "lines", "startFrom", "start-from", "highlight")
_CODE_CLASSES = ("numberLines", "number-lines")
SIZE = re.compile(r"\d{1,6}(?:\.\d+)?\s*(?:%|px|cm|mm|in|pt)?")
"""A width or a height."""
_SPAN_CLASSES = ("kbd", "code", "smallcaps", "underline", "mark", "ul")

_DOUBLE = "  "
_BLANKS = re.compile(" {2,}")
_EMPTY = ("", " ")

Changed = Node | tuple[Node, ...]


def mapped(nodes: Iterable[Node], change: Callable[[Node], Changed]) -> tuple[Node, ...]:
    """Return `nodes` with `change` made to each and all in it, the inner ones first."""
    return tuple(one for node in nodes for one in _mapped(node, change))


def _mapped(node: Node, change: Callable[[Node], Changed]) -> tuple[Node, ...]:
    if node.children:
        children = mapped(node.children, change)
        same = len(children) == len(node.children) and all(
            one is other for one, other in zip(children, node.children, strict=True)
        )
        node = node if same else replace(node, children=children)
    changed = change(node)
    return changed if isinstance(changed, tuple) else (changed,)


def ours(*classes: str, **pairs: str) -> Attributes:
    """Return attributes with classes of ours."""
    return Attributes("", tuple(OURS + one for one in classes), tuple(pairs.items()))


def our_div(children: Sequence[Node], *classes: str, **pairs: str) -> Node:
    """Return a div with classes of ours."""
    span = children[0].span if children else None
    return Node("div", tuple(children), attributes=ours(*classes, **pairs), span=span)


def with_class(node: Node, *classes: str) -> Node:
    """Return `node` with classes of ours."""
    own = node.attributes
    named = (*own.classes, *(OURS + one for one in classes))
    return replace(node, attributes=replace(own, classes=named, span=own.span or node.span))


def with_pairs(node: Node, **pairs: str) -> Node:
    """Return `node` with attributes in place of its own of the same names."""
    own = node.attributes
    kept = tuple(pair for pair in own.pairs if pair[0] not in pairs)
    given = tuple((key, value) for key, value in pairs.items() if value)
    return replace(node, attributes=replace(own, pairs=kept + given, span=own.span or node.span))


def columns(sides: Iterable[Sequence[Node]], *widths: str) -> Node:
    """Return a div of columns."""
    shares = (*widths, *[""] * 99)
    inside = [
        our_div(side, "column", **({"width": width} if width else {}))
        for side, width in zip(sides, shares, strict=False)
    ]
    return our_div(inside, "columns")


def link_to(address: str, span: Span | None) -> Node:
    """Return a link whose words are its address."""
    return Node("link", (Node("text", text=address, span=span),), target=address, span=span)


def notes_of(nodes: Sequence[Node]) -> Node:
    """Return speaker notes."""
    return our_div(nodes, "notes")


def comment_notes(text: str, span: Span | None) -> Node:
    """Return speaker notes that are the text of a comment."""
    return Node("comment", text=f"{_NOTES} {text}", span=span)


def text_of(node: Node) -> str:
    """Return the words of a node, without comments."""
    if node.kind in ("soft_break", "break"):
        return " "
    if node.kind == "comment":
        return ""
    return node.text + "".join(map(text_of, node.children))


def only_text(nodes: Iterable[Node]) -> bool:
    """Whether blocks are text alone: paragraphs and headings without pictures, and notes. What has
    a condition is none: that of a heading is for what is below it."""
    return all(
        is_spoken(node)
        or (
            node.kind in ("paragraph", "heading")
            and not is_held(node)
            and not any(child.kind in ("image", "math") for child in node.children)
        )
        for node in nodes
    )


def without_divs(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield `nodes`, what is in divs that only have a look instead of these."""
    for node in nodes:
        is_ours = any(one.startswith(OURS) for one in node.attributes.classes)
        if node.kind == "div" and not (is_ours or is_held(node)):
            yield from without_divs(node.children)
        else:
            yield node


def is_spoken(node: Node) -> bool:
    """Whether a node is speaker notes."""
    is_comment = node.kind == "comment" and node.text.startswith(_NOTES)
    return is_comment or (node.kind == "div" and f"{OURS}notes" in node.attributes.classes)


def with_spoken(nodes: Iterable[Node]) -> list[Node]:
    """Return `nodes` with notes that are comments behind the blocks that they are in. Those in a
    block with a condition go with it, and other comments go."""
    return [one for node in nodes for one in _with_spoken(node)]


def _with_spoken(node: Node) -> tuple[Node, ...]:
    if node.kind == "comment":
        return (node,) if is_spoken(node) else ()
    if not node.children:
        return (node,)
    inside = with_spoken(node.children)
    if node.kind == "div":
        return (replace(node, children=tuple(inside)),)
    rest = tuple(one for one in inside if one.kind != "comment")
    spoken = () if is_held(node) else tuple(one for one in inside if one.kind == "comment")
    return (replace(node, children=rest), *spoken)


def open_nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield `nodes` and all in them, but not what has a condition, or is below a heading that has
    one."""
    level = 0
    for node in nodes:
        if node.kind == "heading":
            if level and node.level > level:
                continue
            level = node.level if is_held(node) else 0
        if level or is_held(node):
            continue
        yield node
        yield from open_nodes(node.children)


def as_paragraphs(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield the title among `nodes`, which is the first of the highest headings, and then the
    others, with headings as paragraphs."""
    given = list(nodes)
    heads = [node for node in given if node.kind == "heading"]
    title = min(heads, key=lambda head: head.level, default=None)
    if title is not None:
        yield title
    for node in given:
        if node.kind != "heading":
            yield node
        elif node is not title:
            yield Node("paragraph", node.children, attributes=node.attributes, span=node.span)


def settled(nodes: Iterable[Node], *, native: bool = False) -> tuple[Node, ...]:
    """Return `nodes` without the classes and attributes of another program. Those of ours and
    conditions stay; with `native`, so do all but the marks of this module."""
    return mapped(nodes, _native if native else _settled)


def _native(node: Node) -> Changed:
    if node.attributes is NO_ATTRIBUTES:
        return node
    own = node.attributes
    classes = tuple(one.removeprefix(OURS) for one in own.classes if one != WRAPPED)
    if node.kind == "div" and not (classes or own.pairs or own.id):
        return node.children
    return replace(node, attributes=replace(own, classes=classes))


def _settled(node: Node) -> Changed:
    if node.attributes is NO_ATTRIBUTES:
        return node
    own = node.attributes
    keys: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    match node.kind:
        case "image":
            keys = IMAGE_KEYS
        case "code":
            keys, allowed = _CODE_KEYS, _CODE_CLASSES
        case "span" | "link" | "code_span":
            keys, allowed = ("lang", "color"), _SPAN_CLASSES
        case "div":
            keys = ("lang", "title", "width")
    is_ours = any(one.startswith(OURS) for one in own.classes)
    keys = keys if node.kind != "div" or is_ours else ("lang",)
    pairs = tuple((key, value) for key, value in own.pairs if key in keys or is_near(key))
    pairs = tuple(pair for pair in pairs if _is_sound(node, *pair))
    classes = tuple(
        one.removeprefix(OURS)
        for one in own.classes
        if one.startswith(OURS) or one in allowed or is_near(one)
    )
    if node.kind in ("div", "span") and not (classes or pairs):
        return node.children
    kept = replace(own, classes=classes, pairs=pairs)
    return replace(node, attributes=kept if kept.id or classes or pairs else NO_ATTRIBUTES)


def _is_sound(node: Node, key: str, value: str) -> bool:
    if node.kind == "image" and key in ("width", "height"):
        return bool(SIZE.fullmatch(value.strip()) and float(re.findall(r"[\d.]+", value)[0]))
    return True


def is_held(node: Node) -> bool:
    """Whether a node has a condition, or what looks like one."""
    return conditions_of(node.attributes) is not NO_ATTRIBUTES


def held_below(nodes: Iterable[Node]) -> tuple[Attributes, ...]:
    """Return the conditions of the headings that are for what is put below `nodes`."""
    above: list[Node] = []
    for node in nodes:
        if node.kind == "heading":
            above = [one for one in above if one.level < node.level]
            above.append(node)
    return tuple(conditions_of(one.attributes) for one in above if is_held(one))


def with_held(nodes: Sequence[Node], conditions: Iterable[Attributes]) -> tuple[Node, ...]:
    """Return `nodes` in a div for each of the `conditions`."""
    inside = tuple(nodes)
    for held in conditions:
        if inside and held is not NO_ATTRIBUTES:
            inside = (Node("div", inside, attributes=held, span=inside[0].span),)
    return inside


def lines_of(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield the inline nodes of each line of a text."""
    line: list[Node] = []
    for node in nodes:
        if node.kind in ("soft_break", "break"):
            yield line
            line = []
        else:
            line.append(node)
    yield line


def breaking(node: Node) -> Node:
    """Return a node in whose text each line ends where it is written."""
    return replace(node, kind="break") if node.kind == "soft_break" else node


def _tidy_breaks(node: Node) -> Node:
    """A text without the ends of lines beside breaks, and without blanks around them."""
    if not any(child.kind == "break" for child in node.children):
        return node
    kept: list[Node] = []
    for child in node.children:
        before = kept[-1] if kept else None
        is_behind = before is not None and before.kind == "break"
        if child.kind == "soft_break" and is_behind:
            continue
        if child.kind == "break":
            _end_line(kept)
        if child.kind == "text" and is_behind:
            child = replace(child, text=child.text.lstrip(" \n"))
            if not child.text:
                continue
        kept.append(child)
    return replace(node, children=tuple(kept))


def tidy(node: Node) -> Changed:
    """A node in which nothing shows what was taken out: no blanks around a text and its breaks, one
    where there were several, and no lists and paragraphs without content."""
    if any(map(_says_nothing, node.children)):
        node = replace(node, children=tuple(_opened(node.children)))
    node = _single_blanks(_tidy_breaks(node))
    if node.kind in (*INLINE_PARENTS, "image", "footnote") and node.children:
        node = _trimmed(node)
    return () if node.kind in ("paragraph", *LISTS) and not node.children else node


def _trimmed(node: Node) -> Node:
    first, last = node.children[0], node.children[-1]
    if first.kind == "text" and (first.text[:1] in _EMPTY):
        first = replace(first, text=first.text.lstrip(" "))
        rest = node.children[1:]
        node = replace(node, children=(first, *rest) if first.text else rest)
    elif last.kind == "text" and (last.text[-1:] in _EMPTY):
        last = replace(last, text=last.text.rstrip(" "))
        rest = node.children[:-1]
        node = replace(node, children=(*rest, last) if last.text else rest)
    else:
        return node
    return _trimmed(node) if node.children else node


def _end_line(kept: list[Node]) -> None:
    """Take the end of a line and blanks off the end of a text."""
    while kept and kept[-1].kind in ("soft_break", "text"):
        last = kept.pop()
        text = last.text.rstrip(" ")
        if text:
            kept.append(replace(last, text=text))
            break


def _single_blanks(node: Node) -> Node:
    """A text with one blank where there are several, as browsers show them."""
    if not any(child.kind == "text" for child in node.children):
        return node
    kept: list[Node] = []
    is_open = False
    for child in node.children:
        if child.kind == "text" and (_DOUBLE in child.text or (is_open and child.text[:1] == " ")):
            text = _BLANKS.sub(" ", child.text)
            child = replace(child, text=text.removeprefix(" ") if is_open else text)
            if not child.text:
                continue
        is_open = child.kind == "text" and child.text.endswith(" ")
        kept.append(child)
    return replace(node, children=tuple(kept))


def _says_nothing(node: Node) -> bool:
    return node.kind == "span" and node.attributes == NO_ATTRIBUTES


def _opened(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield `nodes`, what is in spans without attributes instead of these."""
    for node in nodes:
        if _says_nothing(node):
            yield from _opened(node.children)
        else:
            yield node
