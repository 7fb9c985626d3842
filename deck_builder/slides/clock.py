"""How long each slide takes to speak, from the composed slide alone.

A slide with notes takes as long as they take to say, but no less than its figures take to look at:
the audience looks while the speaker speaks. A slide without notes is explained: first in some more
words than it has, and then its figures are looked at. No slide takes less than the pace allows. A
time that the author gives is used as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.words import words_in
from deck_builder.blocks import Block, Chart, Code, Columns, Formula, ImageBlock, ImageRow, Table
from deck_builder.blocks.stack import Stack
from deck_builder.shapes import LaidOutDeck, LaidOutSlide, TimeSource
from deck_builder.slides.model import FlowRegion, Slide, TextRegion
from deck_builder.text.runs import Paragraph, Run, count_words, plain_text
from deck_builder.timing.speech import clock_time, pause_seconds, shown_words, spoken_words

if TYPE_CHECKING:
    from deck_builder.reader import ImportedSlide

EXPLAINED = 1.5
"""How many words a speaker without notes says for each word on the slide."""
PICTURE_SECONDS = 4.0
"""To see what a picture shows."""
RECORDING_SECONDS = 15.0
"""To start a film or sound, and to see or hear its beginning."""
CHART_SECONDS = 10.0
"""To read a chart's axes first, then what it says."""
FORMULA_SECONDS = 6.0
"""To read a displayed formula once."""
TABLE_SECONDS, ROW_SECONDS = 3.0, 1.0
"""To read a table's header, and then each row."""
LINE_SECONDS = 1.5
"""To read a line of code, which is about six words."""
MOST_SECONDS = 40.0
"""The most time that an audience is given for the figures of a slide."""

_GENERATED = ("title", "agenda")


class Pace(Struct, frozen=True):
    """The words that the speaker says in a minute, and the least seconds that a slide takes."""

    words_per_minute: float = 140.0
    seconds_per_slide: float = 8.0

    def seconds(self, words: float) -> float:
        """Return how long `words` take to say."""
        return words * 60 / self.words_per_minute


def timed(slide: Slide, pace: Pace) -> Slide:
    """Return `slide` with its time to speak, also for when it is shown in another way."""
    staging = slide.staging
    if not staging.is_spoken:
        return _taking(0.0, TimeSource.SKIPPED, slide)
    if staging.seconds is not None:
        return _taking(staging.seconds, TimeSource.GIVEN, slide)
    seconds, source = _estimate(slide, pace)
    return _taking(round(seconds, 1), source, slide)


def _taking(seconds: float, source: TimeSource, slide: Slide) -> Slide:
    roomier = slide.roomier and _taking(seconds, source, slide.roomier)
    return replace(slide, seconds=seconds, time_source=source, roomier=roomier)


def _estimate(slide: Slide, pace: Pace) -> tuple[float, TimeSource]:
    """The time of a slide to which the author gives none."""
    least = (pace.seconds_per_slide, TimeSource.LEAST)
    if slide.layout in _GENERATED:
        return least
    blocks = tuple(_leaves(_blocks(slide)))
    figures = sum(_looking(block) or 0.0 for block in blocks) + _looking_at(slide.imported)
    figures = min(MOST_SECONDS, figures)
    pauses = pause_seconds(slide.notes)
    if words := spoken_words(slide.notes):
        spoken = (pace.seconds(words) + pauses, TimeSource.NOTES)
        return max(spoken, (figures, TimeSource.FIGURES), least, key=itemgetter(0))
    explained = pace.seconds(EXPLAINED * _shown_words(slide, blocks)) + pauses
    source = TimeSource.FIGURES if figures > explained else TimeSource.SHOWN
    return max((explained + figures, source), least, key=itemgetter(0))


def _blocks(slide: Slide) -> Iterator[Block]:
    for region in slide.regions:
        if isinstance(region, FlowRegion):
            yield from region.blocks
    if slide.bleed:
        yield slide.bleed


def _leaves(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks, and for those that hold others the blocks in them."""
    for block in blocks:
        match block:
            case Columns():
                yield from _leaves(block.columns)
            case Stack():
                yield from _leaves(block.blocks)
            case ImageRow():
                yield from block.images
            case _:
                yield block


def _looking(block: Block) -> float | None:
    """How many seconds a figure takes to look at; None for what is said."""
    match block:
        case ImageBlock():
            if block.recording:
                return RECORDING_SECONDS
            return PICTURE_SECONDS if block.alt or block.caption else 0.0
        case Chart():
            return CHART_SECONDS
        case Table():
            return TABLE_SECONDS + ROW_SECONDS * len(block.rows)
        case Code():
            return LINE_SECONDS * sum(any(run.text.strip() for run in line) for line in block.lines)
        case Formula():
            return FORMULA_SECONDS
        case _:
            return None


def _looking_at(slide: ImportedSlide | None) -> float:
    """How many seconds the figures of an imported slide take to look at."""
    if slide is None:
        return 0.0
    contents = slide.contents
    pictures = sum(
        RECORDING_SECONDS if one.recording else PICTURE_SECONDS if one.alt else 0.0
        for one in contents.pictures
    )
    tables = sum(TABLE_SECONDS + ROW_SECONDS * (len(one.rows) - 1) for one in contents.tables)
    return pictures + tables + CHART_SECONDS * len(contents.charts)


def _shown_words(slide: Slide, blocks: Sequence[Block]) -> int:
    """The words of a slide that are said: its title, and everything but figures."""
    texts = ["".join(run.text for run in slide.title if not run.note)]
    texts += (
        plain_text(region.paragraphs) for region in slide.regions if isinstance(region, TextRegion)
    )
    texts += (block.plain() for block in blocks if _looking(block) is None)
    if slide.imported:
        texts = [one.text for one in slide.imported.contents.paragraphs]
        texts.append(slide.imported.contents.title)
    return sum(map(count_words, texts))


def shared(slides: Sequence[Slide], seconds: float | None, pace: Pace) -> tuple[Slide, ...]:
    """Return the slides of one heading with the time that it gives them, if any, shared in
    proportion to what they would take by themselves."""
    if seconds is None:
        return tuple(slides)
    parts = shares(seconds, [_estimate(slide, pace)[0] for slide in slides])
    return tuple(
        replace(slide, staging=replace(slide.staging, seconds=part))
        for slide, part in zip(slides, parts, strict=True)
    )


def shares(total: float, weights: Sequence[float]) -> tuple[float, ...]:
    """Return `total` in parts in proportion to `weights`; the last one takes the remainder."""
    weights = weights if sum(weights) else [1] * len(weights)
    parts = [round(total * weight / sum(weights), 1) for weight in weights[:-1]]
    return (*parts, round(total - sum(parts), 1)) if weights else ()


def over_pages(slide: Slide, pages: Sequence[LaidOutSlide]) -> tuple[LaidOutSlide, ...]:
    """Return the pages of `slide` with its time shared in proportion to their words."""
    # A single page has all of it, without counting.
    weights = [1] if len(pages) == 1 else [shown_words(page.shapes) for page in pages]
    parts = shares(slide.seconds, weights)
    return tuple(
        replace(page, seconds=part, time_source=slide.time_source)
        for page, part in zip(pages, parts, strict=True)
    )


def with_clock(deck: LaidOutDeck) -> LaidOutDeck:
    """Return `deck` with notes that open with the start and the length of their slide."""
    form = words_in(deck.properties.language).on_this_slide
    slides: list[LaidOutSlide] = []
    now = 0.0
    for slide in deck.slides:
        if slide.staging.is_spoken:
            line = form.format(start=clock_time(now), length=clock_time(slide.seconds))
            slide = replace(slide, notes=(Paragraph((Run(line),)), *slide.notes))
        slides.append(slide)
        now += slide.seconds
    return replace(deck, slides=tuple(slides))
