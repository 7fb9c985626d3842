"""An outline to slides: one or several, which layout, slide or notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Checked, Collector, Problem, Severity
from deck_builder.base.source import Source, Span
from deck_builder.base.words import as_opening, words_in
from deck_builder.blocks import Block, ImageBlock, Prose, SubHeading
from deck_builder.outline import Outline, OutlineSection, OutlineSlide, identifier, secrets_of
from deck_builder.outline.settings import DROP, RULES, TOTAL, DeckFile
from deck_builder.shapes import DeckProperties
from deck_builder.slides.agenda import agenda, has_agenda
from deck_builder.slides.arrangements import is_running
from deck_builder.slides.bylines import title_slide
from deck_builder.slides.clock import Pace, shared, timed
from deck_builder.slides.closing import with_closing, with_opening
from deck_builder.slides.echoes import without_echoes
from deck_builder.slides.emphasis import with_emphasis
from deck_builder.slides.imported import IMPORTED, imported_slide
from deck_builder.slides.model import Deck, FlowRegion, Slide, SlideSection, TextRegion
from deck_builder.slides.parts import Part, in_appendix, spoken_at, with_priorities
from deck_builder.slides.photographs import with_half
from deck_builder.slides.prose import most_words, with_policy
from deck_builder.slides.rhythm import with_rhythm
from deck_builder.slides.room import has_room as has_room_for_more
from deck_builder.slides.rules import regions_for, regions_in, under_heading
from deck_builder.slides.short_sections import without_short_heads
from deck_builder.slides.shortening import Shortening
from deck_builder.slides.sides import COMPARISON, with_sides
from deck_builder.slides.squeezed import report_apart, report_cut
from deck_builder.slides.trimming import Budget, trimmed
from deck_builder.slides.turns import in_turns
from deck_builder.text.runs import Run, plain_runs
from deck_builder.theme.model import Theme
from deck_builder.variants import PLAIN, UNSUITABLE_VARIANT, Unsuited, Versus, asked, bare, named

NO_CAPTION = Problem(
    "no-caption",
    Severity.WARNING,
    "‘{caption}’ is not shown: a picture that fills half of a slide has no caption",
    "write it as text on the slide",
)
UNSUITABLE_LAYOUT = Problem(
    "unsuitable-layout",
    Severity.WARNING,
    "the content does not go into the layout ‘{layout}’",
    "another one was chosen; leave the layout out, or change the content",
)
_LINE = 70
_LONGEST_LEAD = 160
_LONGEST_SLIDE = 16


def compose(outline: Outline, theme: Theme) -> Checked[Deck]:
    """Return the slides of `outline` for which there is time, their layouts chosen by content, and
    by the room that `theme` has for it."""
    settings = outline.deck
    pace = Pace(settings.words_per_minute, settings.seconds_per_slide)
    varied = settings.compose != PLAIN
    composer = _Composer(settings.prose, settings.language, theme, varied, pace)
    shape = composer.half_shape
    parts = with_closing(with_opening(tuple(composer.parts(outline)), outline, shape), outline)
    parts = tuple(spoken_at(part, pace) for part in parts)
    composer.shortening.report(composer.found)
    is_titled = bool(settings.title) and settings.slides != RULES
    title = title_slide(outline) if is_titled else None
    titles = (timed(title, pace),) if title else ()
    listing = agenda if has_agenda(outline, parts, composer.found) else _no_agenda
    if settings.minutes:
        kept = _kept((*outline.opening, *outline.closing))
        own = (*titles, *(timed(slide, pace) for slide in (*listing(outline, parts), *kept)))
        fixed = sum(slide.seconds for slide in own)
        drops = settings.surplus == DROP
        budget = Budget(settings.minutes * 60, fixed, drops, _place_of_minutes(settings))
        parts = trimmed(parts, budget, composer.found)
    listed = tuple(timed(slide, pace) for slide in listing(outline, parts))
    parts = parts if settings.literal else without_short_heads(parts, settings)
    opening = tuple(timed(slide, pace) for slide in _kept(outline.opening))
    return composer.found.checked(_in_a_row((*opening, *titles, *listed), parts, outline, pace))


def _no_agenda(outline: Outline, parts: Sequence[Part]) -> Iterator[Slide]:
    return iter(())


def _place_of_minutes(settings: DeckFile) -> Span | None:
    """Where the talk names its minutes, else its file without a line: the command line does."""
    place = settings.place_of_minutes
    if place is not None or settings.span is None:
        return place
    return Span(Source(settings.span.source.path, ""))


def _kept(slides: Iterable[OutlineSlide]) -> Iterator[Slide]:
    """The slides of its template that a talk keeps."""
    return (imported_slide(slide, tuple(_anchors(slide))) for slide in slides)


def _in_a_row(before: Sequence[Slide], parts: Iterable[Part], outline: Outline, pace: Pace) -> Deck:
    """The deck: what comes before the parts, these, the slides that close it, and the appendix."""
    slides = list(before)
    named: list[SlideSection] = []
    appendix: list[Slide] = []
    for part in parts:
        shown = [slide for slide in part.slides if not slide.staging.appendix]
        if part.name and shown:
            named.append(SlideSection(part.name, len(slides), part.is_top, part.left_out))
        slides.extend(shown)
        appendix.extend(slide for slide in part.slides if slide.staging.appendix)
    slides.extend(timed(slide, pace) for slide in _kept(outline.closing))
    count = len(slides)
    colored = with_sides((*slides, *appendix), outline.deck.colors)
    slides, appendix = list(colored[:count]), list(colored[count:])
    if appendix:
        name = as_opening(words_in(outline.deck.language).appendix)
        named.append(SlideSection(name, len(slides)))
    properties = _properties(outline)
    slides = list(with_rhythm(slides))
    secrets, checks = secrets_of(outline), outline.deck.checks
    return Deck((*slides, *appendix), tuple(named), properties, secrets, checks)


class _Composer(Struct, frozen=True):
    prose: str
    language: str
    theme: Theme
    varied: bool
    pace: Pace
    found: Collector = field(default_factory=Collector)
    shortening: Shortening = field(default_factory=Shortening)

    @property
    def half_shape(self) -> float:
        """How many times as wide as high half of a slide is."""
        return self.theme.width / self.theme.height / 2

    def parts(self, outline: Outline) -> Iterator[Part]:
        """Yield the sections of `outline` as slides."""
        sections = tuple(with_priorities(outline.sections))
        levels = [section.level for section in sections if section.level]
        top = min(levels, default=0)
        unfold = not levels
        for index, section in enumerate(sections):
            if section.title:
                yield self._section(section, index, section.level == top)
            elif unfold:
                yield from self._untitled(section)
            else:
                yield Part("", "", tuple(map(self._slides, section.slides)))

    def _section(self, section: OutlineSection, index: int, is_top: bool) -> Part:
        anchor = section.id or f"section-{index}"
        anchors = (anchor, identifier(section.title))
        head = Slide("section", section.title, (), section.notes, anchors, span=section.span)
        head = replace(head, staging=section.staging, icon=section.icon)
        if section.imported:
            head = replace(head, layout=IMPORTED, imported=section.imported)
        own = sum(one.span is section.span for one in section.slides[:1])
        # What stands right under the heading shares the time that it names.
        under = (slide for one in section.slides[:own] for slide in self._slides(one))
        head, *shown = shared((head, *under), section.staging.seconds, self.pace)
        units = [tuple(shown)] if shown else []
        units += map(self._slides, section.slides[own:])
        name = plain_runs(section.title)
        if section.staging.appendix:
            units = [tuple(map(in_appendix, unit)) for unit in units]
            return Part(name, anchor, tuple(units), in_appendix(head), level=section.level)
        return Part(name, anchor, tuple(units), head, is_top, section.level)

    def _untitled(self, section: OutlineSection) -> Iterator[Part]:
        """Slides without sections: one that is far too long for a slide becomes a section."""
        for index, slide in enumerate(section.slides):
            if not _is_long(slide):
                yield Part("", "", (self._slides(slide),))
                continue
            report_cut(slide.variant, slide.span, self.found)
            anchor = slide.id or f"slide-{index}"
            anchors = (anchor, identifier(slide.title), *slide.anchors)
            subtitle = _section_subtitle(slide)
            parts = list(_unfolded(replace(slide, id="")))
            head = Slide("section", slide.title, anchors=anchors, span=slide.span)
            head = replace(head, staging=slide.staging, icon=slide.icon)
            if subtitle or not _lead(slide.blocks):
                parts = parts[len(subtitle) :]
                head = replace(head, regions=subtitle, notes=slide.notes)
            if subtitle:
                lead = (FlowRegion("body", _lead(slide.blocks)),)
                head = replace(head, roomier=replace(head, layout="content", regions=lead))
            under = (made for part in parts for made in self._slides(part))
            whole = shared((head, *under), slide.staging.seconds, self.pace)
            yield Part(plain_runs(slide.title), anchor, (whole,), is_top=True)

    def _slides(self, slide: OutlineSlide) -> tuple[Slide, ...]:
        """The slides that a heading becomes, which share the time it names."""
        return shared(tuple(self._pieces(slide)), slide.staging.seconds, self.pace)

    def _pieces(self, slide: OutlineSlide) -> Iterator[Slide]:
        if slide.imported:
            yield imported_slide(slide, tuple(_anchors(slide)))
            return
        if _is_long(slide):
            report_cut(slide.variant, slide.span, self.found)
            first, *rest = _unfolded(slide)
            if not _lead(slide.blocks):
                title = (*slide.title, Run(": "), *first.title)
                first = replace(first, title=title, id=slide.id, notes=slide.notes)
            first = replace(first, anchors=slide.anchors)
            yield from self._slides(first)
            for part in rest:
                yield from self._slides(part)
            return
        has_room = partial(has_room_for_more, theme=self.theme, varied=self.varied)
        shown = with_policy(slide, self.prose, has_room)
        if len(shown.notes) > len(slide.notes):
            self.shortening.note(slide, shown, self.found)
            if not (slide.prose or self.prose):
                self.shortening.add(slide, shown)
        yield self._slide(shown, most_words(slide, shown))

    def _slide(self, slide: OutlineSlide, words: int) -> Slide:
        is_named = bool(slide.layout)
        slide = self._with_open_variant(replace(slide, blocks=in_turns(slide.blocks)))
        blocks = with_emphasis(slide.blocks, slide.title, self.language, self.found)
        slide = slide if blocks is slide.blocks else replace(slide, blocks=blocks)
        if self.varied and not (slide.layout or slide.variant):
            blocks = with_half(slide.blocks, self.language, self.half_shape)
            slide = replace(slide, blocks=blocks)
        slide, bleed = _without_bleed(without_echoes(slide))
        if bleed and bleed.caption:
            self.found.report(NO_CAPTION, bleed.span, caption=plain_runs(bleed.caption))
        layout, regions = self._choice(slide)
        made = Slide(
            layout,
            slide.title,
            regions,
            slide.notes,
            anchors=tuple(_anchors(slide)),
            most_words=words,
            staging=slide.staging,
            bleed=bleed,
            icon=slide.icon,
            sides=_sides(slide.blocks) if layout == COMPARISON else (),
            is_named=is_named,
            span=slide.span,
        )
        if layout != COMPARISON:
            report_apart(slide.blocks, self.found)
        blocks = bare(slide.blocks)
        is_open = self.varied and not (slide.variant or slide.layout or bleed)
        varies = is_open and is_running(blocks)
        body = (FlowRegion("body", blocks),)
        if regions == body or not blocks:
            return replace(made, varies=True) if varies and layout == "content" else made
        plain = replace(made, layout="content", regions=body, varies=varies)
        return replace(made, roomier=plain)

    def _with_open_variant(self, slide: OutlineSlide) -> OutlineSlide:
        """A slide whose class changes its blocks and nothing else."""
        if not slide.variant or slide.variant == PLAIN or not named(slide.variant).is_layout_open:
            return slide
        made = asked(slide.variant, slide.blocks)
        if isinstance(made, Unsuited):
            self._report_unsuited(slide, made)
            made = slide.blocks
        return replace(slide, variant="", blocks=made)

    def _report_unsuited(self, slide: OutlineSlide, made: Unsuited) -> None:
        name, reason = slide.variant, made.reason
        self.found.report(UNSUITABLE_VARIANT, slide.span, name=name, reason=reason)

    def _choice(self, slide: OutlineSlide) -> tuple[str, tuple[TextRegion | FlowRegion, ...]]:
        if slide.title and not slide.layout:
            under = under_heading(slide.blocks, plain_runs(slide.title))
            if under is not None:
                return "section", under
        if slide.variant and slide.variant != PLAIN:
            made = asked(slide.variant, slide.blocks)
            if not isinstance(made, Unsuited):
                return "content", (FlowRegion("body", made),)
            self._report_unsuited(slide, made)
        varied = self.varied and slide.variant != PLAIN
        if not slide.layout:
            return regions_for(slide.blocks, varied)
        regions = regions_in(slide.layout, slide.blocks)
        if regions is not None:
            return slide.layout, regions
        self.found.report(UNSUITABLE_LAYOUT, slide.span, layout=slide.layout)
        return regions_for(slide.blocks, varied)


def _sides(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The colours of two sides that a class gives them."""
    return next((block.colors for block in blocks if isinstance(block, Versus)), ())


def _without_bleed(slide: OutlineSlide) -> tuple[OutlineSlide, ImageBlock | None]:
    """Take the picture that fills half of a slide out of its blocks; the rest is plain content."""
    halves = [block for block in slide.blocks if isinstance(block, ImageBlock) and block.half]
    if not halves:
        return slide, None
    rest = tuple(block for block in slide.blocks if block is not halves[0])
    return replace(slide, blocks=rest, layout="content"), replace(halves[0], cover=True)


def _anchors(slide: OutlineSlide) -> Iterator[str]:
    """The ids of a slide, and of the sub-headings on it."""
    titles = [(slide.id, slide.title)]
    titles += [(one.anchor, one.runs) for one in slide.blocks if isinstance(one, SubHeading)]
    for name, runs in titles:
        yield from filter(None, (name, identifier(runs)))
    yield from slide.anchors


def _is_long(slide: OutlineSlide) -> bool:
    """Whether a slide has sub-headings and far more lines than a slide holds."""
    if not slide.title or slide.layout or slide.is_whole:
        return False
    headings = sum(isinstance(block, SubHeading) for block in slide.blocks)
    return headings > 1 and sum(map(_lines, slide.blocks)) > _LONGEST_SLIDE


def _lines(block: Block) -> int:
    if block.stretches:
        return _LONGEST_SLIDE // 2
    return sum(1 + len(line) // _LINE for line in block.plain().split("\n"))


def _lead(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks before the first sub-heading."""
    for index, block in enumerate(blocks):
        if isinstance(block, SubHeading):
            return tuple(blocks[:index])
    return tuple(blocks)


def _section_subtitle(slide: OutlineSlide) -> tuple[TextRegion, ...]:
    """What a section's own slide says under its title: the lead when it is a line or two."""
    lead = _lead(slide.blocks)
    if len(lead) != 1 or not isinstance(lead[0], Prose) or len(lead[0].plain()) > _LONGEST_LEAD:
        return ()
    return (TextRegion("subtitle", lead[0].paragraphs),)


def _unfolded(slide: OutlineSlide) -> Iterator[OutlineSlide]:
    """A slide for what stands before the sub-headings, and one for each highest sub-heading."""
    lead = _lead(slide.blocks)
    if lead:
        yield replace(slide, blocks=lead)
    rest = slide.blocks[len(lead) :]
    level = min(block.level for block in rest if isinstance(block, SubHeading))
    heading: SubHeading | None = None
    blocks: list[Block] = []
    for block in rest:
        if isinstance(block, SubHeading) and block.level == level:
            if heading or blocks:
                yield _from_heading(heading, blocks, slide)
            heading, blocks = block, []
        else:
            blocks.append(block)
    yield _from_heading(heading, blocks, slide)


def _from_heading(
    heading: SubHeading | None, blocks: Iterable[Block], slide: OutlineSlide
) -> OutlineSlide:
    if heading is None:
        return replace(slide, id="", blocks=tuple(blocks), notes=())
    return OutlineSlide(
        heading.runs,
        heading.anchor,
        prose=slide.prose,
        blocks=tuple(blocks),
        staging=slide.staging,
        icon=heading.icon,
        span=heading.span,
    )


def _properties(outline: Outline) -> DeckProperties:
    deck = outline.deck
    return DeckProperties(
        title=deck.title,
        subtitle=deck.subtitle,
        author=deck.author,
        date=deck.date,
        language=deck.language,
        header=deck.header,
        footer=deck.footer,
        slide_numbers=bool(deck.slide_numbers),
        progress=deck.progress,
        totalled=deck.slide_numbers == TOTAL,
        transition=deck.transition,
        minutes=deck.minutes,
        clock=deck.clock,
        keep_data=deck.keep_data,
    )
