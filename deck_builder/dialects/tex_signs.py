"""Formulas between signs of TeX, which other programs find in the page that they make."""

from __future__ import annotations

import re

from msgspec.structs import replace

from deck_builder.markdown import Node

_IN_TEXT = re.compile(r"\\\((.{1,2000}?)\\\)|\\\[(.{1,2000}?)\\\]", re.DOTALL)
_IN_CODE = re.compile(r"\$\$(.+)\$\$|\\\[(.+)\\\]|\$(?!\s)([^$]+)(?<!\s)\$|\\\((.+)\\\)", re.DOTALL)

_ON_LINES = re.compile(
    r"^[ \t]*\$\$[ \t]*\n((?:(?!\$\$).){1,5000}?)\n[ \t]*\$\$[ \t]*$", re.DOTALL | re.MULTILINE
)


def formulas_in_html(node: Node) -> Node | tuple[Node, ...]:
    """Return HTML with the formulas that stand on lines of their own right below its tags."""
    if node.kind != "html" or "$$" not in node.text:
        return node
    parts: list[Node] = []
    cursor = 0
    for found in _ON_LINES.finditer(node.text):
        parts.append(replace(node, text=node.text[cursor : found.start()]))
        parts.append(Node("math_block", text=found[1].strip(), span=node.span))
        cursor = found.end()
    return (*parts, replace(node, text=node.text[cursor:])) if parts else node


def formulas_in_text(node: Node) -> Node | tuple[Node, ...]:
    r"""Return a text with formulas in place of `\(x\)` and `\[x\]`."""
    if "\\(" not in node.text and "\\[" not in node.text:
        return node
    parts: list[Node] = []
    cursor = 0
    for found in _IN_TEXT.finditer(node.text):
        parts.append(replace(node, text=node.text[cursor : found.start()]))
        parts.append(_formula(node, found[1] or found[2], is_display=not found[1]))
        cursor = found.end()
    parts.append(replace(node, text=node.text[cursor:]))
    return tuple(part for part in parts if part.text)


def formula_in_code(node: Node) -> Node:
    """Return code in a line that is nothing but a formula as that."""
    found = _IN_CODE.fullmatch(node.text.strip())
    if found is None:
        return node
    return _formula(node, next(filter(None, found.groups())), is_display=bool(found[1] or found[2]))


def _formula(node: Node, text: str, *, is_display: bool) -> Node:
    return Node("math", text=text.strip(), info="display" if is_display else "", span=node.span)
