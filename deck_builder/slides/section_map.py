"""What slides show of the talk's sections: the name of their own, a progress line with a segment
for each, and on the slide that begins a section its number and the map of all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.shapes import (
    AutoShape,
    LaidOutDeck,
    LaidOutSlide,
    Picture,
    Shape,
    Staging,
)
from deck_builder.slides.model import Deck, Slide, SlideSection
from deck_builder.slides.titles import filled, fitting_style
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.looks import Progress
from deck_builder.theme.model import Decoration, Layout, Placeholder, Theme
from deck_builder.variants.placing import GEOMETRIES

NAME = "section-name"
NUMBER = "section-number"
MAP = "section-map"
LIT = "section-map-lit"
"""The text style, of the map, of the section that begins."""
_STEPS = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
_FEWEST = 2
# Segments of more sections would be dots: the line is one piece, and the lit part moves along.
_MOST_SEGMENTS = 40
_AFTER_NUMBER = "\u2002"
_SECTION, _DIVIDER = "section", "closing"
_BETWEEN = "\u2002·\u2002"


def with_heads(deck: Deck, theme: Theme) -> Deck:
    """Return `deck` with a slide for each short section, too, when the slides of `theme` do not
    name their section."""
    if theme.progress is not None or all(section.head is None for section in deck.sections):
        return deck
    slides: list[Slide] = []
    sections: list[SlideSection] = []
    begun = {section.first: section for section in deck.sections}
    for number, slide in enumerate(deck.slides):
        if number in begun:
            sections.append(replace(begun[number], first=len(slides)))
            head = begun[number].head
            # What links to it leads to the slide behind it.
            slides += (replace(head, anchors=()),) if head else ()
        slides.append(slide)
    return replace(deck, slides=tuple(slides), sections=tuple(sections))


def with_dividers(deck: Deck, theme: Theme) -> Deck:
    """Return `deck` with slides that have only a title in the layout of the last one where they
    begin no section on a map: the half of the slide that the map would have stays empty otherwise.
    Those whose authors name the layout keep it, and a template has one of its own for them."""
    numbered = {section.first for section in deck.sections if section.numbered}
    has_map = theme.progress is not None and len(numbered) >= _FEWEST
    begins = numbered if has_map else frozenset()
    if theme.template or MAP not in _names(theme):
        return deck
    slides = tuple(
        replace(slide, layout=_DIVIDER)
        if slide.layout == _SECTION and number not in begins and not slide.is_named
        else slide
        for number, slide in enumerate(deck.slides)
    )
    return replace(deck, slides=slides)


def _names(theme: Theme) -> frozenset[str]:
    """The placeholders of the layout of sections."""
    layout = theme.layouts.get(_SECTION)
    return frozenset(place.name for place in layout.placeholders) if layout else frozenset()


def with_sections(deck: LaidOutDeck, sections: Sequence[SlideSection]) -> LaidOutDeck:
    """Return `deck` with what its theme shows of the `sections`, which are the deck's."""
    progress = deck.theme.progress
    if progress is None:
        return deck
    marker = _Marker(deck.theme, progress, tuple(sections))
    starts = [section.first for section in deck.sections]
    slides = [
        marker.marked(slide, bisect_right(starts, number) - 1, number in starts)
        if starts and starts[0] <= number
        else slide
        for number, slide in enumerate(deck.slides)
    ]
    if marker.counts_slides:
        slides = marker.counted(slides)
    return replace(deck, slides=tuple(slides), theme=marker.lined_theme())


class _Marker(Struct, frozen=True):
    """Marks slides with their section; what the slides of a section share is made once."""

    theme: Theme
    progress: Progress
    sections: tuple[SlideSection, ...]
    _heads: dict[tuple[object, ...], tuple[Shape, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sections on the map."""
        return tuple(section.name for section in self.sections if section.numbered)

    @property
    def counts_slides(self) -> bool:
        """Whether the line shows how far the slides have come, since there are no sections."""
        return self.progress.always and len(self.names) < _FEWEST

    def counted(self, slides: Sequence[LaidOutSlide]) -> list[LaidOutSlide]:
        """Return `slides` with the line lit up to each of them; the appendix is not counted."""
        count = sum(not slide.staging.appendix for slide in slides)
        return [
            replace(slide, head=(*slide.head, *self._share(number / count)))
            if number <= count and self._has_line(slide)
            else slide
            for number, slide in enumerate(slides, 1)
        ]

    def _has_line(self, slide: LaidOutSlide) -> bool:
        if slide.imported or slide.staging.appendix or slide.staging.ground is not None:
            return False
        has_place = self.theme.layouts[slide.layout].placeholder(NAME) is not None
        return has_place and not _is_covered(self.progress.line, slide)

    def _share(self, share: float) -> tuple[Shape, ...]:
        """The first `share` of the line, over all of it, which a template has not."""
        progress, line = self.progress, self.progress.line
        geometry = GEOMETRIES[progress.outline]
        if line.width >= line.height:
            lit = Box(line.x, line.y, round(line.width * share), line.height)
        else:
            lit = line.of_height(round(line.height * share))
        whole = (AutoShape(line, progress.rest, geometry=geometry),) if self.theme.template else ()
        return (*whole, AutoShape(lit, progress.lit, geometry=geometry))

    def lined_theme(self) -> Theme:
        """Return the theme with the segments of all sections on the layouts that name the section;
        the layouts of a template stay as they are."""
        if self.theme.template:
            return self.theme
        progress = self.progress
        line = tuple(
            Decoration(box, progress.rest, outline=progress.outline) for box in self._whole_line()
        )
        layouts = {
            role: replace(layout, decorations=(*layout.decorations, *line))
            if layout.placeholder(NAME)
            else layout
            for role, layout in self.theme.layouts.items()
        }
        return replace(self.theme, layouts=layouts)

    def _whole_line(self) -> tuple[Box, ...]:
        segments = segments_of(self.progress, len(self.names))
        is_whole = self.counts_slides or len(segments) > _MOST_SEGMENTS
        return (self.progress.line,) if is_whole else segments

    def marked(self, slide: LaidOutSlide, at: int, begins: bool) -> LaidOutSlide:
        """Return a slide of the section `at`, which may be the one that `begins` it."""
        if slide.imported:
            return slide
        layout = self.theme.layouts[slide.layout]
        if begins and slide.layout == "section" and self.sections[at].numbered:
            number, names = self._number(layout, at), self._map(layout, at)
            return replace(slide, head=number, foot=names)
        place = layout.placeholder(NAME)
        if place is None or _is_covered(place.box, slide):
            return slide
        staging = slide.staging
        has_ground, is_named = staging.ground is not None, slide.title == self.sections[at].name
        key = (slide.layout, at, has_ground, staging.appendix, is_named)
        if key not in self._heads:
            name = () if is_named else self._name(place, at, staging)
            lit = () if has_ground or staging.appendix else self._lit(at)
            self._heads[key] = (*name, *lit)
        return replace(slide, head=self._heads[key])

    def _top(self, at: int) -> int:
        """The number of the section on the map that section `at` is or belongs to, from 1; 0 when
        there is none."""
        return sum(section.numbered for section in self.sections[: at + 1])

    def _name(self, place: Placeholder, at: int, staging: Staging) -> tuple[Shape, ...]:
        """The name of the section, after that of the one it belongs to; on a slide's own background
        in the colour of its text."""
        section, top = self.sections[at], self._top(at)
        is_apart = staging.appendix
        is_inner = top and not section.numbered and not is_apart
        names = (self.names[top - 1], section.name) if is_inner else (section.name,)
        number = f"{top}{_AFTER_NUMBER}" if self.progress.numbered and not is_apart and top else ""
        for words in (_BETWEEN.join(names), section.name):
            text = (Paragraph((Run(number + words),)),)
            style = fitting_style(text, place, self.theme, _STEPS)
            if style is not None:
                style = replace(style, color="text") if staging.ground else style
                return (filled(place, text, style),)
        return ()

    def _lit(self, at: int) -> tuple[Shape, ...]:
        """The segment of the section, over those of all sections, which a template has not."""
        progress, top = self.progress, self._top(at)
        segments = segments_of(progress, len(self.names))
        if not top or not segments:
            return ()
        geometry = GEOMETRIES[progress.outline]
        others = self._whole_line() if self.theme.template else ()
        line = tuple(AutoShape(box, progress.rest, geometry=geometry) for box in others)
        return (*line, AutoShape(segments[top - 1], progress.lit, geometry=geometry))

    def _number(self, layout: Layout, at: int) -> tuple[Shape, ...]:
        place = layout.placeholder(NUMBER)
        return _texts((Paragraph((Run(str(self._top(at))),)),), place, self.theme)

    def _map(self, layout: Layout, at: int) -> tuple[Shape, ...]:
        """The names of all sections, the one that begins in its own style; nothing when there is no
        room for them."""
        lit, names = self._top(at), self.names
        if len(names) < _FEWEST:
            return ()
        own = self.theme.styles[LIT]
        return _texts(
            tuple(
                Paragraph((Run(name, bold=own.bold, color=own.color),))
                if number == lit
                else Paragraph((Run(name),))
                for number, name in enumerate(names, 1)
            ),
            layout.placeholder(MAP),
            self.theme,
        )


def segments_of(progress: Progress, count: int) -> tuple[Box, ...]:
    """Return the boxes of the segments for `count` sections; none for a single section."""
    if count < _FEWEST:
        return ()
    line = progress.line
    gap = progress.gap if count <= _MOST_SEGMENTS else 0
    if line.width >= line.height:
        return line.columns((1.0,) * count, gap)
    lying = Box(line.y, line.x, line.height, line.width).columns((1.0,) * count, gap)
    return tuple(Box(line.x, one.x, line.width, one.width) for one in lying)


def _is_covered(box: Box, slide: LaidOutSlide) -> bool:
    """Whether a picture reaches into a box."""
    return any(isinstance(shape, Picture) and shape.box.overlaps(box) for shape in slide.shapes)


def _texts(
    paragraphs: tuple[Paragraph, ...], place: Placeholder | None, theme: Theme
) -> tuple[Shape, ...]:
    style = fitting_style(paragraphs, place, theme, _STEPS) if place else None
    return (filled(place, paragraphs, style),) if place and style else ()
