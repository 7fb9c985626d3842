"""Classes in brackets, as remark has them: `.left-column[ … ]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.dialects.masks import Line, Mask
from deck_builder.dialects.model import Part, Reading
from deck_builder.dialects.tree import columns, held_below, is_held, only_text, text_of
from deck_builder.markdown import Attributes, Node, walk

_OPENING = re.compile(r"((?:\.[A-Za-z][\w-]*)+)\[")
_START = re.compile(r"\s*((?:\.[A-Za-z][\w-]*)+)\[(.*)")
_SIDES = re.compile(
    r"^(?:left|right|pull-left|pull-right|column|col|cols)(?:-|$)|^(?:two|three|one)-"
)
_MARKS = {
    "bold": "strong",
    "strong": "strong",
    "it": "emphasis",
    "italic": "emphasis",
    "em": "emphasis",
}
_FOOTER = re.compile(r"(?:[\w-]*-)?(?:footer|bottom-bar|footer-bar|bottom)")
_IN_CLASS = re.compile(r"((?:\.[a-z][\w-]*+)+)\[.{0,500}\]", re.DOTALL)


class Mark(Struct, frozen=True):
    """Where a class opens or closes: at an offset, with its names when it opens."""

    offset: int
    names: tuple[str, ...] = ()


def mask_brackets(line: Line, mask: Mask, marks: list[Mark], depth: int) -> int:
    """Mask the beginning and the end of classes that hold for several lines."""
    found = _START.fullmatch(line.text)
    if found and _balance(found[2]) >= 0:
        start = line.start + found.start(1)
        marks.append(Mark(start, tuple(found[1].strip(".").split("."))))
        if found[2].strip():
            mask.hide(line, [(found.start(1), found.start(2))])
        else:
            mask.put(line.start, "#".ljust(len(line.text)))
        return depth + 1
    if not depth or _balance(line.text) >= 0:
        return depth
    words = line.text.rstrip()
    closing = min(depth, -_balance(line.text))
    if words.strip("]") == "":
        mask.put(line.start, "#".ljust(len(line.text)))
        marks.extend(Mark(line.start) for _ in range(closing))
    elif words.endswith("]"):
        mask.hide(line, [(len(words) - closing, len(words))])
        marks.extend(Mark(line.end) for _ in range(closing))
    else:
        return depth
    return depth - closing


def _balance(text: str) -> int:
    """How many brackets are open at the end of a text, below zero when more are closed."""
    return text.count("[") - text.count("]")


def with_divs(root: Node, reading: Reading) -> Node:
    """Put what is between the marks of a class into a div."""
    marks = list(reading.marks)
    if not marks:
        return root
    return replace(root, children=tuple(_nested(part, marks) for part in root.children))


def _nested(part: Node, marks: list[Mark]) -> Node:
    stack: list[tuple[tuple[str, ...], list[Node]]] = [((), [])]
    end = part.children[-1].span.end if part.children and part.children[-1].span else 0

    def settle(offset: int) -> None:
        while marks and marks[0].offset <= offset:
            mark = marks.pop(0)
            if mark.names:
                stack.append((mark.names, []))
            elif len(stack) > 1:
                close()

    def close() -> None:
        names, inside = stack.pop()
        place = inside[0].span if inside else None
        attributes = Attributes("", ("foreign", *names), (), place)
        stack[-1][1].append(Node("div", tuple(inside), attributes=attributes, span=place))

    for node in part.children:
        offset = node.span.start if node.span else 0
        settle(offset)
        if not (node.kind == "heading" and not node.children):
            stack[-1][1].append(node)
    settle(end)
    while len(stack) > 1:
        close()
    return replace(part, children=tuple(stack[0][1]))


def take_footer(part: Part) -> None:
    """Take what style sheets put at the foot of a slide as its footer. What has a condition stays
    where that holds."""
    kept: list[Node] = []
    for at, node in enumerate(part.nodes):
        words = " ".join(text_of(without_classes(node)).split())
        is_free = not (any(map(is_held, walk((node,)))) or held_below(part.nodes[:at]))
        if words and is_free and _is_at_foot(node):
            part.pairs["footer"] = words
        else:
            kept.append(node)
    part.nodes = kept


def _is_at_foot(node: Node) -> bool:
    if node.kind == "div":
        return any(map(_FOOTER.fullmatch, node.attributes.classes)) and only_text(node.children)
    found = _IN_CLASS.fullmatch(text_of(node).strip()) if node.kind == "paragraph" else None
    return found is not None and any(map(_FOOTER.fullmatch, found[1].split(".")))


def without_classes(node: Node) -> Node:
    """Return a text without the marks of classes in it: `.red[words]`."""
    if not any(
        "[" in child.text or "]" in child.text for child in node.children if child.kind == "text"
    ):
        return node
    kept: list[list[Node]] = [[]]
    names: list[tuple[str, ...]] = []
    for child in node.children:
        if child.kind != "text":
            kept[-1].append(child)
            continue
        _bare_text(child, kept, names)
    while names:
        names.pop()
        inside = kept.pop()
        kept[-1] += inside
    return replace(node, children=tuple(kept[0]))


def _bare_text(child: Node, kept: list[list[Node]], names: list[tuple[str, ...]]) -> None:
    text, cursor = child.text, 0
    plain = 0
    while cursor < len(text):
        opening = _OPENING.match(text, cursor)
        if opening:
            _add(child, text[plain:cursor], kept)
            names.append(tuple(opening[1].strip(".").split(".")))
            kept.append([])
            cursor = plain = opening.end()
        elif text[cursor] == "]" and names:
            _add(child, text[plain:cursor], kept)
            mark = next((_MARKS[one] for one in names.pop() if one in _MARKS), "")
            inside = kept.pop()
            kept[-1] += [Node(mark, tuple(inside), span=child.span)] if mark else inside  # type: ignore[arg-type]
            cursor = plain = cursor + 1
        else:
            cursor += 1
    _add(child, text[plain:], kept)


def _add(child: Node, text: str, kept: list[list[Node]]) -> None:
    if text:
        kept[-1].append(replace(child, text=text))


def side_by_side(nodes: Iterable[Node]) -> Iterable[Node]:
    """Yield `nodes` with neighbours that stand on the left and on the right as columns."""
    sides: list[Node] = []
    for node in nodes:
        classes = node.attributes.classes
        is_div = node.kind == "div" and not is_held(node)
        is_side = is_div and any(_SIDES.match(one) for one in classes)
        if is_side:
            sides.append(node)
            continue
        yield from _row(sides)
        sides = []
        yield node
    yield from _row(sides)


def _row(sides: Sequence[Node]) -> Iterable[Node]:
    if len(sides) < 2:
        return sides
    pairs = [sides[at : at + 2] for at in range(0, len(sides), 2)] if len(sides) > 3 else [sides]
    return [columns([one.children for one in pair]) for pair in pairs]
