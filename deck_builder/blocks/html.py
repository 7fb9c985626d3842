"""Raw HTML blocks: their words are kept, their markup is not."""

from __future__ import annotations

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
        lines = [line for line in plain_html(node.text).split("\n") if line.strip()]
        if lines:
            reader.collector.report(RAW_HTML, node.span)
        paragraphs = (Paragraph((Run(line.strip()),), span=node.span) for line in lines)
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


def plain_html(markup: str) -> str:
    """Return the text in `markup`, without scripts and styles."""
    words = _Words()
    words.feed(markup)
    words.close()
    return "".join(words.found)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self.found.extend(value for name, value in attrs if name == "alt" and value)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)
