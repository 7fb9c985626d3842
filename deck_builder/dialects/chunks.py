"""Cells and chunks: code that other programs run, and we do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from deck_builder.dialects.code import steps_of
from deck_builder.dialects.tree import with_pairs
from deck_builder.markdown import Node, walk
from deck_builder.markdown.node import conditions_of

_OPTION = re.compile(r"[ \t]*(?:#|//|--|%)\|[ \t]*([\w.-]+)[ \t]*:[ \t]*(.*?)[ \t]*(?:\n|\Z)")
_GIVEN = re.compile(r"[,\s]([\w.-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^,\"'}]+)")
_FALSE = ("false", "f", "no")
# What is set may have calls such as `c(1, 2)` in it; comments set nothing.
_OF_ALL = re.compile(
    r"^[^#\n]{0,80}\bopts_chunk\$set\s{0,9}\(((?:[^()]|\([^()]{0,200}\)){0,400})", re.MULTILINE
)
_NO_ECHO = re.compile(r"\becho\s{0,9}=\s{0,9}F(?:ALSE)?\b")
_RUN = re.compile(r"\{\s*(r|python|julia|ojs|bash|sql|sh|observable|stata)\b")


def is_chunk(node: Node) -> bool:
    """Whether a piece of code is one that another program runs: its language is in braces."""
    if node.kind != "code" or node.span is None:
        return False
    first = node.span.text.partition("\n")[0].lstrip("`~ ")
    return bool(_RUN.match(first))


def options_of(node: Node) -> Mapping[str, str]:
    """Return the options of a chunk, those on its first line and those in comments."""
    head = node.span.text.partition("\n")[0] if node.span else ""
    options = {found[1].lower(): found[2].strip(" \t\"'") for found in _GIVEN.finditer(head)}
    options |= {key.lower(): value for key, value in node.attributes.pairs}
    cursor = 0
    while found := _OPTION.match(node.text, cursor):
        options[found[1]] = found[2]
        cursor = found.end()
        if cursor >= len(node.text):
            break
    return options


def is_shown_chunk(node: Node, echo: bool = True) -> bool:
    """Whether the code of a chunk is shown; other code is. `echo` is what the talk says of all."""
    if not is_chunk(node):
        return True
    options = options_of(node)
    if options.get("include", "").lower() in _FALSE:
        return False
    own = options.get("echo")
    return echo if own is None else own.lower() not in _FALSE


def hides_code(nodes: Iterable[Node]) -> bool:
    """Whether a chunk of R says of all that their code is not shown."""
    return any(
        _NO_ECHO.search(found[1])
        for node in walk(nodes)
        if is_chunk(node) and options_of(node).get("eval", "").lower() not in _FALSE
        for found in _OF_ALL.finditer(node.text)
    )


def without_options(node: Node) -> Node:
    """Return a chunk as plain code: its options are no part of it."""
    if not is_chunk(node):
        return node
    cursor = 0
    while found := _OPTION.match(node.text, cursor):
        cursor = found.end()
        if cursor >= len(node.text):
            break
    marked = options_of(node).get("code-line-numbers", "").strip("\"'")
    bare = replace(node, text=node.text[cursor:], attributes=conditions_of(node.attributes))
    steps = steps_of(marked) if re.search(r"\d", marked) else ""
    return with_pairs(bare, highlight=steps) if steps else bare
