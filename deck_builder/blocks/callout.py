"""Callouts: a note, tip, warning … in a box of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from msgspec.structs import replace

from deck_builder.base.units import Box, Insets, emu
from deck_builder.base.words import words_in
from deck_builder.blocks.base import Placed, Reader
from deck_builder.blocks.frames import place_text
from deck_builder.blocks.stack import Stack
from deck_builder.markdown import Node
from deck_builder.shapes import AutoShape
from deck_builder.text.runs import Paragraph, ParagraphRole, Run, runs_of
from deck_builder.theme.model import Theme

KINDS = {
    "note": "accent",
    "tip": "accent3",
    "important": "accent4",
    "warning": "accent2",
    "caution": "accent2",
}
"""The kinds of callout that Quarto and GitHub know, and the colour of each one's bar."""

BAR_WIDTH = emu(5)
PADDING = Insets(emu(18), emu(10), emu(14), emu(12))
_LABEL_GAP = emu(3)
_ALERT = re.compile(r"\[!(\w+)\]\s*", re.IGNORECASE)
_CLASS = "callout-"


class Callout(Stack, frozen=True):
    """Blocks in a box with a label. `title` replaces the name of the kind when given."""

    kind: str = "note"
    title: tuple[Run, ...] = ()

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A div `callout-note` as Quarto has it, or a quote that opens with `[!NOTE]` as GitHub
        does."""
        if node.kind == "div":
            return cls._from_div(node, reader)
        if node.kind == "quote":
            return cls._from_alert(node, reader)
        return None

    @classmethod
    def _from_div(cls, node: Node, reader: Reader) -> Self | None:
        name = next((one for one in node.attributes.classes if one.startswith(_CLASS)), "")
        kind = name.removeprefix(_CLASS)
        if kind not in KINDS:
            return None
        reader.check_attributes(node, ("title", "collapse", "appearance", "icon"), (name,))
        words, lang = node.attributes.get("title") or "", node.attributes.get("lang") or ""
        title: tuple[Run, ...] = (Run(words, lang=lang),)
        children = node.children
        if not title[0].text and children and children[0].kind == "heading":
            title, children = runs_of(children[0].children), children[1:]
        own = Run(words_in(lang or reader.language).callouts.named(kind), lang=lang)
        shown = tuple(run for run in title if run.text) or (own,)
        return cls(reader.blocks(children), node.span, kind, shown)

    @classmethod
    def _from_alert(cls, node: Node, reader: Reader) -> Self | None:
        if not node.children or node.children[0].kind != "paragraph":
            return None
        first, *rest = node.children
        opening = first.children[0] if first.children else None
        match = _ALERT.match(opening.text) if opening and opening.kind == "text" else None
        if not match or opening is None or match[1].lower() not in KINDS:
            return None
        words = replace(opening, text=opening.text[match.end() :])
        inner = replace(first, children=(words, *first.children[1:]))
        kind = match[1].lower()
        title = (Run(words_in(reader.language).callouts.named(kind)),)
        return cls(reader.blocks((inner, *rest)), node.span, kind, title)

    def place(self, box: Box, theme: Theme) -> Placed:
        """On a panel, next to a bar in the kind's colour, under its label."""
        label, below = self._labelled(box, theme)
        content = super().place(below, theme)
        gap = _LABEL_GAP if self.blocks else 0
        height = PADDING.top + label.height + gap + content.height + PADDING.bottom
        panel = AutoShape(box.of_height(height), "surface")
        bar = AutoShape(Box(box.x, box.y, BAR_WIDTH, height), KINDS[self.kind])
        return Placed((panel, bar, *label.shapes, *content.shapes), height)

    def _labelled(self, box: Box, theme: Theme) -> tuple[Placed, Box]:
        """The label, and the room under it."""
        inner = box.inset(PADDING)
        heading = Paragraph(self.title, role=ParagraphRole.HEADING, span=self.span)
        label = place_text((heading,), inner, theme, theme.styles["body"])
        return label, inner.below(label.height + _LABEL_GAP)

    def least_height(self, box: Box, theme: Theme) -> int:
        """That of its blocks and the panel around them."""
        label, below = self._labelled(box, theme)
        around = PADDING.top + label.height + _LABEL_GAP + PADDING.bottom
        return around + super().least_height(below, theme)

    def wanted_sizes(self, width: int, theme: Theme) -> Mapping[str, float]:
        """The smallest that its blocks want."""
        return super().wanted_sizes(width - PADDING.left - PADDING.right, theme)

    def split(self, box: Box, theme: Theme) -> tuple[Self, Self] | None:
        """Between or inside its blocks; the label is repeated."""
        return super().split(self._labelled(box, theme)[1], theme)

    def plain(self) -> str:
        """Its label and the words of its blocks."""
        words = [block.plain() for block in self.blocks]
        return "\n".join(("".join(run.text for run in self.title), *words))
