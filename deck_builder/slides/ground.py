"""A slide's own background, and a picture that fills half of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.base.color import LEAST_CONTRAST, least_contrast, mix
from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.source import Span
from deck_builder.base.units import Box, emu
from deck_builder.blocks import ImageBlock
from deck_builder.shapes import Shape, SlideBackground
from deck_builder.slides.model import Slide
from deck_builder.theme.contrast import LOW_CONTRAST
from deck_builder.theme.model import Anchor, Layout, Placeholder, Theme
from deck_builder.theme.palette import Palette

UNKNOWN_BACKGROUND = Problem(
    "unknown-background", Severity.ERROR, "the theme has no colour called ‘{name}’", "{hint}"
)
# Layouts with a place for the name of the section have the progress line, too.
_SECTION_NAME = "section-name"
_FULL_BLEED, _PICTURE = "full-bleed", "picture"
_BESIDE_HALF = ("title", "body")
# By how much the proportions of a picture that covers a slide may differ from its own.
_LIKE_THE_SLIDE = 0.01
# The share of the height of a large title that it has where its text stands under it.
_UPPER = 0.56
_UNDER_TITLE = emu(24)
_MARGIN = emu(76)
_LEAST_SHARE, _MOST_SHARE = 0.15, 0.75


def filled(slide: Slide, theme: Theme) -> Slide:
    """Return a slide whose background covers it if the picture, as large as it can be, does; one
    that is a picture alone has no number on that."""
    if _is_picture(slide, theme) and slide.staging.numbered is None:
        return replace(slide, staging=replace(slide.staging, numbered=False))
    background = slide.staging.background
    picture = background.picture if background else None
    if background is None or background.fit != 0 or picture is None:
        return slide
    ratio = picture.width * theme.height / (picture.height * theme.width)
    if abs(ratio - 1) > _LIKE_THE_SLIDE:
        return slide
    return replace(slide, staging=replace(slide.staging, background=replace(background, fit=None)))


def shown_background(
    background: SlideBackground,
    layout: Layout,
    theme: Theme,
    span: Span | None,
    found: Collector,
) -> SlideBackground | None:
    """Return `background`, with the colours of text and background swapped if that is easier to
    read; None after a report."""
    own = layout.palette(theme.palette)
    for name in background.colors:
        if not name.startswith("#") and name not in own.names:
            found.report(UNKNOWN_BACKGROUND, span, name=name, hint=suggestion(name, own.names))
            return None
    ratio, palette = max(
        ((_contrast(background, palette), palette) for palette in (own, own.inverted())),
        key=lambda rated: rated[0],
    )
    if ratio < LEAST_CONTRAST:
        found.report(
            LOW_CONTRAST,
            span,
            what="background",
            ratio=ratio,
            text="text",
            ground=", ".join(background.colors) or background.target,
            least=LEAST_CONTRAST,
        )
    return replace(background, inverted=palette.dark != theme.palette.dark)


def _contrast(background: SlideBackground, palette: Palette) -> float:
    """The least contrast of text with any colour behind it."""
    text = palette.hex("text")
    return least_contrast(text, grounds(background, palette))


def grounds(background: SlideBackground, palette: Palette) -> Iterator[str]:
    """Yield the colours, as RRGGBB, that are behind a slide with a background of its own."""
    dark = palette.hex("dk1")
    for name in background.colors:
        color = name[1:].upper() if name.startswith("#") else palette.hex(name)
        yield mix(color, dark, background.dim / 100)
    if background.picture:
        yield mix(background.average, dark, background.dim / 100)


def uncovered(layout: Layout, slide: Slide, theme: Theme) -> Layout:
    """Return the `layout` of a picture up to the edges with the whole slide for it where there is
    no title under it. That of a template stays as it is."""
    if not _is_picture(slide, theme):
        return layout
    whole = Box(0, 0, theme.width, theme.height)
    places = (
        replace(place, box=whole) if place.name == _PICTURE else place
        for place in layout.placeholders
    )
    return replace(layout, placeholders=tuple(places))


def _is_picture(slide: Slide, theme: Theme) -> bool:
    """Whether a slide is a picture up to the edges, and has no title under it."""
    return slide.layout == _FULL_BLEED and not (slide.title or theme.template)


def beside(layout: Layout, picture: ImageBlock, theme: Theme, *, has_text: bool = True) -> Layout:
    """Return `layout` with its text in the half that `picture` leaves; a title that stands beside
    it otherwise is above it there, or in the middle if the slide does not have text."""
    room, stage = room_beside(layout, picture, theme), _stage(layout, theme)
    title, body = map(layout.placeholder, _BESIDE_HALF)
    if title and body and title.box.right <= body.box.x:
        return _stacked(layout, title, body, room, _UPPER if has_text else 1.0)
    placeholders = (
        replace(place, box=Box(room.x, place.box.y, room.width, place.box.height))
        if place.name in _BESIDE_HALF and place.box.x >= stage.x
        else place
        for place in layout.placeholders
    )
    return replace(layout, placeholders=tuple(placeholders))


def _stacked(
    layout: Layout, title: Placeholder, body: Placeholder, room: Box, share: float
) -> Layout:
    """A layout of a title beside its text as one with this under it, in a half of the slide, where
    the title has such a `share` of its height; a line between the two stays between them and the
    picture."""
    width = min(title.box.width, room.width)
    high = int(title.box.height * share)
    upper = Box(room.x, title.box.y, width, high)
    rest = title.box.height - high
    lower = Box(room.x, upper.bottom, width, rest).below(min(rest, _UNDER_TITLE))
    places = {
        title.name: replace(title, box=upper, anchor=Anchor.BOTTOM if rest else title.anchor),
        body.name: replace(body, box=lower, anchor=Anchor.TOP),
    }
    placeholders = tuple(places.get(one.name, one) for one in layout.placeholders)
    return replace(layout, placeholders=placeholders)


def room_beside(layout: Layout, picture: ImageBlock, theme: Theme) -> Box:
    """Return what `picture` leaves of the content area."""
    stage, content = _stage(layout, theme), theme.content
    middle = stage.x + _width(picture, stage)
    if picture.half == "right":
        middle = stage.right - _width(picture, stage)
    left, right = (
        (middle + theme.gap, content.right)
        if picture.half == "left"
        else (content.x, middle - theme.gap)
    )
    return Box(left, content.y, right - left, content.height)


def bleeding(layout: Layout, picture: ImageBlock, theme: Theme) -> tuple[Shape, ...]:
    """Return `picture` in its half of the slide, up to the edges; the frame of a missing one leaves
    room for the footer and number. One that does not `cover` it stands in the middle of it, with
    its caption."""
    stage = _stage(layout, theme)
    width = _width(picture, stage)
    left = stage.x if picture.half == "left" else stage.right - width
    box = Box(left, 0, width, stage.height)
    if picture.image is None:
        box = Box(box.x, theme.content.y, box.width, theme.content.height)
    elif not picture.cover:
        return _in_the_middle(picture, box, theme)
    return replace(picture, caption=()).place(box, theme).shapes


def _in_the_middle(picture: ImageBlock, half: Box, theme: Theme) -> tuple[Shape, ...]:
    """A picture with margins around it."""
    content = theme.content
    left, right = max(half.x, content.x), min(half.right, content.right)
    room = Box(left, half.y + _MARGIN, right - left, half.height - 2 * _MARGIN)
    shapes = picture.place(room, theme).shapes
    free = room.bottom - max(shape.box.bottom for shape in shapes)
    return picture.place(room.below(free // 2), theme).shapes if free > 0 else shapes


def _width(picture: ImageBlock, stage: Box) -> int:
    """How wide a picture is that fills a half of the slide, or the share of it that it names."""
    share = picture.width
    half = stage.width // 2
    if share is None or not share.relative:
        return half if picture.half == "left" else stage.width - half
    return int(stage.width * min(max(share.amount, _LEAST_SHARE), _MOST_SHARE))


def _stage(layout: Layout, theme: Theme) -> Box:
    """The slide without the band at its left on which some themes set titles, or that is their
    progress line."""
    boxes = [one.box for one in layout.decorations]
    if theme.progress and layout.placeholder(_SECTION_NAME):
        boxes.append(theme.progress.line)
    bands = (
        box.right for box in boxes if box.height >= theme.height and box.right <= theme.content.x
    )
    left = max(bands, default=0)
    return Box(left, 0, theme.width - left, theme.height)
