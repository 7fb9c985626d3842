"""A part of the slides of a talk. The talk is made as a whole, so that references, macros and what
there is time for are those of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from deck_builder.base.diagnostics import Checked, DeckError
from deck_builder.outline.slide_ranges import SlideChoice, read_ranges
from deck_builder.outline.talk import Talk
from deck_builder.shapes import DeckSection, LaidOutDeck
from deck_builder.slides.model import Deck, SlideSection

Section = TypeVar("Section", DeckSection, SlideSection)


def in_part(checked: Checked[Deck], talk: Talk) -> Checked[Deck]:
    """Return only the slides and problems that are in the part of a talk that is wanted."""
    if not talk.part:
        return checked
    others = {source.path for source in talk.outlines} - {talk.part}
    found = tuple(one for one in checked.diagnostics if one.path not in others)
    return Checked(_slides_of(checked.value, talk), found)


def _slides_of(deck: Deck, talk: Talk) -> Deck:
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


def numbered_slides(deck: LaidOutDeck, numbers: str) -> LaidOutDeck:
    """Return only the slides with these `numbers`, such as “5-9” or “1,3,-1”, in their order, and
    all of them without numbers. Raises DeckError when there is no such slide."""
    if not numbers:
        return deck
    count = len(deck.slides)
    wanted = {one - 1 for one in SlideChoice("", read_ranges(numbers) or ()).numbers(count)}
    for number in sorted(wanted):
        if not 0 <= number < count:
            shown = number + 1
            has = "1 slide" if count == 1 else f"{count} slides"
            raise DeckError(f"the talk has {has}, and none with the number {shown}")
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
