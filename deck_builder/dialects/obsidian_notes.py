"""What stands in notes of Obsidian: callouts, grids, and the names of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from deck_builder.dialects.masks import Mask, open_lines, without_spans
from deck_builder.dialects.tree import columns, is_held, our_div, text_of
from deck_builder.markdown import Node

_HIDDEN = re.compile(r"%%.*?%%|<%.*?%>")
_ICON = re.compile(r"(?<![\w:]):(?:fa[srb]|ris|las|lab|lar)_[\w-]+:")
_BLOCK = re.compile(r"(?:^|(?<=[ \t]))\^[A-Za-z][\w-]*[ \t]*$")
_EVEN = re.compile(r"(?<=<split)[^<>\n]*?\b(even)\b")
_CALLOUT = re.compile(r"\[!([A-Za-z-]+)(?:\|[^\]]*)?\][+-]?[ \t]*(.*)", re.DOTALL)
_KINDS = {
    **dict.fromkeys(("note", "info", "todo", "abstract", "summary", "tldr", "example"), "note"),
    **dict.fromkeys(("question", "help", "faq"), "note"),
    **dict.fromkeys(("tip", "hint", "success", "check", "done"), "tip"),
    **dict.fromkeys(("important", "bug"), "important"),
    **dict.fromkeys(("warning", "attention"), "warning"),
    **dict.fromkeys(("caution", "failure", "fail", "missing", "danger", "error"), "caution"),
}
_QUOTES = ("quote", "cite")
_COMMENT = "%%"
GRID = "grid:"
"""What a class begins with that says where a grid stands: its width, height, left and top."""
SPLIT = "split:"
"""What a class begins with that says the shares of the parts of a split."""
_MOST_BESIDE = 5
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PLACES = {
    "center": (50.0, 50.0),
    **dict.fromkeys(("left", "topleft", "bottomleft"), (0.0, 50.0)),
    **dict.fromkeys(("right", "topright", "bottomright"), (100.0, 50.0)),
    **dict.fromkeys(("top", "bottom"), (50.0, 50.0)),
}


def mask_notes(text: str, begin: int, mask: Mask) -> None:
    """Mask comments, icons, the names of blocks, and words that would be taken for others."""
    is_comment = False
    for line in open_lines(text, begin):
        words, bare = line.text, without_spans(line.text)
        if _COMMENT in words:
            rest = _HIDDEN.sub(lambda found: " " * len(found[0]), bare)
            if is_comment or _COMMENT in rest:
                at = words.find(_COMMENT) if is_comment else rest.rfind(_COMMENT)
                start, end = (0, at + 2) if is_comment else (at, len(words))
                is_comment = not is_comment
                mask.blank(line.start + start, line.start + end)
                continue
        if is_comment:
            mask.blank(line.start, line.end)
            continue
        spans = [
            one.span() for pattern in (_HIDDEN, _ICON, _BLOCK) for one in pattern.finditer(bare)
        ]
        if spans:
            mask.hide(line, spans)
        for even in _EVEN.finditer(words):
            # Its letters are near those of a condition.
            mask.blank(line.start + even.start(1), line.start + even.end(1))


def as_callout(node: Node) -> Node:
    """Return a quote that is a callout as that, with its own title."""
    first = node.children[0] if node.children else None
    if node.kind != "quote" or first is None or first.kind != "paragraph" or not first.children:
        return node
    head = first.children[0]
    found = _CALLOUT.fullmatch(head.text) if head.kind == "text" else None
    if found is None or is_held(node):
        return node
    end = next(
        (n for n, one in enumerate(first.children) if one.kind in ("soft_break", "break")), None
    )
    line = first.children[1:end] if end is not None else first.children[1:]
    below = first.children[end + 1 :] if end is not None else ()
    rest = (*((replace(first, children=below),) if below else ()), *node.children[1:])
    words = (replace(head, text=found[2]), *line) if found[2] else line
    title = "".join(map(text_of, words))
    if found[1].lower() in _QUOTES:
        above = (replace(first, children=words),) if title.strip() else ()
        return replace(node, children=(*above, *rest) or node.children)
    kind = _KINDS.get(found[1].lower(), "note")
    name = title.strip() or found[1].capitalize()
    if not rest:
        rest = (replace(first, children=(replace(head, text=name),)),)
    return our_div(rest, f"callout-{kind}", title=name)


def grid_class(drag: str, drop: str) -> str:
    """Return the class of a grid: its width and height, and where it stands, in percent."""
    size = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", drag)[:2]]
    width, height = [*size, 100.0, 100.0][:2] if len(size) > 1 else (*size, 100.0, 100.0)[:2]
    place = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", drop)[:2]]
    if len(place) == 2:
        left = place[0] if place[0] >= 0 else 100 + place[0] - width
        top = place[1] if place[1] >= 0 else 100 + place[1] - height
    else:
        x, y = _PLACES.get(drop.strip(), (50.0, 50.0))
        left = x / 100 * (100 - width)
        top = {"top": 0.0, "bottom": 100 - height}.get(drop.strip(), y / 100 * (100 - height))
    return f"{GRID}{width:g},{height:g},{left:g},{top:g}"


def _split(node: Node, shares: str) -> Node | tuple[Node, ...]:
    """The parts of a split beside each other."""
    parts = [(one,) for one in node.children if one.kind != "comment"]
    if not 1 < len(parts) <= _MOST_BESIDE or is_held(node):
        return node.children
    given = [float(one) for one in shares.split(",") if _NUMBER.fullmatch(one)]
    whole = sum(given) if len(given) == len(parts) else 0.0
    return columns(parts, *(f"{100 * one / whole:.0f}%" for one in given if whole))


def with_grids(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield `nodes` with grids that stand side by side as columns; one that holds nothing but a
    heading is the title."""
    waiting: list[tuple[Node, list[float]]] = []
    for node in nodes:
        split = next((one for one in node.attributes.classes if one.startswith(SPLIT)), None)
        if split is not None:
            made = _split(node, split.removeprefix(SPLIT))
            yield from made if isinstance(made, tuple) else (made,)
            continue
        place = next((one for one in node.attributes.classes if one.startswith(GRID)), "")
        if place:
            waiting.append((node, [float(one) for one in place.removeprefix(GRID).split(",")]))
            continue
        if node.kind != "comment":
            yield from _arranged(waiting)
            waiting = []
        yield node
    yield from _arranged(waiting)


def _arranged(grids: Sequence[tuple[Node, list[float]]]) -> Iterator[Node]:
    titles = [one for one in grids if [child.kind for child in one[0].children] == ["heading"]]
    rows: list[list[tuple[Node, list[float]]]] = []
    for one in sorted((one for one in grids if one not in titles), key=lambda grid: grid[1][3]):
        top, left, width = one[1][3], one[1][2], one[1][0]
        row = rows[-1] if rows else []
        is_beside = bool(row) and all(
            top < other[3] + other[1] / 2
            and (left >= other[2] + other[0] - 1 or other[2] >= left + width - 1)
            for _, other in row
        )
        if is_beside:
            row.append(one)
        else:
            rows.append([one])
    for node, _ in titles:
        yield from node.children
    for row in rows:
        if len(row) == 1:
            yield from row[0][0].children
            continue
        beside = sorted(row, key=lambda grid: grid[1][2])
        whole = sum(place[0] for _, place in beside)
        shares = [f"{100 * place[0] / whole:.0f}%" for _, place in beside]
        heads = [node.children for node, _ in beside]
        first, *others = heads
        if (
            first
            and first[0].kind == "heading"
            and not any(one and one[0].kind == "heading" for one in others)
        ):
            yield first[0]
            first = first[1:]
        sides = [side for side in (first, *others) if side]
        yield from (columns(sides, *shares),) if len(sides) > 1 else sides[0] if sides else ()
