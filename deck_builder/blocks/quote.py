"""Block quotes and their attributions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.base.units import Box, Insets, emu
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import (
    Paragraphs,
    place_balanced,
    split_runs,
    split_text,
    without_end_blanks,
)
from deck_builder.markdown import Node, walk
from deck_builder.shapes import AutoShape
from deck_builder.text.runs import Paragraph, ParagraphRole, Run, count_words, plain_text
from deck_builder.theme.model import Theme
from deck_builder.theme.text_style import TextStyle

BAR_WIDTH = emu(3)
BAR_DISTANCE = emu(14)
_LONGEST_NAME = 80
_MOST_IN_NAME = 8
_ENDS_SENTENCE = late(r"[.!?…:;,。！？][\"'”’»)]*\s*$")
_SENTENCE_END = late(r"[.!?…。！？][\"'”’»)]*\s*$")
_ATTRIBUTION = late(r"\s*(--|–|—|―)\s*(?=\S)")


class Quote(Block, frozen=True):
    """A quotation. A last line that opens with a dash is its `attribution`, without the dash, and
    so is a last paragraph that is a name."""

    paragraphs: Paragraphs
    attribution: tuple[Run, ...] = ()
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A block quote that is all text; any other becomes a group."""
        if node.kind != "quote":
            return None
        texts = [block.text for block in reader.blocks(_broken(node.children))]
        if not texts or None in texts:
            return None
        paragraphs = tuple(paragraph for text in texts for paragraph in text or ())
        words, attribution = _without_attribution(paragraphs)
        return cls(words, attribution, node.span)

    @property
    def all_paragraphs(self) -> Paragraphs:
        """The quotation and, after a dash, its attribution."""
        if not self.attribution:
            return self.paragraphs
        runs = (Run("— "), *self.attribution)
        return (*self.paragraphs, Paragraph(runs, role=ParagraphRole.ATTRIBUTION, span=self.span))

    def place(self, box: Box, theme: Theme) -> Placed:
        """Next to a bar in the accent colour."""
        inner = box.inset(_ROOM)
        placed = place_balanced(self.all_paragraphs, inner, theme, _style(theme))
        bar = AutoShape(Box(box.x, box.y, BAR_WIDTH, placed.height), "accent")
        return Placed((bar, *placed.shapes), placed.height)

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Between sentences; the attribution stays with the end."""
        inner = box.inset(_ROOM)
        parts = split_text(self.all_paragraphs, inner, theme, _style(theme))
        return parts and (Quote(parts[0], (), self.span), Quote(parts[1], (), self.span))

    def plain(self) -> str:
        """Its words."""
        return plain_text(self.all_paragraphs)


def _style(theme: Theme) -> TextStyle:
    """That of quotations, no larger than the text around them."""
    return theme.styles["quote"].at_most(theme.styles["body"].level(0).size)


def _broken(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """The content of a quotation, with a line break before a last line that opens with a dash and
    follows the end of a sentence."""
    last = children[-1] if children else None
    if last is None or last.kind != "paragraph":
        return children
    breaks = [at for at, one in enumerate(last.children) if one.kind == "soft_break"]
    at = breaks[-1] if breaks else 0
    if not 0 < at < len(last.children) - 1:
        return children
    before, after = last.children[at - 1], last.children[at + 1 :]
    if after[0].kind != "text" or not _ATTRIBUTION().match(after[0].text):
        return children
    length = sum(len(one.text) for one in walk(after))
    if length > _LONGEST_NAME or not _SENTENCE_END().search(before.text):
        return children
    line_break = replace(last.children[at], kind="break")
    words = (*last.children[:at], line_break, *after)
    return (*children[:-1], replace(last, children=words))


_ROOM = Insets(left=BAR_WIDTH + BAR_DISTANCE)


def _is_name(text: str) -> bool:
    """Whether a paragraph is a few words that name someone or something, and no sentence."""
    is_short = len(text) <= _LONGEST_NAME and count_words(text) <= _MOST_IN_NAME
    return is_short and text[:1].isupper() and not _ENDS_SENTENCE().search(text)


def _without_attribution(paragraphs: Sequence[Paragraph]) -> tuple[Paragraphs, tuple[Run, ...]]:
    if not paragraphs:
        return (), ()
    *before, last = paragraphs
    line_start = last.text.rfind("\n") + 1
    dash = _ATTRIBUTION().match(last.text, line_start)
    if not dash and before and _is_name(last.text) and _SENTENCE_END().search(before[-1].text):
        return tuple(before), last.runs
    if not dash or (not before and line_start == 0):
        return tuple(paragraphs), ()
    words = list(split_runs(last.runs, line_start)[0])
    # The line break before the name may be a run of its own.
    while words and not words[-1].text.strip():
        words.pop()
    if words:
        before.append(replace(last, runs=without_end_blanks(words)))
    return tuple(before), split_runs(last.runs, dash.end())[1]
