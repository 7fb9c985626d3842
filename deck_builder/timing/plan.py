"""The plan of a talk: when each slide begins, how long it takes, and where that comes from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from deck_builder.shapes import LaidOutDeck, LaidOutSlide, TimeSource
from deck_builder.text.runs import count_words
from deck_builder.timing.speech import shown_words, spoken_words

_WITHOUT_HEADING = ("title", "agenda")


class PlannedSlide(Struct, frozen=True):
    """A slide by its `number`, from 1, and its `title`; when it begins and how long it takes, in
    seconds; how many `words` are spoken; and the `source` of the time. `anchors` are its ids. A
    slide is `is_headed` when the author wrote a heading for it, and may continue on further pages.
    """

    number: int
    title: str
    start: float
    seconds: float
    words: int
    source: TimeSource
    anchors: tuple[str, ...] = ()
    is_headed: bool = True
    page: int = 1

    @property
    def is_spoken(self) -> bool:
        """Whether the slide is part of the show."""
        return self.source is not TimeSource.SKIPPED


class PlannedSection(Struct, frozen=True):
    """Slides under a name; it is empty for those before the first section."""

    name: str
    slides: tuple[PlannedSlide, ...]

    @property
    def seconds(self) -> float:
        """How long its slides take."""
        return sum(slide.seconds for slide in self.slides)

    @property
    def words(self) -> int:
        """How many words are spoken on its slides."""
        return sum(slide.words for slide in self.slides)


class Plan(Struct, frozen=True):
    """A whole talk. `budget` is the seconds that it may take, 0 when open."""

    title: str
    sections: tuple[PlannedSection, ...]
    budget: float = 0.0

    @property
    def slides(self) -> tuple[PlannedSlide, ...]:
        """The slides of all sections."""
        return tuple(slide for section in self.sections for slide in section.slides)

    @property
    def seconds(self) -> float:
        """How long the talk takes."""
        return sum(section.seconds for section in self.sections)

    @property
    def words(self) -> int:
        """How many words are spoken."""
        return sum(section.words for section in self.sections)


def plan_of(deck: LaidOutDeck) -> Plan:
    """Return the plan of `deck`."""
    slides = _planned(deck.slides)
    bounds = [(one.name, one.first) for one in deck.sections]
    if not bounds or bounds[0][1] > 0:
        bounds.insert(0, ("", 0))
    bounds.append(("", len(slides)))
    sections = tuple(
        PlannedSection(name, slides[first:last]) for (name, first), (_, last) in pairwise(bounds)
    )
    return Plan(deck.properties.title, sections, deck.properties.minutes * 60)


def _planned(slides: Sequence[LaidOutSlide]) -> tuple[PlannedSlide, ...]:
    starts = accumulate((slide.seconds for slide in slides), initial=0.0)
    return tuple(
        PlannedSlide(
            number,
            slide.title,
            start,
            slide.seconds,
            _words(slide),
            slide.time_source,
            slide.anchors,
            slide.layout not in _WITHOUT_HEADING,
            slide.page,
        )
        for number, (slide, start) in enumerate(zip(slides, starts, strict=False), 1)
    )


def _words(slide: LaidOutSlide) -> int:
    """The spoken words: those of the notes, or those that the time is estimated from."""
    if not slide.staging.is_spoken:
        return 0
    words = spoken_words(slide.notes)
    if words or slide.time_source is not TimeSource.SHOWN:
        return words
    if slide.imported:
        return sum(map(count_words, slide.imported.texts))
    return shown_words(slide.shapes)
