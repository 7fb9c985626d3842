"""Slides that show only key sentences because they are too wordy, counted for one line about the
whole talk."""

from __future__ import annotations

from msgspec import Struct

from deck_builder.base.diagnostics import SHORTENED, Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.outline import OutlineSlide
from deck_builder.text.runs import count_words, plain_runs

MOVED_TO_NOTES = Problem(
    "moved-to-notes", Severity.NOTE, "the whole of {count} of ‘{title}’ is only in the notes"
)


class Shortening(Struct):
    """How many slides were shortened though nobody asked for it, their words, how many of these
    are on the slides, and where the first one is."""

    slides: int = 0
    words: int = 0
    shown: int = 0
    first: Span | None = None

    def note(self, written: OutlineSlide, shown: OutlineSlide, found: Collector) -> None:
        """Report that the notes have paragraphs of a slide that it does not show in full."""
        moved = len(shown.notes) - len(written.notes)
        name = plain_runs(written.title) or "a slide without a title"
        count = "1 paragraph" if moved == 1 else f"{moved} paragraphs"
        found.report(MOVED_TO_NOTES, written.span, count=count, title=name)

    def add(self, written: OutlineSlide, shown: OutlineSlide) -> None:
        """Count a slide."""
        self.first = self.first or written.span
        self.slides += 1
        self.words += _words(written)
        self.shown += _words(shown)

    def report(self, found: Collector) -> None:
        """Report all of them together."""
        if self.slides:
            found.report(
                SHORTENED,
                self.first,
                slides="1 slide" if self.slides == 1 else f"{self.slides:,} slides",
                moved=f"{self.words - self.shown:,}",
                words=f"{self.words:,}",
            )


def _words(slide: OutlineSlide) -> int:
    return sum(count_words(block.plain()) for block in slide.blocks)
