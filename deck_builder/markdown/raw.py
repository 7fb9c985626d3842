"""What is for other programs alone: raw code and fences, as `{=latex}`, and commands of LaTeX. They
become comments, and are reported."""

from __future__ import annotations

from operator import is_not

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.markdown.latex_commands import LATEX
from deck_builder.markdown.node import Node, NodeKind

RAW_LEFT_OUT = Problem("raw-left-out", Severity.NOTE, "this is for {format} alone, and is left out")
RAW_WORDS = Problem(
    "raw-words",
    Severity.WARNING,
    "this is for {format} alone, and what it shows is left out",
    "write it as Markdown, too",
)
COMMAND_LEFT_OUT = Problem(
    "command-left-out",
    Severity.NOTE,
    "‘{command}’ means nothing here, and is left out",
    "{hint}",
)
_CODE: tuple[NodeKind, ...] = ("code", "code_span")
_MARK = "="
_NAMES = {
    "context": "ConTeXt",
    "html": "HTML",
    "latex": "LaTeX",
    "openxml": "Open XML",
    "pptx": "Open XML",
    "tex": "TeX",
}
_PAUSE = r"\pause"
_PAUSE_HINT = "for a pause, give it a line of its own, outside of lists"
# What has no words for a reader: comments, scripts, elements, commands with what they are given.
_SILENT = (("<!--", "-->"), ("<style", "</style"), ("<script", "</script"))
_MARKUP = late(r"<[^<>]*>|&\w+;|%[^\n]*|\\[a-zA-Z]+\*?\s*(?:\[[^\[\]]{0,200}\]|\{[^{}]*\})*")
# Commands and elements that have words or pictures.
_CONTENT = late(
    r"\\(?:text\w*|emph|underline|(?:sub)*section|chapter|paragraph|footnote|caption|item|title"
    r"|author|textcolor|begin|includegraphics|input|include)\b"
    r"|<(?:img|table|iframe|svg|video|audio|object|canvas|math)\b"
)
_WORD = late(r"[^\W\d_]{2}|\d")


def without_raw(node: Node, found: Collector) -> Node:
    """Return `node` with comments in place of what is for other programs."""
    if node.kind in _CODE and node.info.startswith(_MARK):
        return _left_out(node, found)
    if node.kind == "comment" and node.info == LATEX:
        hint = _PAUSE_HINT if node.text.startswith(_PAUSE) else ""
        found.report(COMMAND_LEFT_OUT, node.span, command=node.text, hint=hint)
        return node
    if not node.children:
        return node
    children = tuple([without_raw(child, found) for child in node.children])
    if not any(map(is_not, children, node.children)):
        return node
    if node.kind == "paragraph" and all(child.kind == "comment" for child in children):
        return replace(children[0], span=node.span)
    return replace(node, children=children)


def _without(text: str, opening: str, closing: str) -> str:
    """A text without what stands between two marks."""
    kept, rest = "", text
    while opening in rest and closing in rest:
        before, _, rest = rest.partition(opening)
        kept, rest = kept + before, rest.partition(closing)[2]
    return kept + rest


def _left_out(node: Node, found: Collector) -> Node:
    text = node.text
    for opening, closing in _SILENT:
        text = _without(text, opening, closing)
    has_words = _CONTENT().search(text) or _WORD().search(_MARKUP().sub(" ", text))
    problem = RAW_WORDS if has_words else RAW_LEFT_OUT
    name = node.info.removeprefix(_MARK)
    found.report(problem, node.span, format=_NAMES.get(name.lower(), name))
    return Node("comment", text="", span=node.span)
