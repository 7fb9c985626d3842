"""What is on each slide, in order, without positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from deck_builder.base.source import Span
from deck_builder.base.values import Located
from deck_builder.blocks import Block, ImageBlock
from deck_builder.shapes import DeckProperties, Staging, TimeSource
from deck_builder.text.runs import Paragraph, Run

if TYPE_CHECKING:
    from deck_builder.reader import ImportedSlide


class TextRegion(Struct, frozen=True):
    """Paragraphs that fill the placeholder `name` in that placeholder's own style."""

    name: str
    paragraphs: tuple[Paragraph, ...]


class FlowRegion(Struct, frozen=True):
    """Blocks one under the other in the area of the placeholder `name`."""

    name: str
    blocks: tuple[Block, ...]


Region = TextRegion | FlowRegion


class Slide(Located, frozen=True):
    """A slide. `layout` names a layout of the theme; `roomier` is what to show instead when the
    regions do not hold their content. One that `varies` is running text, which may stand in columns
    where the slides before it look alike, or where it does not fit on one. `anchors` are the ids
    that links may point to. A slide with more than `most_words` words of text goes on several, 0 is
    no limit. A picture that may `bleed` fills the half of the slide that it names, beside
    everything else. A comparison may have the colours of its two `sides`. `seconds` is the time it
    takes to speak, with where that comes from. One that was `imported` before has no regions. Its
    title has an `icon`, or an empty one for none. The author chose the layout of one that
    `is_named`."""

    layout: str
    title: tuple[Run, ...] = ()
    regions: tuple[Region, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    anchors: tuple[str, ...] = ()
    roomier: Slide | None = None
    varies: bool = False
    most_words: int = 0
    staging: Staging = Staging()
    bleed: ImageBlock | None = None
    sides: tuple[str, ...] = ()
    seconds: float = 0.0
    time_source: TimeSource = TimeSource.LEAST
    imported: ImportedSlide | None = None
    icon: str = ""
    is_named: bool = False
    span: Span | None = None


class SlideSection(Struct, frozen=True):
    """A named section of the deck that begins with slide `first`, counted from 0. One that is
    `numbered` is on the map of sections, the others belong to the one before. `head` is the slide
    that begins it where the theme does not show the section on its slides."""

    name: str
    first: int
    numbered: bool = False
    head: Slide | None = None


class Deck(Struct, frozen=True):
    """All slides of a talk. `secrets` are the phrases that must not be in its file, each with the
    place in the talk where it is, `checks` the checks of plug-ins that it must pass."""

    slides: tuple[Slide, ...]
    sections: tuple[SlideSection, ...]
    properties: DeckProperties
    secrets: dict[tuple[str, ...], str] = field(default_factory=dict)
    checks: tuple[str, ...] = ()
