"""The values that an outline is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from deck_builder.blocks import Block
from deck_builder.deckfile import DeckFile
from deck_builder.shapes import Staging
from deck_builder.source import Span
from deck_builder.text import Paragraph, Run
from deck_builder.values import dataclass

LAYOUTS = (
    "content",
    "two-content",
    "comparison",
    "statement",
    "quote",
    "big-number",
    "figure",
    "picture-caption",
    "full-bleed",
    "title-only",
    "blank",
    "section",
    "closing",
)
"""The layouts that an author may ask for by name."""


@dataclass(frozen=True, slots=True)
class OutlineSlide:
    """A heading, or a rule, and what follows it up to the next. `layout` is empty when the author
    leaves the choice to us; `anchors` are the ids of what is on it."""

    title: tuple[Run, ...] = ()
    id: str = ""
    layout: str = ""
    prose: str = ""
    blocks: tuple[Block, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    staging: Staging = Staging()
    anchors: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.title or self.blocks or self.notes)


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A heading above slide level and its slides; the slides before the first such heading are a
    section without a title. `level` is the heading's; `notes` are for its own slide."""

    title: tuple[Run, ...] = ()
    level: int = 0
    id: str = ""
    notes: tuple[Paragraph, ...] = ()
    slides: tuple[OutlineSlide, ...] = ()
    staging: Staging = Staging()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole talk as its audience sees it. `withheld` are the texts that only others see, `seen`
    those that it sees itself, when there are any of the others."""

    deck: DeckFile
    sections: tuple[OutlineSection, ...] = ()
    withheld: tuple[str, ...] = field(default=(), compare=False, repr=False)
    seen: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def slides(self) -> Iterator[OutlineSlide]:
        """Yield the slides of all sections in order."""
        for section in self.sections:
            yield from section.slides
