"""Slides to the waist: where everything stands, how large, and what continues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from deck_builder.blocks.frames import split_text
from deck_builder.blocks.stack import Blocks, fits, merged_text, split_stack, stack
from deck_builder.diagnostics import Checked, Collector, Problem, Severity
from deck_builder.fit import measure
from deck_builder.shapes import DeckSection, LaidOutDeck, LaidOutSlide, Shape, TextBox
from deck_builder.slides.model import Deck, FlowRegion, Slide, TextRegion
from deck_builder.text import Paragraph, Run
from deck_builder.theme import Layout, Placeholder, TextStyle, Theme
from deck_builder.units import Box, emu

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
_TITLE_STEPS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5)
_BALANCE_STEPS = (0.5, 0.6, 0.7, 0.8, 0.9)
_ELLIPSIS = "…"
_WORD_LIMIT = 60


def lay_out(deck: Deck, theme: Theme) -> Checked[LaidOutDeck]:
    """Return `deck` with everything positioned and every text fitted."""
    layouter = _Layouter(theme)
    slides: list[LaidOutSlide] = []
    starts: list[int] = []
    for slide in deck.slides:
        starts.append(len(slides))
        slides.extend(layouter.pages(slide))
    sections = tuple(DeckSection(one.name, starts[one.first]) for one in deck.sections)
    laid_out = LaidOutDeck(tuple(slides), theme, deck.properties, sections)
    return layouter.found.checked(laid_out)


@dataclass(frozen=True, slots=True)
class _Area:
    """Where a flow region's blocks go: its box, and the theme with the region's body style."""

    region: FlowRegion
    box: Box
    theme: Theme
    placeholder: Placeholder | None

    def at(self, factor: float) -> _Area:
        return replace(self, theme=self.theme.scaled(factor))

    @property
    def is_single(self) -> bool:
        return fits(self.region.blocks, self.box, self.theme)


@dataclass(slots=True)
class _Layouter:
    theme: Theme
    found: Collector = field(default_factory=Collector)
    # The same few themes are scaled again and again.
    _themes: dict[tuple[str, float], Theme] = field(default_factory=dict)

    def pages(self, slide: Slide) -> Iterator[LaidOutSlide]:
        """Yield the slide, and the ones that continue it."""
        layout = self.theme.layouts[slide.layout]
        areas = self._areas(slide, layout)
        texts = self._texts(slide, layout)
        if slide.roomier and (texts is None or not self._is_single(areas)):
            yield from self.pages(slide.roomier)
            return
        if texts is None:
            texts = self._forced_texts(slide, layout)
        parts = self._parts(areas)
        count = max(map(len, parts), default=1)
        for number, columns in enumerate(zip_longest(*parts) if parts else ((),), 1):
            content = tuple(_region_shapes(slide, texts, columns))
            yield self._page(slide, layout, content, (number, count))

    def _areas(self, slide: Slide, layout: Layout) -> tuple[_Area, ...]:
        flows = [region for region in slide.regions if isinstance(region, FlowRegion)]
        return tuple(self._area(region, slide, layout) for region in flows)

    def _area(self, region: FlowRegion, slide: Slide, layout: Layout) -> _Area:
        placeholder = layout.placeholder(region.name)
        if placeholder is None:
            return _Area(region, self._body_box(slide, self.theme.content), self.theme, None)
        box = self._body_box(slide, placeholder.box.inset(placeholder.insets))
        if placeholder.type == "pic":
            return _Area(region, box, self.theme, None)
        return _Area(region, box, self._with_body(placeholder.style), placeholder)

    def _body_box(self, slide: Slide, box: Box) -> Box:
        """A slide without a title uses the title's room, too."""
        title = self.theme.layouts[slide.layout].placeholder("title")
        if slide.title or title is None or title.box.y >= box.y:
            return box
        return Box(box.x, title.box.y, box.width, box.bottom - title.box.y)

    def _with_body(self, style: TextStyle) -> Theme:
        if style == self.theme.styles["body"]:
            return self.theme
        key = (style.name, 1.0)
        if key not in self._themes:
            styles = {**self.theme.styles, "body": style}
            self._themes[key] = replace(self.theme, styles=styles)
        return self._themes[key]

    def _is_single(self, areas: Sequence[_Area]) -> bool:
        last = self.theme.steps[-1]
        return all(area.is_single or self._scaled(area, last).is_single for area in areas)

    def _scaled(self, area: _Area, factor: float) -> _Area:
        key = (area.theme.styles["body"].name, factor)
        if key not in self._themes:
            self._themes[key] = area.theme.scaled(factor)
        return replace(area, theme=self._themes[key])

    def _parts(self, areas: Sequence[_Area]) -> list[list[_Area]]:
        """For each area its pages: in the largest size that gives the fewest of them."""
        for factor in self.theme.steps:
            scaled = [self._scaled(area, factor) for area in areas]
            if all(area.is_single for area in scaled):
                return [[area] for area in scaled]
        smallest = [self._scaled(area, self.theme.steps[-1]) for area in areas]
        fewest = max(len(self._pages(area)) for area in smallest)
        for factor in self.theme.steps:
            scaled = [self._scaled(area, factor) for area in areas]
            pages = [self._pages(area) for area in scaled]
            if max(map(len, pages)) == fewest:
                break
        return [self._balanced(area, len(found)) for area, found in zip(scaled, pages, strict=True)]

    def _balanced(self, area: _Area, count: int) -> list[_Area]:
        """The same number of pages, the last as full as the others where that can be."""
        pages = self._pages(area, report=count == 1)
        if count > 1:
            for share in _BALANCE_STEPS:
                lower = replace(area, box=area.box.of_height(int(area.box.height * share)))
                found = self._pages(lower)
                if len(found) == count and all(
                    fits(blocks, lower.box, lower.theme) for blocks in found
                ):
                    pages = found
                    break
            else:
                pages = self._pages(area, report=True)
        return [replace(area, region=replace(area.region, blocks=blocks)) for blocks in pages]

    def _pages(self, area: _Area, report: bool = False) -> list[Blocks]:
        pages: list[Blocks] = []
        rest = area.region.blocks
        while rest:
            cut = split_stack(rest, area.box, area.theme)
            if cut is None:
                if report:
                    self.found.report(TEXT_OVERFLOW, rest[0].span)
                cut = rest[:1], rest[1:]
            pages.append(cut[0])
            rest = cut[1]
        return pages

    def _texts(self, slide: Slide, layout: Layout) -> dict[str, TextBox] | None:
        """The regions that fill a placeholder with text, or None when one of them does not fit."""
        frames = {}
        for region in slide.regions:
            if isinstance(region, TextRegion):
                frame = self._text(region, layout)
                if frame is None:
                    return None
                frames[region.name] = frame
        return frames

    def _text(self, region: TextRegion, layout: Layout) -> TextBox | None:
        placeholder = layout.placeholder(region.name)
        if placeholder is None:
            return None
        style = self._fitting(region.paragraphs, placeholder, self.theme.steps)
        return None if style is None else _filled(placeholder, region.paragraphs, style)

    def _fitting(
        self, paragraphs: tuple[Paragraph, ...], place: Placeholder, steps: Sequence[float]
    ) -> TextStyle | None:
        room = place.box.inset(place.insets)
        for factor in steps:
            style = place.style.scaled(factor)
            if measure(paragraphs, room.width, style, self.theme.fonts).height <= room.height:
                return style
        return None

    def _forced_texts(self, slide: Slide, layout: Layout) -> dict[str, TextBox]:
        """Text regions with no roomier layout to go to: what does not fit is reported."""
        frames = {}
        for region in slide.regions:
            placeholder = layout.placeholder(region.name)
            if isinstance(region, TextRegion) and placeholder is not None:
                frame = self._text(region, layout)
                if frame is None:
                    span = next((one.span for one in region.paragraphs if one.span), slide.span)
                    self.found.report(TEXT_OVERFLOW, span)
                    style = placeholder.style.scaled(self.theme.steps[-1])
                    frame = _filled(placeholder, region.paragraphs, style)
                frames[region.name] = frame
        return frames

    def _page(
        self, slide: Slide, layout: Layout, content: tuple[Shape, ...], part: tuple[int, int]
    ) -> LaidOutSlide:
        title, shortened = self._title(slide, layout, part)
        notes = slide.notes if part[0] == 1 else ()
        if shortened and part[0] == 1:
            notes = (Paragraph(slide.title), *notes)
        return LaidOutSlide(
            layout=_layout_name(slide.layout, content),
            title=self._plain_title(slide, part),
            shapes=(*title, *content),
            notes=notes,
            anchors=slide.anchors if part[0] == 1 else (),
        )

    def _plain_title(self, slide: Slide, part: tuple[int, int]) -> str:
        text = "".join(run.text for run in self._title_runs(slide.title, part))
        return text.replace("\n", " ") or self._words(slide)

    def _words(self, slide: Slide) -> str:
        """The first words of a slide without a title, for navigation and screen readers."""
        texts = [
            "\n".join(block.plain() for block in region.blocks)
            if isinstance(region, FlowRegion)
            else "\n".join(paragraph.text for paragraph in region.paragraphs)
            for region in slide.regions
        ]
        words = " ".join(" ".join(texts).split())
        return (
            words
            if len(words) <= _WORD_LIMIT
            else words[:_WORD_LIMIT].rsplit(" ", 1)[0] + _ELLIPSIS
        )

    def _title_runs(self, title: tuple[Run, ...], part: tuple[int, int]) -> tuple[Run, ...]:
        number, count = part
        if count == 1 or not title:
            return title
        return (*title, Run(" " + self.theme.continued.format(part=number, parts=count)))

    def _title(
        self, slide: Slide, layout: Layout, part: tuple[int, int]
    ) -> tuple[tuple[TextBox, ...], bool]:
        """The title's frame, and whether the title had to be shortened."""
        placeholder = layout.placeholder("title")
        if placeholder is None or not slide.title:
            return (), False
        paragraph = Paragraph(self._title_runs(slide.title, part), span=slide.span)
        style = self._fitting((paragraph,), placeholder, _TITLE_STEPS)
        if style is not None:
            return (_filled(placeholder, (paragraph,), style),), False
        if part[0] == 1:
            self.found.report(LONG_TITLE, slide.span)
        style = placeholder.style.scaled(_TITLE_STEPS[-1])
        short = self._shortened(paragraph, placeholder, style)
        return (_filled(placeholder, (short,), style),), True

    def _shortened(self, title: Paragraph, place: Placeholder, style: TextStyle) -> Paragraph:
        room = place.box.inset(place.insets)
        line = emu(style.level(0).size)
        cut = split_text((title,), room.of_height(max(0, room.height)), self.theme, style)
        runs = cut[0][0].runs if cut else title.runs[:1]
        text = "".join(run.text for run in runs)
        while text:
            short = Paragraph((Run(text.rstrip() + _ELLIPSIS),), span=title.span)
            if measure((short,), room.width - line, style, self.theme.fonts).height <= room.height:
                return short
            text = text[: int(len(text) * 0.9)]
        return Paragraph((Run(_ELLIPSIS),), span=title.span)


def _filled(place: Placeholder, paragraphs: tuple[Paragraph, ...], style: TextStyle) -> TextBox:
    return TextBox(
        place.box,
        paragraphs,
        style,
        placeholder=place.name,
        anchor=place.anchor,
        insets=place.insets,
    )


def _placed(area: _Area) -> tuple[Shape, ...]:
    """The shapes of a page's part of an area; the first text of the body fills its placeholder."""
    body = area.theme.styles["body"]
    shapes = list(merged_text(stack(area.region.blocks, area.box, area.theme).shapes, body))
    place = area.placeholder
    if place is None:
        return tuple(shapes)
    for index, shape in enumerate(shapes):
        if isinstance(shape, TextBox) and shape.style == body and not shape.fill:
            alone = len(shapes) == 1
            box = area.box if alone else shape.box
            shapes[index] = replace(
                shape,
                box=place.box if alone and box == place.box.inset(place.insets) else box,
                placeholder=place.name,
                anchor=place.anchor,
                insets=place.insets,
            )
            break
    return tuple(shapes)


def _region_shapes(
    slide: Slide, texts: Mapping[str, TextBox], areas: Sequence[_Area | None]
) -> Iterator[Shape]:
    """The shapes of a page, region by region, which is the order they are read in."""
    flows = iter(areas)
    for region in slide.regions:
        if isinstance(region, FlowRegion):
            area = next(flows, None)
            if area is not None:
                yield from _placed(area)
        elif region.name in texts:
            yield texts[region.name]


def _layout_name(layout: str, content: Sequence[Shape]) -> str:
    """A slide whose content fills no placeholder needs none."""
    if layout == "content" and not any(getattr(shape, "placeholder", "") for shape in content):
        return "title-only"
    return layout
