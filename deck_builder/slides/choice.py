"""A part of the slides of a talk. The talk is made as a whole, so that numbers and times are those
of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from deck_builder.base.diagnostics import DeckError, Diagnostic
from deck_builder.outline.slide_ranges import SlideChoice, read_ranges
from deck_builder.outline.talk import Talk
from deck_builder.shapes import DeckSection, LaidOutDeck
from deck_builder.slides.model import Deck, SlideSection

Section = TypeVar("Section", DeckSection, SlideSection)


def slides_of_part(deck: Deck, talk: Talk) -> Deck:
    """Return only the slides that are in the part of a talk that is wanted."""
    sections = {source.path for source in talk.outlines}
    wanted, inside = [], False
    for number, slide in enumerate(deck.slides):
        path = slide.span.source.path if slide.span else ""
        # What is in an included file belongs to what is before it.
        if path in sections:
            inside = path == talk.part
        elif talk.settings and path == talk.settings.path:
            inside = False
        if inside:
            wanted.append(number)
    slides = tuple(deck.slides[number] for number in wanted)
    return replace(deck, slides=slides, sections=tuple(_sections(deck.sections, wanted)))


def problems_of_part(found: Iterable[Diagnostic], talk: Talk) -> tuple[Diagnostic, ...]:
    """Return the problems without those in the other parts of a talk."""
    others = {source.path for source in talk.outlines} - {talk.part}
    return tuple(one for one in found if one.path not in others)


def numbered_slides(deck: LaidOutDeck, numbers: str) -> LaidOutDeck:
    """Return only the slides with these `numbers`, such as “5-9” or “1,3,-1”, in their order.
    Raises DeckError when there is no such slide."""
    count = len(deck.slides)
    wanted = {one - 1 for one in SlideChoice("", read_ranges(numbers) or ()).numbers(count)}
    for number in sorted(wanted):
        if not 0 <= number < count:
            shown = number + 1
            raise DeckError(f"the talk has {count} slides, and none with the number {shown}")
    slides = tuple(deck.slides[number] for number in sorted(wanted))
    return replace(deck, slides=slides, sections=tuple(_sections(deck.sections, sorted(wanted))))


def _sections(sections: Iterable[Section], wanted: list[int]) -> Iterator[Section]:
    """The sections of the slides with the numbers `wanted`, counted from 0."""
    found = list(sections)
    for at, section in enumerate(found):
        end = found[at + 1].first if at + 1 < len(found) else None
        inside = [
            number
            for number, slide in enumerate(wanted)
            if slide >= section.first and (end is None or slide < end)
        ]
        if inside:
            yield replace(section, first=inside[0])
