"""Callouts: a note, tip, warning, theorem, definition … in a box of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Self

from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.base.units import Box, Insets, emu
from deck_builder.base.words import words_in
from deck_builder.blocks.base import Placed, Reader
from deck_builder.blocks.frames import place_text
from deck_builder.blocks.line_text import line_runs
from deck_builder.blocks.paragraph import Prose
from deck_builder.blocks.stack import Blocks, Stack
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
THEOREMS = {
    "theorem": "accent",
    "lemma": "accent",
    "corollary": "accent",
    "proposition": "accent",
    "definition": "accent2",
    "example": "accent3",
    "proof": "muted",
    "remark": "muted",
}
"""The kinds of mathematical statements, and the colour of each one's bar."""
THEOREM_NUMBER = "number"
UNNUMBERED = "unnumbered"
_COLORS = {**KINDS, **THEOREMS}
_PROOF = "proof"
_END_OF_PROOF = "\u00a0∎"

BAR_WIDTH = emu(5)
PADDING = Insets(emu(18), emu(10), emu(14), emu(12))
_LABEL_GAP = emu(3)
_ALERT = late(r"\[!(\w+)\]\s*", re.IGNORECASE)
CALLOUT = "callout-"
"""How the class of a callout begins."""


def theorem_kind(classes: Sequence[str]) -> str:
    """Return which mathematical statement a div of these `classes` is, empty for none."""
    return next((name for name in classes if name in THEOREMS), "")


class Callout(Stack, frozen=True):
    """Blocks in a box with a label: `title`, which is the name of the kind if the author gives
    none, and for a theorem its name and number with the author's title behind."""

    kind: str = "note"
    title: tuple[Run, ...] = ()

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A div `callout-note` or `theorem` as Quarto has it, or a quote that opens with `[!NOTE]`
        as GitHub does."""
        if node.kind == "div":
            is_theorem = theorem_kind(node.attributes.classes)
            return (cls._from_theorem if is_theorem else cls._from_div)(node, reader)
        if node.kind == "quote":
            return cls._from_alert(node, reader)
        return None

    @classmethod
    def _from_div(cls, node: Node, reader: Reader) -> Self | None:
        name = next((one for one in node.attributes.classes if one.startswith(CALLOUT)), "")
        kind = name.removeprefix(CALLOUT)
        if kind not in KINDS:
            return None
        reader.check_attributes(node, ("title", "collapse", "appearance", "icon"), (name,))
        title, children = _titled(node, reader)
        lang = node.attributes.get("lang") or ""
        own = Run(words_in(lang or reader.language).callouts.named(kind), lang=lang)
        return cls(reader.blocks(children), node.span, kind, title or (own,))

    @classmethod
    def _from_theorem(cls, node: Node, reader: Reader) -> Self:
        kind = theorem_kind(node.attributes.classes)
        reader.check_attributes(node, ("title", "name", THEOREM_NUMBER), (kind, UNNUMBERED))
        title, children = _titled(node, reader)
        lang, number = node.attributes.get("lang") or "", node.attributes.get(THEOREM_NUMBER)
        name = words_in(lang or reader.language).theorems.named(kind)
        label = Run(f"{name}\u00a0{number}" if number else name, lang=lang)
        shown = (label, Run(" ("), *title, Run(")")) if title else (label,)
        blocks = reader.blocks(children)
        return cls(_with_end(blocks) if kind == _PROOF else blocks, node.span, kind, shown)

    @classmethod
    def _from_alert(cls, node: Node, reader: Reader) -> Self | None:
        if not node.children or node.children[0].kind != "paragraph":
            return None
        first, *rest = node.children
        opening = first.children[0] if first.children else None
        match = _ALERT().match(opening.text) if opening and opening.kind == "text" else None
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
        bar = AutoShape(Box(box.x, box.y, BAR_WIDTH, height), _COLORS[self.kind])
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


def _titled(node: Node, reader: Reader) -> tuple[tuple[Run, ...], tuple[Node, ...]]:
    """The title of a div, from its attribute or else a heading at its beginning, and the rest."""
    words = node.attributes.get("title") or node.attributes.get("name") or ""
    if words:
        lang = node.attributes.get("lang") or ""
        place = node.attributes.span or node.span
        return tuple(replace(one, lang=lang) for one in line_runs(words, place, reader)), (
            node.children
        )
    if node.children and node.children[0].kind == "heading":
        reader.check_attributes(node.children[0], (), ())
        runs = runs_of(node.children[0].children)
        return tuple(run for run in runs if run.text), node.children[1:]
    return (), node.children


def _with_end(blocks: Blocks) -> Blocks:
    """The blocks of a proof, with the sign for its end behind the last words."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Prose):
        return (*blocks, Prose((Paragraph((Run(_END_OF_PROOF.strip()),)),)))
    *others, end = last.paragraphs
    closed = replace(end, runs=(*end.runs, Run(_END_OF_PROOF)))
    return (*blocks[:-1], replace(last, paragraphs=(*others, closed)))
