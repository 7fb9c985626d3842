"""Block quotes, with the one who said it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Self

from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.base.units import Box, Insets, emu
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import Paragraphs, place_text, split_text
from deck_builder.markdown import Node
from deck_builder.shapes import AutoShape
from deck_builder.text.runs import Paragraph, ParagraphRole, Run, plain_text
from deck_builder.theme.model import Theme

BAR_WIDTH = emu(3)
BAR_DISTANCE = emu(14)
_ATTRIBUTION = re.compile(r"\s*(--|–|—|―)\s*(?=\S)")


class Quote(Block, frozen=True):
    """What somebody said. A last paragraph that opens with a dash is its `attribution`, written
    without the dash; `others` are blocks in the quote that are no text."""

    paragraphs: Paragraphs
    attribution: tuple[Run, ...] = ()
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A block quote whose content is text; any other goes as a group."""
        if node.kind != "quote":
            return None
        texts = [block.text for block in reader.blocks(node.children)]
        if not texts or None in texts:
            return None
        paragraphs = tuple(paragraph for text in texts for paragraph in text or ())
        words, attribution = _without_attribution(paragraphs)
        return cls(words, attribution, node.span)

    @property
    def all_paragraphs(self) -> Paragraphs:
        """The quote and, behind a dash, its attribution."""
        if not self.attribution:
            return self.paragraphs
        runs = (Run("— "), *self.attribution)
        return (*self.paragraphs, Paragraph(runs, role=ParagraphRole.ATTRIBUTION, span=self.span))

    def place(self, box: Box, theme: Theme) -> Placed:
        """Beside a bar in the accent colour."""
        inner = box.inset(_ROOM)
        placed = place_text(self.all_paragraphs, inner, theme, theme.styles["quote"])
        bar = AutoShape(Box(box.x, box.y, BAR_WIDTH, placed.height), "accent")
        return Placed((bar, *placed.shapes), placed.height)

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Between sentences; the attribution stays with the end."""
        inner = box.inset(_ROOM)
        parts = split_text(self.all_paragraphs, inner, theme, theme.styles["quote"])
        if parts is None:
            return None
        return Quote(parts[0], (), self.span), Quote(parts[1], (), self.span)

    def plain(self) -> str:
        """Its words."""
        return plain_text(self.all_paragraphs)


_ROOM = Insets(left=BAR_WIDTH + BAR_DISTANCE)


def _without_attribution(paragraphs: Sequence[Paragraph]) -> tuple[Paragraphs, tuple[Run, ...]]:
    if not paragraphs:
        return (), ()
    *before, last = paragraphs
    line_start = last.text.rfind("\n") + 1
    dash = _ATTRIBUTION.match(last.text, line_start)
    if not dash or (not before and line_start == 0):
        return tuple(paragraphs), ()
    words, attribution = _cut(last, line_start, dash.end())
    return (*before, *words), attribution


def _cut(
    paragraph: Paragraph, line_start: int, name_start: int
) -> tuple[Paragraphs, tuple[Run, ...]]:
    position = 0
    words: list[Run] = []
    name: list[Run] = []
    for run in paragraph.runs:
        end = position + len(run.text)
        if position < line_start:
            words.append(replace(run, text=run.text[: line_start - position]))
        if end > name_start:
            name.append(replace(run, text=run.text[max(0, name_start - position) :]))
        position = end
    # The line break before the name may be a run of its own.
    while words and not words[-1].text.strip():
        words.pop()
    if words:
        words[-1] = replace(words[-1], text=words[-1].text.rstrip())
    said = (replace(paragraph, runs=tuple(words)),) if words else ()
    return said, tuple(name)
