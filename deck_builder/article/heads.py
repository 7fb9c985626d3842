"""The heads of slides and sections."""

from __future__ import annotations

import re

from msgspec import Struct

from deck_builder.article.lines import on_one_line, plain_words
from deck_builder.article.pieces import Piece

UNTITLED = "---"
ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")
"""The attributes at the end of a heading."""

_MARKS = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]+|$)")
_CLOSING = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_UNDERLINE = re.compile(r"\n[ \t]*(?:=+|-+)[ \t]*$")


class Head(Struct, frozen=True):
    """The start of a slide: the `text` after the heading's marks, with its attributes, and its
    plain `title`. One that is `open` may get a better title from the text of the slide."""

    text: str
    title: str
    line: int = 1
    open: bool = False

    def written(self, level: int) -> str:
        """Return the heading as a line of Markdown."""
        if not self.text:
            return UNTITLED
        closing = f" {'#' * level}" if self.text.endswith("#") else ""
        return f"{'#' * level} {self.text}{closing}"

    def numbered(self, number: int) -> Head:
        """Return the head of the slide that continues as the `number`th."""
        if not self.title:
            return Head("", "", line=self.line)
        text = ATTRIBUTES.sub("", self.text)
        return Head(f"{text} ({number})", f"{self.title} ({number})", line=self.line)


def head_of(piece: Piece) -> Head:
    """Return the head for a heading."""
    node = piece.node
    title = "".join(map(plain_words, node.children)) if node is not None else ""
    return Head(_heading_text(piece.text), on_one_line(title), line=piece.line)


def _heading_text(source: str) -> str:
    marks = _MARKS.match(source)
    if marks is None:
        return on_one_line(_UNDERLINE.sub("", source))
    return _CLOSING.sub("", source[marks.end() :]).strip()
