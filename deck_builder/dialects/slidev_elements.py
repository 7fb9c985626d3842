"""Components of Slidev that show what is on other slides, or that are for some places alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from msgspec.structs import replace

from deck_builder.base.numerals import whole_number
from deck_builder.dialects.model import Part, Reading
from deck_builder.dialects.tags import INSIDE, NOTHING, Change, Instead, Tag, written
from deck_builder.dialects.tree import mapped, open_nodes, text_of
from deck_builder.markdown import Node

CONTENTS = "slidev-contents"
"""The class of a place where the titles of all slides are listed."""
_ELSEWHERE = ("presenter", "previewNext", "overview", "print")


def component(tag: Tag, reading: Reading) -> Change:
    """Return what stands in place of a component; None when it is none of these."""
    attrs = tag.attrs
    match tag.name:
        case "link":
            target = attrs.get("to", "")
            address = f"#/{target}" if re.fullmatch(r"[\w-]+", target) else target
            words = attrs.get("title", target) if tag.closed else ""
            start = f"<a{written({'href': address})}>{words}"
            return Instead(f"{start}</a>" if tag.closed else start, "</a>")
        case "toc":
            depths = (attrs.get(key, attrs.get(f":{key}", "")) for key in ("mindepth", "maxdepth"))
            low, high = map(whole_number, depths)
            return Instead(f'<div class="{CONTENTS} {CONTENTS}:{low or 1}-{high or 9}">.', "</div>")
        case "autofittext" | "auto-fit-text" if words := attrs.get("modelvalue", ""):
            return Instead(escape(words) if tag.is_inline else f"<p>{escape(words)}</p>", "")
        case "renderwhen" | "render-when":
            places = attrs.get("context", attrs.get(":context", ""))
            is_elsewhere = any(one in places for one in _ELSEWHERE)
            return NOTHING if is_elsewhere and "slide" not in places else INSIDE
        case _:
            return None


def with_contents(parts: list[Part]) -> list[Part]:
    """Return slides with the titles of all slides where a component lists them."""
    if not any(CONTENTS in one.attributes.classes for part in parts for one in part.nodes):
        return parts
    titles = list(_titles(parts))
    for part in parts:
        part.nodes = [one for node in part.nodes for one in _listed(node, titles)]
    return parts


def _titles(parts: Sequence[Part]) -> Iterator[tuple[int, str, Part]]:
    for part in parts:
        if part.is_gone or part.is_included or part.setting("hideInToc").lower() == "true":
            continue
        heading = next((one for one in open_nodes(part.nodes) if one.kind == "heading"), None)
        title = part.setting("title") or (text_of(heading) if heading else "")
        given = whole_number(part.setting("level"))
        level = given if given is not None else heading.level if heading else 1
        if title.strip():
            yield level, title.strip(), part


def _listed(node: Node, titles: Sequence[tuple[int, str, Part]]) -> Iterator[Node]:
    if node.kind != "div" or CONTENTS not in node.attributes.classes:
        yield node
        return
    sizes = next(one for one in node.attributes.classes if one.startswith(f"{CONTENTS}:"))
    low, high = (int(one) for one in sizes.rpartition(":")[2].split("-"))
    items: list[Node] = []
    for level, title, part in titles:
        if not low <= level <= high:
            continue
        part.id = part.id or f"slide-{len(items) + 1}-of-contents"
        words = Node("text", text=title, span=node.span)
        link = Node("link", (words,), target=f"#{part.id}", span=node.span)
        items.append(Node("item", (Node("paragraph", (link,), span=node.span),), span=node.span))
    if items:
        yield Node("bullet_list", tuple(items), span=node.span)


def inline_clicks(node: Node, mark: str) -> Node | tuple[Node, ...]:
    """Return a paragraph, or an item, that is nothing but what comes with a click as that."""
    inside = [one for one in node.children if one.text.strip() or one.children or one.target]
    if len(inside) != 1 or inside[0].kind != "span" or mark not in inside[0].attributes.classes:
        return node
    own = node.attributes
    named = replace(own, classes=(*own.classes, mark), span=own.span or node.span)
    return replace(node, children=inside[0].children, attributes=named)


def without_marks(nodes: Sequence[Node], mark: str) -> tuple[Node, ...]:
    """Return `nodes` without the spans that come with a click and are only a part of a line."""

    def change(node: Node) -> Node | tuple[Node, ...]:
        is_mark = node.kind == "span" and node.attributes.classes == (mark,)
        return node.children if is_mark else node

    return mapped(nodes, change)
