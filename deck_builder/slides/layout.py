"""Slides to the waist: where everything is, how large, and what continues."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base import progress
from deck_builder.base.diagnostics import Checked, Collector, Problem, Severity
from deck_builder.base.exact import Exact
from deck_builder.base.languages import Direction, direction_of
from deck_builder.base.limits import SLIDES
from deck_builder.base.memory import recalled_moved, same
from deck_builder.blocks import Columns
from deck_builder.blocks.frames import balanced, without_widows
from deck_builder.blocks.icons import without_icons
from deck_builder.shapes import (
    DeckSection,
    LaidOutDeck,
    LaidOutSlide,
    Shape,
    TextBox,
)
from deck_builder.slides import feet, ground, imported, mirror, versus
from deck_builder.slides.areas import Area, Page, figure_on
from deck_builder.slides.builds import shifted, with_builds
from deck_builder.slides.clock import over_pages
from deck_builder.slides.crowding import report_crowding
from deck_builder.slides.figures import PICTURE, framed, with_caption
from deck_builder.slides.filling import layout_name, page_shapes
from deck_builder.slides.fitting import (
    fit_in_text_size,
    fit_on_one,
    fit_on_several,
    largest_steps,
)
from deck_builder.slides.footers import with_footers
from deck_builder.slides.headers import with_headers
from deck_builder.slides.icons import with_icons
from deck_builder.slides.items import with_items
from deck_builder.slides.legible import on_background
from deck_builder.slides.mats import with_mats
from deck_builder.slides.model import Deck, FlowRegion, Slide, TextRegion
from deck_builder.slides.monotony import looks_of, recent, varied
from deck_builder.slides.no_breaks import with_no_breaks
from deck_builder.slides.placing import lowered, untitled_box
from deck_builder.slides.poor_colors import report_poor_colors
from deck_builder.slides.scale import DeckScale, Steps, deck_scale
from deck_builder.slides.scripts import with_scripts
from deck_builder.slides.section_map import with_dividers, with_heads, with_sections
from deck_builder.slides.squeezed import blocks_on, report_squeezed
from deck_builder.slides.titles import (
    TITLE_STEPS,
    Title,
    filled,
    fit_title,
    fitting_style,
    name_of,
    under_title,
)
from deck_builder.text.runs import Paragraph
from deck_builder.theme.mirror import typeset
from deck_builder.theme.model import Layout, Placeholder, Theme
from deck_builder.theme.text_style import TextStyle

TEXT_OVERFLOW = Problem(
    "text-overflow",
    Severity.ERROR,
    "this does not fit on a slide, not even in the smallest size",
    "make it shorter, or cut it in two",
)
LONG_TITLE = Problem(
    "long-title",
    Severity.WARNING,
    "the title is too long for its place and was shortened; the notes have it whole",
    "make it shorter",
)
LONG_RUN = Problem(
    "long-run",
    Severity.WARNING,
    "this continues over {count} slides",
    "show less of it, or put it in the appendix; a table from a data file takes ‘where’, which "
    "selects rows",
)
_MANY_PAGES = 20
AUTHORS_IN_NOTES = Problem(
    "moved-to-notes",
    Severity.NOTE,
    "the title slide has no room for the affiliations of the authors; they are in its notes",
)
_BALANCED = ("statement", "quote", "caption", "explanation")
# A statement with more lines than this is smaller.
_STATEMENT_LINES = 4


def lay_out(deck: Deck, theme: Theme) -> Checked[LaidOutDeck]:
    """Return `deck` with everything positioned and every text fitted."""
    progress.now("laying out the slides")
    is_mirrored = direction_of(deck.properties.language) is Direction.RTL
    theme = typeset(theme) if is_mirrored else theme
    deck = with_heads(with_no_breaks(deck), theme)
    if not deck.properties.progress:
        theme = replace(theme, progress=None)
    deck = with_dividers(deck, theme)
    # Slides of the last build are known by it.
    theme = same(theme)
    shown = [
        mirror.before_mirror(slide) if is_mirrored and not slide.imported else slide
        for slide in (_in_layouts(slide, theme) for slide in deck.slides)
    ]
    layouter = _Layouter(theme)
    layouter = replace(layouter, scale=deck_scale(layouter.measured(shown)))
    slides: list[LaidOutSlide] = []
    starts: list[int] = []
    looks: tuple[str, ...] = ()
    for slide in shown:
        SLIDES.check(len(slides), "the deck", slide.span)
        starts.append(len(slides))
        if slide.imported:
            slides.extend(over_pages(slide, [imported.laid_out(slide)]))
            continue
        pages = _pages_of(slide, layouter, looks)
        # With all of them, ten thousand slides would take 20 s more.
        looks = recent((*looks, *looks_of(pages)))
        slides.extend(over_pages(slide, pages))
    imported.report_misfits(deck.slides, theme, layouter.found)
    report_poor_colors(slides, theme, layouter.found)
    report_crowding(slides, theme, layouter.found)
    sections = tuple(DeckSection(one.name, starts[one.first]) for one in deck.sections)
    laid_out = LaidOutDeck(tuple(slides), theme, deck.properties, sections, deck.secrets)
    laid_out = with_headers(with_footers(laid_out))
    laid_out = with_sections(laid_out, deck.sections)
    laid_out = with_scripts(mirror.mirrored_deck(laid_out) if is_mirrored else laid_out)
    if deck.checks:
        # Only now: few talks ask for any.
        from deck_builder.slides.checks import run_checks

        run_checks(deck.checks, laid_out, layouter.found)
    return layouter.found.checked(laid_out)


def _in_layouts(slide: Slide, theme: Theme) -> Slide:
    """The slide in the first layout that the theme has: a template may not have all of them."""
    while slide.layout not in theme.layouts:
        slide = slide.roomier or replace(slide, layout="content")
    return ground.filled(slide, theme)


def _pages_of(slide: Slide, layouter: _Layouter, seen: Sequence[str]) -> Sequence[LaidOutSlide]:
    """The pages of `slide` after those that look as `seen`; those of the last build where it is
    still the same."""

    def key() -> Hashable:
        before = tuple(seen) if _may_vary(slide) else ()
        return _pages_of, Exact((layouter.theme, layouter.scale), _pages_of), before

    return recalled_moved(
        layouter.found, slide, key, lambda: _with_footnotes(slide, layouter, seen)
    )


def _may_vary(slide: Slide | None) -> bool:
    """Whether a slide, or what is shown instead, depends on the slides before it."""
    return slide is not None and (slide.varies or _may_vary(slide.roomier))


def _with_footnotes(
    slide: Slide, layouter: _Layouter, seen: Sequence[str]
) -> Sequence[LaidOutSlide]:
    """The pages of `slide` after those that look as `seen`, with room for their footnotes."""
    theme, found = layouter.theme, layouter.found
    before = len(found.found)
    layout = theme.layouts[slide.layout]
    room = ground.room_beside(layout, slide.bleed, theme) if slide.bleed else theme.content
    most, reserved = feet.most_height(theme), 0
    while True:
        pages = list(layouter.pages(slide, seen))
        found_feet = [feet.foot_of(page.shapes, room, theme) for page in pages]
        wanted = max((feet.foot_height(foot, room, theme) for foot in found_feet), default=0)
        if not reserved < wanted <= most:
            break
        # Each turn leaves the footnotes more room, until there is enough on every page.
        reserved = wanted
        del found.found[before:]
        layouter = _Layouter(feet.above_foot(theme, reserved), layouter.scale, found)
    if wanted > most:
        found.report(feet.LONG_FOOTNOTES, slide.span)
    return [
        feet.with_foot(page, foot, room, theme, has_room=wanted <= most)
        for page, foot in zip(pages, found_feet, strict=True)
    ]


class _Text(Struct, frozen=True):
    """A text in its placeholder; the style is None when it fits in no size."""

    region: TextRegion
    place: Placeholder
    style: TextStyle | None


class _Ready(Struct, frozen=True):
    """What surrounds the content of `slide`: its title, the layout as it is used, whether that has
    room for the title, and the areas of its blocks."""

    slide: Slide
    title: Paragraph
    layout: Layout
    has_room: bool
    areas: tuple[Area, ...]


class _Layouter(Struct, frozen=True):
    theme: Theme
    scale: DeckScale = DeckScale()
    found: Collector = field(default_factory=Collector)
    _body_themes: dict[str, Theme] = field(default_factory=dict)
    _known: dict[int, _Ready] = field(default_factory=dict)

    def measured(self, slides: Iterable[Slide]) -> Iterator[tuple[Steps, str]]:
        """Yield the largest steps that text can have on each slide that is one page, and which
        figure stands on it."""
        theme = Exact(self.theme, _Layouter)
        for slide in slides:
            found = recalled_moved(
                self.found, slide, lambda: (_Layouter, theme), partial(self._measured, slide)
            )
            if found is not None:
                yield found

    def _measured(self, slide: Slide | None) -> tuple[Steps, str] | None:
        """The largest steps and the figure of a slide, or of what is shown instead; None where
        neither is one page."""
        if slide is None or slide.imported:
            return None
        areas = self._ready(slide).areas
        steps = largest_steps(areas)
        return self._measured(slide.roomier) if steps is None else (steps, figure_on(areas))

    def pages(self, slide: Slide, seen: Sequence[str]) -> Iterator[LaidOutSlide]:
        """Yield the slide, and those that continue it, after slides that look as `seen`."""
        ready = self._ready(slide)
        layout, areas = ready.layout, ready.areas
        texts = list(self._texts(slide, layout))
        page = fit_on_one(areas, self.scale, may_stack=_may_stack(slide))
        has_room = ready.has_room and all(text.style for text in texts)
        if slide.roomier and (page is None or not has_room):
            if slide.roomier.notes != slide.notes:
                self.found.report(AUTHORS_IN_NOTES, slide.span)
            report_squeezed(areas, blocks_on(slide.roomier), self.found)
            yield from self.pages(slide.roomier, seen)
            return
        frames = {text.region.name: self._frame(text, slide) for text in texts}
        split = partial(self._several, areas)
        pages = list(varied(slide, page, split, seen, self._in_text_size))
        if len(pages) > _MANY_PAGES and slide.staging.is_spoken:
            self.found.report(LONG_RUN, slide.span, count=len(pages))
        for number, (shown, one) in enumerate(pages, 1):
            # Beside texts in places of their own, and on pages that continue, it stays where it is.
            is_free = bool(one) and not texts and len(pages) == 1
            placed = lowered(one, slide) if is_free else one
            content = with_items(tuple(page_shapes(shown, frames, placed)), shown, self.theme)
            content = with_caption(content, self.theme)
            if slide.sides:
                content = versus.with_panels(content, placed, slide, layout, self.theme, self.found)
            yield self._page(self._ready(shown), content, (number, len(pages)))

    def _in_text_size(self, slide: Slide) -> Page | None:
        """The page of a slide in columns, in the size that running text has in the deck."""
        ready = self._ready(slide)
        return fit_in_text_size(ready.areas, self.scale) if ready.has_room else None

    def _ready(self, slide: Slide) -> _Ready:
        """What surrounds the content of a slide, which is measured first and laid out later. With
        the slide, so that its id stays its own."""
        known = self._known.get(id(slide))
        if known is None:
            title = Paragraph(slide.title, icon=slide.icon, span=slide.span)
            layout, has_room = self._layout(slide, title)
            areas = self._areas(slide, layout)
            known = self._known[id(slide)] = _Ready(slide, title, layout, has_room, areas)
        return known

    def _layout(self, slide: Slide, title: Paragraph) -> tuple[Layout, bool]:
        """The layout as this slide uses it, and whether it has room for the title."""
        layout = ground.uncovered(self.theme.layouts[slide.layout], slide, self.theme)
        if slide.bleed:
            layout = ground.beside(layout, slide.bleed, self.theme, has_text=bool(slide.regions))
        if slide.sides:
            layout = versus.in_panels(layout, slide, self.theme)
        found = under_title(layout, title, self.theme)
        return found or layout, found is not None

    def _areas(self, slide: Slide, layout: Layout) -> tuple[Area, ...]:
        flows = (region for region in slide.regions if isinstance(region, FlowRegion))
        return tuple([self._area(region, slide, layout) for region in flows])

    def _area(self, region: FlowRegion, slide: Slide, layout: Layout) -> Area:
        place = layout.placeholder(region.name)
        if place is None:
            box = untitled_box(slide, layout, self.theme.content)
            return Area(region.blocks, box, self.theme, most_words=slide.most_words)
        if place.type == PICTURE:
            box = untitled_box(slide, layout, place.box)
            return Area(framed(region.blocks, box), box, self.theme, placeholder=place)
        box = untitled_box(slide, layout, place.box.inset(place.insets))
        theme = self._with_body(place.style)
        return Area(region.blocks, box, theme, place.style.name, place, slide.most_words)

    def _with_body(self, style: TextStyle) -> Theme:
        if style == self.theme.styles["body"]:
            return self.theme
        if style.name not in self._body_themes:
            self._body_themes[style.name] = self.theme.with_style("body", style)
        return self._body_themes[style.name]

    def _several(self, areas: Sequence[Area]) -> tuple[Page, ...]:
        fitted = fit_on_several(areas, self.scale)
        for block in fitted.overflowing:
            self.found.report(TEXT_OVERFLOW, block.span)
        shown = (block for page in fitted.pages for area in page for block in area.blocks)
        report_squeezed(areas, shown, self.found)
        return fitted.pages

    def _texts(self, slide: Slide, layout: Layout) -> Iterator[_Text]:
        """The regions that fill a placeholder with text."""
        for region in slide.regions:
            place = layout.placeholder(region.name)
            if isinstance(region, TextRegion) and place is not None:
                lines = _STATEMENT_LINES if region.name == "statement" else 0
                text = region.paragraphs
                style = fitting_style(text, place, self.theme, TITLE_STEPS, lines)
                yield _Text(region, place, style)

    def _frame(self, text: _Text, slide: Slide) -> TextBox:
        """A filled placeholder; a text that fits in no size is reported, and set in the
        smallest."""
        paragraphs, style = text.region.paragraphs, text.style
        if style is None:
            self.found.report(TEXT_OVERFLOW, paragraphs[0].span or slide.span)
            style = text.place.style.scaled(TITLE_STEPS[-1])
        frame = filled(text.place, paragraphs, style)
        return balanced(frame, self.theme) if text.region.name in _BALANCED else frame

    def _page(
        self, ready: _Ready, content: tuple[Shape, ...], part: tuple[int, int]
    ) -> LaidOutSlide:
        slide, layout, (number, count) = ready.slide, ready.layout, part
        suffix = " " + self.theme.continued.format(part=number, parts=count) if count > 1 else ""
        title = self._title(ready, suffix)
        notes = slide.notes if number == 1 else ()
        if title and not title.is_whole and number == 1:
            self.found.report(LONG_TITLE, slide.span)
            notes = (Paragraph(slide.title), *notes)
        staging, background = slide.staging, slide.staging.ground
        if background is not None:
            background = ground.shown_background(
                background, layout, self.theme, slide.span, self.found
            )
            staging = replace(staging, background=background)
        before: tuple[Shape, ...] = (title.frame,) if title else ()
        after: tuple[Shape, ...] = ()
        if slide.bleed:
            half = ground.bleeding(layout, slide.bleed, self.theme)
            if not slide.bleed.cover:
                half = with_mats(half, background, layout, self.theme)
            before, after = (
                (before, half) if slide.bleed.half == "right" else ((*before, *half), ())
            )
        content = without_widows(with_mats(content, background, layout, self.theme), self.theme)
        placed, builds = with_builds(content, slide.staging.incremental)
        shapes, builds = with_icons(
            (*before, *placed, *after), shifted(builds, len(before)), self.theme.fonts
        )
        return LaidOutSlide(
            layout=layout_name(slide, content, self.theme),
            title=name_of(slide) + suffix,
            shapes=on_background(background, layout, self.theme, shapes),
            notes=without_icons(notes),
            anchors=slide.anchors if number == 1 else (),
            builds=builds,
            staging=staging,
            page=number,
        )

    def _title(self, ready: _Ready, suffix: str) -> Title | None:
        place = ready.layout.placeholder("title")
        if place is None or not ready.slide.title:
            return None
        return fit_title(ready.title, suffix, place, self.theme)


def _may_stack(slide: Slide) -> bool:
    """Whether the content of a slide can be shown in another way than side by side."""
    other = slide.roomier
    return other is not None and not all(isinstance(one, Columns) for one in blocks_on(other))
