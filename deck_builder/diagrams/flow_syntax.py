"""What flowcharts and block diagrams of mermaid have in common: text in brackets, and links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lark import Token
from msgspec.structs import replace

from deck_builder.diagrams.fence import DiagramError
from deck_builder.diagrams.flow_shapes import BRACKETS, Form
from deck_builder.diagrams.graph import LONGEST, Edge, Line, Part, Vertex
from deck_builder.diagrams.labels import label_runs
from deck_builder.diagrams.lines import unquoted
from deck_builder.diagrams.paint import DARK, NODE, WORDS
from deck_builder.diagrams.scene import Dash, Head

QUOTED = r'"[^"]*"'
"""The expression of a text in quotation marks."""


def _bracket(opening: str, closing: str) -> str:
    """The expression of a text between brackets."""
    start, end = re.escape(opening), re.escape(closing)
    # Both of these close what the other one opened.
    stop = r"/\]|\\\]" if closing in ("/]", "\\]") else end
    return rf"{start}(?:\s*{QUOTED}\s*|(?:(?!{stop})[^\n\"])+?){end}"


_SHAPES = "|".join(_bracket(opening, closing) for opening, closing, _ in BRACKETS)
# Lark has its expressions between slashes.
_SHAPES = _SHAPES.replace("/", "\\/")
_TEXT = rf"(?:{QUOTED}|(?!--|==|\.-)[^\n|\"])+?"
_THIN = rf'--(?=[ \t"\w]){_TEXT}--+[-ox>]'
_THICK = rf'==(?=[ \t"\w]){_TEXT}==+[=ox>]'
TERMINALS = rf"""
SHAPE: /{_SHAPES}/
PIPE: /\|(?:[ \t]*{QUOTED}[ \t]*|[^|\n]*)\|/
LINK.3: /[ox<]?(--+[-ox>]|==+[=ox>]|-?\.+-[ox>]?|~~~+)/
LINK_TEXT.2: /[ox<]?({_THIN}|{_THICK}|-\.{_TEXT}\.+-[ox>]?)/
"""
"""The terminals of lark for them."""
_HEADS = {">": Head.ARROW, "<": Head.ARROW, "o": Head.CIRCLE, "x": Head.CROSS}
_LINKS = re.compile(
    r"(?P<first>[ox<]?)(?P<mark>--|==|-\.)(?P<text>.*?)(?P<last>[-=.]+[-=ox>]?)$", re.DOTALL
)


def shape_of(token: Token) -> tuple[str, Form]:
    """Return the words and the outline of a text in brackets. Raises DiagramError."""
    for opening, closing, form in BRACKETS:
        if token.startswith(opening) and token.endswith(closing):
            text = token[len(opening) : len(token) - len(closing)]
            if opening == "[|":
                text = text.rpartition("|")[2]
            return unquoted(text), form
    raise DiagramError("this is no shape", token.start_pos or 0, len(token))


def formed(vertex: Vertex, form: Form, label: Line) -> Vertex:
    """Return a vertex with an outline and a label."""
    paint = WORDS if form.frameless else DARK if form.dark else NODE
    return replace(
        vertex,
        parts=() if form.size != (0.0, 0.0) else (Part((label,)),),
        shape=form.shape,
        adjustments=form.adjustments,
        mirrored=form.mirrored,
        size=form.size,
        square=form.square,
        double=form.double,
        paint=paint,
    )


def edge_of(tokens: Sequence[Token]) -> Edge:
    """Return the link that its tokens write, without its ends."""
    text = ""
    mark = str(tokens[-1])
    for token in tokens:
        if token.type == "PIPE":
            text = unquoted(token[1:-1])
        elif token.type in ("LINK", "LINK_TEXT"):
            mark = str(token)
    first = mark[0] if mark[0] in "ox<" else ""
    if tokens[-1].type == "LINK_TEXT":
        said = _LINKS.match(mark)
        assert said is not None
        text, last = unquoted(said["text"]), said["last"]
    else:
        last = mark[len(first) :]
    head = _HEADS.get(last[-1], Head.NONE)
    line = last if head is Head.NONE else last[:-1]
    if mark.startswith("~"):
        return Edge(
            "", "", length=min(max(1, len(mark) - 2), LONGEST), hidden=True, end_head=Head.NONE
        )
    dotted = "." in line
    count = line.count(".") if dotted else len(line) - (2 if head is Head.NONE else 1)
    return Edge(
        "",
        "",
        (label_runs(text),) if text.strip() else (),
        start_head=_HEADS.get(first, Head.NONE),
        end_head=head,
        dash=Dash.DOTTED if dotted else Dash.SOLID,
        width=3.0 if "=" in line else 1.5,
        length=min(max(1, count), LONGEST),
    )
