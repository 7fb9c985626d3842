"""Shortcodes of Quarto, and commands of LaTeX, in the texts of articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.dialects.model import Reading
from deck_builder.dialects.tree import (
    link_to,
    mapped,
)
from deck_builder.markdown import Attributes, Node

SHORTCODE = re.compile(r"\{\{<\s?([\w-]+)(?:\s(.{0,300}?))?\s?>\}\}")
_COMMAND = re.compile(r"\\(alert|textbf|emph|textit|structure|texttt|underline)\{([^{}]*)\}")
_ENVIRONMENT = re.compile(
    r"\\(?:begin|end)\{\w+\*?\}(?:\[[^\]]*\])?|\\(?:centering|small|footnotesize|tiny|large|Large|vfill|hfill|noindent|pause)\b"
)
_MARKS = {"alert": "strong", "textbf": "strong", "structure": "strong", "texttt": "code_span"}


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

    return replace(node, children=mapped(node.children, change))


def _shortcode(found: re.Match[str], node: Node, reading: Reading) -> Sequence[Node]:
    name, words = found[1], (found[2] or "").strip()
    match name:
        case "meta":
            return (replace(node, text=reading.text(words)),)
        case "kbd":
            inside = (replace(node, text=words.split(" mac=")[0]),)
            return (Node("span", inside, attributes=Attributes(classes=("kbd",)), span=node.span),)
        case "pagebreak" | "fa" | "bi" | "iconify" | "lipsum":
            pass
        case _:
            reading.losses.note(f"{{{{< {name} >}}}}", node.span)
    return ()


def without_tex(node: Node) -> Node:
    """Return a text with the commands of LaTeX in it as marks, or without them."""

    def change(one: Node) -> Node | tuple[Node, ...]:
        if one.kind != "text" or "\\" not in one.text:
            return one
        text = _ENVIRONMENT.sub("", one.text).replace("\\ ", "\u00a0")
        parts: list[Node] = []
        cursor = 0
        for found in _COMMAND.finditer(text):
            parts.append(replace(one, text=text[cursor : found.start()]))
            inside = replace(one, text=found[2])
            kind = _MARKS.get(found[1], "emphasis")
            if kind == "code_span":
                parts.append(Node("code_span", text=found[2], span=one.span))
            else:
                parts.append(
                    Node("strong" if kind == "strong" else "emphasis", (inside,), span=one.span)
                )
            cursor = found.end()
        rest = text[cursor:]
        parts.append(replace(one, text=rest))
        return tuple(part for part in parts if part.text or part.children)

    changed = mapped(node.children, change)
    if len(changed) and all(one.kind in ("soft_break", "break") for one in changed):
        changed = ()
    while changed and changed[0].kind == "soft_break":
        changed = changed[1:]
    while changed and changed[-1].kind == "soft_break":
        changed = changed[:-1]
    return replace(node, children=changed)
