"""The values that an outline is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deck_builder.base.source import Span
from deck_builder.base.values import Located
from deck_builder.blocks import Block
from deck_builder.outline.settings import DeckFile
from deck_builder.outline.slide_ranges import SlideChoice
from deck_builder.shapes import Staging
from deck_builder.text.runs import Paragraph, Run

if TYPE_CHECKING:
    from deck_builder.reader import ImportedSlide

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
    "title",
    "opening",
    "section",
    "closing",
)
"""The layouts that an author may ask for by name."""


class OutlineSlide(Located, frozen=True):
    """A heading, or a rule, and what follows it up to the next. `layout` is empty when the author
    leaves the choice to us, as is the `variant`; `anchors` are the ids of what is on it. An `icon`
    stands before the title. `include` are imported slides that stand in its place; each becomes a
    slide of its own, which is `imported`, when the file is read. One that `is_whole` is not cut at
    its sub-headings."""

    title: tuple[Run, ...] = ()
    id: str = ""
    layout: str = ""
    prose: str = ""
    variant: str = ""
    blocks: tuple[Block, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    staging: Staging = Staging()
    anchors: tuple[str, ...] = ()
    include: SlideChoice | None = None
    imported: ImportedSlide | None = None
    icon: str = ""
    is_whole: bool = False
    span: Span | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        shown = self.staging.background is not None
        return not (self.title or self.blocks or self.notes or self.include or shown)


class OutlineSection(Located, frozen=True):
    """A heading above slide level and its slides; the slides before the first such heading are a
    section without a title. `level` is the heading's, `icon` stands before it; `notes` are
    for its own slide, in whose place an imported one may stand."""

    title: tuple[Run, ...] = ()
    level: int = 0
    id: str = ""
    notes: tuple[Paragraph, ...] = ()
    slides: tuple[OutlineSlide, ...] = ()
    staging: Staging = Staging()
    include: SlideChoice | None = None
    imported: ImportedSlide | None = None
    icon: str = ""
    span: Span | None = None


class PendingLink(Located, frozen=True):
    """A link to an `id` that nothing the author wrote has: an imported slide may have it."""

    id: str
    hint: str = ""
    span: Span | None = None


class FileLink(Located, frozen=True):
    """A link to the file `target`, by its path from the deck."""

    target: str
    span: Span | None = None


class Outline(Located, frozen=True):
    """A whole talk as its audience sees it. `notes` are those of the title slide, `lines` what the
    author wrote under the title on it, `anchors` its ids. `opening` and `closing` are the slides of
    its template that stay. `pending` are links that only imported
    slides can answer, `files` those to files. `withheld` are the texts that only others see,
    `places` where each of them is, `seen` those that it sees itself, when there are any of the
    others. `filled` are the targets that values of variables are part of."""

    aside = ("pending", "files", "withheld", "places", "seen", "filled")

    deck: DeckFile
    sections: tuple[OutlineSection, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    lines: tuple[Paragraph, ...] = ()
    anchors: tuple[str, ...] = ()
    opening: tuple[OutlineSlide, ...] = ()
    closing: tuple[OutlineSlide, ...] = ()
    pending: tuple[PendingLink, ...] = ()
    files: tuple[FileLink, ...] = ()
    withheld: tuple[str, ...] = ()
    places: tuple[Span | None, ...] = ()
    seen: tuple[tuple[str, ...], ...] = ()
    filled: frozenset[str] = frozenset()

    @property
    def slides(self) -> Iterator[OutlineSlide]:
        """Yield the slides of all sections in order."""
        for section in self.sections:
            yield from section.slides
