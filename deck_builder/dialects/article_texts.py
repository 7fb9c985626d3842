"""Shortcodes, divs of HTML and captions of tables in the texts of articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from deck_builder.dialects.masks import Line, Mask, open_lines
from deck_builder.dialects.model import Reading
from deck_builder.dialects.tags import attributes_in
from deck_builder.dialects.tree import (
    link_to,
    mapped,
    text_of,
)
from deck_builder.markdown import Attributes, Node
from deck_builder.markdown.condition_words import has_key

SHORTCODE = re.compile(r"\{\{<\s?([\w-]+)(?:\s(.{0,300}?))?\s?>\}\}")
_CAPTION = re.compile(r" {0,3}(?:[Tt]able)?:[ \t].*?(\{[^{}]*\})[ \t]*")
_DIV_TAG = re.compile(r"<(/?)div\b((?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'){0,60})>")
_NAME_OF_CLASS = re.compile(r"[A-Za-z][\w-]*")
_NAME = re.compile(r"#[\w:.-]+")


def shortcode_block(found: re.Match[str], node: Node, reading: Reading) -> Node | tuple[Node, ...]:
    """Return what stands for a shortcode that is a paragraph of its own."""
    name, words = found[1], (found[2] or "").strip()
    target = words.split()[0].strip("\"'") if words else ""
    if name == "video" and target:
        if target.startswith("http"):
            return replace(node, children=(link_to(target, node.span),))
        return replace(node, children=(Node("image", target=target, span=node.span),))
    if name == "embed" and target:
        reading.losses.note("{{< embed >}}", node.span)
        return ()
    if name == "include":
        return node
    return with_shortcodes(node, reading)


def with_shortcodes(node: Node, reading: Reading) -> Node:
    """Return a text with the values of the shortcodes in it."""

    def change(one: Node) -> Node | tuple[Node, ...]:
        if one.kind != "text" or "{{<" not in one.text:
            return one
        parts: list[Node] = []
        cursor = 0
        for found in SHORTCODE.finditer(one.text):
            parts.append(replace(one, text=one.text[cursor : found.start()]))
            parts += _shortcode(found, one, reading)
            cursor = found.end()
        parts.append(replace(one, text=one.text[cursor:]))
        return tuple(part for part in parts if part.text or part.children)

    return replace(node, children=mapped(_whole(node.children), change))


def _whole(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield `nodes`; a shortcode that others are part of, such as the link of an address in it,
    is one text."""
    waiting: Node | None = None
    for node in nodes:
        if waiting is not None:
            waiting = replace(waiting, text=waiting.text + text_of(node))
        elif node.kind == "text":
            waiting = node
        else:
            yield node
            continue
        if waiting.text.rfind("{{<") <= waiting.text.rfind(">}}"):
            yield waiting
            waiting = None
    if waiting is not None:
        yield waiting


def _shortcode(found: re.Match[str], node: Node, reading: Reading) -> Sequence[Node]:
    name, words = found[1], (found[2] or "").strip()
    match name:
        case "meta":
            return (replace(node, text=reading.text(words)),)
        case "kbd":
            inside = (replace(node, text=words.split(" mac=")[0]),)
            return (Node("span", inside, attributes=Attributes(classes=("kbd",)), span=node.span),)
        case "qrcode" if words:
            return (link_to(words.split()[0].strip("\"'"), node.span),)
        case "pagebreak" | "fa" | "bi" | "iconify" | "lipsum":
            pass
        case _:
            reading.losses.note(f"{{{{< {name} >}}}}", node.span)
    return ()


def mask_divs(text: str, begin: int, mask: Mask) -> None:
    """Put divs of Markdown in place of those of HTML that have text right below or above: other
    programs read it as Markdown."""
    if "<div" not in text:
        return
    opened: list[tuple[Line, re.Match[str] | None]] = []
    lines = list(open_lines(text, begin))
    ends = {line.start: lines[at - 1].text if at else "" for at, line in enumerate(lines)}
    below = {line.start: lines[at + 1].text for at, line in enumerate(lines[:-1])}
    for line in lines:
        if "<div" not in line.text and "</div" not in line.text:
            continue
        for tag in _DIV_TAG.finditer(line.text):
            is_alone = tag[0] == line.text.strip()
            if not tag[1]:
                opened.append((line, tag if is_alone else None))
                continue
            first, start = opened.pop() if opened else (line, None)
            is_tight = below.get(first.start, "").strip() or ends.get(line.start, "").strip()
            if start is None or not is_alone or not is_tight or has_key(start[2]):
                continue
            classes = attributes_in(start[2]).get("class", "").split()
            names = " ".join(f".{one}" for one in classes if _NAME_OF_CLASS.fullmatch(one))
            words = f"::: {{{names}}}" if names else ":::d"
            if len(words) <= len(start[0]):
                mask.put(first.start + start.start(), words.ljust(len(start[0])))
                mask.put(line.start + tag.start(), ":::".ljust(len(tag[0])))


def mask_captions(text: str, begin: int, mask: Mask) -> None:
    """Blank what the captions of tables say besides their names."""
    if ": " not in text or "{" not in text:
        return
    for line in open_lines(text, begin):
        found = _CAPTION.fullmatch(line.text)
        if found is None or has_key(found[1]):
            continue
        name = _NAME.search(found[1])
        words = line.text[: found.start(1)].strip().removeprefix("Table").removeprefix("table")
        if not name and words == ":":
            # It has the looks of the table alone.
            mask.blank(line.start, line.end)
            continue
        inside = f"{{{name[0]}}}" if name else ""
        mask.put(line.start + found.start(1), inside.ljust(len(found[1])))
