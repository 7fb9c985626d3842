"""Raw HTML blocks: their words are kept, their markup is not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import Paragraphs, place_text, split_text
from deck_builder.diagnostics import Problem, Severity
from deck_builder.markdown import Node
from deck_builder.source import Span
from deck_builder.text import Paragraph, Run, plain_text
from deck_builder.theme import Theme
from deck_builder.units import Box

RAW_HTML = Problem(
    "raw-html",
    Severity.WARNING,
    "HTML is not shown as such, only its words are kept",
    "write it in Markdown",
)
_SILENT = ("script", "style")
# What begins and ends a line of its own (HTML Living Standard, section 15.3), and what is apart
# from its neighbours on the same line.
_LINES = re.compile(
    "address|article|aside|blockquote|body|br|center|dd|details|div|dl|dt|figcaption|figure|"
    "footer|form|h1|h2|h3|h4|h5|h6|header|hr|html|li|main|nav|ol|option|p|pre|section|"
    "summary|table|tbody|tfoot|thead|tr|ul"
)
_APART = frozenset(("td", "th", "img", "rt", "button", "label"))
_BLANKS = re.compile(r"[ \t\r\f\v]+")


@dataclass(frozen=True, slots=True)
class Html(Block):
    """The words of an HTML block, a paragraph for each line."""

    paragraphs: Paragraphs
    span: Span | None = field(default=None, compare=False, repr=False)

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """An HTML block."""
        if node.kind != "html":
            return None
        lines = html_lines(node.text)
        if lines:
            reader.collector.report(RAW_HTML, node.span)
        paragraphs = (Paragraph((Run(line),), span=node.span) for line in lines)
        return cls(tuple(paragraphs), node.span)

    @property
    def text(self) -> Paragraphs:
        """Its paragraphs."""
        return self.paragraphs

    def place(self, box: Box, theme: Theme) -> Placed:
        """In the body style."""
        return place_text(self.paragraphs, box, theme, theme.styles["body"])

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Between lines."""
        parts = split_text(self.paragraphs, box, theme, theme.styles["body"])
        return parts and (Html(parts[0], self.span), Html(parts[1], self.span))

    def plain(self) -> str:
        """Its words."""
        return plain_text(self.paragraphs)


def html_lines(markup: str) -> list[str]:
    """Return the lines of text in `markup`, without scripts and styles."""
    words = _Words()
    words.feed(markup)
    words.close()
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(words.found).split("\n"))
    return [line for line in lines if line]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self._separate(tag)
        self.found.extend(f"{value} " for name, value in attrs if name == "alt" and value)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        self._separate(tag)

    def _separate(self, tag: str) -> None:
        if _LINES.fullmatch(tag):
            self.found.append("\n")
        elif tag in _APART:
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)
